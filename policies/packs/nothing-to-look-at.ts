import { awsPlaceOfAccount } from "../../model/arn.ts";
import { type Register, subjectOf } from "../../model/register.ts";
import { listed } from "../rules/grants.ts";
import { sendersOfStack, sesTypes } from "../rules/mail/ses/declared.ts";
import { alertsInChat, environmentOfStack, type StackEnvironment } from "../rules/notify/stack-environment.ts";
import type { Rule } from "../rules/rule.ts";

/** What a stack is known by here: whose it is, its name, and the types of the resources in it. */
export interface Stack {
  readonly register: Register;
  readonly name: string;
  readonly types: ReadonlySet<string>;
}

/**
 * Resources that a stack has to hold by what its register says, and that no stack rule demands. A resource rule is handed
 * only what is there: once the last resource of its type is gone it passes, and nobody sees that it judged nothing.
 */
interface Standing {
  /** Types by which the same is declared; one resource of any of them is enough. */
  readonly types: readonly [string, ...string[]];
  /** The entries that it is made from in that stack; none where none has to be there. */
  readonly madeFrom: (stack: Stack) => readonly string[];
}

const standing: readonly Standing[] = [
  { types: ["aws:kms/key:Key"], madeFrom: (stack) => [...accountsOfOcp(stack), ...environmentOf(stack)] },
  {
    types: ["github:index/repository:Repository"],
    madeFrom: (stack) => [...sitesOfOcp(stack), ...managedRepositories(stack)],
  },
  { types: ["github:index/team:Team"], madeFrom: (stack) => teamsOf(stack) },
  { types: ["github:index/teamMembership:TeamMembership"], madeFrom: (stack) => teamsOf(stack, hasMembers) },
  { types: ["github:index/membership:Membership"], madeFrom: (stack) => teamsOf(stack, hasMembers) },
  { types: ["github:index/teamRepository:TeamRepository"], madeFrom: repositoriesOfTeams },
  { types: sesTypes.destination, madeFrom: sesHosts },
  // What whoever sends its texts may do.
  { types: ["aws:iam/policy:Policy"], madeFrom: (stack) => environmentOf(stack) },
  { types: ["aws:iam/role:Role"], madeFrom: (stack) => environmentOf(stack, tellsInChat, limitsTexts) },
  {
    types: ["aws:iam/rolePolicyAttachment:RolePolicyAttachment"],
    madeFrom: (stack) => environmentOf(stack, tellsInChat),
  },
  { types: ["aws:iam/rolePolicy:RolePolicy"], madeFrom: (stack) => environmentOf(stack, limitsTexts) },
];

/** The mandatory rules among these that had nothing to look at in a stack whose register says that there is something, as problems. */
export function nothingToLookAt(rules: readonly Rule[], stack: Stack): string[] {
  return standing.flatMap(({ types, madeFrom }) => {
    const idle = rules.filter((rule) => isMandatoryOn(rule, types)).map(({ name }) => name);
    const entries = types.some((type) => stack.types.has(type)) ? [] : madeFrom(stack).toSorted();
    if (idle.length === 0 || entries.length === 0) return [];
    return [
      `the mandatory ${idle.length === 1 ? "rule" : "rules"} ${listed(idle)} found no ${types[0]} to look at in ${stack.name}, which has to have one for ${listed(entries)}`,
    ];
  });
}

function isMandatoryOn(rule: Rule, types: readonly string[]): boolean {
  if (rule.scope !== "resource" || rule.level !== "mandatory" || rule.types === "every") return false;
  return rule.types.some((type) => types.includes(type));
}

function accountsOfOcp({ register, name }: Stack): string[] {
  const accounts = Object.keys(register.accounts).filter((id) => awsPlaceOfAccount(register, id) !== undefined);
  return name === "ocp" ? accounts.map((id) => subjectOf(register.id, "accounts", id)) : [];
}

function sitesOfOcp({ register, name }: Stack): string[] {
  const sites = Object.keys(register.services).filter((id) => register.services[id]?.pages !== undefined);
  return name === "ocp" ? sites.map((id) => subjectOf(register.id, "services", id)) : [];
}

function teamsOf(
  { register, name }: Stack,
  isAbout: (register: Register, system: string, role: string) => boolean = () => true,
): string[] {
  if (name !== "notify-platform") return [];
  return Object.entries(register.systems).flatMap(([system, { roles }]) =>
    Object.entries(roles)
      .filter(([role, { team }]) => team !== undefined && isAbout(register, system, role))
      .map(([role]) => subjectOf(register.id, "grants", system, role)),
  );
}

/** Whether somebody who has an account at GitHub holds a role. */
function hasMembers({ grants, people }: Register, system: string, role: string): boolean {
  const held = (grants[system]?.[role] ?? []).filter(({ revokedOn }) => revokedOn === undefined);
  return held.some(({ person }) => people[person]?.github !== undefined);
}

function managedRepositories({ register, name }: Stack): string[] {
  if (name !== "notify-platform") return [];
  return Object.entries(register.repositories)
    .filter(([, { managed }]) => managed)
    .map(([id]) => subjectOf(register.id, "repositories", id));
}

function repositoriesOfTeams({ register, name }: Stack): string[] {
  if (name !== "notify-platform") return [];
  return Object.entries(register.repositories)
    .filter(([, { managed, teams }]) => managed && Object.keys(teams).length > 0)
    .map(([id]) => subjectOf(register.id, "repositories", id));
}

function sesHosts({ register, name }: Stack): string[] {
  return sendersOfStack(register, name).map(({ host }) => `mail from ${host}`);
}

/** The environment that a stack is for, if one of these is true of it. */
function environmentOf(
  { register, name }: Stack,
  ...anyOf: readonly ((environment: StackEnvironment) => boolean)[]
): string[] {
  const found = environmentOfStack(register, name);
  if (found === undefined || (anyOf.length > 0 && !anyOf.some((isTrue) => isTrue(found)))) return [];
  return [subjectOf(register.id, "environments", found.id)];
}

/** Whether the service for chat tells of alarms, which needs a role for it. */
function tellsInChat(environment: StackEnvironment): boolean {
  return alertsInChat(environment).length > 0;
}

/** Whether the stack has the settings of text messages, whose log needs a role. */
function limitsTexts({ environment, ownsAccount }: StackEnvironment): boolean {
  return ownsAccount && environment.monthlySpendLimit !== undefined;
}
