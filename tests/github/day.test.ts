import { chmodSync, cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";
import { addDays } from "../../model/dates.ts";
import { newFolder, root } from "../commands/cli.ts";
import { write } from "../commands/preview/plans/repository.ts";

const today = new Date().toISOString().slice(0, 10);

/** Runs the script on a register that is kept for a day, with an `npm` that moves it and then does what `npm` says. */
async function proposed(kept: string, npm = "exit 0") {
  const folder = newFolder();
  const run = (file: string, args: readonly string[]) =>
    execa(file, args, {
      cwd: folder,
      env: { PATH: `${folder}/bin:/usr/bin:/bin`, HOME: folder },
      extendEnv: false,
      reject: false,
    });
  cpSync(join(root, "register/register.yaml"), join(folder, "register/register.yaml"));
  const text = readFileSync(join(folder, "register/register.yaml"), "utf8");
  write(folder, "register/register.yaml", text.replace(/^asOf: .*$/m, kept));
  write(
    folder,
    "bin/npm",
    `#!/bin/sh\necho "$*" >> calls\nsed -i 's/^asOf: .*/asOf: ${today}/' register/register.yaml\necho judged\n${npm}\n`,
  );
  chmodSync(join(folder, "bin/npm"), 0o755);
  await run("git", ["init", "--quiet"]);
  await run("git", ["add", "register"]);
  const { exitCode } = await run(join(root, ".github/scripts/day.sh"), [join(folder, "report.md")]);
  return { exitCode, report: readFileSync(join(folder, "report.md"), "utf8") };
}

test("a day of the last week is left as it is", async () => {
  expect(await proposed(`asOf: ${addDays(today, -7)}`)).toEqual({ exitCode: 0, report: "" });
});

test.each([
  ["what is clean", "exit 0"],
  ["what is violated as of today", "exit 1"],
])("an older one: the line to change, and %s", async (_, npm) => {
  const { exitCode, report } = await proposed(`asOf: "${addDays(today, -8)}" # a remark`, npm);
  expect(exitCode).toBe(1);
  expect(report).toContain(`kept for ${addDays(today, -8)}, 8 days ago`);
  expect(report).toMatch(new RegExp(`^-asOf: "${addDays(today, -8)}" # a remark\n\\+asOf: ${today}$`, "m"));
  expect(report).toContain("````text\njudged\n````");
});

test("3 where it could not be told", async () => {
  expect(await proposed(`asOf: ${addDays(today, -8)}`, "exit 3")).toEqual({ exitCode: 3, report: "" });
  expect((await proposed("asOf: soon")).exitCode).toBe(3);
});
