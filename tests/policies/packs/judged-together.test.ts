import { expect, test } from "vitest";
import { judgedTogether } from "../../../policies/packs/judged-together.ts";

const first = { name: "first" };
const second = { name: "second" };

/** What is said by, and how often each rule is called. */
function asked() {
  const called: string[] = [];
  const say = judgedTogether<string>();
  const about = (thing: string, rule: typeof first, seen: string, rules = [first, second]) =>
    say(thing, rule, () =>
      rules.map((each) => ({
        rule: each,
        judge: () => {
          called.push(each.name);
          return `${each.name} sees ${seen}`;
        },
      })),
    );
  return { called, about };
}

test("all rules judge a thing when the first of them is asked, once", () => {
  const { called, about } = asked();
  expect(about("a", first, "one")).toEqual({ found: "first sees one" });
  expect(called).toEqual(["first", "second"]);
  expect(about("a", second, "one")).toEqual({ found: "second sees one" });
  expect(called).toEqual(["first", "second"]);
});

test("things are judged each for itself, in whatever order they are asked about", () => {
  const { about } = asked();
  expect(about("a", first, "one")).toEqual({ found: "first sees one" });
  expect(about("b", first, "two")).toEqual({ found: "first sees two" });
  expect(about("b", second, "two")).toEqual({ found: "second sees two" });
  expect(about("a", second, "one")).toEqual({ found: "second sees one" });
});

test("a thing that comes again is judged as it is then", () => {
  const { about } = asked();
  about("a", first, "one");
  about("a", second, "one");
  expect(about("a", first, "two")).toEqual({ found: "first sees two" });
  expect(about("a", second, "two")).toEqual({ found: "second sees two" });
});

test("so it is where a rule was switched off, and never asked", () => {
  const { about } = asked();
  expect(about("a", second, "one")).toEqual({ found: "second sees one" });
  expect(about("a", second, "two")).toEqual({ found: "second sees two" });
});

test("a rule that is not among those about a thing has judged nothing", () => {
  const { about } = asked();
  expect(about("a", first, "one", [second])).toEqual({ thrown: new Error("first was not asked about a") });
});
