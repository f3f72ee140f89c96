import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { execa } from "execa";
import { beforeAll, describe, expect, inject, test } from "vitest";
import type { Report } from "../../report/report.ts";
import { stacks } from "../../stacks/catalogue.ts";
import type { Base } from "./base.ts";
import { type Desk, deskOf, violationsOf } from "./review.ts";
import { root, runPulumi } from "./world.ts";

let base: Base;
beforeAll(() => {
  base = inject("base");
});

/** One entry of the register: a developer before the last manager among those with root on every server. */
async function giveRootToDeveloper(desk: Desk): Promise<{ readonly file: string; readonly line: number }> {
  const file = join(desk.register, "ocp/root-grants.yaml");
  const manager = "  - person: dogsbody-manager-2\n";
  const text = await readFile(file, "utf8");
  await writeFile(
    file,
    text.replace(manager, `  - person: ods-developer-2\n    basis: manager\n    grantedOn: 2025-06-02\n${manager}`),
  );
  const line = (await readFile(file, "utf8")).split("\n").findIndex((each) => each.includes("ods-developer-2")) + 1;
  return { file, line };
}

async function verdictIn(path: string): Promise<Report> {
  return JSON.parse(await readFile(path, "utf8"));
}

test("the shipped register is clean, in every stack, and nothing is left to do", async () => {
  const desk = await deskOf(base);
  const json = join(desk.folder, "verdict.json");
  const { exitCode, stdout } = await desk.run(["preview", "--json", json]);
  expect(stdout).toContain(`Judged as of ${base.asOf}, offline: no real service was contacted.`);
  for (const { name } of stacks) expect(stdout).toContain(`✔ clean  ${name}: 0 changes, `);
  expect(exitCode).toBe(0);
  const verdict = await verdictIn(json);
  expect(verdict).toMatchObject({ mode: "offline", asOf: base.asOf, exitCode: 0 });
  expect(verdict.stacks.map(({ stack, verdict }) => [stack, verdict])).toEqual(
    stacks.map(({ name }) => [name, "clean"]),
  );
  expect(JSON.stringify(verdict)).not.toContain(root);
});

describe("a change of one line that breaks a rule", () => {
  test("is refused, with rule, clause and line in text and JSON, like plain pulumi refuses it", async () => {
    const desk = await deskOf(base);
    const { file, line } = await giveRootToDeveloper(desk);
    const json = join(desk.folder, "verdict.json");
    const { exitCode, stdout } = await desk.run(["preview", "ocp", "--register", desk.register, "--json", json]);
    expect(exitCode).toBe(1);
    expect(stdout).toContain("✖ mandatory ocp-root-owners-and-managers");
    expect(stdout).toContain("[OCP-ROOT-1]");
    expect(stdout).toContain(`${file}:${line}:`);
    expect(stdout).toMatch(/~ root on every-server {2}\+ grants\[\d\]: \{.*person: "ods-developer-2"/);
    const verdict = await verdictIn(json);
    expect(verdict.exitCode).toBe(1);
    expect(verdict.stacks[0]?.violations).toMatchObject([
      {
        rule: "ocp-root-owners-and-managers",
        clauses: ["OCP-ROOT-1"],
        level: "mandatory",
        subject: "ocp/root-grants/*/ods-developer-2",
        place: { file, line },
      },
    ]);

    const plain = await runPulumi(
      base.environment,
      ["preview", "-s", "ocp", "--policy-pack", join(root, "policies/packs/ocp")],
      { env: { GATEHOUSE_REGISTER: desk.register, GATEHOUSE_AS_OF: base.asOf } },
    );
    expect(plain.exitCode).not.toBe(0);
    for (const { message } of verdict.stacks[0]?.violations ?? []) expect(plain.output).toContain(message);
    expect(plain.output.match(/\[(mandatory|advisory)\]/g)).toHaveLength(1);
  });

  test("is not applied", async () => {
    const desk = await deskOf(base);
    await giveRootToDeveloper(desk);
    const state = () => readFile(join(desk.folder, "state/.pulumi/stacks/gatehouse/ocp.json"), "utf8");
    const before = await state();
    const { exitCode, stdout } = await desk.run(["up", "ocp", "--register", desk.register]);
    expect(exitCode).toBe(1);
    expect(stdout).toContain("✖ blocked  ocp: 1 violation");
    expect(stdout).not.toContain("Applied");
    expect(await state()).toBe(before);
  });
});

test("on a later day what has become due by then is violated, in the register's words", async () => {
  const desk = await deskOf(base);
  const json = join(desk.folder, "verdict.json");
  const { exitCode } = await desk.run(["preview", "ocp", "--as-of", "2099-12-31", "--json", json]);
  expect(exitCode).toBe(1);
  const verdict = await verdictIn(json);
  expect(verdict.asOf).toBe("2099-12-31");
  // Unused root of developers, the review of root access, and what the DNS said of our senders.
  expect(new Set(verdict.stacks[0]?.violations.map(({ rule }) => rule))).toEqual(
    new Set(["mail-spf-answers-ageing", "mail-spf-answers-current", "ocp-root-in-use", "ocp-root-reviewed"]),
  );
});

test("a stack whose state cannot be read has failed, and the others are still judged", async () => {
  const desk = await deskOf(base);
  await writeFile(join(desk.folder, "state/.pulumi/stacks/gatehouse/ocp.json"), "{ not JSON");
  const json = join(desk.folder, "verdict.json");
  const { exitCode, stdout, stderr } = await desk.run(["preview", "ocp", "notify-platform", "--json", json]);
  expect(exitCode).toBe(3);
  expect(stdout).toContain("✖ not judged  ocp");
  expect(stdout).toContain("✔ clean  notify-platform");
  expect(stderr).not.toMatch(/\n\s+at /);
  const verdict = await verdictIn(json);
  expect(verdict.stacks.map(({ verdict: word }) => word)).toEqual(["failed", "clean"]);
  expect(verdict.stacks[0]?.problems.length).toBeGreaterThan(0);
});

test("up, up again, and down again: each says what it did, and the next finds nothing to do", async () => {
  const desk = await deskOf(base, { deployed: false });
  const settings = () => readFile(join(root, "Pulumi.ocp.yaml"), "utf8");
  const before = await settings();
  const first = await desk.run(["up", "ocp"]);
  expect(first.stdout).toMatch(
    /✔ clean {2}ocp: \d+ changes.*\n.* 0 failed;.*\n {2}Not evaluated against .*\n {2}Applied \d+ changes\./,
  );
  // A site of GitHub Pages is told its name once it is there.
  const named = await desk.run(["up", "ocp"]);
  expect(named.stdout).toContain("Applied 1 change.");
  const second = await desk.run(["up", "ocp"]);
  expect(second.stdout).toContain("There was nothing to apply.");
  const preview = await desk.run(["preview", "ocp"]);
  expect(preview.stdout).toContain("ocp: 0 changes,");
  const down = await desk.run(["destroy", "ocp"]);
  expect(down.stdout).toMatch(/^ocp: took down \d+ resources\.$/);
  const again = await desk.run(["destroy", "ocp"]);
  expect(again.stdout).toBe("ocp: there was nothing to take down.");
  expect([first, named, second, preview, down, again].map(({ exitCode }) => exitCode)).toEqual([0, 0, 0, 0, 0, 0]);
  // The engine would write a salt into the stack's settings, which are under version control.
  expect(await settings()).toBe(before);
  const state = await readFile(join(desk.folder, "state/.pulumi/stacks/gatehouse/ocp.json"), "utf8");
  expect(JSON.parse(state).checkpoint.latest?.resources ?? []).toEqual([]);
});

test("previews of two stacks at the same time, from another folder, give what they give alone", async () => {
  const desk = await deskOf(base);
  const ended = await Promise.all(
    stacks.map(async ({ name }) => {
      const json = join(desk.folder, `${name}.json`);
      const { exitCode } = await desk.run(["preview", name, "--register", "register", "--json", json], {
        cwd: desk.folder,
      });
      return { exitCode, violations: violationsOf(await verdictIn(json)) };
    }),
  );
  expect(ended).toEqual(stacks.map(() => ({ exitCode: 0, violations: [] })));
});

describe("an interrupt of a preview", () => {
  /** Processes that were started for a desk: they have its folder in their environment. */
  async function processesOf({ folder }: Desk): Promise<string[]> {
    const { stdout } = await execa("ps", ["axeww", "-o", "pid=,args="]);
    return stdout.split("\n").filter((line) => line.includes(`GATEHOUSE_OFFLINE_FOLDER=${folder}`));
  }

  test.each([
    ["of the command alone", (pid: number) => process.kill(pid, "SIGINT")],
    // Those of its children that are in its group hear it twice: from the terminal and from the command.
    [
      "of all that runs, as a terminal does",
      (pid: number) => execa("pkill", ["-INT", "-P", String(pid)]).then(() => process.kill(pid, "SIGINT")),
    ],
  ])("%s ends it with one line, and leaves nothing running", async (_, interrupt) => {
    const desk = await deskOf(base);
    const child = desk.start(["preview", "ocp"]);
    const engineRuns = async () => (await processesOf(desk)).some((line) => line.includes("--event-log"));
    for (let left = 600; left > 0 && !(await engineRuns()); left--) await sleep(50);
    expect(await engineRuns()).toBe(true);
    await interrupt(child.pid);
    const { exitCode, stderr } = await child.ended;
    expect(exitCode).toBe(130);
    expect(stderr.split("\n").at(-1)).toBe("Interrupted by SIGINT; nothing more was started.");
    for (let left = 100; left > 0 && (await processesOf(desk)).length > 0; left--) await sleep(100);
    expect(await processesOf(desk)).toEqual([]);
    // The stack is not left locked.
    expect((await desk.run(["preview", "ocp"])).exitCode).toBe(0);
  });
});
