import type { CaseCount } from "../../policies/clauses/page.ts";
import type { Case } from "./case.ts";
import { calledForCases } from "./cases/called-for.ts";
import { forgottenCases } from "./cases/forgotten.ts";
import { gateCases } from "./cases/gate.ts";
import { historyCases } from "./cases/history.ts";
import { mailDnsCases } from "./cases/mail-dns.ts";
import { mailRatchetCases } from "./cases/mail-ratchet.ts";
import { mailSesCases } from "./cases/mail-ses.ts";
import { messagingCases } from "./cases/messaging.ts";
import { notifyCases } from "./cases/notify.ts";
import { notifyAccessCases } from "./cases/notify-access.ts";
import { notifyChangeCases } from "./cases/notify-change.ts";
import { notifyOperationsCases } from "./cases/notify-operations.ts";
import { ocpCases } from "./cases/ocp.ts";
import { ocpHostingCases } from "./cases/ocp-hosting.ts";
import { ocpMailCases } from "./cases/ocp-mail.ts";
import { sentryCases } from "./cases/ocp-sentry.ts";
import { providerCases } from "./cases/providers.ts";
import { waiverCases } from "./cases/waivers.ts";
import { wordsCases } from "./cases/words.ts";

/** Every case that goes through the real engine, clause by clause. */
export const cases: readonly Case[] = [
  ...ocpCases,
  ...ocpHostingCases,
  ...ocpMailCases,
  ...sentryCases,
  ...notifyCases,
  ...notifyChangeCases,
  ...notifyAccessCases,
  ...notifyOperationsCases,
  ...mailDnsCases,
  ...mailRatchetCases,
  ...mailSesCases,
  ...messagingCases,
  ...gateCases,
  ...historyCases,
  ...forgottenCases,
  ...calledForCases,
  ...providerCases,
  ...waiverCases,
  ...wordsCases,
];

/** How many red and green cases each clause has, by its id; for docs/clauses.md. */
export function caseCounts(): ReadonlyMap<string, CaseCount> {
  const byClause = Map.groupBy(cases, ({ clause }) => clause);
  return new Map(
    [...byClause].map(([clause, members]) => {
      const red = members.filter(({ kind }) => kind === "red").length;
      return [clause, { red, green: members.length - red }];
    }),
  );
}
