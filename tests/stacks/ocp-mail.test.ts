import { describe, expect, test } from "vitest";
import { policiesOf } from "../../policies/packs/policies.ts";
import { rulesFor } from "../../policies/rules/index.ts";
import { ocp } from "../../stacks/ocp.ts";
import { asOf, changed, type Draft, ocpRegister } from "../policies/compliant.ts";
import { blocking, run, stackItself } from "../policies/packs/harness.ts";
import { recorded } from "./record.ts";

const record = (register = ocpRegister) => recorded(() => ocp(register));

describe("the mail of the Open Contracting Partnership", () => {
  test("declares the mail of each domain whose zone is known, under the domain's record", async () => {
    const more = changed(ocpRegister, ({ domains }) => {
      domains["example.org"] = { provider: "cloudflare", sendsMail: false, zoneId: "f".repeat(32) };
      domains["example.net"] = { provider: "cloudflare", sendsMail: false };
    });
    const mail = (await record(more)).filter(({ type }) => type === "gatehouse:mail:MailDomain");
    expect(mail.map(({ parent }) => parent?.split("::").slice(2).join(" "))).toEqual([
      "gatehouse:mail:Domain open-contracting.org",
      "gatehouse:mail:Domain example.org",
    ]);
  });

  test.each<[string, (domain: Draft["domains"]) => void, string]>([
    ["no policy", (domain) => delete domain.dmarc, "OCP-DMARC-1"],
    ["no zone", (domain) => delete domain.zoneId, "OCP-DMARC-1"],
    [
      "aggregate reports to others",
      (domain) => domain.dmarc.aggregateReports.splice(0, 1, "a@example.org"),
      "OCP-DMARC-2",
    ],
    ["no forensic reports", (domain) => delete domain.dmarc.forensicReports, "OCP-DMARC-3"],
  ])("is blocked where the register has %s", async (_, change, clause) => {
    const weakened = changed(ocpRegister, (draft) => change(draft.domains["open-contracting.org"]));
    const resources = [stackItself, ...(await record(weakened))];
    const said = blocking(await run(policiesOf("ocp", rulesFor("ocp"), asOf), resources));
    expect(said.filter((line) => line.includes(`[${clause}`))).toHaveLength(1);
  });
});
