import type { Register } from "../../model/register.ts";
import type { Grant } from "../../model/schema/access.ts";

/** Grants of one role, to be added to those that it has. */
export interface MoreGrants {
  readonly system: string;
  readonly role: string;
  readonly grants: readonly Grant[];
}

/** The grants of a register with more in some roles. The input is not changed. */
export function withMoreGrants(own: Register["grants"], more: readonly MoreGrants[]): Register["grants"] {
  const all = { ...own };
  for (const { system, role, grants } of more) {
    all[system] = { ...all[system], [role]: [...(all[system]?.[role] ?? []), ...grants] };
  }
  return all;
}
