import { cp, symlink } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { execa } from "execa";
import { expect, inject, test } from "vitest";
import { follow } from "../docs/walk.ts";
import { rooms } from "../rooms.ts";
import { ownFolder } from "./own-world.ts";
import { copyState, root } from "./world.ts";

/** The project in a folder of its own, as a clone on main, with the packages and the engine that are here. */
async function cloned(deployed: boolean) {
  const folder = await ownFolder();
  const { stdout } = await execa("git", ["ls-files", "--cached", "--others", "--exclude-standard", "-z"], {
    cwd: root,
  });
  const tops = new Set(
    stdout
      .split("\0")
      .filter(Boolean)
      .map((file) => file.split("/")[0] ?? file),
  );
  expect([...tops]).toEqual(expect.arrayContaining([...rooms]));
  for (const name of tops) await cp(join(root, name), join(folder, name), { recursive: true });
  await symlink(join(root, "node_modules"), join(folder, "node_modules"));
  const offline = await ownFolder();
  if (deployed) await copyState(inject("base").folder, offline);
  const { HOME, TMPDIR, XDG_CACHE_HOME, GATEHOUSE_CACHE } = process.env;
  const author = { GIT_AUTHOR_NAME: "test", GIT_AUTHOR_EMAIL: "test@example.org" };
  const environment = {
    ...{ HOME, TMPDIR, XDG_CACHE_HOME, GATEHOUSE_CACHE, GATEHOUSE_OFFLINE_FOLDER: offline },
    ...{
      ...author,
      GIT_COMMITTER_NAME: "test",
      GIT_COMMITTER_EMAIL: "test@example.org",
      GIT_CONFIG_GLOBAL: "/dev/null",
    },
    PATH: [dirname(process.execPath), process.env.PATH ?? ""].join(delimiter),
  };
  const git = (...args: string[]) => execa("git", args, { cwd: folder, env: environment, extendEnv: false });
  await git("init", "--quiet", "--initial-branch", "main");
  await git("add", "--all");
  await git("commit", "--quiet", "--message", "The project");
  return { folder, environment };
}

test.each([
  ["first-change", false],
  ["new-things", false],
  ["recovery", true],
])("docs/%s.md can be followed, command by command", async (name, deployed) => {
  const { folder, environment } = await cloned(deployed);
  await follow(join(root, `docs/${name}.md`), folder, environment);
});
