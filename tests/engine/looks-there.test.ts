import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Report } from "../../report/report.ts";
import { checkoutIn } from "./own-checkout.ts";
import { ownFolder, ownWorld } from "./own-world.ts";

/*
 * What looks as if it were there, or gone, and is not: a change of a component, with the register as it was and the stack
 * as it was deployed, judged by the review through the real engine.
 */

/** The verdict on OCP's stack after one text of a component is another. */
async function afterChange(file: string, from: string, to: string) {
  const world = await ownWorld();
  const checkout = await checkoutIn(await ownFolder());
  const path = join(checkout.folder, "components", file);
  const text = await readFile(path, "utf8");
  if (text.split(from).length !== 2) throw new Error(`${file} does not hold exactly one ${from}`);
  await writeFile(
    path,
    text.replace(from, () => to),
  );
  const json = join(world.folder, "verdict.json");
  const { exitCode, output } = await checkout.run(world, "preview", "ocp", "--json", json);
  const [stack] = (JSON.parse(await readFile(json, "utf8")) as Report).stacks;
  const said = stack?.violations.filter(({ rule }) => rule === "resources-real").map(({ message }) => message) ?? [];
  return { exitCode, output, said, rules: new Set(stack?.violations.map(({ rule }) => rule)) };
}

describe("is refused:", () => {
  test("components in place of the blocks of public access of deployed buckets", async () => {
    const { exitCode, output, said, rules } = await afterChange(
      "aws/private-bucket.ts",
      "new aws.s3.BucketPublicAccessBlock(",
      'new pulumi.ComponentResource("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",',
    );
    expect(said.length, output).toBeGreaterThan(0);
    for (const message of said) expect(message).toContain("so nothing is made");
    expect(rules).toContain("buckets-complete");
    expect(exitCode).not.toBe(0);
  });

  test("a firewall that is only read", async () => {
    const { exitCode, output, said } = await afterChange(
      "machine/linode.ts",
      "new linode.Firewall(\n    name,",
      "((id: string, ..._: unknown[]) => linode.Firewall.get(id, '1234'))(\n    name,",
    );
    expect(said.join("\n"), output).toContain("it is only read");
    expect(exitCode).not.toBe(0);
  });

  test("logins that stay at Linode when they leave the register", async () => {
    const { exitCode, output, said } = await afterChange(
      "linode-logins.ts",
      "...limits }, { parent: this })",
      "...limits }, { parent: this, retainOnDelete: true })",
    );
    expect(said.join("\n"), output).toContain("it stays at its service when it goes");
    expect(exitCode).not.toBe(0);
  });

  test("machines whose changes nobody is shown", async () => {
    const { exitCode, output, said } = await afterChange(
      "machine/linode.ts",
      "{ parent, protect: true }",
      '{ parent, protect: true, hideDiffs: ["authorizedUsers"] }',
    );
    expect(said.join("\n"), output).toContain("shown to nobody");
    expect(exitCode).not.toBe(0);
  });
});

test("an option that hides nothing is let pass", async () => {
  const { exitCode, output, said } = await afterChange(
    "linode-logins.ts",
    "...limits }, { parent: this })",
    "...limits }, { parent: this, customTimeouts: { create: '5m' } })",
  );
  expect(said, output).toEqual([]);
  expect(exitCode, output).toBe(0);
});
