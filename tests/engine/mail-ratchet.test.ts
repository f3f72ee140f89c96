import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, inject, test } from "vitest";
import { mailNotWeakened } from "../../model/mail/protection.ts";
import { emptyWorld, ownWorld, registerWith } from "./own-world.ts";
import { root, type World } from "./world.ts";

const base = inject("base");
const withPack = ["--policy-pack", join(root, "policies/packs/ocp")];
const domains = "ocp/domains.yaml";
const entry = "ocp/domains/open-contracting.org";

function run(world: World, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  return world.pulumi([...args, "-s", "ocp"], { env: { GATEHOUSE_AS_OF: base.asOf, ...env } });
}

const preview = (world: World, env?: Readonly<Record<string, string>>) => run(world, ["preview", ...withPack], env);
const up = (world: World, env: Readonly<Record<string, string>>, ...more: string[]) =>
  run(world, ["up", "--yes", "--skip-preview", ...more], env);

const weaker = () => registerWith(domains, "    policy: quarantine\n", "    policy: none\n");
const stronger = () => registerWith(domains, "    policy: quarantine\n", "    policy: reject\n");
const back = `${entry}: DMARC of open-contracting.org, subdomains and names that do not exist goes from quarantine back to none.`;

test("a plain preview refuses a weaker policy, and a policy that is deleted", async () => {
  const world = await ownWorld();
  const refused = await preview(world, await weaker());
  expect(refused.exitCode).not.toBe(0);
  expect(refused.output).toMatch(new RegExp(String.raw`\[mandatory\][^\n]* ${mailNotWeakened} `));
  expect(refused.output).toContain(back);
  const text = await readFile(join(root, "register", domains), "utf8");
  const policy = /^ {2}dmarc:\n(?: {4}.*\n)+/m.exec(text)?.[0] ?? "";
  const deleted = await preview(world, await registerWith(domains, policy, ""));
  expect(deleted.exitCode).not.toBe(0);
  expect(deleted.output).toContain(back);
  expect(deleted.output).toContain("aggregate reports of open-contracting.org go no longer to");
});

test("a stronger policy passes, and from then on there is no way back", async () => {
  const world = await ownWorld();
  const env = await stronger();
  const planned = await preview(world, env);
  expect(planned.exitCode, planned.output).toBe(0);
  const plan = join(world.folder, "plan.json");
  expect((await run(world, ["preview", "--save-plan", plan], env)).exitCode).toBe(0);
  const applied = await run(world, ["up", "--yes", "--plan", plan, ...withPack], env);
  expect(applied.exitCode, applied.output).toBe(0);
  expect((await run(world, ["preview", "--expect-no-changes", ...withPack], env)).exitCode).toBe(0);
  const refused = await preview(world);
  expect(refused.exitCode).not.toBe(0);
  expect(refused.output).toContain(
    `${entry}: DMARC of open-contracting.org, subdomains and names that do not exist goes from reject back to quarantine.`,
  );
});

describe("what was deployed past the gate", () => {
  test("is refused by every later preview, until it is mended", async () => {
    const world = await ownWorld();
    const env = await weaker();
    expect((await up(world, env)).exitCode).toBe(0);
    expect((await preview(world, env)).output).toContain(back);
    const mended = await preview(world);
    expect(mended.exitCode, mended.output).toBe(0);
  });

  test("counts as allowed once a waiver has been applied with it", async () => {
    const world = await ownWorld();
    const { GATEHOUSE_REGISTER: folder } = await weaker();
    const waivers = join(folder, "ocp/waivers.yaml");
    const waiver = { owner: "ocp-owner-1", author: "ocp-owner-1", approver: "ocp-owner-2", reason: "Reports are lost" };
    const dates = { grantedOn: base.asOf, expiresOn: base.asOf };
    await writeFile(
      waivers,
      JSON.stringify({ weaker: { rule: mailNotWeakened, subject: entry, ...waiver, ...dates } }),
    );
    expect((await up(world, { GATEHOUSE_REGISTER: folder })).exitCode).toBe(0);
    await writeFile(waivers, "{}\n");
    const { exitCode, output } = await preview(world, { GATEHOUSE_REGISTER: folder });
    expect(exitCode, output).toBe(0);
  });
});

describe("a stack that was deployed before and does not say how well", () => {
  test("is not judged, and the preview fails in words", async () => {
    const world = await ownWorld();
    const file = join(world.folder, "state.json");
    expect((await run(world, ["stack", "export", "--file", file])).exitCode).toBe(0);
    const state = JSON.parse(await readFile(file, "utf8"));
    const stack = state.deployment.resources.find(({ type }: { type: string }) => type === "pulumi:pulumi:Stack");
    stack.outputs = { mailProtection: { "open-contracting.org": "well" } };
    await writeFile(file, JSON.stringify(state));
    expect((await run(world, ["stack", "import", "--file", file])).exitCode).toBe(0);
    const { exitCode, output } = await preview(world);
    expect(exitCode).not.toBe(0);
    expect(output).toContain("The stack's output mailProtection cannot be read");
    expect(output).not.toMatch(/^\s+at /m);
  });

  test("is not one that was never deployed", async () => {
    const world = await emptyWorld("ocp");
    const { exitCode, output } = await preview(world, await weaker());
    expect(exitCode, output).toBe(0);
  });
});
