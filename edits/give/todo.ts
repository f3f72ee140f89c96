import type { DateText } from "../../model/dates.ts";
import type { LoadedRegister } from "../../model/load.ts";
import type { Register, RegisterId } from "../../model/register.ts";
import { everyServer } from "../../model/schema/access.ts";
import { isActive, listed } from "../../policies/rules/grants.ts";
import { isAt } from "../../policies/rules/powers.ts";
import { keyRoles } from "../../policies/settings/blast-radius.ts";
import { codeowners } from "../../report/codeowners.ts";
import { BadInput } from "../../toolchain/bad-input.ts";
import { roleWords } from "../held.ts";
import type { GivenRole, GivenRoot } from "./given.ts";

/** Who makes each account, and what has to be sent for it: what a register cannot do. */
export function accountsToMake(register: Register, roles: readonly GivenRole[]): string[] {
  return roles.map((given) => {
    const { system, role, grant } = given;
    const { roles: all, url } = register.systems[system] ?? {};
    const { team } = all?.[role] ?? {};
    const what = roleWords(register, given);
    const { email, github } = register.people[grant.person] ?? {};
    if (team !== undefined) return `${what}: the stack invites @${github} to the team ${team}, and they accept`;
    if (isAt(register, system, "aws")) return `${what}: the stack makes the user; they set up their sign-in`;
    const by = grant.createdBy ?? whoGives(register, system, role, grant.createdOn, grant.person);
    const where = url === undefined ? "" : ` at ${url}`;
    return `${what}: made by hand${where} for ${email}${by === undefined ? "" : `, by ${by}`}`;
  });
}

/** Those who hold a role that only its holders give to others. */
function whoGives(register: Register, system: string, role: string, day: DateText, person: string): string | undefined {
  const isTheirs = keyRoles[register.id].some(
    (each) => each.system === system && each.role === role && each.onlyHoldersGive,
  );
  const holders = (register.grants[system]?.[role] ?? [])
    .filter(
      (grant) => isActive(grant, day) && grant.createdOn < day && grant.pending !== true && grant.person !== person,
    )
    .map((grant) => grant.person);
  return isTheirs && holders.length > 0 ? listed([...new Set(holders)]).replace(" and ", " or ") : undefined;
}

/** What lets somebody with root in: their key, which Salt puts on the servers. */
export function keysToSend({ people }: Register, person: string, roots: readonly GivenRoot[]): string[] {
  if (roots.length === 0) return [];
  const servers = listed(roots.map(({ server }) => (server === everyServer ? "every server" : server)));
  const has = (people[person]?.sshKeys ?? []).length > 0;
  return [
    ...(has
      ? []
      : [`${person} sends their public key, which goes into sshKeys in people.yaml: without it root lets nobody in`]),
    `root on ${servers}: npm run export -- --out DIR writes it for Salt, which puts the key there`,
  ];
}

/** That who approves changes is written anew, where an edit changes who they are. */
export function ownersToWrite(before: LoadedRegister, after: LoadedRegister, day: DateText): string[] {
  const owners = ({ registers }: LoadedRegister) => {
    try {
      return codeowners(registers, day);
    } catch (error) {
      if (error instanceof BadInput) return error.message;
      throw error;
    }
  };
  return owners(before) === owners(after) ? [] : ["npm run codeowners: who approves changes is not who it was"];
}

/** Whose approval a change of files takes on GitHub, by the code owners; nothing where they cannot be told. */
export function approvers(
  { registers }: LoadedRegister,
  id: RegisterId,
  kinds: readonly string[],
  day: DateText,
): string[] {
  let lines: string[][];
  try {
    lines = codeowners(registers, day)
      .split("\n")
      .map((line) => line.split(/\s+/));
  } catch (error) {
    if (error instanceof BadInput) return [];
    throw error;
  }
  return [
    ...new Set(
      kinds.flatMap((kind) => {
        const owners =
          lines
            .findLast(([place = ""]) => place !== "" && `/register/${id}/${kind}.yaml`.startsWith(place))
            ?.slice(1) ?? [];
        return owners.length === 0 ? [] : [`register/${id}/${kind}: ${owners.join(" or ")}`];
      }),
    ),
  ];
}
