import type { DateText } from "../../model/dates.ts";
import type { LoadedRegister } from "../../model/load.ts";
import { registerIds } from "../../model/register.ts";
import { accessMap } from "../../report/access/map.ts";
import { text } from "../../report/markdown/escape.ts";
import { obligationsPart, table } from "../../report/markdown/ledger.ts";
import { obligationsOf } from "../../report/obligations/ledger.ts";
import { organisations } from "../../report/organisations.ts";
import type { PersonAccess } from "../../report/report.ts";

/** The text of the issue of an access review, Markdown: who holds what, to be confirmed or revoked, and what is due. */
export function accessReview({ registers, locate }: LoadedRegister, asOf: DateText): string {
  const obligations = registerIds.flatMap((id) => obligationsOf(registers[id], asOf, locate));
  return [
    `Who can reach what, as of ${asOf}. Look at every line: what a person does not need is revoked in \`register/\`, by a pull request.`,
    ...registerIds.map((id) => `### ${organisations[id]}\n\n${mapTable(accessMap(registers[id], asOf))}`),
    ...obligationsPart({ obligations }, true),
    "Close this issue when every line has been looked at.",
  ].join("\n\n");
}

function mapTable(map: readonly PersonAccess[]): string {
  return table(
    ["Looked at", "Person", "Holds"],
    map.map(({ person, systems }) => [
      "☐",
      text(person),
      Object.entries(systems)
        .map(([system, what]) => `**${text(system)}**: ${what.map(text).join(", ")}`)
        .join("<br>") || "nothing",
    ]),
  );
}
