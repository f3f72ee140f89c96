import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { describe, expect, test } from "vitest";
import { changedFiles, partsOf } from "../../../verdict/base/parts-of-change.ts";
import { withParts } from "../../../verdict/base/since-base.ts";
import type { State } from "../../../verdict/deployment.ts";
import { newFolder } from "../../commands/cli.ts";
import { stack } from "../../report/fixtures.ts";

const state = (name: string, inputs: Record<string, unknown> = {}, rest: Partial<State> = {}): State => ({
  ...{
    type: "aws:sns/topic:Topic",
    urn: `urn:pulumi:ocp::gatehouse::aws:sns/topic:Topic::${name}`,
    custom: true,
    inputs,
  },
  ...rest,
});
const [both, program, register, none] = [
  { program: true, register: true },
  { program: true, register: false },
  { program: false, register: true },
  { program: false, register: false },
];
const shown = (parts: readonly { operation: string; name: string; properties?: readonly string[] }[]) =>
  parts.map(({ operation, name, properties = [] }) => [operation, name, ...properties].join(" "));

const base = [state("a", { size: 1 }), state("b", { size: 1 }), state("c")];

describe("what a change makes other than its base", () => {
  test("comes from the register where the program is the same", () => {
    const { register: by, program: other } = partsOf({
      ...{
        changed: register,
        base,
        baseOnRegister: undefined,
        planned: [state("a", { size: 2 }), state("b", { size: 1 })],
      },
    });
    expect([shown(by), shown(other)]).toEqual([["update a size", "delete c"], []]);
  });

  test("comes from the program where the register is the same", () => {
    const parts = partsOf({ changed: program, base, baseOnRegister: undefined, planned: [...base, state("d")] });
    expect([shown(parts.register), shown(parts.program)]).toEqual([[], ["create d"]]);
  });

  test("is told apart by what the base's program makes of the new register", () => {
    const baseOnRegister = [state("a", { size: 2 }), state("b", { size: 1 }), state("c"), state("e")];
    const planned = [state("a", { size: 2 }), state("b", { size: 7 }), state("c", {}, { protect: true }), state("e")];
    const parts = partsOf({ changed: both, base, baseOnRegister, planned });
    expect(shown(parts.register)).toEqual(["update a size", "create e"]);
    expect(shown(parts.program)).toEqual(["update b size", "update c (protect)"]);
    expect(parts.note).toBeUndefined();
  });

  test("that the program takes back what the register asks for shows in both", () => {
    const parts = partsOf({ changed: both, base, baseOnRegister: [...base, state("d")], planned: base });
    expect([shown(parts.register), shown(parts.program)]).toEqual([["create d"], ["delete d"]]);
  });

  test("all counts as the program's where the base's program cannot run on the new register", () => {
    const parts = partsOf({ changed: both, base, baseOnRegister: undefined, planned: [...base, state("d")] });
    expect([shown(parts.register), shown(parts.program)]).toEqual([[], ["create d"]]);
    expect(parts.note).toContain("could not run on the new register");
  });

  test("all counts as the program's where the base does not tell what it holds, though no program differs", () => {
    const parts = partsOf({ changed: none, base: undefined, baseOnRegister: undefined, planned: base });
    expect([parts.register.length, parts.program.length]).toEqual([0, 3]);
    expect(parts.note).toContain("does not tell what it holds");
  });

  test("the order of keys, the id, and the digest of a register's list tell nothing", () => {
    const one = [
      state("a", { x: { b: 1, c: 2 } }),
      state("m", { digest: "1" }, { type: "gatehouse:register:Manifest" }),
    ];
    const two = [
      state("a", { x: { c: 2, b: 1 } }, { id: "known" }),
      state("m", { digest: "2" }, { type: "gatehouse:register:Manifest" }),
    ];
    const parts = partsOf({ changed: register, base: one, baseOnRegister: undefined, planned: two });
    expect(parts).toEqual({ register: [], program: [] });
  });

  test("names no value, which may be a secret", () => {
    const parts = partsOf({
      changed: program,
      base,
      baseOnRegister: undefined,
      planned: [state("a", { size: "hidden" })],
    });
    expect(JSON.stringify(parts)).not.toContain("hidden");
  });

  test("is told of no run that broke off, and of no base that was not compared", () => {
    const found = { ref: "main", commit: "0", stacks: {}, problems: [] };
    const verdict = stack();
    expect(withParts(verdict, { ...found, ofChange: { changed: none } }, undefined)).toBe(verdict);
    expect(withParts(verdict, found, [])).toBe(verdict);
  });
});

describe("the files of a change", { timeout: 60_000 }, () => {
  async function checkout(): Promise<{ folder: string; commit: string }> {
    const folder = newFolder();
    const files = ["stacks/index.ts", "components/a.ts", "Pulumi.ocp.yaml", "register/a.yaml", "docs/a.md"];
    for (const file of files) write(folder, file, "before");
    const git = (...args: string[]) =>
      execa("git", ["-C", folder, "-c", "user.name=test", "-c", "user.email=test@example.org", ...args]);
    await git("init", "--quiet");
    await git("add", ".");
    await git("commit", "--quiet", "--no-gpg-sign", "-m", "The base");
    return { folder, commit: (await git("rev-parse", "HEAD")).stdout };
  }

  function write(folder: string, file: string, text: string): void {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }

  test.each([
    ["docs/a.md", none],
    ["stacks/index.ts", program],
    ["components/new.ts", program],
    ["Pulumi.ocp.yaml", program],
    ["register/a.yaml", register],
    ["register/new.yaml", register],
  ])("%s", async (file, expected) => {
    const { folder, commit } = await checkout();
    write(folder, file, "after");
    expect(await changedFiles(folder, commit, "register")).toEqual(expected);
  });

  test("what git cannot tell counts as changed, and so does a register elsewhere", async () => {
    const { folder, commit } = await checkout();
    expect(await changedFiles(folder, commit, undefined)).toEqual(register);
    expect(await changedFiles(folder, "0".repeat(40), "register")).toEqual(both);
  });
});
