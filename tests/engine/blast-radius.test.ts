import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import type { Report } from "../../report/report.ts";
import { type Desk, deskOf, violationsOf } from "./review.ts";
import { worldIn } from "./world.ts";

const base = inject("base");

/** Changes one text of a desk's register, which is there exactly once. */
async function change(desk: Desk, file: string, from: string, to: string): Promise<void> {
  const path = join(desk.register, file);
  const text = await readFile(path, "utf8");
  if (text.split(from).length !== 2) throw new Error(`${file} does not hold exactly one ${JSON.stringify(from)}`);
  await writeFile(
    path,
    text.replace(from, () => to),
  );
}

async function preview(desk: Desk): Promise<{ readonly exitCode: number | undefined; readonly found: string[] }> {
  const json = join(desk.folder, "verdict.json");
  const { exitCode } = await desk.run(["preview", "ocp", "--register", desk.register, "--json", json]);
  const verdict: Report = JSON.parse(await readFile(json, "utf8"));
  return { exitCode, found: violationsOf(verdict) };
}

test("a machine whose protection was lifted is not replaced, though no pack minds", async () => {
  const desk = await deskOf(base);
  const world = await worldIn(desk.folder, base.engine);
  const lifted = await world.pulumi(["state", "unprotect", "--all", "--yes", "-s", "ocp"]);
  expect(lifted.exitCode, lifted.output).toBe(0);
  await change(desk, "ocp/servers.yaml", "linode/ubuntu24.04", "linode/ubuntu22.04");
  expect(await preview(desk)).toEqual({
    exitCode: 1,
    found: ['ocp protected-kept linode:index/instance:Instance "crm"'],
  });
});

test("an owner who loses what the last two have is refused; with a waiver that a second person stands behind, it passes", async () => {
  const desk = await deskOf(base);
  const owner = "    - person: ocp-owner-2\n      createdOn: 2024-02-05\n";
  await change(desk, "ocp/grants.yaml", owner, `${owner}      revokedOn: ${base.asOf}\n`);
  const found = ["ocp key-holders-kept ocp/grants/sentry/owner/ocp", "ocp two-key-holders ocp/grants/sentry/owner"];
  expect(await preview(desk)).toEqual({ exitCode: 1, found });
  const people = { owner: "ocp-owner-2", author: "ocp-owner-2", approver: "ocp-owner-1" };
  const waiver = {
    rule: "key-holders-kept",
    subject: "ocp/grants/sentry/owner/ocp",
    stack: "ocp",
    reason: "No longer on call",
    ...people,
  };
  const dates = { grantedOn: base.asOf, expiresOn: base.asOf };
  await writeFile(join(desk.register, "ocp/waivers.yaml"), JSON.stringify({ leave: { ...waiver, ...dates } }));
  expect(await preview(desk)).toEqual({ exitCode: 0, found });
});

test("weaker mail is one violation, though the pack and the review find it", async () => {
  const desk = await deskOf(base);
  await change(desk, "ocp/domains.yaml", "  tlsReports: [tls-reports@open-contracting.org]\n", "");
  const { exitCode, found } = await preview(desk);
  expect(exitCode).toBe(1);
  expect(found).toEqual(["ocp mail-not-weakened ocp/domains/open-contracting.org"]);
});
