import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { describe, expect, test } from "vitest";
import { marker } from "../../../report/marker.ts";
import { asNpmRuns } from "../../as-npm-runs.ts";
import { newFolder, root } from "../cli.ts";
import { write } from "../preview/plans/repository.ts";
import { type GitHub, robot, startGitHub, token } from "./server.ts";

/** Runs a command as a step of a workflow would. */
async function github(server: GitHub, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const command = [...asNpmRuns, join(root, "commands/github/main.ts"), ...args];
  const { exitCode, stdout, stderr } = await execa(process.execPath, command, {
    env: { GITHUB_TOKEN: token, GITHUB_API_URL: server.url, GITHUB_REPOSITORY: "example/gatehouse", ...env },
    extendEnv: false,
    reject: false,
    timeout: 60_000,
  });
  return { exitCode, stdout, stderr };
}

function fileWith(text: string): string {
  const file = join(newFolder(), "file");
  writeFileSync(file, text);
  return file;
}

describe("comment", () => {
  const comment = (server: GitHub, report: string, pull = "7", ...more: string[]) =>
    github(server, ["comment", "--report", report, "--pull", pull, "--head", server.head, ...more]);

  test("puts the report on the pull request", async () => {
    const server = await startGitHub();
    const report = fileWith("✖ blocked\n");
    expect(await comment(server, report)).toEqual({
      exitCode: 0,
      stdout: "The comment on pull request 7 was written.",
      stderr: "",
    });
    const ofCommit = `Of commit ${server.head}.`;
    expect(server.comments).toMatchObject([{ user: { login: robot }, body: `${marker}\n${ofCommit}\n\n✖ blocked\n` }]);
  });

  test("says which commit it is of, so that it is not taken for one of what was pushed later", async () => {
    const server = await startGitHub();
    expect((await comment(server, fileWith(`${marker}\n\n## ✔ Clean\n`))).exitCode).toBe(0);
    expect(server.comments[0]?.body).toBe(`${marker}\nOf commit ${server.head}.\n\n## ✔ Clean\n`);
    expect((await comment(server, "/no/such/report.md")).exitCode).toBe(0);
    expect(server.comments).toHaveLength(1);
    expect(server.comments[0]?.body).toContain(`Of commit ${server.head}.\n\n## ✖ not judged`);
  });

  test.each([
    ["has no text", fileWith],
    ["is not there", (_: string) => "/no/such/report.md"],
  ])("says that nothing is known when the report %s, as after a preview that broke off", async (_, report) => {
    const server = await startGitHub();
    expect((await comment(server, report("\n"), "7", "--run", "https://github.com/run/1")).exitCode).toBe(0);
    expect(server.comments[0]?.body).toContain("✖ not judged");
    expect(server.comments[0]?.body).toContain("[The log of the run](https://github.com/run/1) tells why");
  });

  test("takes the number from a file, where it is not to be trusted", async () => {
    const server = await startGitHub();
    const report = fileWith("✔ clean");
    expect((await comment(server, report, `@${fileWith("7\n")}`)).exitCode).toBe(0);
    for (const number of ["", "7; rm -rf /", "7\n8", "../7", "07", "-7", "٧", "1e3", "99999999999"]) {
      const { exitCode, stderr } = await comment(server, report, `@${fileWith(number)}`);
      expect([number, exitCode, stderr]).toEqual([
        number,
        2,
        expect.stringContaining("is no number of a pull request"),
      ]);
    }
    expect(server.comments).toHaveLength(1);
  });

  test("writes nothing on a pull request that is not at the commit that was judged", async () => {
    const server = await startGitHub();
    const args = ["comment", "--report", fileWith("✔ clean"), "--pull", "7", "--head", "b".repeat(40)];
    const { exitCode, stderr } = await github(server, args);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(`is at ${server.head}, not at ${"b".repeat(40)}`)]);
    expect(server.writes()).toEqual([]);
  });

  test("ends with 3 and GitHub's reason when it is refused", async () => {
    const server = await startGitHub();
    const { exitCode, stderr } = await comment(server, fileWith("✔ clean"), "8");
    expect([exitCode, stderr]).toEqual([3, expect.stringContaining("Looking at pull request 8")]);
    const other = await github(server, ["comment", "--report", "x", "--pull", "7", "--head", server.head], {
      GITHUB_TOKEN: "another",
    });
    expect([other.exitCode, other.stderr]).toEqual([
      3,
      expect.stringContaining("The token is not valid, or has expired"),
    ]);
    expect(other.stderr).not.toMatch(/\n\s+at /);
  });
});

test("code-scanning hands the log over", async () => {
  const server = await startGitHub();
  const sarif = fileWith(JSON.stringify({ version: "2.1.0", runs: [] }));
  const scan = (...args: string[]) => github(server, ["code-scanning", "--sarif", sarif, ...args]);
  const done = { exitCode: 0, stdout: "Code scanning has the log." };
  expect(await scan("--commit", server.head, "--pull", `@${fileWith("7")}`)).toMatchObject(done);
  expect(await scan("--commit", server.head, "--ref", "refs/heads/main")).toMatchObject(done);
  expect(await scan("--commit", "b".repeat(40), "--pull", "7")).toMatchObject({ exitCode: 2 });
  expect(server.uploads.map(({ ref }) => ref)).toEqual(["refs/pull/7/head", "refs/heads/main"]);
});

test("summary adds the report to the step's summary", async () => {
  const server = await startGitHub();
  const summary = fileWith("");
  const { exitCode } = await github(server, ["summary", "--report", fileWith("✔ clean")], {
    GITHUB_STEP_SUMMARY: summary,
  });
  expect([exitCode, readFileSync(summary, "utf8")]).toEqual([0, "✔ clean\n"]);
});

test("issue keeps one issue, and closes it without a report", async () => {
  const server = await startGitHub();
  const issue = (...more: string[]) => github(server, ["issue", "--topic", "drift", "--title", "Drift", ...more]);
  expect(await issue("--report", fileWith("one change"))).toMatchObject({ stdout: "Issue 1: opened." });
  expect(await issue()).toMatchObject({ exitCode: 0, stdout: "Issue 1: closed." });
  expect(await issue()).toMatchObject({ exitCode: 0, stdout: "There is no such issue, and none is needed." });
});

test("reviewed-run and compare-plans answer with an output of the step", async () => {
  const server = await startGitHub();
  const plans = join(newFolder(), "plans");
  const manifest = {
    ...{ version: 1, mode: "live", commit: "a".repeat(40), tree: "b".repeat(40), asOf: "2026-11-23" },
    ...{ register: "c".repeat(64), report: "d".repeat(64) },
    stacks: [{ stack: "ocp", verdict: "clean", plan: { file: "e".repeat(64), effect: "f".repeat(64) } }],
  };
  write(plans, "plans.json", JSON.stringify(manifest));
  const output = fileWith("");
  const step = (...args: string[]) => github(server, args, { GITHUB_OUTPUT: output });
  expect(await step("reviewed-run", "--plans", plans)).toMatchObject({ exitCode: 0, stderr: "" });
  expect((await step("compare-plans", "--plans", plans, "--reviewed", "/no/plans")).stdout).toContain(
    "nobody reviewed plans of these files",
  );
  expect((await step("compare-plans", "--plans", plans, "--reviewed", plans)).exitCode).toBe(0);
  expect(readFileSync(output, "utf8")).toBe("run=\nreviewed=false\nreviewed=true\n");
});

test("access-review writes the text of the issue", async () => {
  const out = fileWith("");
  const server = await startGitHub();
  const { exitCode } = await github(server, ["access-review", "--out", out, "--as-of", "2026-11-23"]);
  expect([exitCode, readFileSync(out, "utf8")]).toEqual([0, expect.stringContaining("as of 2026-11-23")]);
});

test.each([
  [["comment", "--pull", "7"], "required option '--report"],
  [["comment", "--report", "r", "--pull", "7", "--head", "main"], "40 hexadecimal digits"],
  [["comment", "--report", "r", "--pull", "7", "--head", "a".repeat(40), "--repository", "x"], "OWNER/NAME"],
  [["code-scanning", "--sarif", "s", "--commit", "a".repeat(40), "--ref", "main"], "refs/heads/main"],
  [["code-scanning", "--sarif", "s", "--commit", "a".repeat(40)], "either --ref REF or --pull NUMBER"],
  [["reviewed-run", "--plans", "/no/plans"], "There are no plans in /no/plans"],
  [["code-scanning", "--sarif", "/no/log", "--commit", "a".repeat(40), "--ref", "refs/heads/main"], "is not there"],
  [["summary", "--report", "r"], "GITHUB_STEP_SUMMARY names no file"],
  [["issue", "--topic", "-->", "--title", "t"], "small letters and hyphens"],
  [["nothing"], "unknown command"],
])("%j is bad input", async (args, words) => {
  const server = await startGitHub();
  const { exitCode, stderr } = await github(server, args);
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining(words)]);
  expect(server.requests).toEqual([]);
});
