import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { describe, expect, onTestFinished, test } from "vitest";
import { asNpmRuns } from "../../as-npm-runs.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** The shipped register in a folder of its own, with texts replaced in some of its files, and a folder to export to. */
function place(changes: Readonly<Record<string, readonly [from: string, to: string]>> = {}) {
  const dir = mkdtempSync(join(tmpdir(), "export-command-"));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const register = join(dir, "register");
  cpSync(join(root, "register"), register, { recursive: true });
  for (const [path, [from, to]] of Object.entries(changes)) {
    const text = readFileSync(join(register, path), "utf8");
    if (!text.includes(from)) throw new Error(`${path} has no ${from}`);
    writeFileSync(join(register, path), text.replace(from, to));
  }
  return { register, out: join(dir, "out") };
}

function run(...args: string[]) {
  return execa(process.execPath, [...asNpmRuns, join(root, "commands/export/main.ts"), ...args], {
    cwd: root,
    reject: false,
  });
}

describe("npm run export", { timeout: 60_000 }, () => {
  test("writes the shipped register's files, and nothing the second time", async () => {
    const { register, out } = place();
    const first = await run("--register", register, "--out", out);
    expect(first.stderr).toBe("");
    expect(first.exitCode).toBe(0);
    expect(first.stdout).toContain("wrote     salt/pillar/gatehouse/access.sls");
    expect(readFileSync(join(out, "salt/pillar/gatehouse/access.sls"), "utf8")).toContain(" dogsbody-manager-2\n");
    const second = await run("--register", register, "--out", out);
    expect([second.stdout, second.exitCode]).toEqual([
      expect.stringMatching(/^.*out: 0 written, 0 removed, \d+ unchanged\.$/),
      0,
    ]);
  });

  test("gives nobody access against the rules: a lapsed grant exports nothing", async () => {
    const { register, out } = place();
    const { exitCode, stderr } = await run("--register", register, "--out", out, "--as-of", "2027-09-01");
    expect(exitCode).toBe(1);
    expect(stderr).toContain("ocp-root-in-use\n  ocp/root-grants/toucan/ods-developer-1: ");
    expect(stderr).toContain("The register violates what is mandatory as of 2027-09-01; nothing was written.");
    expect(existsSync(out)).toBe(false);
  });

  test("says where a register is wrong", async () => {
    const { register, out } = place({ "ocp/servers.yaml": ["stage: production", "stage: prod"] });
    const { exitCode, stderr } = await run("--register", register, "--out", out);
    expect([exitCode, existsSync(out)]).toEqual([2, false]);
    expect(stderr).toMatch(/ocp\/servers\.yaml:\d+:\d+: .*`prod`/);
  });

  test.each([
    { args: [], said: "required option '--out <dir>' not specified" },
    { args: ["--out", "x", "--as-of", "2026-02-30"], said: "Give a date that exists, as YYYY-MM-DD, or `today`." },
    { args: ["--out", root], said: "has files in it that no export made" },
  ])("refuses $args in words", async ({ args, said }) => {
    const { exitCode, stderr } = await run(...args);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(said);
    expect(stderr).not.toContain("    at ");
  });
});
