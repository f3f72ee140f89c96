import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test, vi } from "vitest";
import { fakeEngine, gatehouse, newFolder } from "./cli.ts";

// Each test starts the command afresh, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });
afterAll(() => vi.resetConfig());

const trace = /\n\s+at /;

describe("wrong usage ends with 2, and says what to do instead", () => {
  test.each([
    ["no command", [], "Usage: npm run COMMAND"],
    ["an unknown command", ["apply"], "unknown command 'apply'"],
    [
      "an unknown stack",
      ["preview", "opc"],
      "'opc' is invalid for argument 'stacks'. The stacks are ocp, notify-platform, notify-staging, notify-demo, notify-production.",
    ],
    ["an unknown option", ["preview", "--jsn", "x"], "unknown option '--jsn'"],
    ["an option of another command", ["destroy", "--json", "x"], "unknown option '--json'"],
    ["a day that does not exist", ["preview", "--as-of", "2026-02-30"], "Give a date that exists, as YYYY-MM-DD."],
    ["a day in other words", ["up", "--as-of", "tomorrow"], "Give a date that exists, as YYYY-MM-DD."],
    ["another day with real providers", ["preview", "--live", "--as-of", "2026-01-05"], "--as-of is for offline runs"],
    [
      "a verdict where there is no folder",
      ["preview", "--json", "/no/such/folder/v.json"],
      "/no/such/folder/v.json cannot be written",
    ],
    ["a verdict in place of a folder", ["preview", "--json", "/"], "--json / cannot be written"],
    [
      "a register that is not there",
      ["preview", "--register", "/no/such/folder"],
      "/no/such/folder:1:1: there is no register here",
    ],
  ])("%s", async (_, args, words) => {
    const { env, calls, offline } = fakeEngine();
    const { exitCode, stdout, stderr } = await gatehouse(args, { env });
    expect(stderr).toContain(words);
    expect(stderr).not.toMatch(trace);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(calls()).toEqual([]);
    expect(existsSync(offline)).toBe(false);
  });

  test("--live in a shell that is set for offline runs", async () => {
    const { env, calls } = fakeEngine();
    const { exitCode, stderr } = await gatehouse(["preview", "--live"], { env: { ...env, GATEHOUSE_OFFLINE: "1" } });
    expect(stderr).toBe("This shell is set for offline runs (GATEHOUSE_OFFLINE); use --live in another one.");
    expect(exitCode).toBe(2);
    expect(calls()).toEqual([]);
  });
});

test("a register with mistakes: every one with file, line and column, and nothing is run", async () => {
  const { env, calls, offline } = fakeEngine();
  const register = newFolder();
  for (const folder of ["ocp", "notify"]) mkdirSync(join(register, folder));
  writeFileSync(join(register, "register.yaml"), "asOf: 2026-02-30\n");
  writeFileSync(join(register, "ocp/people.yaml"), "ada:\n  name: Ada\n  shoes: 39\n");
  writeFileSync(join(register, "notify/people.yaml"), "{}\n");
  const json = join(register, "verdict.json");
  const { exitCode, stdout, stderr } = await gatehouse(["preview", "--register", register], { env });
  expect(stderr).toContain(`${register}/register.yaml:1:7: `);
  expect(stderr).toContain(`${register}/ocp/people.yaml:3:3: `);
  expect(stderr).not.toMatch(trace);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
  expect(calls()).toEqual([]);
  expect(existsSync(offline) || existsSync(json)).toBe(false);
});

test.each(["preview", "up", "destroy"])(
  "%s --help tells the stacks, the defaults and the exit codes",
  async (command) => {
    const { env, offline } = fakeEngine();
    const { exitCode, stdout, stderr } = await gatehouse([command, "--help"], { env });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout).toContain(`Usage: npm run ${command} -- [STACK...] [OPTION...]`);
    expect(stdout).toContain("ocp, notify-platform, notify-staging, notify-demo,");
    expect(stdout.includes('folder of the register (default: "register")')).toBe(command !== "destroy");
    for (const code of [0, 1, 2, 3, 130]) expect(stdout).toMatch(new RegExp(`^ {2}${code} `, "m"));
    expect(existsSync(offline)).toBe(false);
  },
);

test("an empty folder stays empty when only help is asked for", async () => {
  const cwd = newFolder();
  await gatehouse(["--help"], { cwd });
  expect(readdirSync(cwd)).toEqual([]);
});
