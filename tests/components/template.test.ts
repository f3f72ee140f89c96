import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { readTemplate } from "../../components/template.ts";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "templates-"));
  const here = root;
  onTestFinished(() => rmSync(here, { recursive: true, force: true }));
  for (const folder of ["templates/every", "templates-of-others"]) mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, "templates/every/a.md"), "a template");
  writeFileSync(join(root, "templates-of-others/a.md"), "another");
  writeFileSync(join(root, "secret"), "a secret");
  symlinkSync("a.md", join(root, "templates/every/link.md"));
  symlinkSync("../../secret", join(root, "templates/every/out.md"));
  symlinkSync("..", join(root, "templates/up"));
  symlinkSync("/dev/stdin", join(root, "templates/device"));
});

const read = (template: string) => readTemplate("here", join(root, "templates"), template);

test.each(["every/a.md", "every/link.md", "./every/../every/a.md"])("%s is a template", (template) => {
  expect(read(template)).toBe("a template");
});

test.each([
  ...["../secret", "every/../../secret", "every/out.md", "up/secret", "../templates-of-others/a.md"],
  ...["every", "", ".", "..", "device"],
])("%j is no template, and nothing of it is told", (template) => {
  expect(() => read(template)).toThrow(
    `here: ${template} is not a file in components/templates, and no other is read.`,
  );
});

test.each(["nothing.md", "every/a.md/b", "%2e%2e/secret", "every\\a.md", "a\0b", "/etc/hostname/x"])(
  "%j is not there",
  (template) => {
    expect(() => read(template)).toThrow("here: there is no template components/templates/");
  },
);

test("a path from the root is one below the folder", () => {
  expect(() => read(join(root, "secret"))).toThrow("here: there is no template");
});

test("a folder of templates that is itself a link is followed", () => {
  symlinkSync("templates", join(root, "link"));
  expect(readTemplate("here", join(root, "link"), "every/a.md")).toBe("a template");
});
