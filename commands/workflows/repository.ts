import { type Register, subjectOf } from "../../model/register.ts";
import type { Repository } from "../../model/schema/change.ts";
import { fileType } from "../../policies/rules/notify/repository-file.ts";
import type { Resource, Rule } from "../../policies/rules/rule.ts";
import { change, type DeploymentWay } from "../../policies/settings/notify-change.ts";
import type { CheckoutFile } from "./checkout.ts";

/** The stack that declares the repositories. */
export const stack = "notify-platform";

/** What the stack would declare of a file, as the rules read it. */
export function fileResource(id: string, { defaultBranch }: Repository, { path, text }: CheckoutFile): Resource {
  const props = { repository: id, branch: defaultBranch, file: path, content: text ?? "" };
  return resource(fileType, `${id}/${path}`, props);
}

/** What the stack declares beside the files, as far as rules hold files against it: environments and required checks. */
export function frameOf(id: string, { environments = {}, branches }: Repository): Resource[] {
  return [
    ...Object.keys(environments).map((environment) =>
      resource("github:index/repositoryEnvironment:RepositoryEnvironment", `${id}-${environment}`, {
        repository: id,
        environment,
      }),
    ),
    ...Object.entries(branches).map(([branch, { requiredChecks }]) =>
      resource("github:index/branchProtection:BranchProtection", `${id}-${branch}`, {
        repositoryId: id,
        pattern: branch,
        requiredStatusChecks: requiredChecks.length > 0 ? [{ strict: true, contexts: requiredChecks }] : [],
      }),
    ),
  ];
}

function resource(type: string, name: string, props: Readonly<Record<string, unknown>>): Resource {
  const urn = `urn:pulumi:${stack}::gatehouse::${type}::${name}`;
  return { type, name, urn, props, options: { protect: false, ignoreChanges: [] } };
}

/** The register as far as it is about one repository: its entry, and the credentials with the places that are in it. */
export function registerFor(register: Register, id: string, entry: Repository): Register {
  const credentials = Object.entries(register.credentials).map(([name, credential]) => {
    const { storedIn, ...rest } = credential;
    const here = storedIn?.filter(({ repository }) => repository === id);
    return [name, here === undefined ? rest : { ...rest, storedIn: here }] as const;
  });
  return { ...register, repositories: { [id]: entry }, credentials: Object.fromEntries(credentials) };
}

/** Whether a clause says something of a repository: what is about the broker asks nothing of an application. */
export function isAsked(id: string, clause: string): boolean {
  const own = Object.hasOwn(change.environments, id) ? change.environments[id] : undefined;
  const ways = new Set<DeploymentWay>(Object.values(own ?? {}));
  const isBroker = ways.has("main-branch");
  const isRestaged = Object.hasOwn(change.restage.environments, id);
  const asked: Readonly<Record<string, boolean>> = {
    "NOTIFY-CHG-7": ways.has("after-checks"),
    "NOTIFY-CHG-9": ways.has("production-branch"),
    "NOTIFY-CHG-11": isBroker,
    "NOTIFY-CHG-12": isBroker,
    "NOTIFY-CHG-14": change.releasedByTag.includes(id),
    "NOTIFY-CHG-15": change.brokerpaks.repository === id,
    "NOTIFY-CHG-16": change.brokerpaks.repository === id,
    "NOTIFY-RST-4": isRestaged,
    "NOTIFY-RST-5": isRestaged,
    "NOTIFY-RST-6": isRestaged && !isBroker,
    "NOTIFY-RST-7": isRestaged && isBroker,
    "NOTIFY-RST-8": isRestaged && isBroker,
    "NOTIFY-SVC-1": ways.has("after-checks"),
    "NOTIFY-SVC-3": isBroker,
  };
  return asked[clause] ?? true;
}

/** A rule with those of its clauses that say something of the repository; with all, where none does: it is broken all the same. */
export function aboutOnly(id: string, rule: Rule): Rule {
  const [first, ...others] = rule.clauses.filter((clause) => isAsked(id, clause));
  return first === undefined ? rule : { ...rule, clauses: [first, ...others] };
}

/** Whether what a rule about all files says is about that repository. It says the same of the others, which are not here. */
export function isAbout(register: Register, id: string, subject: string): boolean {
  return (
    subject === `repository ${id}` ||
    subject.endsWith(` of ${id}`) ||
    subject === subjectOf(register.id, "repositories", id) ||
    subject.startsWith(subjectOf(register.id, "credentials", ""))
  );
}
