import { readFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { loadRegister } from "../../../model/load.ts";
import { notifyEnvironment } from "../../../stacks/notify-environment.ts";
import { notifyPlatform } from "../../../stacks/notify-platform.ts";
import { ocp } from "../../../stacks/ocp.ts";
import { packages } from "../../../toolchain/offline-providers/packages.ts";
import { root } from "../../engine/world.ts";
import { recorded } from "../../stacks/record.ts";
import { startMoto } from "../moto.ts";
import { lacking, notMade } from "./held.ts";

const { registers } = loadRegister(join(root, "register"));
const environment = (name: string) => () => notifyEnvironment(name, { offline: true })(registers.notify);
const programs: Readonly<Record<string, () => unknown>> = {
  ocp: () => ocp(registers.ocp),
  "notify-platform": () => notifyPlatform(registers.notify),
  "notify-staging": environment("staging"),
  "notify-demo": environment("demo"),
  "notify-production": environment("production"),
};

interface Outcome {
  readonly type: string;
  readonly urn: string;
  readonly outcome: "accepted" | "lacking" | "refused";
  readonly why: string;
}

/** Where a stack's AWS is, by its settings. */
function placeOf(stack: string) {
  const { config } = parse(readFileSync(join(root, `Pulumi.${stack}.yaml`), "utf8"));
  return { account: config["aws:allowedAccountIds"][0], region: config["aws:region"] };
}

/** Makes resources at moto, in their order, and says what became of each. */
async function replay(resources: readonly object[]): Promise<Outcome[]> {
  const moto = await startMoto({ MOTO_IAM_LOAD_MANAGED_POLICIES: "true" });
  try {
    const { stdout } = await execa("python3", [join(import.meta.dirname, "replay.py")], {
      env: { ...moto.environment, PATH: moto.path },
      input: JSON.stringify(resources),
    });
    return stdout.split("\n").map((line) => JSON.parse(line));
  } finally {
    await moto.stop();
  }
}

async function resourcesOf(stack: string) {
  const all = await recorded(programs[stack] ?? (() => undefined), stack);
  const of = all.filter(({ type }) => type.startsWith("aws:"));
  return of.length === 0 ? [] : of.map((each) => ({ ...each, ...placeOf(stack) }));
}

test("every AWS resource of the stacks is taken by AWS's own SDK and by moto, in its order, and read back as it was sent", async () => {
  const resources = [];
  for (const stack of Object.keys(programs)) resources.push(...(await resourcesOf(stack)));
  const outcomes = await replay(resources);
  expect(outcomes).toHaveLength(resources.length);
  expect(outcomes.filter(({ outcome }) => outcome === "refused")).toEqual([]);
  expect([...new Set(outcomes.flatMap(({ type, outcome }) => (outcome === "lacking" ? [type] : [])))].sort()).toEqual(
    Object.keys(lacking).sort(),
  );
  // A type of the tables that no stack makes is held against nothing here.
  const types = packages
    .flatMap(({ tables }) => tables.map(({ type }) => type))
    .filter((type) => type.startsWith("aws:"));
  const made = new Set(outcomes.map(({ type }) => type));
  expect(types.filter((type) => !made.has(type)).sort()).toEqual([...notMade].sort());
});

test("what AWS would refuse is refused", async () => {
  const [bucket] = (await resourcesOf("ocp")).filter(({ type }) => type === "aws:s3/bucket:Bucket");
  const [alarm] = (await resourcesOf("notify-staging")).filter(({ type }) => type.endsWith(":MetricAlarm"));
  const outcomes = await replay([
    { ...bucket, props: { bucket: "No" } },
    { ...alarm, props: { ...alarm?.props, comparisonOperator: "GreaterThan" } },
    { ...alarm, props: { ...alarm?.props, evaluationPeriods: "one" } },
  ]);
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(["refused", "refused", "refused"]);
});
