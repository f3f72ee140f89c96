import { expect, test } from "vitest";
import { counted } from "../../../review/report/words.ts";

test("counts", () => {
  expect([counted(0, "change"), counted(1, "change"), counted(2, "change")]).toEqual([
    "0 changes",
    "1 change",
    "2 changes",
  ]);
});
