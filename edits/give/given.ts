import type { DateText } from "../../model/dates.ts";
import type { Register } from "../../model/register.ts";
import { everyServer, type Grant, grant as grantSchema, type RootGrant } from "../../model/schema/access.ts";
import { needsApproval } from "../../policies/rules/notify/accounts.ts";
import { isAt } from "../../policies/rules/powers.ts";
import { notifyAccess } from "../../policies/settings/notify-access.ts";
import { ocp } from "../../policies/settings/ocp.ts";
import { BadInput } from "../../toolchain/bad-input.ts";

/** Who acted when something is given, and what else is said of it. What is not said, is not written. */
export interface Acting {
  /** The day on which accounts are made and root is granted. */
  readonly on: DateText;
  readonly approvedBy?: string | undefined;
  readonly approvedOn?: DateText | undefined;
  readonly createdBy?: string | undefined;
  readonly grantedBy?: string | undefined;
  readonly reason?: string | undefined;
  readonly permissions?: readonly string[] | undefined;
}

/** A role as it is named on the command line: `system/role`, or `system/role@place`. */
export interface NamedRole {
  readonly system: string;
  readonly role: string;
  /** A space of cloud.gov, a service of the application, a team inside the system. */
  readonly place?: string;
}

/** A role to be given, with its place in the register. */
export interface GivenRole extends NamedRole {
  readonly grant: Grant;
}

export interface GivenRoot {
  readonly server: string;
  readonly grant: RootGrant;
}

/** The names of all roles of a register, without a place. */
export function roleNames({ systems }: Register): string[] {
  return Object.entries(systems).flatMap(([system, { roles }]) =>
    Object.keys(roles).map((role) => `${system}/${role}`),
  );
}

/** Reads the name of a role. Throws `BadInput` for one that the register does not have; no other is offered in its place. */
export function roleNamed(register: Register, text: string): NamedRole {
  const {
    system = "",
    role,
    place,
  } = /^(?<system>[^/@]+)\/(?<role>[^/@]+)(?:@(?<place>.+))?$/.exec(text)?.groups ?? {};
  const all = roleNames(register);
  if (role === undefined || !all.includes(`${system}/${role}`)) {
    throw new BadInput(
      `${JSON.stringify(text)} is no role of the register, as SYSTEM/ROLE or SYSTEM/ROLE@PLACE; there are ${all.join(", ")}`,
    );
  }
  return { system, role, ...(place !== undefined && { place }) };
}

/** Throws `BadInput` for somebody who is said to have acted and is not in the register; nobody else is offered in their place. */
export function mustBeKnown(register: Register, person: string, { approvedBy, createdBy, grantedBy }: Acting): void {
  const named = { "--approved-by": approvedBy, "--created-by": createdBy, "--granted-by": grantedBy };
  const unknown = Object.entries(named).filter(
    ([, who]) => who !== undefined && who !== person && !Object.hasOwn(register.people, who),
  );
  if (unknown.length === 0) return;
  const lines = unknown.map(([flag, who]) => `${flag} ${JSON.stringify(who)} is not in the people of ${register.id}.`);
  throw new BadInput(lines.join("\n"));
}

/** The grant of a role to somebody, with who approved and made it where a rule asks for that. */
export function givenRole(register: Register, person: string, named: NamedRole, acting: Acting): GivenRole {
  const { on, approvedBy, approvedOn = on, createdBy, reason, permissions } = acting;
  if (/\p{Cc}/u.test(reason ?? "")) throw new BadInput("--reason has to be one line.");
  const said = {
    ...placeIn(register, named),
    ...(permissions !== undefined && isOfServices(register, named) && { permissions: [...permissions] as never }),
    ...(reason !== undefined && { reason }),
  };
  const asks =
    register.id === "notify" && needsApproval(register, { ...named, grant: { person, createdOn: on, ...said } });
  const grant = {
    person,
    ...(asks && approvedBy !== undefined && { approvedBy, approvedOn }),
    ...(createdBy !== undefined && { createdBy }),
    createdOn: on,
    ...said,
  };
  const { success, error } = grantSchema.safeParse(grant);
  if (!success) throw new BadInput(error.issues.map(({ path, message }) => `${path.join(" ")}: ${message}`).join("\n"));
  return { ...named, grant };
}

/** Whether a role is one of which each holder has permissions of their own: those of the application, in a service. */
function isOfServices(register: Register, { system }: NamedRole): boolean {
  return register.id === "notify" && system === notifyAccess.application.system;
}

function placeIn(register: Register, { system, place }: NamedRole): Partial<Grant> {
  if (place === undefined) return {};
  if (isAt(register, system, "cloud-gov")) return { space: place };
  return Object.hasOwn(register.agencyServices, place) ? { service: place } : { team: place };
}

/** Whether a grant is of a role that is named; without a place, in any. */
export function isNamed(
  { system, role, grant: { space, service, team } }: Pick<GivenRole, "system" | "role" | "grant">,
  named: NamedRole,
): boolean {
  if (system !== named.system || role !== named.role) return false;
  return named.place === undefined || [space, service, team].includes(named.place);
}

/** Root for somebody: on every server as owner or manager, on one as a developer who is expected to deploy there. */
export function givenRoot(
  register: Register,
  person: string,
  organisation: string,
  server: string,
  acting: Acting,
): GivenRoot {
  const { on: grantedOn, grantedBy, reason } = acting;
  const servers = [everyServer, ...Object.keys(register.servers)];
  if (!servers.includes(server)) {
    throw new BadInput(`${JSON.stringify(server)} is no server of the register; there are ${servers.join(", ")}`);
  }
  if (/\p{Cc}/u.test(reason ?? "")) throw new BadInput("--reason has to be one line.");
  const by = { ...(grantedBy !== undefined && { grantedBy }) };
  const why = { ...(reason !== undefined && { reason }) };
  if (server === everyServer) {
    const basis = organisation === ocp.ownerOrganisation ? "owner" : "manager";
    return { server, grant: { person, basis, grantedOn, ...by, ...why } };
  }
  return { server, grant: { person, basis: "developer", grantedOn, ...by, expectedToDeploy: true, ...why } };
}
