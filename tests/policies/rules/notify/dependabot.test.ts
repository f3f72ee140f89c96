import { expect, test } from "vitest";
import { dependabotAsCalledFor } from "../../../../policies/rules/notify/dependabot.ts";
import { given, problemsOf, replaced } from "./files.ts";

const path = ".github/dependabot.yml";
const verdict = (content: string, repository = "notifications-admin", at = path) =>
  problemsOf(dependabotAsCalledFor, repository, at, content);
const shipped = given("notifications-admin", path);
const broken = (from: string, to: string) => verdict(replaced(shipped, from, to));

test.each(["notifications-api", "notifications-admin", "usnotify-ssb", "ttsnotify-brokerpak-sms"])(
  "%s is looked after",
  (repository) => {
    expect(verdict(given(repository, path), repository)).toEqual([]);
  },
);

test.each([
  [
    "every week",
    "package-ecosystem: pip\n    directory: /\n    schedule:\n      interval: daily",
    "package-ecosystem: pip\n    directory: /\n    schedule:\n      interval: weekly",
  ],
  ["with a longer cooldown", "default-days: 7", "default-days: 14"],
  ["with pull requests of new versions", "open-pull-requests-limit: 0", "open-pull-requests-limit: 5"],
  ["without any word on that", "    open-pull-requests-limit: 0\n", ""],
  [
    "images too",
    "updates:\n",
    "updates:\n  - { package-ecosystem: docker, directory: /, schedule: { interval: weekly } }\n",
  ],
])("it is so %s", (_, from, to) => {
  expect(broken(from, to)).toEqual([]);
});

test.each<[string, string, string, string[]]>([
  [
    "a registry of somebody's",
    "version: 2\n",
    "version: 2\nregistries: { a: { type: python-index, url: https://x.example, token: abc } }\n",
    ["it says registries, which is not known"],
  ],
  [
    "foreign code that is run",
    "  - package-ecosystem: pip\n",
    "  - package-ecosystem: pip\n    insecure-external-code-execution: allow\n",
    ["pip says insecure-external-code-execution, which is not known"],
  ],
  [
    "an ignored dependency",
    "    directory: /\n",
    "    directory: /\n    ignore: [{ dependency-name: flask }]\n",
    ["pip says ignore, which is not known"],
  ],
  [
    "a few dependencies alone",
    "    directory: /\n",
    "    directory: /\n    allow: [{ dependency-name: flask }]\n",
    ["pip says allow, which is not known"],
  ],
  [
    "another branch, where no security update comes",
    "    directory: /\n",
    "    directory: /\n    target-branch: dev\n",
    ["pip says target-branch, which is not known"],
  ],
  ["another folder", "    directory: /\n", "    directory: /docs\n", ["pip is looked for in /docs, and not in /"]],
  ["once a month", "interval: daily", "interval: monthly", ["pip is looked at monthly, and not daily or weekly"]],
  [
    "at an hour of its own",
    "interval: daily",
    "interval: daily\n      time: '25:00'",
    ["the schedule of pip says time, which is not known"],
  ],
  ["years later", "default-days: 7", "default-days: 900", ["pip is left to ripen for 900 days, and not for 0 to 30"]],
  [
    "left out for major versions",
    "default-days: 7",
    "default-days: 7\n      exclude: ['*']",
    ["the cooldown of pip says exclude, which is not known"],
  ],
  [
    "a limit that is none",
    "open-pull-requests-limit: 0",
    "open-pull-requests-limit: none",
    ["pip has none pull requests at most, and not 0 to 20"],
  ],
  ["npm forgotten", "package-ecosystem: npm", "package-ecosystem: docker", ["nobody looks after npm"]],
  [
    "actions forgotten",
    "package-ecosystem: github-actions",
    "package-ecosystem: docker",
    ["nobody looks after github-actions"],
  ],
  [
    "an ecosystem that nobody has",
    "updates:\n",
    "updates:\n  - { package-ecosystem: cargo, directory: /, schedule: { interval: weekly } }\n",
    ["cargo is not one of pip, npm, terraform, docker and github-actions"],
  ],
  ["an old version", "version: 2\n", "version: 1\n", ["it is of version 1, and not of 2"]],
  ["a key twice", "version: 2\n", "version: 2\nversion: 2\n", ["it cannot be read as YAML, each key once"]],
])("not with %s", (_, from, to, problems) => {
  expect(broken(from, to)).toEqual(problems);
});

test("what the register says is looked after, is", () => {
  expect(verdict(given("notifications-api", path), "usnotify-ssb")).toEqual(["nobody looks after terraform"]);
});

test("nothing but a configuration is one", () => {
  for (const content of ["", "[]", "a", "updates: 1"]) {
    expect(verdict(content)).toContain("nobody looks after github-actions");
  }
  expect(verdict(shipped, "notifications-admin", ".github/dependabot.yaml")).toEqual([
    ".github/dependabot.yaml is not .github/dependabot.yml",
  ]);
  expect(verdict("", "notifications-admin", ".github/other.yml")).toEqual([]);
});
