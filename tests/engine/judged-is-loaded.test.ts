import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, inject, test } from "vitest";
import type { Report } from "../../report/report.ts";
import { checkoutIn } from "./own-checkout.ts";
import { emptyWorld, ownFolder, ownWorld, projectOf, registerWith } from "./own-world.ts";
import { root } from "./world.ts";

/*
 * What is judged is what was loaded: a program that declares another register than the files have is refused, by the
 * pack under plain `pulumi`, and by the review too.
 */

const base = inject("base");
const pack = join(root, "policies/packs/ocp");

/** What plain `pulumi` says, with the pack, of a program that declares the files' register after a change. */
async function declaring(change: string, { command = ["preview"], env = {} } = {}) {
  const world = await emptyWorld("ocp");
  const { exitCode, output } = await world.pulumi([...command, "-s", "ocp", "--policy-pack", pack], {
    cwd: await projectOf("judged-is-loaded.ts"),
    env: { GATEHOUSE_AS_OF: base.asOf, GATEHOUSE_TEST_CHANGE: change, ...env },
  });
  return { exitCode, output, refused: /\[mandatory\].* register-as-in-files/.test(output) };
}

describe("under plain pulumi, a preview of a program is refused with", () => {
  test.each([
    [
      "a grant left out",
      /grants\.\d+ of gatehouse:access:Role "redash-admin" .*\(register\/ocp\/grants\.yaml:\d+:\d+\)/,
    ],
    [
      "a review of today",
      /reviews\.0\.reviewedOn of gatehouse:access:Reviews .*\(register\/ocp\/reviews\.yaml:\d+:\d+\)/,
    ],
    ["a person of another address", /people\.ocp-owner-1\.email of .*\(register\/ocp\/people\.yaml:\d+:\d+\)/],
    [
      "a service that no file has",
      /gatehouse:host:Service "hidden" is declared, and the register's files have no such entry/,
    ],
    [
      "an organisation left out",
      /gatehouse:access:Organisation "[a-z-]+" is in the register's files \(register\/ocp\/organisations\.yaml:/,
    ],
  ])("%s", async (change, said) => {
    const { exitCode, output, refused } = await declaring(change);
    expect(refused, output).toBe(true);
    expect(output.replaceAll(/\s+/g, " ")).toMatch(said);
    expect(exitCode).not.toBe(0);
  });

  test("whatever folder the register is in", async () => {
    const env = await registerWith("ocp/people.yaml", "ocp-owner-1:\n", "ocp-owner-1:\n  # somebody\n");
    expect((await declaring("a grant left out", { env })).refused).toBe(true);
    expect((await declaring("nothing", { env })).refused).toBe(false);
  });
});

test("under plain pulumi, `up` that skips the preview is refused too", async () => {
  const { exitCode, output, refused } = await declaring("a grant left out", {
    command: ["up", "--yes", "--skip-preview"],
  });
  expect(refused, output).toBe(true);
  expect(exitCode).not.toBe(0);
});

test("the register of the files is not refused", async () => {
  const { output, refused } = await declaring("nothing");
  expect(output).toMatch(/gatehouse:register:Manifest/);
  expect(refused, output).toBe(false);
  expect(output).not.toContain("register-not-compared");
});

test("the review sees it too, with the line of the entry", async () => {
  const world = await ownWorld();
  const checkout = await checkoutIn(await ownFolder());
  const program = join(checkout.folder, "stacks/ocp.ts");
  const text = await readFile(program, "utf8");
  await writeFile(
    program,
    text.replace(
      "declareRegister(register,",
      "declareRegister({ ...register, grants: { ...register.grants, redash: {} } },",
    ),
  );
  // A pack that compares nothing: what the review finds hangs on nothing that the pack could read.
  const start = join(checkout.folder, "policies/packs/start.ts");
  await writeFile(start, (await readFile(start, "utf8")).replace(", blind, files)", ", blind)"));
  const json = join(world.folder, "verdict.json");
  const { exitCode, output } = await checkout.run(world, "preview", "ocp", "--json", json);
  expect(exitCode, output).toBe(3);
  const [stack] = (JSON.parse(await readFile(json, "utf8")) as Report).stacks;
  const said = stack?.violations.filter(({ rule }) => rule === "register-as-in-files") ?? [];
  expect(said.length).toBeGreaterThan(0);
  for (const { level, message } of said) {
    expect(level).toBe("mandatory");
    expect(message).toMatch(
      /^gatehouse:register:Manifest "ocp": grants\.\d+ of .* \(register\/ocp\/grants\.yaml:\d+:\d+\)/,
    );
  }
  expect(stack?.problems.join("\n")).toContain("took this run for an exported state");
});
