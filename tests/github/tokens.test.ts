import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { tokenVariable } from "../../driver/github-token.ts";
import { loadRegister } from "../../model/load.ts";
import { callsByType } from "../../policies/rules/called-for/by-type.ts";
import { calledIn, wantedIn } from "../../policies/rules/called-for/calls.ts";
import { githubPermissions, together } from "../../policies/settings/github-permissions.ts";
import { providersOfStacks } from "../../policies/settings/providers.ts";
import { stacks } from "../../stacks/catalogue.ts";
import { root } from "../commands/cli.ts";
import { workflows } from "./workflows.ts";

const { registers } = loadRegister(join(root, "register"));

const settings = (stack: string) => parse(readFileSync(join(root, `Pulumi.${stack}.yaml`), "utf8"));

/** What each stack's register calls for, and whose it is on GitHub. */
const needs = stacks.map(({ name, register }) => {
  const wanted = wantedIn(registers[register], name);
  const types = Object.entries(callsByType)
    .filter(([, calls]) => calledIn(wanted, calls).size > 0)
    .map(([type]) => type);
  const providers: readonly string[] = providersOfStacks[register][name] ?? [];
  return { name, types, providers, owner: settings(name)?.config?.["github:owner"] as string | undefined };
});

/** Types that say one thing in two ways; the stacks make the first. */
const twins = ["github:index/branchProtectionV3:BranchProtectionV3"];
const onGithub = (types: readonly string[]) =>
  types.filter((type) => type.startsWith("github:") && !twins.includes(type));

const owners = [
  ...new Set(needs.filter(({ types }) => onGithub(types).length > 0).map(({ owner }) => owner ?? "nobody")),
];

/** What a token of an owner has to be allowed: all that the owner's stacks need. */
const allowed = (owner: string, verb: "read" | "write") =>
  together(
    needs
      .filter((each) => each.owner === owner)
      .flatMap(({ types }) => onGithub(types))
      .map((type) => githubPermissions[type]?.[verb] ?? {}),
  );

/** The steps of all jobs that run stacks with real providers. */
const live = workflows.flatMap(({ path, value }) =>
  // biome-ignore lint/suspicious/noExplicitAny: as GitHub has it
  Object.entries<any>(value.jobs).flatMap(([job, { steps = [] }]) =>
    steps
      // biome-ignore lint/suspicious/noExplicitAny: as GitHub has it
      .filter(({ run = "" }: any) => /npm run (?:preview|up|destroy) -- [^\n]*--live/.test(run))
      // biome-ignore lint/suspicious/noExplicitAny: as GitHub has it
      .map((step: any) => ({
        where: `${path} ${job}`,
        steps,
        step,
        verb: / up -- /.test(step.run) ? "write" : "read",
      })),
  ),
);

test("stacks belong to more owners than one, and there are jobs that run them", () => {
  expect(owners.toSorted()).toEqual(["GSA", "open-contracting"]);
  expect(live.map(({ where }) => where)).toHaveLength(4);
});

test("every type that is called for on GitHub says what it needs", () => {
  const types = Object.keys(callsByType).filter((type) => type.startsWith("github:"));
  expect(types.filter((type) => !Object.hasOwn(githubPermissions, type))).toEqual([]);
});

describe.each(live)("$where: $step.name", ({ steps, step, verb }) => {
  test.each(owners)("has the token of %s, which may do what its stacks need and nothing else", (owner) => {
    const token = /^\$\{\{ steps\.([\w-]+)\.outputs\.token \}\}$/.exec(step.env[tokenVariable(owner)] ?? "")?.[1];
    // biome-ignore lint/suspicious/noExplicitAny: as GitHub has it
    const made = steps.find(({ id }: any) => id !== undefined && id === token);
    expect(made?.uses).toMatch(/^actions\/create-github-app-token@/);
    expect(made.with.owner).toBe(owner);
    const granted = Object.entries(made.with)
      .filter(([name]) => name.startsWith("permission-"))
      .map(([name, level]) => [name.slice("permission-".length), level]);
    expect(Object.fromEntries(granted)).toEqual(allowed(owner, verb as "read" | "write"));
    expect(steps.indexOf(made)).toBeLessThan(steps.indexOf(step));
  });

  test("has no token that is for all", () => {
    expect(step.env.GITHUB_TOKEN).toBeUndefined();
  });

  test("has the credentials of every other provider of the stacks", () => {
    const variables = { cloudflare: "CLOUDFLARE_API_TOKEN", hcloud: "HCLOUD_TOKEN", linode: "LINODE_TOKEN" };
    for (const provider of new Set(needs.flatMap(({ providers }) => providers))) {
      const variable = variables[provider as keyof typeof variables];
      if (variable !== undefined) expect(step.env[variable]).toBe(`\${{ secrets.${variable} }}`);
    }
  });
});

describe("the table of credentials in docs/going-live.md", () => {
  const text = readFileSync(join(root, "docs/going-live.md"), "utf8");
  const rows = text.split("\n").filter((line) => line.startsWith("| `"));
  const wording: Readonly<Record<string, RegExp>> = {
    aws: /a role in the/,
    cloudflare: /`CLOUDFLARE_API_TOKEN`/,
    hcloud: /`HCLOUD_TOKEN`/,
    linode: /`LINODE_TOKEN`/,
  };

  test.each(needs)("gives $name what its providers need", ({ name, providers, owner, types }) => {
    const row = rows.filter((line) => line.split("|")[1]?.includes(`\`${name}\``));
    expect(row).toHaveLength(1);
    for (const provider of providers) {
      expect(row[0]?.split("|")[2]).toContain(provider);
      if (wording[provider]) expect(row[0]).toMatch(wording[provider]);
    }
    if (owner === undefined || onGithub(types).length === 0) return;
    expect(row[0]).toContain(tokenVariable(owner));
    const needed = together(onGithub(types).map((type) => githubPermissions[type]?.write ?? {}));
    for (const permission of Object.keys(needed)) expect(row[0]).toContain(permission);
  });
});
