import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { blocksOf, commandsOf, follow, missingFrom } from "./walk.ts";

const folder = mkdtempSync(join(tmpdir(), "gatehouse-walk-"));
const page = join(folder, "page.md");
afterEach(() => rmSync(page, { force: true }));

const followed = (markdown: string) => {
  writeFileSync(page, markdown);
  return follow(page, folder, { PATH: process.env.PATH ?? "" });
};

test("blocks have a language, a file, and their line", () => {
  expect(blocksOf("a\n```sh\nb\n```\n\n```yaml c.yaml\nd: 1\n```\n```ts e.ts +\nf\ng\n```\n")).toEqual([
    { language: "sh", inPlace: false, text: "b\n", line: 2 },
    { language: "yaml", file: "c.yaml", inPlace: false, text: "d: 1\n", line: 6 },
    { language: "ts", file: "e.ts", inPlace: true, text: "f\ng\n", line: 9 },
  ]);
});

test("commands are read as a shell would, with the code that they end with", () => {
  const [block] = blocksOf("```sh\n# a remark\na b \\\n  c\nd # exit code 3\n```\n");
  expect(block && commandsOf(block)).toEqual([
    { command: "a b c", exitCode: 0 },
    { command: "d", exitCode: 3 },
  ]);
});

test("what is printed is looked for in order, and what is left out may be anything", () => {
  expect(missingFrom("one  two\nthree four", "one two\n…four")).toBeUndefined();
  expect(missingFrom("one two three", "two\none")).toBe("one");
});

test("a page is followed to its end", async () => {
  writeFileSync(join(folder, "a.yaml"), "# kept\nlist:\n  - 1 # this too\nmap: {}\n");
  writeFileSync(join(folder, "b.ts"), "one\ntwo\n");
  await followed(
    "```yaml a.yaml\nlist:\n  - 2\nmap:\n  k: v\nnew: 3\n```\n```ts b.ts +\none\nmore\n```\n```sh\ncat b.ts\n```\n```text\none\nmore\ntwo\n```\n",
  );
  expect(readFileSync(join(folder, "a.yaml"), "utf8")).toBe(
    "# kept\nlist:\n  - 1 # this too\n  - 2\nmap: { k: v }\nnew: 3\n",
  );
});

test.each([
  ["a command that ends otherwise", "x\n```sh\nfalse\n```\n", /page\.md:2: `false` ends with 1, not 0/],
  ["one that does not end as it should", "```sh\ntrue # exit code 1\n```\n", /`true` ends with 0, not 1/],
  ["other words", "```sh\necho one\n```\n```text\ntwo\n```\n", /page\.md:4: the command does not print "two"/],
  ["a line that is not there", "```ts b.ts +\nnowhere\nx\n```\n", /has not exactly one line nowhere/],
  ["entries of another shape", "```yaml a.yaml\nlist: { a: 1 }\n```\n", /of another shape/],
])("%s is told, with the page's line", async (_, markdown, message) => {
  writeFileSync(join(folder, "a.yaml"), "list: [1]\n");
  writeFileSync(join(folder, "b.ts"), "one\n");
  await expect(followed(markdown)).rejects.toThrow(message);
});
