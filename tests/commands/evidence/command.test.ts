import { cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { describe, expect, onTestFinished, test } from "vitest";
import { loadRegister } from "../../../model/load.ts";
import { asNpmRuns } from "../../as-npm-runs.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** A folder with a copy of the shipped register and a file of evidence. */
function place(evidence: string) {
  const dir = mkdtempSync(join(tmpdir(), "evidence-"));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const register = join(dir, "register");
  cpSync(join(root, "register"), register, { recursive: true });
  const file = join(dir, "evidence.txt");
  writeFileSync(file, evidence);
  return { register, file, target: join(register, "ocp/deployments.yaml") };
}

function run(...args: string[]) {
  return execa(process.execPath, [...asNpmRuns, join(root, "commands/evidence/main.ts"), ...args], {
    cwd: root,
    reject: false,
  });
}

const day = ["--as-of", "2026-11-23"];

describe("npm run evidence", { timeout: 60_000 }, () => {
  test("prints what to record, and leaves the register alone", async () => {
    const { register, file, target } = place(
      "2026-11-20T10:00:00Z x gatehouse-deploy: who=ods-developer-2 server=cove-live-ocds-3 commit=0a1b2c3\nother\n",
    );
    const before = readFileSync(target, "utf8");
    const { stdout, stderr, exitCode } = await run("--log", file, "--register", register, ...day);
    expect(exitCode).toBe(0);
    expect(stdout).toBe(
      "- person: ods-developer-2\n  server: cove-live-ocds\n  deployedOn: 2026-11-20\n  commit: 0a1b2c3",
    );
    expect(stderr).toContain("evidence.txt: 1 new, 0 known already, 1 other line.");
    expect(readFileSync(target, "utf8")).toBe(before);
  });

  test("records it with --write, once, in a register that still loads", async () => {
    const { register, file, target } = place(
      "date,who,server,commit\n2026-11-20,ods-developer-2,cove-live-ocds,1234567\n",
    );
    const before = readFileSync(target, "utf8");
    const args = ["--csv", file, "--register", register, "--write", ...day];
    expect((await run(...args)).exitCode).toBe(0);
    const after = readFileSync(target, "utf8");
    expect(after.startsWith(before)).toBe(true);
    expect(loadRegister(register).registers.ocp.deployments).toContainEqual({
      person: "ods-developer-2",
      server: "cove-live-ocds",
      deployedOn: "2026-11-20",
      commit: "1234567",
    });
    const again = await run(...args);
    expect([again.exitCode, again.stderr]).toEqual([0, `${file}: 0 new, 1 known already.`]);
    expect(readFileSync(target, "utf8")).toBe(after);
  });

  test("records it in the last file of a folder, and says which", async () => {
    const { register, file, target } = place(
      "date,who,server,commit\n2026-11-20,ods-developer-2,cove-live-ocds,1234567\n",
    );
    const [first, last] = ["2025", "2026"].map((year) => join(register, `ocp/deployments/${year}.yaml`)) as [
      string,
      string,
    ];
    mkdirSync(join(register, "ocp/deployments"));
    renameSync(target, first);
    writeFileSync(last, "# This year\n[]\n");
    const before = readFileSync(first, "utf8");
    const { stderr, exitCode } = await run("--csv", file, "--register", register, "--write", ...day);
    expect([exitCode, stderr.split("\n").at(-1)]).toEqual([0, `${last}: 1 added.`]);
    expect(readFileSync(first, "utf8")).toBe(before);
    expect(readFileSync(last, "utf8")).toMatch(/^# This year\n[\s\S]*commit: "1234567"/);
    expect(loadRegister(register).registers.ocp.deployments.at(-1)?.server).toBeDefined();
  });

  test("proposes nothing while anything is wrong, and says all of it by line", async () => {
    const { register, file, target } = place(
      "date,who,server,commit\n2026-11-24,ods-developer-1,toucan,1234567\n2026-11-20,joe,toucan,1234567\n2026-11-20,ods-developer-1,toucan,7654321\n",
    );
    const before = readFileSync(target, "utf8");
    const { stdout, stderr, exitCode } = await run("--csv", file, "--register", register, "--write", ...day);
    expect([exitCode, stdout]).toEqual([2, ""]);
    expect(stderr).toBe(
      [
        `${file}:2: 2026-11-24 is after 2026-11-23: it cannot have happened yet`,
        `${file}:3: \`joe\` is not in register/ocp/people.yaml`,
        "Nothing is proposed.",
      ].join("\n"),
    );
    expect(readFileSync(target, "utf8")).toBe(before);
  });

  test("says when the register is kept for an earlier day than the evidence is of", async () => {
    const { register, file } = place("date,who,server,commit\n2026-12-01,ods-developer-1,toucan,1234567\n");
    const { stderr } = await run("--csv", file, "--register", register, "--as-of", "2026-12-02");
    expect(stderr).toContain("register.yaml is kept for 2026-11-23; move its asOf to 2026-12-01 or later.");
  });

  test.each([
    { args: [], said: "Give the evidence with either --log FILE or --csv FILE." },
    { args: ["--log", "a", "--csv", "b"], said: "Give the evidence with either --log FILE or --csv FILE." },
    { args: ["--log", "nowhere.log"], said: "nowhere.log cannot be read: " },
  ])("refuses $args in words", async ({ args, said }) => {
    const { exitCode, stderr } = await run(...args);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(said)]);
    expect(stderr).not.toContain("    at ");
  });
});
