import { cpSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { BadInput } from "../../../toolchain/bad-input.ts";
import { deploymentIn, judgeBase } from "../../../verdict/base/judge-base.ts";
import { newFolder, root } from "../../commands/cli.ts";

/** A program in place of the base's review: it is told like the real one, and writes what it was told and a verdict. */
const review = `
  import { existsSync, readFileSync, writeFileSync } from "node:fs";
  const { values, positionals } = (await import("node:util")).parseArgs({
    allowPositionals: true,
    options: { register: { type: "string" }, "as-of": { type: "string" }, json: { type: "string" } },
  });
  const violation = {
    rule: readFileSync(values.register + "/.rule", "utf8"),
    subject: [...positionals, values["as-of"]].join(" "),
    message: existsSync(process.env.GATEHOUSE_OFFLINE_FOLDER + "/state/deployed") ? "deployed" : "new",
  };
  const waived = { rule: "waived", subject: "s", message: "m", waivedBy: "handover" };
  const stack = (stack, verdict, problems) => ({ stack, verdict, problems, violations: [violation, waived] });
  const resource = { type: "t", urn: "urn:pulumi:ocp::gatehouse::t::n", custom: true, inputs: { policy: "none" } };
  writeFileSync(process.env.GATEHOUSE_RESOURCES_FOLDER + "/ocp.resources.json", JSON.stringify([resource]));
  writeFileSync(values.json, JSON.stringify({
    version: 7,
    stacks: [stack("ocp", "violations", []), stack("notify-platform", "failed", ["it broke", "twice"])],
  }));
`;

/** A checkout with one commit, tagged `base`, and on top of it what a change left uncommitted. */
async function checkout(main: string): Promise<string> {
  const folder = newFolder();
  const files = {
    "commands/main.ts": main,
    "toolchain/require-node.cjs": "",
    "package.json": '{ "type": "module" }',
    "register/.rule": "rule-of-base",
    "other/.rule": "rule-of-other",
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  cpSync(join(root, "register"), join(folder, "register"), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  const git = (...args: string[]) =>
    execa("git", ["-C", folder, "-c", "user.name=test", "-c", "user.email=test@example.org", ...args]);
  await git("init", "--quiet");
  await git("add", "commands", "toolchain", "package.json", "register", "other");
  await git("commit", "--quiet", "--no-gpg-sign", "-m", "The base");
  await git("tag", "--no-sign", "base");
  writeFileSync(join(folder, "register/.rule"), "rule-of-change");
  return folder;
}

async function judged(main: string, { ref = "base", register = "register" } = {}) {
  const folder = await checkout(main);
  const offline = newFolder();
  mkdirSync(join(offline, "state"));
  writeFileSync(join(offline, "state/deployed"), "");
  return judgeBase(ref, {
    root: folder,
    stacks: ["ocp", "notify-platform"],
    register: join(folder, register),
    asOf: "2026-03-04",
    offline,
    signal: new AbortController().signal,
  });
}

/** A folder for temporary files of the test's own, to see what is left in it. */
function ownTemporaryFolder(): string {
  const folder = newFolder();
  vi.stubEnv("TMPDIR", folder);
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  return folder;
}

describe("the base of a change", { timeout: 60_000 }, () => {
  test("is judged by its own program and register, on the same day, from the same state", async () => {
    const temporary = ownTemporaryFolder();
    const base = await judged(review);
    expect(base.commit).toMatch(/^[0-9a-f]{40}$/);
    expect(base.stacks).toEqual({
      ocp: [
        { rule: "rule-of-base", subject: "preview ocp notify-platform 2026-03-04", message: "deployed" },
        { rule: "waived", subject: "s", message: "m", waivedBy: "handover" },
      ],
    });
    expect(deploymentIn(base, { name: "ocp", register: "ocp" })?.resources).toMatchObject([
      { type: "t", name: "n", props: { policy: "none" } },
    ]);
    expect(base.registers?.ocp.people).toHaveProperty("ocp-owner-1");
    expect(readdirSync(temporary).filter((name) => name.startsWith("gatehouse-base-"))).toEqual([]);
  });

  test("a stack that it could not judge is left out, and why is said", async () => {
    expect((await judged(review)).problems).toEqual(["the base could not judge notify-platform: it broke; twice"]);
  });

  test.each(["", 'writeFileSync(process.env.GATEHOUSE_RESOURCES_FOLDER + "/ocp.resources.json", "[{}]");'])(
    "that does not tell its resources has its register alone, and that is said: %j",
    async (tells) => {
      const silent = review.replace(/^.*resources\.json.*$/m, () => tells);
      const base = await judged(silent);
      expect(base.problems).toContainEqual(expect.stringContaining("the base does not tell what ocp holds"));
      const { resources, register } = deploymentIn(base, { name: "ocp", register: "ocp" }) ?? {};
      expect([resources, register?.people]).toEqual([
        [],
        expect.objectContaining({ "ocp-owner-1": expect.anything() }),
      ]);
    },
  );

  test("a register elsewhere in the checkout is the base's there", async () => {
    const base = await judged(review, { register: "other" });
    expect(base.stacks.ocp?.[0]?.rule).toBe("rule-of-other");
    expect(base.registers).toBeUndefined();
    expect(base.problems).toContainEqual(
      expect.stringMatching(/^the base's register cannot be read as one of today: /),
    );
  });

  test("a register outside of the checkout has the base's own for its base", async () => {
    expect((await judged(review, { register: "../elsewhere" })).stacks.ocp?.[0]?.rule).toBe("rule-of-base");
  });

  test.each([
    [
      "refuses its register",
      'console.error("register/ocp/people.yaml:1:1: is wrong"); process.exitCode = 2;',
      "is wrong",
    ],
    ["has no such command", "const x: = 1;", "could not be judged"],
    ["says nothing", "", "it gave no verdict"],
    [
      "writes nonsense",
      'import { writeFileSync } from "node:fs"; writeFileSync(process.argv.at(-1), "{ not");',
      "no verdict",
    ],
  ])("that %s is no error: everything counts as introduced, and why is said", async (_, main, words) => {
    const { stacks, problems } = await judged(main);
    expect(stacks).toEqual({});
    expect(problems.join("\n")).toContain(words);
  });

  test.each(["nowhere", "--help", "", "base:register"])("named %j is refused in words", async (ref) => {
    const error = await judged(review, { ref }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(BadInput);
    expect(String(error)).toContain("is no commit of this checkout");
  });

  test("ends with an interrupt, and nothing is left", async () => {
    const temporary = ownTemporaryFolder();
    const folder = await checkout("setInterval(() => {}, 1000);");
    const controller = new AbortController();
    const ended = judgeBase("base", {
      ...{ root: folder, register: join(folder, "register"), asOf: "2026-03-04", offline: newFolder() },
      signal: controller.signal,
    });
    setTimeout(() => controller.abort(new Error("enough")), 500);
    await expect(ended).rejects.toThrow("enough");
    expect(readdirSync(temporary).filter((name) => name.startsWith("gatehouse-base-"))).toEqual([]);
  });
});
