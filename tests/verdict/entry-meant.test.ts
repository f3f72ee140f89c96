import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadRegister } from "../../model/load.ts";
import { emptyRegister, type Register } from "../../model/register.ts";
import { canaries } from "../../policies/canaries/canary.ts";
import { everyRule } from "../../policies/rules/index.ts";
import { entryMeant } from "../../verdict/entry-meant.ts";
import { placeOf } from "../../verdict/place.ts";
import { root } from "../commands/cli.ts";

const there = new Set([
  ...["repositories/api", "repositories/api/branches/main", "environments/staging", "domains/notify.gov"],
  ...["domains/gov", "accounts/aws-staging"],
]);
const found = (subject: string) =>
  entryMeant("notify", subject, (entry) => (there.has(entry.replace("notify/", "")) ? entry : undefined));

test.each([
  ["branch main of api", "repositories/api/branches/main"],
  ["branch production of api", "repositories/api"],
  ["environment staging of api", "repositories/api"],
  ["tags of api", "repositories/api"],
  ["repository api", "repositories/api"],
  ["alerts of staging", "environments/staging"],
  ["zone notify.gov", "domains/notify.gov"],
  ["_dmarc.notify.gov", "domains/notify.gov"],
  ["MAIL FROM of mail.us.notify.gov", "domains/notify.gov"],
  ["broker ssb of aws-staging", "accounts/aws-staging"],
])("%s is said of %s", (subject, entry) => {
  expect(found(subject)).toBe(`notify/${entry}`);
});

test.each(["alerts of demo", "notify.example", 'a:b:C "api"', "", "gov.api.example"])(
  "%j is said of none",
  (subject) => {
    expect(found(subject)).toBeUndefined();
  },
);

describe("what a rule about a whole stack refuses has a line in the shipped register", () => {
  const { locate } = loadRegister(join(root, "register"));
  const rules = everyRule.filter((rule) => rule.scope === "stack" && rule.level === "mandatory");

  test.each(rules.map((rule) => [rule.name, rule] as const))("%s", (name, rule) => {
    const example = canaries[name];
    if (example === undefined || rule.scope !== "stack") throw new Error(`${name} has no example`);
    const { id, asOf, stack = "", resources = [] } = example;
    const register = { ...emptyRegister(id), ...example.register } as Register;
    const refused = rule
      .judge(resources, { register, asOf, stack })
      .filter(({ subject, problems }) => problems.length > 0 && !subject.endsWith('"'))
      .map(({ subject }) => subject);
    const place = (subject: string) => placeOf(id, subject, "", new Map(), locate);
    expect(refused.filter((subject) => place(subject) === undefined)).toEqual([]);
  });
});
