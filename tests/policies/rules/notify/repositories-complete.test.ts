import { describe, expect, test } from "vitest";
import type { Register } from "../../../../model/register.ts";
import * as rules from "../../../../policies/rules/notify/repositories-complete.ts";
import type { Resource, StackRule } from "../../../../policies/rules/rule.ts";
import { notifyPlatform } from "../../../../stacks/notify-platform.ts";
import { recorded } from "../../../stacks/record.ts";
import { changed, type Draft, notifyRegister } from "../../compliant.ts";
import { saidOfStack } from "../../judge.ts";
import { replaced } from "./files.ts";

/** What the stack of a register holds, as a stack rule gets it. */
async function stackOf(register: Register): Promise<Resource[]> {
  const registrations = await recorded(() => notifyPlatform(register), "notify-platform");
  return registrations.map(({ protect = false, ignoreChanges = [], parent, ...rest }) => ({
    ...rest,
    options: { protect, ignoreChanges, ...(parent !== undefined && { parent }) },
  }));
}

const resources = await stackOf(notifyRegister);
const every: StackRule[] = Object.values(rules);

const judged = async (rule: StackRule, change: (draft: Draft) => void) => {
  const register = changed(notifyRegister, change);
  return saidOfStack(rule, await stackOf(register), register);
};

/** The stack with one file rewritten. */
const rewritten = (path: string, from: string, to: string, repository = "notifications-api") =>
  resources.map((each) =>
    each.props.file === path && each.props.repository === repository
      ? { ...each, props: { ...each.props, content: replaced(String(each.props.content), from, to) } }
      : each,
  );

test.each(every)("the stack of the compliant register is in order for $name", (rule) => {
  expect(saidOfStack(rule, resources, notifyRegister)).toEqual([]);
});

test.each(every)("$name asks nothing of the stack of one environment, and everything of any other", (rule) => {
  expect(saidOfStack(rule, [], notifyRegister, "notify-staging")).toEqual([]);
  expect(saidOfStack(rule, [], notifyRegister, "somebody's copy")).not.toEqual([]);
});

describe("files", () => {
  test.each([
    ["notifications-api", ".github/pull_request_template.md", "NOTIFY-CHG-4"],
    ["notifications-admin", ".github/workflows/checks.yml", "NOTIFY-CHG-7"],
    ["notifications-api", ".github/workflows/restage-apps.yml", "NOTIFY-RST-4"],
    ["usnotify-ssb", ".github/workflows/restage-apps.yml", "NOTIFY-RST-4"],
    ["usnotify-ssb", "app-setup-smtp.sh", "NOTIFY-CHG-15, NOTIFY-CHG-16"],
  ])("of %s: %s has to be there, for %s", async (repository, path, clauses) => {
    expect(await judged(rules.filesPresent, ({ repositories }) => delete repositories[repository].files[path])).toEqual(
      [
        `repository ${repository}: ${path} is not declared on main. Name the file and its template in files of register/notify/repositories.yaml. [${clauses}]`,
      ],
    );
  });

  test("code owners have to be there", async () => {
    const without = await judged(
      rules.filesPresent,
      ({ repositories }) => delete repositories["usnotify-ssb"].codeOwners,
    );
    expect(without).toEqual([expect.stringContaining(": .github/CODEOWNERS is not declared on main. ")]);
  });

  test("on main, and no other branch will do", () => {
    const elsewhere = resources.map((each) =>
      each.props.file === "app-setup-sms.sh" ? { ...each, props: { ...each.props, branch: "next" } } : each,
    );
    expect(saidOfStack(rules.filesPresent, elsewhere, notifyRegister)).toHaveLength(1);
  });
});

describe("environments", () => {
  test("are declared", async () => {
    const without = await judged(
      rules.environmentsPresent,
      ({ repositories }) => delete repositories["usnotify-ssb"].environments.development,
    );
    expect(without).toEqual([expect.stringContaining("environment development of usnotify-ssb: it is not declared. ")]);
  });

  test("have a workflow that deploys to them", async () => {
    const without = await judged(
      rules.environmentsPresent,
      ({ repositories }) => delete repositories["notifications-admin"].files[".github/workflows/deploy-demo.yml"],
    );
    expect(without).toEqual([
      expect.stringContaining("environment demo of notifications-admin: no workflow on main deploys to it. "),
    ]);
  });
});

describe("NOTIFY-CHG-7: the jobs of checks.yml are the required checks", () => {
  const checks = ".github/workflows/checks.yml";
  const ofApi = (change: (main: Draft["repositories"]) => void, branch = "main") =>
    judged(rules.checksRequired, ({ repositories }) => change(repositories["notifications-api"].branches[branch]));
  const said = (stack: readonly Resource[]) =>
    saidOfStack(rules.checksRequired, stack, notifyRegister).map((line) => line.split(". Name the jobs")[0]);

  test("not none", async () => {
    expect(
      await ofApi((main) => {
        main.requiredChecks = [];
      }),
    ).toEqual([
      expect.stringContaining("branch main of notifications-api: it requires no checks. "),
      expect.stringContaining(
        "it does not require build, validate-new-relic-config, pip-audit, static-scan and dynamic-scan. ",
      ),
    ]);
  });

  test("not the workflow's name in their place", async () => {
    const [first = "", second = ""] = await ofApi((main) => {
      main.requiredChecks[0] = "Run checks";
    });
    expect(first).toContain("it does not require build. ");
    expect(second).toContain("it requires Run checks, which no workflow has as a job. ");
  });

  test("production demands as well that main is where a change comes from", async () => {
    expect(await ofApi((production) => production.requiredChecks.pop(), "production")).toEqual([
      expect.stringContaining("branch production of notifications-api: it does not require from-main. "),
    ]);
  });

  test.each([
    ["on: push", "on: pull_request", "no push starts it"],
    ["on: push", "on: { push: { branches: [main] } }", "it does not run on every push"],
    ["name: Run checks\n", "", "it has no name, by which deployments wait for it"],
    [
      "  static-scan:\n",
      "  static-scan:\n    if: github.actor != 'bot'\n",
      "static-scan may be skipped, which counts as passed (if: github.actor != 'bot')",
    ],
    [
      "  static-scan:\n",
      "  static-scan:\n    continue-on-error: true\n",
      "static-scan, or a step of it, may fail and still count as passed",
    ],
    [
      "  static-scan:\n",
      "  static-scan:\n    strategy: { matrix: { n: [1] } }\n",
      "static-scan is run several times, under names of their own",
    ],
    ["jobs:", "x:", "it is not there, or cannot be understood"],
  ])("%j must not become %j", (from, to, problem) => {
    expect(said(rewritten(checks, from, to))).toContain(`${checks} of notifications-api: ${problem}`);
  });

  test("what waits for the checks waits for these, of which there are no two", () => {
    const renamed = rewritten(".github/workflows/deploy.yml", "[Run checks]", "[Lint]");
    expect(said(renamed)).toEqual([`${checks} of notifications-api: a workflow waits for Lint, not for Run checks`]);
    const twice = rewritten(".github/workflows/promotion.yml", "name: Promotion", "name: Run checks");
    expect(said(twice)).toEqual([
      `${checks} of notifications-api: .github/workflows/promotion.yml and ${checks} have the same name, so it is not clear which one is waited for`,
    ]);
  });

  test("NOTIFY-ALR-3: the configuration of New Relic is among what is checked", () => {
    expect(said(rewritten(checks, "  validate-new-relic-config:", "  newrelic:"))).toContain(
      `${checks} of notifications-api: it has no job validate-new-relic-config`,
    );
  });
});

test("NOTIFY-CHG-14: where a tag is a release, there is a ruleset for tags", async () => {
  const without = await judged(
    rules.releaseTagsPresent,
    ({ repositories }) => delete repositories["ttsnotify-brokerpak-sms"].releasedByTag,
  );
  expect(without).toEqual([
    "tags of ttsnotify-brokerpak-sms: everybody who can write can make a release. Set releasedByTag: true in register/notify/repositories.yaml. [NOTIFY-CHG-14]",
  ]);
});

describe("every repository of ours hears of vulnerabilities", () => {
  const watches = (change: (watch: Resource) => Resource[]) =>
    saidOfStack(
      rules.vulnerabilitiesWatched,
      resources.flatMap((each) => (/Alerts|SecurityUpdates/.test(each.type) ? change(each) : [each])),
      notifyRegister,
    );

  test("by alerts and updates", () => {
    expect(watches(() => [])).toHaveLength(8);
  });

  test("that are switched on", () => {
    const off = watches((each) => [{ ...each, props: { ...each.props, enabled: false } }]);
    expect(off).toHaveLength(8);
    expect(off[0]).toContain("RepositoryVulnerabilityAlerts is switched off. ");
  });
});
