import { describe, expect, test } from "vitest";
import { repositoryFiles } from "../../../../components/repository-files.ts";
import * as rules from "../../../../policies/rules/notify/pull-requests.ts";
import { changed, type Draft, notifyRegister } from "../../compliant.ts";
import { said, saidOf } from "../../judge.ts";
import { given, problemsOf } from "./files.ts";
import { protection } from "./protections.ts";

describe("NOTIFY-CHG-4: a pull request documents its security impact", () => {
  const verdict = (content: string, path = ".github/pull_request_template.md") =>
    problemsOf(rules.securityImpactAnalysis, "notifications-api", path, content);
  const problem = ["it has no such heading"];

  test("under the heading of the run book", () => {
    expect(verdict(given("notifications-api", ".github/pull_request_template.md"))).toEqual([]);
    expect(verdict("Why\n\n### Security impact analysis ###\r\n")).toEqual([]);
  });

  test.each([
    ["another heading", "## Security Considerations"],
    ["the words in a sentence", "Give a Security Impact Analysis."],
    ["more words", "## Security Impact Analysis (optional)"],
    ["a heading in a comment", "<!--\n## Security Impact Analysis\n-->"],
    ["one in a comment without end", "<!-- ## x\n\n## Security Impact Analysis"],
    ["one in a block of code", "```md\n## Security Impact Analysis\n```"],
    ["one in a block without end", "~~~\n## Security Impact Analysis"],
    ["an indented one, which is code", "    ## Security Impact Analysis"],
    ["nothing", ""],
  ])("not under %s", (_, content) => {
    expect(verdict(content)).toEqual(problem);
  });

  test("wherever GitHub looks for templates, and nowhere else", () => {
    expect(verdict("", "PULL_REQUEST_TEMPLATE.md")).toEqual(problem);
    expect(verdict("", "docs/pull_request_template.txt")).toEqual(problem);
    expect(verdict("", ".github/PULL_REQUEST_TEMPLATE/feature.md")).toEqual(problem);
    expect(verdict("", "README.md")).toEqual([]);
  });

  test("what comes after a comment or a block of code counts again", () => {
    expect(rules.headings("<!-- a -->\n# One\n```\n# no\n```\n# Two\n<!-- # no --># no\n")).toEqual(["one", "two"]);
  });
});

describe("NOTIFY-CHG-5: the ISSO approves what changes the security posture", () => {
  const entry = notifyRegister.repositories["usnotify-ssb"];
  const good =
    (entry && repositoryFiles("usnotify-ssb", entry).find(({ path }) => path.endsWith("CODEOWNERS"))?.content) ?? "";
  const verdict = (content: string, path = ".github/CODEOWNERS") =>
    problemsOf(rules.securityPathsOwned, "usnotify-ssb", path, content);

  test("every security-relevant path is theirs, CODEOWNERS among them", () => {
    expect(good).toContain("/.github/ @GSA/notify-isso");
    expect(verdict(good)).toEqual([]);
  });

  test.each([
    ["/terraform/ @GSA/notify-isso", "/terraform @gsa/Notify-ISSO # whole folder"],
    ["/terraform/ @GSA/notify-isso", "/terraform/** @GSA/notify-isso"],
  ])("%s may be %s", (from, to) => {
    expect(verdict(good.replace(from, to))).toEqual([]);
  });

  test.each<[string, string, string[]]>([
    ["/terraform/ @GSA/notify-isso", "", ["/terraform/ does not belong to the ISSO alone"]],
    [
      "/terraform/ @GSA/notify-isso",
      "/terraform/* @GSA/notify-isso",
      ["its line of /terraform/* is none that the register has", "/terraform/ does not belong to the ISSO alone"],
    ],
    ["# Who", "* @GSA/notify-engineers\n# Who", ["its line of * is none that the register has"]],
    ["# Who", "/docs/ @stranger/team\n# Who", ["its line of /docs/ is none that the register has"]],
    [
      "/app-setup-smtp.sh @GSA/notify-isso",
      "/app-setup-smtp.sh @GSA/notify-isso @GSA/notify-engineers",
      [
        "its line of /app-setup-smtp.sh is none that the register has",
        "/app-setup-smtp.sh does not belong to the ISSO alone",
        "/app-setup-smtp.sh comes after the ISSO's lines and could win",
      ],
    ],
    [
      "/.github/ @GSA/notify-isso",
      "/.github/ @GSA/notify-isso\n/.github/workflows/",
      [
        "its line of /.github/workflows/ is none that the register has",
        "/.github/workflows/ comes after the ISSO's lines and could win",
      ],
    ],
    [
      "/terraform/ @GSA/notify-isso",
      "# /terraform/ @GSA/notify-isso",
      ["/terraform/ does not belong to the ISSO alone"],
    ],
  ])("%s must not be %j", (from, to, problems) => {
    expect(good).toContain(from);
    expect(verdict(good.replace(from, to))).toEqual(problems);
  });

  test("a file that GitHub does not read is worth nothing", () => {
    expect(verdict(good, "CODEOWNERS")).toEqual(["GitHub reads .github/CODEOWNERS in its place"]);
    expect(verdict("", "docs/OWNERS")).toEqual([]);
  });

  test("and their approval is required", () => {
    const said = (name: "BranchProtection" | "BranchProtectionV3", value: unknown) =>
      saidOf(
        rules.codeOwnersApprove,
        protection(name, ({ requiredPullRequestReviews: reviews }) => {
          Object.assign(name === "BranchProtection" ? reviews[0] : reviews, { requireCodeOwnerReviews: value });
        }),
        notifyRegister,
      );
    expect(said("BranchProtection", true)).toEqual([]);
    expect(said("BranchProtection", undefined)).toEqual([
      'github:index/branchProtection:BranchProtection "api-main": no code owner needs to approve. Set requireCodeOwnerReviews to true (it is false when left out). [NOTIFY-CHG-5]',
    ]);
    expect(said("BranchProtectionV3", false)).toHaveLength(1);
    expect(saidOf(rules.codeOwnersApprove, protection("RepositoryRuleset"), notifyRegister)).toEqual([]);
  });

  const appointed = (change: (draft: Draft) => void) => said(rules.issoAppointed, changed(notifyRegister, change));

  test("there is an ISSO, who can approve in every repository", () => {
    expect(appointed(() => {})).toEqual([]);
  });

  test.each<[string, (draft: Draft) => void, string]>([
    ["nobody", ({ grants }) => delete grants.github.isso, "nobody with a GitHub login holds it"],
    [
      "somebody who has left the role",
      ({ grants }) => Object.assign(grants.github.isso[0], { revokedOn: "2026-05-01" }),
      "nobody with a GitHub login holds it",
    ],
    ["somebody without a login", ({ people }) => delete people["isso-1"].github, "nobody with a GitHub login holds it"],
    [
      "a crowd",
      ({ grants, people }) => {
        for (const id of ["a", "b", "c", "d"]) {
          people[id] = { ...people["isso-1"], github: id };
          grants.github.isso.push({ ...grants.github.isso[0], person: id });
        }
      },
      "5 people hold it, so that nobody in particular answers for it",
    ],
    [
      "another team",
      ({ systems }) => Object.assign(systems.github.roles.isso, { team: "notify-engineers" }),
      "the role's team is not notify-isso",
    ],
    [
      "a team that cannot write",
      ({ repositories }) => Object.assign(repositories["usnotify-ssb"].teams, { "notify-isso": "pull" }),
      "notify-isso has pull; a code owner needs push",
    ],
  ])("not %s", (_, change, problem) => {
    expect(appointed(change)).toEqual([expect.stringContaining(`: ${problem}. `)]);
  });
});

describe("NOTIFY-CHG-15 and 16: the brokerpaks in use are released versions", () => {
  const line = 'SMS_BROKERPAK_VERSION="v2.1.1"';
  const verdict = (content: string, path = "app-setup-sms.sh", repository = "usnotify-ssb") =>
    problemsOf(rules.brokerpaksPinned, repository, path, content);

  test("as the script says in one line", () => {
    expect(verdict(`set -e\n${line}\ncurl "$SMS_BROKERPAK_VERSION"\n`)).toEqual([]);
    expect(verdict('SMTP_BROKERPAK_VERSION="v2.0.0"\n', "app-setup-smtp.sh")).toEqual([]);
  });

  test.each([
    ['SMS_BROKERPAK_VERSION="latest"', 'SMS_BROKERPAK_VERSION="latest" is no released version'],
    ['SMS_BROKERPAK_VERSION="main"', 'SMS_BROKERPAK_VERSION="main" is no released version'],
    ['SMS_BROKERPAK_VERSION=""', 'SMS_BROKERPAK_VERSION="" is no released version'],
    ["SMS_BROKERPAK_VERSION=v2.1.1", "SMS_BROKERPAK_VERSION=v2.1.1 is no released version"],
    ['SMS_BROKERPAK_VERSION="v2.1"', 'SMS_BROKERPAK_VERSION="v2.1" is no released version'],
    ["SMS_BROKERPAK_VERSION=$(curl x)", "SMS_BROKERPAK_VERSION=$(curl x) is no released version"],
    [`${line}; true`, `${line}; true is no released version`],
    [`false && ${line}`, `${line} is no released version`],
    [`${line}\nexport SMS_BROKERPAK_VERSION=main`, "it sets SMS_BROKERPAK_VERSION more than once"],
    ["echo", "it does not set SMS_BROKERPAK_VERSION"],
  ])("not %s", (content, problem) => {
    expect(verdict(content)).toEqual([problem]);
  });

  test("a file of that name elsewhere is none of these", () => {
    expect(verdict("echo", "app-setup-sms.sh", "notifications-api")).toEqual([]);
    expect(verdict("echo", "app-setup.sh")).toEqual([]);
  });
});
