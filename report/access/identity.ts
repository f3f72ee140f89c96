import type { DateText } from "../../model/dates.ts";
import type { Register } from "../../model/register.ts";

/** Whether somebody's last day has come. Of those whom the register does not have, none is known. */
export function hasLeft({ people }: Register, person: string, asOf: DateText): boolean {
  const { leftOn } = people[person] ?? {};
  return leftOn !== undefined && leftOn <= asOf;
}

/** Whom somebody works for, in words; nothing once they have left, or where the register does not have them. */
export function employmentOf(register: Register, person: string, asOf: DateText): string[] {
  const entry = register.people[person];
  if (entry === undefined || hasLeft(register, person, asOf)) return [];
  return [`employment as ${entry.employment} of ${entry.organisation}`];
}

/**
 * What the systems know somebody by. With another login, address or key the same entry lets somebody else in, so a
 * change of one is a change of access.
 */
export function identityOf(register: Register, person: string): string[] {
  const { email, github, sshKeys = [] } = register.people[person] ?? {};
  return [
    ...(email === undefined ? [] : [`accounts of ${email}`]),
    ...(github === undefined ? [] : [`GitHub login ${github}`]),
    ...sshKeys.map((key) => `SSH key ${shortKey(key)}`),
  ];
}

/** Type and end of a public key: the comment is not the key. */
function shortKey(key: string): string {
  const [type = "", body = ""] = key.split(/\s+/);
  return `${type} …${body.slice(-12)}`;
}
