import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, describe, expect, test, vi } from "vitest";
import { newFolder, root } from "../commands/cli.ts";

// Each test makes a repository and starts the command afresh, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });
afterAll(() => vi.resetConfig());

/** A repository with the register and the hook, installed as the documents say, and the rest of the checkout by links. */
async function repository() {
  const folder = newFolder();
  const git = (...args: string[]) =>
    execa("git", args, {
      cwd: folder,
      // Nothing of the repository in which the tests themselves may be running from a hook.
      env: { PATH: process.env.PATH ?? "", HOME: folder, GIT_CONFIG_GLOBAL: "/dev/null", TMPDIR: tmpdir() },
      extendEnv: false,
      reject: false,
      timeout: 60_000,
      killSignal: "SIGKILL",
    });
  for (const name of readdirSync(root)) {
    if (name === "register" || name.startsWith(".")) continue;
    symlinkSync(join(root, name), join(folder, name));
  }
  cpSync(join(root, "register"), join(folder, "register"), { recursive: true });
  cpSync(join(root, ".githooks"), join(folder, ".githooks"), { recursive: true });
  await git("init", "--quiet");
  await git("config", "user.name", "test");
  await git("config", "user.email", "test@example.org");
  await git("add", "register", ".githooks");
  await git("commit", "--quiet", "--no-gpg-sign", "-m", "The base");
  const installed = await git("config", "core.hooksPath", ".githooks");
  expect(installed.exitCode).toBe(0);
  const edit = (file: string, change: (text: string) => string) => {
    const path = join(folder, file);
    writeFileSync(path, change(readFileSync(path, "utf8")));
  };
  const commit = (...args: string[]) => git("commit", "--quiet", "--no-gpg-sign", "-m", "A change", ...args);
  const commits = async () => Number((await git("rev-list", "--count", "HEAD")).stdout);
  return { folder, git, edit, commit, commits };
}

const breach = (text: string) =>
  text.replace("  admin:\n", "  admin:\n    - person: ocp-owner-2\n      createdOn: 2026-11-20\n");

describe("the hook before a commit", () => {
  test("lets a change of the register pass that breaks nothing", async () => {
    const { git, edit, commit, commits } = await repository();
    edit("register/ocp/grants.yaml", (text) => `${text}# a remark\n`);
    await git("add", "register");
    const { exitCode, stderr } = await commit();
    expect(exitCode, stderr).toBe(0);
    expect(await commits()).toBe(2);
  });

  test("refuses one that breaks a rule, with the line as it is in the checkout", async () => {
    const { git, edit, commit, commits } = await repository();
    edit("register/ocp/grants.yaml", breach);
    await git("add", "register");
    const { exitCode, stdout, stderr } = await commit();
    expect(exitCode).toBe(1);
    expect(stdout + stderr).toContain("✖ mandatory ocp-redash-administrators");
    expect(stdout + stderr).toMatch(/^ {2}register\/ocp\/grants\.yaml:\d+:\d+$/m);
    expect(stderr).toContain("Nothing was committed");
    expect(await commits()).toBe(1);
  });

  test("refuses one that cannot be read", async () => {
    const { edit, commit, commits } = await repository();
    edit("register/ocp/people.yaml", (text) => `${text}x:\n  shoes: 39\n`);
    const { exitCode, stderr } = await commit("--all");
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^register\/ocp\/people\.yaml:\d+:\d+: /m);
    expect(await commits()).toBe(1);
  });

  test("judges what is staged, whatever lies in the folder", async () => {
    const { git, edit, commit, commits } = await repository();
    edit("register/ocp/grants.yaml", breach);
    await git("add", "register");
    await git("show", "HEAD:register/ocp/grants.yaml").then(({ stdout }) =>
      edit("register/ocp/grants.yaml", () => `${stdout}\n`),
    );
    expect((await commit()).exitCode).toBe(1);
    await git("add", "register");
    edit("register/ocp/grants.yaml", breach);
    const sound = await commit("--allow-empty");
    expect(sound.exitCode, sound.stderr).toBe(0);
    edit("register/ocp/grants.yaml", (text) => `${text}# a remark\n`);
    expect((await commit("register/ocp/grants.yaml")).exitCode).toBe(1);
    expect(await commits()).toBe(2);
  });

  test("leaves a commit alone that does not touch the register, also from another folder", async () => {
    const { folder, git, commit, commits } = await repository();
    mkdirSync(join(folder, "notes"));
    writeFileSync(join(folder, "notes/one.md"), "one\n");
    await git("add", "notes");
    const { exitCode, stdout } = await commit();
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: "" });
    expect(await commits()).toBe(2);
  });

  test("lets nothing pass where the packages are missing", async () => {
    const { folder, git, edit, commit } = await repository();
    await execa("rm", [join(folder, "node_modules")]);
    edit("register/ocp/grants.yaml", (text) => `${text}# a remark\n`);
    await git("add", "register");
    const { exitCode, stderr } = await commit();
    expect(exitCode).toBe(1);
    expect(stderr).toContain("run npm ci");
  });
});
