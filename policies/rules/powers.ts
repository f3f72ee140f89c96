import type { Register } from "../../model/register.ts";
import { type PlacedRole, type PlacedSystem, systems } from "../settings/systems.ts";
import type { PlacedGrant } from "./grants.ts";

/*
 * What a grant lets somebody do. The settings say which roles are ordinary; a permission binds by what it is, whatever the
 * role and the system that give it are called, and whoever says it: the settings, the role in the register, or the grant.
 */

/** What the settings say of a system; nothing, where they do not know it. */
export function placedSystem({ id }: Pick<Register, "id">, system: string): PlacedSystem | undefined {
  const ours = systems[id];
  return Object.hasOwn(ours, system) ? ours[system] : undefined;
}

/** What the settings say of a role; nothing, where they do not know it. */
export function placedRole(register: Pick<Register, "id">, system: string, role: string): PlacedRole | undefined {
  const roles = placedSystem(register, system)?.roles ?? {};
  return Object.hasOwn(roles, role) ? roles[role] : undefined;
}

/** The role as the register has it. */
export function roleOf({ systems }: Register, system: string, role: string) {
  const roles = (Object.hasOwn(systems, system) ? systems[system] : undefined)?.roles ?? {};
  return Object.hasOwn(roles, role) ? roles[role] : undefined;
}

/** A permission, however it is written: `OrgManager`, `org_manager` and `ORG MANAGER` are one. */
export function samePermission(a: string, b: string): boolean {
  return plain(a) === plain(b);
}

function plain(permission: string): string {
  return permission.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
}

type PlaceOfGrant = Pick<PlacedGrant, "system" | "role"> & {
  readonly grant: Pick<PlacedGrant["grant"], "permissions">;
};

/** Every permission that a grant gives, by anybody's word. */
export function permissionsOf(register: Register, { system, role, grant }: PlaceOfGrant): readonly string[] {
  return [
    placedRole(register, system, role)?.permission,
    roleOf(register, system, role)?.permission,
    ...(grant.permissions ?? []),
  ].filter((permission) => permission !== undefined);
}

/** Whether a grant gives a permission, in whichever system. */
export function gives(register: Register, placed: PlaceOfGrant, permission: string): boolean {
  return permissionsOf(register, placed).some((each) => samePermission(each, permission));
}

/**
 * Whether a role gives administrative power: it is not ordinary by the settings, or the register gives it a permission or a
 * team that the settings do not know of.
 */
export function isAdministrative(register: Register, system: string, role: string): boolean {
  const placed = placedRole(register, system, role);
  if (placed?.ordinary !== true) return true;
  const { permission, team } = roleOf(register, system, role) ?? {};
  return (
    !(permission === undefined || permission === placed.permission) || !(team === undefined || team === placed.team)
  );
}

/** The systems at a provider: by the account of the register or that of the settings. */
export function isAt(register: Register, system: string, provider: string): boolean {
  const named = Object.hasOwn(register.systems, system) ? register.systems[system]?.account : undefined;
  const accounts = [named, placedSystem(register, system)?.account].filter((account) => account !== undefined);
  return accounts.some((account) => register.accounts[account]?.provider === provider);
}
