import { cp, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Report } from "../../report/report.ts";
import { againstSchema } from "../report/published-schema.ts";
import { checkoutIn, edit, type OwnCheckout } from "./own-checkout.ts";
import { emptyWorld, ownFolder, ownWorld } from "./own-world.ts";
import { type Outcome, removeFolder, root, temporaryFolder } from "./world.ts";

/** A day after root for a developer who no longer deploys has fallen due. */
const asOf = "2027-02-10";

let checkout: OwnCheckout;
/** A commit that gives a developer root on every server, which is not deployed and which no day changes. */
let base: string;
beforeAll(async () => {
  checkout = await checkoutIn(await temporaryFolder());
  base = await edit(
    checkout,
    "ocp/root-grants.yaml",
    "toucan:\n",
    "  - person: ods-developer-2\n    basis: manager\n    grantedOn: 2025-06-02\ntoucan:\n",
  );
});
afterAll(() => removeFolder(checkout.folder));

async function previewAgainstBase(): Promise<Outcome & { readonly report: Report }> {
  const json = join(await ownFolder(), "report.json");
  const options = ["--base", base, "--as-of", asOf, "--json", json];
  const outcome = await checkout.run(await ownWorld(), "preview", "ocp", ...options);
  return { ...outcome, report: JSON.parse(await readFile(json, "utf8")) };
}

/** The mandatory violations of a report, each with since when it is there. */
function originsIn({ stacks }: Report): (readonly [since: string, violation: string])[] {
  const mandatory = stacks.flatMap(({ violations }) => violations).filter(({ level }) => level === "mandatory");
  return mandatory.map(({ rule, subject, origin }) => {
    const since = origin?.kind === "became due" ? `became due on ${origin.on}` : (origin?.kind ?? "nothing compared");
    return [since, `${rule} ${subject}`];
  });
}

const old = [
  ["became due on 2027-02-04", "ocp-root-in-use ocp/root-grants/cove-live-ocds/ods-developer-2"],
  ["already there", "ocp-root-owners-and-managers ocp/root-grants/*/ods-developer-2"],
];

test("what was there before, or fell due by itself, does not block a change that brings nothing, and is told", async () => {
  await edit(checkout, "ocp/people.yaml", "name: Analyst One", "name: Analyst Renamed");
  const { exitCode, output, report } = await previewAgainstBase();
  expect([exitCode, originsIn(report)], output).toEqual([0, old]);
  expect(report).toMatchObject({ exitCode: 0, base: { ref: base, commit: base }, stacks: [{ verdict: "clean" }] });
  expect(output).toContain("ocp/root-grants/*/ods-developer-2");
  // Root for the developer is not deployed yet, but the change does not bring it.
  expect(report).toMatchObject({ access: [], accessComparedWith: { ocp: "base" } });
  expect(againstSchema(report)).toEqual([]);
});

test("a change that brings others is blocked, by those alone, and its access is told against the base", async () => {
  const root = `  - person: cds-developer-1
    basis: developer
    grantedOn: 2026-11-20
    grantedBy: cds-developer-1
    expectedToDeploy: true
    reason: Helps out
`;
  await edit(checkout, "ocp/root-grants.yaml", "toucan:\n", `toucan:\n${root}`);
  const { exitCode, output, report } = await previewAgainstBase();
  const brought = ["history-kept", "ocp-root-granted-by-root"].map((rule) => [
    "introduced",
    `${rule} ocp/root-grants/toucan/cds-developer-1`,
  ]);
  expect([exitCode, originsIn(report).toSorted()], output).toEqual([1, [...brought, ...old].toSorted()]);
  expect(report).toMatchObject({ exitCode: 1, stacks: [{ verdict: "violations" }] });
  const gains = ["can read sentry-toucan", "root on toucan.default.opencontracting.uk0.bigv.io"];
  expect(report.access).toEqual([{ register: "ocp", person: "cds-developer-1", gains, loses: [] }]);
});

test("where nothing is deployed, what was there before is the base: weaker mail is refused, and without a base not evaluated", async () => {
  const from = (await edit(checkout, "ocp/people.yaml", "name: Analyst Renamed", "name: Analyst Two")).trim();
  await edit(checkout, "ocp/domains.yaml", "    policy: quarantine\n", "    policy: none\n");
  const world = await emptyWorld("ocp");
  const read = async (...options: string[]): Promise<Report> => {
    const json = join(await ownFolder(), "report.json");
    await checkout.run(world, "preview", "ocp", "--json", json, ...options);
    return JSON.parse(await readFile(json, "utf8"));
  };
  const compared = await read("--base", from);
  expect(compared.base).toEqual({ ref: from, commit: from });
  expect(originsIn(compared)).toContainEqual(["introduced", "mail-not-weakened ocp/domains/open-contracting.org"]);
  expect([compared.exitCode, left(compared)]).toEqual([1, []]);
  const alone = await read();
  expect(left(alone)).toEqual(expect.arrayContaining(["mail-not-weakened", "blast-radius-grants", "same-thing-kept"]));
  expect(againstSchema(alone)).toEqual([]);
});

test("what a program changes beside the register is told apart, and what it calls otherwise does not go", async () => {
  // As it is shipped, so that no pack refuses it: what a refused preview would make is not told.
  await cp(join(root, "register"), join(checkout.folder, "register"), { recursive: true });
  const ports = (opened: string) => `openPorts: [${opened}]\n  offsiteBackups:`;
  const from = (await edit(checkout, "ocp/servers.yaml", ports("22, 80, 443"), ports("22, 80, 443, 8443"))).trim();
  await edit(checkout, "ocp/servers.yaml", ports("22, 80, 443, 8443"), ports("22, 443"));
  await edit(
    checkout,
    "../components/linode-logins.ts",
    "username.toLowerCase(),",
    `\`login-\${username.toLowerCase()}\`,`,
  );
  const json = join(await ownFolder(), "report.json");
  const options = ["--base", from, "--as-of", "2026-11-23", "--json", json];
  const { output } = await checkout.run(await ownWorld(), "preview", "ocp", ...options);
  const report: Report = JSON.parse(await readFile(json, "utf8"));
  const parts = report.stacks[0]?.parts;
  const types = (part: readonly { type: string }[] = []) => [...new Set(part.map(({ type }) => type))].sort();
  expect(types(parts?.register), output).toContain("linode:index/firewall:Firewall");
  expect(types(parts?.program)).toEqual(["linode:index/user:User"]);
  const kept = originsIn(report).filter(([, violation]) => violation.startsWith("same-thing-kept"));
  expect(kept).toHaveLength(3);
  expect(kept).toContainEqual(["introduced", expect.stringContaining("opencontracting-dogsbody")]);
  expect(report.exitCode).toBe(1);
});

/** The rules that were not evaluated, for want of what was there before. */
function left({ stacks }: Report): string[] {
  return stacks.flatMap(({ rules }) => rules.filter(({ notEvaluated }) => notEvaluated).map(({ rule }) => rule));
}
