import { expect, test } from "vitest";
import { accessComparedWords, counted } from "../../report/words.ts";
import { full } from "./fixtures.ts";

test("counts", () => {
  expect([counted(0, "change"), counted(1, "change"), counted(2, "change")]).toEqual([
    "0 changes",
    "1 change",
    "2 changes",
  ]);
});

test("that nobody gains or loses anything is said only where it is known", () => {
  const words = (accessComparedWith: NonNullable<typeof full.accessComparedWith>) =>
    accessComparedWords({ ...full, access: [], accessComparedWith });
  expect(words({ ocp: "base" })).toBe("Nobody gains or loses anything. Access of ocp is compared with the base.");
  expect(words({ ocp: "deployed", notify: "deployed" })).toBe(
    "Nobody gains or loses anything. Access of ocp and notify is compared with what is deployed.",
  );
  expect(words({ ocp: "nothing" })).toBe(
    "Nothing that is deployed of ocp could be read, so who gains or loses access there is not known.",
  );
  expect(accessComparedWords({ ...full, accessComparedWith: { ocp: "deployed" } })).toBe(
    "Access of ocp is compared with what is deployed.",
  );
});
