import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, expect, test, vi } from "vitest";
import type { Report } from "../../report/report.ts";
import { stacks } from "../../stacks/catalogue.ts";
import { fakeEngine, gatehouse, newFolder, root, start } from "./cli.ts";

// Each test starts the command afresh, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });
afterAll(() => vi.resetConfig());

const trace = /\n\s+at /;
const names = stacks.map(({ name }) => name);

describe("a stack that could not be judged", () => {
  test("ends with 3 and the engine's words; the other stacks are judged, and the verdict is written", async () => {
    const { env, calls } = fakeEngine();
    const json = join(newFolder(), "verdict.json");
    const { exitCode, stdout, stderr } = await gatehouse(["preview", "--json", json], { env });
    expect(exitCode).toBe(3);
    expect(stdout).toContain("✖ error: the fake engine cannot do this");
    expect([...stdout.matchAll(/^✖ not judged {2}(\S+): /gm)].map(([, name]) => name).slice(-names.length)).toEqual(
      names,
    );
    expect(stderr).not.toMatch(trace);
    expect(calls().filter((call) => call.startsWith("preview"))).toHaveLength(names.length);
    const verdict: Report = JSON.parse(readFileSync(json, "utf8"));
    expect(verdict).toMatchObject({
      version: 2,
      mode: "offline",
      exitCode: 3,
      stacks: [
        { stack: "ocp", verdict: "failed", problems: ["error: the fake engine cannot do this"] },
        ...names.slice(1).map((stack) => ({ stack, verdict: "failed" })),
      ],
    });
    expect(readFileSync(json, "utf8")).not.toContain(root);
  });

  test("since no rule was evaluated, though the engine said that all is well", async () => {
    const { env } = fakeEngine("exit 0");
    const { exitCode, stdout } = await gatehouse(["preview", "ocp"], { env });
    expect(exitCode).toBe(3);
    expect(stdout).toContain("✖ the mandatory rule register-complete was not evaluated");
    expect(stdout).toContain("✖ the mandatory rule every-rule-ran was not evaluated");
  });

  test("is not applied", async () => {
    const { env, calls } = fakeEngine("exit 0");
    expect((await gatehouse(["up", "ocp"], { env })).exitCode).toBe(3);
    expect(calls().map((call) => call.split(" ")[0])).not.toContain("up");
  });

  test("a stack that cannot be taken down ends with 3 and the reason", async () => {
    const { env } = fakeEngine();
    const { exitCode, stdout, stderr } = await gatehouse(["destroy", "ocp"], { env });
    expect(exitCode).toBe(3);
    expect(stdout).toBe("ocp: could not be taken down. error: the fake engine cannot do this");
    expect(stderr).not.toMatch(trace);
  });
});

describe("what the engine is given", () => {
  test("offline: the day, the register, a home and a backend of its own, and nothing may be written", async () => {
    const { env, offline, seenBy } = fakeEngine();
    const own = {
      PULUMI_ACCESS_TOKEN: "mine",
      AWS_PROFILE: "mine",
      PULUMI_HOME: "/mine",
      GATEHOUSE_AS_OF: "2020-01-01",
    };
    await gatehouse(["preview", "ocp", "--as-of", "2026-03-04"], { env: { ...env, ...own } });
    const seen = seenBy("preview");
    expect(seen).toMatchObject({
      GATEHOUSE_AS_OF: "2026-03-04",
      GATEHOUSE_REGISTER: join(root, "register"),
      GATEHOUSE_READ_ONLY: "1",
      GATEHOUSE_OFFLINE: "1",
      PULUMI_HOME: join(offline, "home"),
      PULUMI_BACKEND_URL: `file://${offline}/state?metadata=skip`,
    });
    expect(seen).not.toHaveProperty("PULUMI_ACCESS_TOKEN");
    expect(seen).not.toHaveProperty("AWS_PROFILE");
  });

  test("live: the user's own environment, today, and nothing of the offline set-up", async () => {
    const { env, offline, seenBy, calls } = fakeEngine();
    const own = {
      PULUMI_ACCESS_TOKEN: "mine",
      AWS_PROFILE: "mine",
      PULUMI_HOME: "/mine",
      GATEHOUSE_AS_OF: "2020-01-01",
    };
    const { exitCode, stdout } = await gatehouse(["preview", "ocp", "--live"], { env: { ...env, ...own } });
    const { GATEHOUSE_AS_OF: asOf, ...seen } = seenBy("preview");
    expect(asOf).toBe("");
    expect(seen).toMatchObject({ PULUMI_ACCESS_TOKEN: "mine", AWS_PROFILE: "mine", PULUMI_HOME: "/mine" });
    for (const name of [
      "GATEHOUSE_OFFLINE",
      "GATEHOUSE_LANGUAGE_HOST",
      "PULUMI_BACKEND_URL",
      "PULUMI_CONFIG_PASSPHRASE",
    ]) {
      expect(seen).not.toHaveProperty(name);
    }
    expect(existsSync(offline)).toBe(false);
    expect(exitCode).toBe(3);
    expect(stdout).toContain("Judged as of today, with real providers.");
    // It neither selects a stack, which would change the user's own selection, nor makes one.
    expect(calls().map((call) => call.split(" ")[0])).toEqual(["whoami", "stack", "preview"]);
  });

  test.each([
    ["relative", (cwd: string) => relative(cwd, join(root, "register"))],
    ["absolute", () => join(root, "register")],
  ])("a register whose path is %s, from another folder", async (_, pathFrom) => {
    const { env, seenBy } = fakeEngine();
    const cwd = newFolder();
    await gatehouse(["preview", "ocp", "--register", pathFrom(cwd)], { env, cwd });
    expect(seenBy("preview")).toMatchObject({ GATEHOUSE_REGISTER: join(root, "register") });
  });

  test("the project's own register, wherever it is run", async () => {
    const { env, seenBy } = fakeEngine();
    await gatehouse(["preview", "ocp"], { env, cwd: newFolder() });
    expect(seenBy("preview")).toMatchObject({ GATEHOUSE_REGISTER: join(root, "register") });
  });

  test("npm goes to the project's folder, and paths are still those of where the user is", async () => {
    const { env } = fakeEngine();
    const user = newFolder();
    const npm = { npm_lifecycle_script: "node commands/main.ts preview", INIT_CWD: user };
    await gatehouse(["preview", "ocp", "--json", "verdict.json"], { env: { ...env, ...npm }, cwd: root });
    expect(JSON.parse(readFileSync(join(user, "verdict.json"), "utf8"))).toMatchObject({ exitCode: 3 });
  });
});

describe("--live where the user has not set Pulumi up", () => {
  test("no pulumi on PATH", async () => {
    const { exitCode, stdout, stderr } = await gatehouse(["preview", "--live"]);
    expect(stderr).toBe(
      "--live uses your own Pulumi, and there is no `pulumi` on PATH; install it from https://www.pulumi.com/docs/install/.",
    );
    expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: "" });
  });

  test("not logged in", async () => {
    const { env, calls } = fakeEngine();
    const pulumi = join(env.PATH?.split(":")[0] ?? "", "pulumi");
    const script = readFileSync(pulumi, "utf8");
    writeFileSync(pulumi, script.replace("*) exit 0", "*) echo 'error: log in first' >&2; exit 255"));
    const { exitCode, stdout, stderr } = await gatehouse(["preview", "--live"], { env });
    expect(stderr).toBe("--live uses your own backend; log in to it with `pulumi login`. Pulumi says: log in first");
    expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: "" });
    expect(calls()).toHaveLength(1);
  });
});

describe("an interrupt", () => {
  test.each(["SIGINT", "SIGTERM"] as const)("%s reaches the engine; one line, 130, and no verdict", async (signal) => {
    const noted = join(newFolder(), "noted");
    const { env, calls } = fakeEngine(`trap 'echo stopped >${noted}; exit 1' INT; while :; do sleep 0.05; done`);
    const json = join(newFolder(), "verdict.json");
    const child = start(["preview", "ocp", "--json", json], { env });
    while (!calls().some((call) => call.startsWith("preview"))) await sleep(20);
    // The shell of the fake needs a moment to set its trap.
    await sleep(200);
    child.kill(signal);
    const { exitCode, stdout, stderr } = await child;
    expect(exitCode).toBe(130);
    expect(stdout).toBe("");
    expect(stderr.split("\n").at(-1)).toBe(`Interrupted by ${signal}; nothing more was started.`);
    expect(readFileSync(noted, "utf8")).toBe("stopped\n");
    expect(readFileSync(json, "utf8")).toBe("");
  });

  test("during the preview of `up` lets nothing be applied", async () => {
    const { env, calls } = fakeEngine("trap 'exit 0' INT; while :; do sleep 0.05; done");
    const child = start(["up"], { env });
    while (!calls().some((call) => call.startsWith("preview"))) await sleep(20);
    await sleep(200);
    child.kill("SIGINT");
    expect((await child).exitCode).toBe(130);
    expect(calls().map((call) => call.split(" ")[0])).not.toContain("up");
  });
});

test("colours only where the output is a terminal, or they are asked for", async () => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: this is what an escape code starts with
  const escapeCode = /\u001b\[/;
  const { env } = fakeEngine();
  const plain = await gatehouse(["preview", "ocp"], { env });
  expect(plain.stdout + plain.stderr).not.toMatch(escapeCode);
  const coloured = await gatehouse(["preview", "ocp"], { env: { ...env, FORCE_COLOR: "1" } });
  expect(coloured.stdout).toMatch(escapeCode);
});

test("an unexpected error is a line, and a stack trace only with GATEHOUSE_DEBUG", async () => {
  const { env, offline } = fakeEngine();
  // A folder where the set-up has a file.
  mkdirSync(join(offline, "bin"), { recursive: true });
  mkdirSync(join(offline, "bin/node"));
  const quiet = await gatehouse(["preview", "ocp"], { env });
  expect(quiet.exitCode).toBe(3);
  expect(quiet.stderr).toMatch(/^EISDIR: .*\n\(GATEHOUSE_DEBUG=1 shows where this comes from\.\)$/);
  const loud = await gatehouse(["preview", "ocp"], { env: { ...env, GATEHOUSE_DEBUG: "1" } });
  expect(loud.exitCode).toBe(3);
  expect(loud.stderr).toMatch(/^Error: EISDIR/);
});
