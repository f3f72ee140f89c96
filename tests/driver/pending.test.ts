import { expect, test } from "vitest";
import { changesOf } from "../../driver/events.ts";
import { type Pending, pendingIn, pendingWords } from "../../driver/pending.ts";
import { exitCodeOf } from "../../verdict/exit-codes.ts";
import { verdictOf } from "../../verdict/verdict.ts";
import { evaluated, noFiles, ocp, step, urnOf, violated } from "./events.ts";

const key = urnOf("linode:index/sshKey:SshKey", "ada");
const judge = (pending: Pending, more: Parameters<typeof verdictOf>[1]["events"] = []) =>
  verdictOf(ocp, { events: [...evaluated(), ...more], pending }, () => undefined, "2026-06-01", noFiles);

test("they are read from a deployment", () => {
  expect(pendingIn({ pending_operations: [{ type: "creating", resource: { urn: key, type: "a" } }] })).toEqual([
    { kind: "creating", urn: key },
  ]);
  expect(pendingIn({ resources: [] })).toEqual([]);
  expect(pendingIn({ pending_operations: null })).toEqual([]);
  expect(() => pendingIn({ pending_operations: [{ what: "?" }] })).toThrow();
});

test.each(["creating", "updating", "deleting", "reading", "importing"])(
  "%s: not clean, though all was judged",
  (kind) => {
    for (const mode of ["offline", "live"] as const) {
      const { verdict, problems } = judge({ mode, operations: [{ kind, urn: key }] });
      expect(verdict).toBe("pending");
      expect(problems).toEqual([expect.stringContaining(`${kind} linode:index/sshKey:SshKey "ada"`)]);
      expect(problems[0]).toContain("pulumi refresh -s ocp");
    }
  },
);

test("nothing is pending: clean", () => {
  expect(judge({ mode: "live", operations: [] })).toMatchObject({ verdict: "clean", problems: [] });
});

test("it outweighs violations, and they are shown; what was not judged outweighs it", () => {
  const pending: Pending = { mode: "offline", operations: [{ kind: "creating", urn: key }] };
  const both = judge(pending, [violated("ocp-root-owners-and-managers")]);
  expect([both.verdict, both.violations.length]).toEqual(["pending", 1]);
  const broken = verdictOf(ocp, { events: [], pending }, () => undefined, "2026-06-01", noFiles);
  expect(broken.verdict).toBe("failed");
  expect(broken.problems.at(-1)).toContain("An earlier run broke off");
  expect(exitCodeOf([{ verdict: "pending" }, { verdict: "violations" }])).toBe(4);
  expect(exitCodeOf([{ verdict: "pending" }, { verdict: "failed" }])).toBe(3);
});

test("live, what was to be created may be there: the ways for both, with the URN and the stack", () => {
  const [words = ""] = pendingWords("ocp", { mode: "live", operations: [{ kind: "creating", urn: key }] });
  expect(words).toContain(`pulumi refresh -s ocp --import-pending-creates '${key}' --import-pending-creates ID`);
  expect(words).toContain("pulumi refresh -s ocp --clear-pending-creates");
});

test("what a run that broke off left of a replacement is a change: it still has to go", () => {
  expect(changesOf([step("same", "a:b:C", "d"), step("delete-replaced", "a:b:C", "d")])).toMatchObject([
    { operation: "delete", name: "d" },
  ]);
  const replaced = ["create-replacement", "replace", "delete-replaced"].map((op) => step(op, "a:b:C", "d"));
  expect(changesOf(replaced)).toMatchObject([{ operation: "replace" }]);
});
