import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { optionsEnvironment, parseOptions, splitWords } from "../../../toolchain/language-host/options.ts";

describe("runtime options", () => {
  test("by default let ts-node compile", () => {
    const options = parseOptions({});
    expect(options).toEqual({ typescript: true, tsconfig: undefined, nodeArgs: [] });
    expect(optionsEnvironment(options)).toEqual({ PULUMI_NODEJS_TYPESCRIPT: "true" });
  });

  test("may leave TypeScript to Node", () => {
    const options = parseOptions({ typescript: false, nodeargs: "--import ./a.ts", tsconfig: "t.json" });
    expect(options.nodeArgs).toEqual(["--import", "./a.ts"]);
    expect(optionsEnvironment(options)).toEqual({ PULUMI_NODEJS_TSCONFIG_PATH: "t.json" });
  });

  test("of the wrong type are refused all at once", () => {
    expect(() => parseOptions({ typescript: "no", tsconfig: 1, nodeargs: "'open", packagemanager: "yarn" })).toThrow(
      "runtime.options: `typescript` must be true or false; `tsconfig` must be a path; " +
        "`packagemanager` must be npm or auto; `nodeargs` has a quote that is never closed.",
    );
  });
});

describe("splitting a line into words", () => {
  test.each([
    ["", []],
    ["  a\tb ", ["a", "b"]],
    [`--x="a b" 'c"d' e\\ f`, ["--x=a b", `c"d`, "e f"]],
    [`"" ''`, ["", ""]],
  ])("%s", (line, words) => {
    expect(splitWords(line)).toEqual(words);
  });

  test.each([`"a`, `'a`, "a\\"])("%s is left open", (line) => {
    expect(splitWords(line)).toBeUndefined();
  });

  test("gives back any words that were quoted", () => {
    const quote = (word: string) => `'${word.replaceAll("'", `'"'"'`)}'`;
    fc.assert(
      fc.property(fc.array(fc.string()), (words) => {
        expect(splitWords(words.map(quote).join(" "))).toEqual(words);
      }),
    );
  });
});

test.each([
  "--allow-child-process",
  "--allow_fs_write=*",
  "--no-permission",
  "--inspect=0",
  "--permission-audit",
  "--experimental_sqlite",
])("a program does not say itself what it may do: %s", (nodeargs) => {
  expect(() => parseOptions({ nodeargs })).toThrow("which decides what a program may do");
});
