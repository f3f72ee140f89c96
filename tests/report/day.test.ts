import { expect, test } from "vitest";
import { dayNote } from "../../report/day.ts";

const kept = { head: { asOf: "2026-01-05" }, asOfPlace: { file: "register/register.yaml", line: 3, column: 7 } };

test("a register that is kept for today needs no remark", () => {
  expect(dayNote(kept, "2026-01-05")).toBeUndefined();
});

test("a day after: its age, what follows, and the line to change", () => {
  expect(dayNote(kept, "2026-01-06")).toBe(
    [
      "The register is kept for 2026-01-05, 1 day before today: what is dated later counts as in the future, and what has become due since does not show.",
      'To judge as of today, change one line, register/register.yaml:3:7, to "asOf: 2026-01-06" (npm run judge -- --write-day does it), or give --as-of 2026-01-06.',
    ].join("\n"),
  );
});

test("a day before: it is a mistake", () => {
  expect(dayNote(kept, "2026-01-04")).toBe(
    "The register is kept for 2026-01-05, which is still to come: today is 2026-01-04. Correct asOf in register/register.yaml:3:7.",
  );
});
