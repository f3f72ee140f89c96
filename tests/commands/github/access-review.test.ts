import { expect, test } from "vitest";
import { accessReview } from "../../../commands/github/access-review.ts";
import { longestBody } from "../../../commands/github/sticky-comment.ts";
import { loadRegister } from "../../../model/load.ts";

const loaded = loadRegister("register");
const text = accessReview(loaded, loaded.head.asOf);

test("it has a line for each person of both registers who holds something, and for nobody who has left", () => {
  for (const person of ["ocp-owner-1", "cds-developer-1", "admin-1", "devops-1"])
    expect(text).toContain(`| ☐ | ${person} |`);
  expect(text).not.toContain("| ☐ | engineer-3 |");
  expect(text).toMatch(/\| ods-developer-1 \|[^\n]*\*\*Redash\*\*: [^\n]*\|/);
});

test("it says what is due, and as of when", () => {
  expect(text).toContain(`as of ${loaded.head.asOf}`);
  expect(text).toMatch(/### .*[oO]bligations/);
});

test("GitHub takes it", () => {
  expect(text.length).toBeLessThan(longestBody);
});
