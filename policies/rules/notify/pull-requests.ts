import { type Register, subjectOf } from "../../../model/register.ts";
import { notify } from "../../settings/notify.ts";
import { change } from "../../settings/notify-change.ts";
import { allGrants, isActive, listed, problems } from "../grants.ts";
import type { RegisterRule, ResourceRule } from "../rule.ts";
import { protectionRule } from "./branch-protection.ts";
import { fileType, readFile, registeredRepository } from "./repository-file.ts";

/** Where GitHub looks for the template of a pull request: one, or several to choose from. */
const templatePath = /^(?:\.github\/|docs\/)?pull_request_template(?:\.(?:md|txt)|\/[^/]+)$/i;

/** Whether GitHub takes a file for the template of a pull request, or for the list of code owners. */
export function isTemplateOrOwners(path: string): boolean {
  return templatePath.test(path) || isOwnersPath(path);
}

/** Every pull request documents its security impact. */
export const securityImpactAnalysis: ResourceRule = {
  name: "notify-security-impact-analysis",
  clauses: ["NOTIFY-CHG-4"],
  level: "mandatory",
  description: `The pull-request template has the heading “${change.securityHeading}”, where its reader sees it.`,
  remedy: `Put the line "## ${change.securityHeading}" into the template, outside of comments and code.`,
  scope: "resource",
  types: [fileType],
  judge: (resource) => {
    const { path, content } = readFile(resource);
    if (!templatePath.test(path)) return [];
    return problems(!headings(content).includes(change.securityHeading.toLowerCase()) && "it has no such heading");
  },
};

/** The headings of a Markdown text that are shown, in lower case; those in comments and fenced code are not. */
export function headings(markdown: string): string[] {
  const visible = markdown
    // A mark stays where a comment was: what follows on its line belongs to it, and is no heading.
    .replaceAll(/<!--.*?(?:-->|$)/gs, "\0")
    .replaceAll(/^ {0,3}(?<fence>`{3,}|~{3,}).*?(?:^ {0,3}\k<fence>[`~]*[ \t]*$|(?![\s\S]))/gms, "");
  return [...visible.matchAll(/^ {0,3}#{1,6}[ \t]+(?<title>.*?)(?:[ \t]+#+)?[ \t]*\r?$/gm)].map((match) =>
    (match.groups?.title ?? "").replaceAll("\0", "").trim().toLowerCase(),
  );
}

/** A line of CODEOWNERS. */
interface OwnersLine {
  readonly pattern: string;
  readonly owners: readonly string[];
}

/** Where GitHub looks for code owners; it takes the first file that is there. */
const ownersPaths = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"];

/** A line in one spelling. */
function ownersText(pattern: string, owners: readonly string[]): string {
  return [pathOf(pattern), ...owners].join(" ");
}

/** The lines that the register gives a repository. */
function registeredOwners(register: Register, repository: string): Set<string> {
  const entry = registeredRepository(register, repository);
  return new Set(
    (entry?.codeOwners ?? []).flatMap(({ team, paths }) =>
      paths.map((path) => ownersText(path, [`@${entry?.owner ?? ""}/${team}`.toLowerCase()])),
    ),
  );
}

function isOwnersPath(path: string): boolean {
  return ownersPaths.some((each) => each.toLowerCase() === path.toLowerCase());
}

/** The security-relevant paths belong to the ISSO. */
export const securityPathsOwned: ResourceRule = {
  name: "notify-security-paths-owned",
  clauses: ["NOTIFY-CHG-5"],
  level: "mandatory",
  description:
    "CODEOWNERS gives every security-relevant path to the ISSO's team, no later line takes one away, and its lines are those of the register.",
  remedy:
    "Give the path to the team of the ISSO alone, in codeOwners of register/notify/repositories.yaml, after the lines of all others.",
  scope: "resource",
  types: [fileType],
  judge: (resource, { register }) => {
    const { repository, path, content } = readFile(resource);
    if (!isOwnersPath(path)) return [];
    const registered = registeredOwners(register, repository);
    const wanted = Object.hasOwn(change.securityPaths, repository) ? (change.securityPaths[repository] ?? []) : [];
    const lines = ownersLines(content);
    const first = lines.findIndex(isIssoLine);
    const owned = new Set(lines.filter(isIssoLine).map(({ pattern }) => pathOf(pattern)));
    return problems(
      path !== ownersPaths[0] && `GitHub reads ${ownersPaths[0]} in its place`,
      ...lines
        .filter(({ pattern, owners }) => !registered.has(ownersText(pattern, owners)))
        .map(({ pattern }) => `its line of ${pattern} is none that the register has`),
      ...wanted.map((each) => !owned.has(pathOf(each)) && `${each} does not belong to the ISSO alone`),
      // The last line that matches decides. Whether two patterns overlap need not be known where others come first.
      ...lines
        .slice(first + 1)
        .map((line) => first >= 0 && !isIssoLine(line) && `${line.pattern} comes after the ISSO's lines and could win`),
    );
  },
};

function ownersLines(content: string): OwnersLine[] {
  return content
    .split(/\r?\n/)
    .map((line) => line.replace(/(?:^|\s)#.*$/, "").trim())
    .filter((line) => line !== "")
    .map((line) => line.split(/\s+/))
    .map(([pattern = "", ...owners]) => ({ pattern, owners: owners.map((owner) => owner.toLowerCase()) }));
}

/** The approval of any owner of a line is enough, so the ISSO's team stands alone on its lines. */
function isIssoLine({ owners }: OwnersLine): boolean {
  return owners.length === 1 && owners[0] === `@${notify.githubOwner}/${change.isso.team}`.toLowerCase();
}

/** `/a/`, `/a/**` and `/a` all take what lies in `/a`. */
function pathOf(pattern: string): string {
  return pattern.replace(/\/(?:\*\*)?$/, "");
}

/** What belongs to a code owner is approved by one. */
export const codeOwnersApprove = protectionRule(
  {
    name: "notify-code-owners-approve",
    clauses: ["NOTIFY-CHG-5"],
    description: "Where a changed file has a code owner, a pull request needs a code owner's approval.",
    remedy: "Set requireCodeOwnerReviews to true (it is false when left out).",
  },
  // A ruleset adds to a protection, which demands the review already.
  ({ kind, pullRequest }) =>
    problems(kind === "classic" && pullRequest?.codeOwners !== true && "no code owner needs to approve"),
);

/** There is an ISSO, with the access that GitHub demands of a code owner. */
export const issoAppointed: RegisterRule = {
  name: "notify-isso-appointed",
  clauses: ["NOTIFY-CHG-5"],
  level: "mandatory",
  description: `The ISSO's team has one to ${change.isso.most} people with a GitHub login, and may write to every repository.`,
  remedy: "Grant the ISSO role in register/notify/grants.yaml, and give its team push in repositories.yaml.",
  scope: "register",
  judge: (register, asOf) => {
    const { system, role, team, most } = change.isso;
    const holders = allGrants(register).filter(
      (placed) => placed.system === system && placed.role === role && isActive(placed.grant, asOf),
    );
    const logins = new Set(holders.flatMap(({ grant }) => register.people[grant.person]?.github ?? []));
    return [
      {
        subject: subjectOf(register.id, "grants", system, role),
        problems: problems(
          register.systems[system]?.roles[role]?.team !== team && `the role's team is not ${team}`,
          logins.size === 0 && "nobody with a GitHub login holds it",
          logins.size > most && `${logins.size} people hold it, so that nobody in particular answers for it`,
        ),
      },
      ...Object.entries(register.repositories)
        .filter(([, { managed }]) => managed)
        .map(([id, { teams }]) => ({
          subject: subjectOf(register.id, "repositories", id),
          problems: problems(
            teams[team] !== "push" && `${team} has ${teams[team] ?? "nothing"}; a code owner needs push`,
          ),
        })),
    ];
  },
};

/** The brokerpaks in use are released versions. */
export const brokerpaksPinned: ResourceRule = {
  name: "notify-brokerpaks-pinned",
  clauses: ["NOTIFY-CHG-15", "NOTIFY-CHG-16"],
  level: "mandatory",
  description: `The set-up scripts of ${change.brokerpaks.repository} name a released version of each brokerpak.`,
  remedy:
    'Give the version as vX.Y.Z in register/notify/repositories.yaml; the script has one line such as SMS_BROKERPAK_VERSION="v2.1.1".',
  scope: "resource",
  types: [fileType],
  judge: (resource) => {
    const { repository, path, content } = readFile(resource);
    if (repository !== change.brokerpaks.repository || !Object.hasOwn(change.brokerpaks.versions, path)) return [];
    const variable = change.brokerpaks.versions[path] ?? "";
    const assignments = content.match(new RegExp(`\\b${variable}[:?+]?=.*`, "g")) ?? [];
    const [only = ""] = assignments;
    return problems(
      assignments.length === 0 && `it does not set ${variable}`,
      assignments.length > 1 && `it sets ${variable} more than once`,
      assignments.length === 1 &&
        (!/^\w+="v\d+\.\d+\.\d+"$/.test(only) || !content.split(/\r?\n/).includes(only)) &&
        `${only} is no released version`,
    );
  },
};

/** Says which of several things are missing, in words. */
export function missing(wanted: readonly string[], found: readonly string[]): string | undefined {
  const absent = wanted.filter((each) => !found.includes(each));
  return absent.length === 0 ? undefined : listed(absent);
}
