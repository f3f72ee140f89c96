import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, inject, test } from "vitest";
import { historyType } from "../../model/history.ts";
import { isRecordType } from "../../model/records.ts";
import { analyze, rulesAt } from "./analyze.ts";
import { emptyWorld, projectOf, registerWith, stateOf } from "./own-world.ts";
import { putRegister, registerIn } from "./state.ts";
import { root } from "./world.ts";

/*
 * Ways past a policy pack that CrossGuard leaves open, and what closes each of them here.
 */

const base = inject("base");
const today = { GATEHOUSE_AS_OF: base.asOf };
const pack = join(root, "policies/packs/ocp");

/** A preview of a program of `tests/engine/programs` with OCP's pack. */
async function previewOf(program: string) {
  const world = await emptyWorld("ocp");
  const cwd = await projectOf(program);
  return world.pulumi(["preview", "-s", "ocp", "--policy-pack", pack], { cwd, env: today });
}

describe("a program", () => {
  test("that declares nothing is refused: there was nothing that a rule could judge", async () => {
    const { exitCode, output } = await previewOf("nothing.ts");
    expect(exitCode).not.toBe(0);
    expect(output).toMatch(/\[mandatory\].* every-rule-ran/);
    expect(output).toContain("it has no register manifest");
  });

  test("that leaves the register out is refused", async () => {
    const { exitCode, output } = await previewOf("no-register.ts");
    expect(exitCode).not.toBe(0);
    expect(output).toMatch(/\[mandatory\].* register-complete/);
    expect(output).toContain("it comes before the register's manifest");
  });

  test("with a resource of an unknown type is refused", async () => {
    const { exitCode, output } = await previewOf("unknown-type.ts");
    expect(exitCode).not.toBe(0);
    expect(output).toMatch(/\[mandatory\].* known-types/);
    expect(output).toContain("no rule of this stack's pack knows the type somebodys:access:Administrator");
  });

  test("with a value that is not known at preview is refused, where CrossGuard would only advise", async () => {
    const { exitCode, output } = await previewOf("unknown-value.ts");
    expect(exitCode).not.toBe(0);
    expect(output).toMatch(/\[mandatory\].* ocp-keys-from-register/);
    expect(output).toContain("it cannot be judged at preview");
    expect(output).not.toMatch(/\[advisory\].* ocp-keys-from-register/);
  });

  test("with a property that the provider does not have is refused, by its name", async () => {
    const { exitCode, output } = await previewOf("unknown-property.ts");
    expect(exitCode).not.toBe(0);
    expect(output).toContain("ipv6Onlyy");
  });
});

describe("`up` that skips the preview", () => {
  test("makes nothing real from a register that breaks a rule", async () => {
    const world = await emptyWorld("ocp");
    const env = {
      ...today,
      ...(await registerWith("ocp/reviews.yaml", "reviewedOn: 2026-09-14", "reviewedOn: 2025-09-14")),
    };
    const { exitCode, output } = await world.pulumi(
      ["up", "-s", "ocp", "--yes", "--skip-preview", "--policy-pack", pack],
      { env },
    );
    expect(exitCode).not.toBe(0);
    expect(output).toContain("[OCP-ROOT-5]");
    const types = (await stateOf(world, "ocp")).map(({ type }) => type);
    expect(types).toContain("gatehouse:host:Server");
    // The engine's own provider is there to be asked what was deployed, and makes nothing; nor does what it has told.
    const madeOfNothing = ["pulumi:pulumi:Stack", "pulumi:providers:pulumi", historyType];
    expect(types.filter((type) => !isRecordType(type) && !madeOfNothing.includes(type))).toStrictEqual([]);
  });

  test("makes nothing of a register that cannot be read", async () => {
    const world = await emptyWorld("ocp");
    const env = {
      ...today,
      ...(await registerWith("ocp/people.yaml", "ocp-owner-1:\n", "ocp-owner-1:\n  shoeSize: 43\n")),
    };
    const { exitCode, output } = await world.pulumi(
      ["up", "-s", "ocp", "--yes", "--skip-preview", "--policy-pack", pack],
      { env },
    );
    expect(exitCode).not.toBe(0);
    expect(output).toMatch(/ocp\/people\.yaml:\d+:\d+: /);
    const types = (await stateOf(world, "ocp")).map(({ type }) => type);
    expect(types.filter((type) => type !== "pulumi:pulumi:Stack")).toStrictEqual([]);
  });
});

describe("a policy configuration", () => {
  async function withThirdAdministrator() {
    const state = JSON.parse(await readFile(base.states.ocp ?? "", "utf8"));
    const register = structuredClone(registerIn(state, "ocp"));
    register.grants.redash?.admin?.push({ person: "ocp-owner-2", createdOn: "2026-11-02" });
    putRegister(state, register);
    return state;
  }

  test("that disables a rule is noticed", async () => {
    const { exitCode, reported, output } = await analyze(base, await withThirdAdministrator(), {
      pack: "policies/packs/ocp",
      asOf: base.asOf,
      config: { "ocp-redash-administrators": "disabled" },
    });
    expect(exitCode, output).not.toBe(0);
    expect(rulesAt("mandatory", reported)).toStrictEqual(["every-rule-ran"]);
    expect(output).toContain("ocp-redash-administrators was not run on the register's manifest");
  });
});

describe("a pack", () => {
  test("that throws ends the run with its reason", async () => {
    const world = await emptyWorld("ocp");
    const { exitCode, output } = await world.pulumi(["preview", "-s", "ocp", "--policy-pack", pack], {
      env: { GATEHOUSE_AS_OF: "2026-02-30" },
    });
    expect(exitCode).not.toBe(0);
    expect(output).toContain(`GATEHOUSE_AS_OF is "2026-02-30"; give a date that exists`);
    expect(output).not.toMatch(/\d+ to create/);
  });
});
