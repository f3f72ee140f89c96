import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "../commands/cli.ts";

const page = readFileSync(join(root, "docs/new-things.md"), "utf8");
const section = /^## An environment\n([\s\S]*?)^## /m.exec(page)?.[1] ?? "";

/** The files that a row of the table names; the folder of the first holds for those that name none. */
const named = [...section.matchAll(/^\| (`[^|]+`) \|/gm)].flatMap(([, cell = ""]) => {
  const paths = [...cell.matchAll(/`([^`]+)`/g)].map(([, path = ""]) => path);
  const folder = paths[0]?.replace(/[^/]*$/, "") ?? "";
  return paths.map((path) => (path.includes("/") ? path : `${folder}${path}`));
});

test.each(named)("%s is there", (path) => {
  expect(existsSync(join(root, path))).toBe(true);
});

test("every file that makes up the environment demo is named", () => {
  const files = globSync("{stacks,model,policies/settings,register/notify}/**/*.{ts,yaml}", { cwd: root });
  const ofDemo = files.filter((file) => /\b(notify-)?demo\b/.test(readFileSync(join(root, file), "utf8")));
  // What somebody did in it, and comments that have it as an example.
  const records = ["smoke-tests", "restage-runs", "buildpack-releases"].map((kind) => `register/notify/${kind}.yaml`);
  expect(ofDemo.filter((file) => !named.includes(file) && !records.includes(file))).toEqual([]);
});
