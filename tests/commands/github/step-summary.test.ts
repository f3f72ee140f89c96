import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { addToSummary, fitting } from "../../../commands/github/step-summary.ts";
import { newFolder } from "../cli.ts";

const limit = 1024 * 1024;

test("a report is added to what is there", async () => {
  const file = join(newFolder(), "summary");
  await addToSummary(file, "one");
  await addToSummary(file, "two\n");
  expect(await readFile(file, "utf8")).toBe("one\ntwo\n");
});

test("what does not fit is cut after a line, and it is said that there is more", async () => {
  const file = join(newFolder(), "summary");
  await writeFile(file, "x".repeat(limit - 1000));
  await addToSummary(file, `verdict first\n${"ä line of the report\n".repeat(100)}`);
  const text = await readFile(file, "utf8");
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(limit);
  expect(text).toContain("verdict first\nä line of the report\n");
  expect(text).toMatch(/ä line of the report\n\n_There is more; .*_\n$/);
});

test.each([
  ["what just fits is left", "ab\ncd\n", 6, "ab\ncd\n"],
  ["where there is no room, nothing is said", "ab\ncd\n", 5, ""],
])("%s", (_, text, bytes, expected) => {
  expect(fitting(text, bytes)).toBe(expected);
});
