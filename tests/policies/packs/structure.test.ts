import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { type RegisterId, registerIds } from "../../../model/register.ts";
import { clause, isRequirementId } from "../../../policies/clauses/index.ts";
import { packRules, rulesOfPack } from "../../../policies/packs/pack-rules.ts";
import { policiesOf } from "../../../policies/packs/policies.ts";
import { honestClock } from "../../../policies/rules/baseline/honest-clock.ts";
import { changeRules } from "../../../policies/rules/blast-radius.ts";
import { ownRules, rulesFor } from "../../../policies/rules/index.ts";
import { isKnownType } from "../../../policies/settings/resource-types.ts";
import { asOf } from "../compliant.ts";

const rulesOf = rulesOfPack;
const all = packRules;

/** Rules about what must exist: no resource policy can see what is not there. */
const missingEverywhere = [
  // Of what is there, but of how one resource names another.
  "references-real",
  // Of what there was before, which the program brings in.
  "history-kept",
  "resources-made",
  "identities-claimed-once",
  "dns-aliases-stand-alone",
  "mail-dmarc-present",
  "mail-spf-present",
  "mail-exchangers-present",
  "mail-encryption-present",
  "mail-reports-accepted",
  "mail-not-weakened",
  "ses-dkim-published",
  "ses-mail-from-complete",
  "ses-feedback-complete",
  "ses-configuration-sets-used",
  "web-zones-secured",
  "buckets-complete",
];
const missing: Readonly<Record<RegisterId, readonly string[]>> = {
  ocp: [
    ...missingEverywhere,
    "ocp-exporter-reachable",
    "ocp-machines-declared",
    "ocp-names-declared",
    "ocp-linode-users-declared",
    "ocp-pages-declared",
    "ocp-backup-access-complete",
  ],
  notify: [
    ...missingEverywhere,
    "notify-branches-protected",
    "notify-secrets-declared-read",
    "notify-files-present",
    "notify-environments-present",
    "notify-checks-required",
    "notify-checks-of-one-job",
    "notify-release-tags-present",
    "notify-vulnerabilities-watched",
    "notify-administrators-group-complete",
    "notify-deployment-has-iam-full-access",
    "notify-brokers-complete",
    "notify-secrets-complete",
    "notify-environment-parts",
    "notify-alerts-complete",
    "notify-subscriptions-complete",
    "notify-numbers-complete",
    "notify-sender-complete",
  ],
};

describe.each(registerIds)("the pack of %s", (id) => {
  const policies = policiesOf(id, [...rulesFor(id), honestClock(asOf)], asOf);

  test("has a policy for each rule, and no name twice", () => {
    const names = policies.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.toSorted()).toEqual(
      rulesOf(id)
        .map(({ name }) => name)
        .toSorted(),
    );
  });

  test("collects the register first, and proves last that every rule ran", () => {
    expect(policies.at(0)?.name).toBe("register-complete");
    expect(policies.at(-1)?.name).toBe("every-rule-ran");
  });

  test.each(policies.map((policy) => [policy.name, policy] as const))(
    "%s is judged in exactly one way",
    (_, policy) => {
      const callbacks = Object.keys(policy).filter((key) => typeof Reflect.get(policy, key) === "function");
      expect(callbacks).toHaveLength(1);
      expect(["validateResource", "validateStack"]).toContain(callbacks[0]);
    },
  );

  test.each(rulesOf(id).map((rule) => [rule.name, rule] as const))(
    "%s says its level and what must be so",
    (_, rule) => {
      const policy = policies.find(({ name }) => name === rule.name);
      expect(policy?.enforcementLevel).toBe(rule.level);
      expect(policy?.description).toBe(rule.description);
      expect(policy?.severity).toBe(rule.level === "mandatory" ? "high" : "medium");
    },
  );

  test("judges a stack as a whole only for what is missing, or stands beside another", () => {
    const stack = rulesFor(id).filter(({ scope }) => scope === "stack");
    expect(stack.map(({ name }) => name)).toEqual(missing[id]);
  });
});

describe.each(all.map((rule) => [rule.name, rule] as const))("%s", (_, rule) => {
  test("has a name in kebab case", () => {
    expect(rule.name).toMatch(/^[a-z]+(-[a-z]+)+$/);
  });

  test("names requirements of the catalogue, none twice", () => {
    expect(rule.clauses.filter((id) => !isRequirementId(id))).toEqual([]);
    expect(new Set(rule.clauses).size).toBe(rule.clauses.length);
  });

  test("describes what must be so in one sentence", () => {
    expect(rule.description).toMatch(/^[A-Z].*[a-z)]\.$/);
    expect(rule.description).not.toMatch(/undefined|\[object|NaN/);
  });

  test("tells how to mend a breach, in the imperative", () => {
    expect(rule.remedy).toMatch(/^[A-Z].*\.$/);
    expect(imperatives).toContain(rule.remedy.split(" ")[0]?.replace(",", ""));
    expect(rule.remedy).not.toMatch(/undefined|\[object|NaN/);
  });
});

test("a rule blocks only for clauses that do, and each of those has a rule that blocks", () => {
  const blocks = [...all, ...changeRules].filter(({ level }) => level === "mandatory");
  const softer = blocks.filter(({ clauses }) => clauses.some((id) => clause(id).level !== "mandatory"));
  expect(softer.map(({ name }) => name)).toEqual([]);
  const named = new Set(all.flatMap(({ clauses }) => clauses));
  const blocked = new Set(blocks.flatMap(({ clauses }) => clauses));
  expect([...named].filter((id) => clause(id).level === "mandatory" && !blocked.has(id))).toEqual([]);
});

/** The verbs that remedies begin with. */
const imperatives = [
  ...[
    "Add",
    "Ask",
    "Attach",
    "Begin",
    "Close",
    "Complete",
    "Correct",
    "Declare",
    "Deploy",
    "Give",
    "Grant",
    "Have",
    "Leave",
    "Let",
    "List",
    "Make",
    "Mark",
    "Move",
    "Name",
    "Once",
    "Put",
    "Remove",
    "Require",
    "Restage",
    "Restrict",
    "Review",
    "Revoke",
    "Rotate",
    "Run",
    "Say",
    "Seal",
    "Set",
    "Start",
    "Take",
    "Tie",
    "Trust",
    "Unset",
    "Write",
  ],
];

test("no two rules have a name or a description in common", () => {
  for (const property of ["name", "description"] as const) {
    expect(new Set(all.map((rule) => rule[property])).size).toBe(all.length);
  }
});

test.each(registerIds)("every type that a rule of %s judges may stand in its stacks", (id) => {
  const types = ownRules[id].flatMap((rule) => (rule.scope === "resource" && rule.types !== "every" ? rule.types : []));
  expect([...new Set(types)].filter((type) => !isKnownType(type, id))).toEqual(
    // A disk of its own and a role's own policies are judged, should they ever be let in; so far no stack has one.
    id === "ocp" ? ["linode:index/instanceDisk:InstanceDisk", "aws:iam/role:Role"] : [],
  );
});

describe("rules and settings are functions of what they are given", () => {
  const folders = ["rules", "settings"].map((name) =>
    fileURLToPath(new URL(`../../../policies/${name}/`, import.meta.url)),
  );
  const sources = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".ts"))
      .map((path) => [path, readFileSync(`${folder}${path}`, "utf8")] as const),
  );

  test("there are sources to read", () => {
    expect(sources.length).toBeGreaterThan(15);
  });

  test.each(sources)("%s reads no clock, environment, file, network or dice", (_, source) => {
    expect(source).not.toMatch(
      /\bDate\.now|\bnew Date\b|\bTemporal\.Now|\bprocess\b\.|\bperformance\.|Math\.random|\bfetch\(|\bcrypto\b|\bimport\(|from "node:|from "@pulumi/,
    );
  });
});
