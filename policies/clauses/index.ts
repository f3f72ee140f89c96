import type { Clause, DerivedControl } from "./clause.ts";
import { isEnforceable } from "./clause.ts";
import { derivedControls } from "./derived.ts";
import { gateControls } from "./gate.ts";
import { notifyClauses } from "./notify.ts";
import { ocpClauses } from "./ocp.ts";

/** The id of one of the 104 clauses. */
export type ClauseId = (typeof ocpClauses | typeof notifyClauses)[number]["id"];

/** The id of a derived control. */
export type ControlId = (typeof derivedControls | typeof gateControls)[number]["id"];

/** What a rule may name. */
export type RequirementId = ClauseId | ControlId;

/** The 104 clauses: the OCP reference, then the Notify run book, each in its order. */
export const clauses: readonly Clause<ClauseId>[] = [...ocpClauses, ...notifyClauses];

/** The clauses that are more than context. */
export const enforceable: readonly Clause<ClauseId>[] = clauses.filter(isEnforceable);

/** All that a rule may name: the clauses, then the derived controls. */
export const catalogue: readonly (Clause<ClauseId> | DerivedControl<ControlId>)[] = [
  ...clauses,
  ...derivedControls,
  ...gateControls,
];

const byId = new Map<string, Clause<ClauseId> | DerivedControl<ControlId>>(catalogue.map((entry) => [entry.id, entry]));

/** True for an id that is in the catalogue; ids are upper-case. */
export function isRequirementId(id: string): id is RequirementId {
  return byId.has(id);
}

/** The clause or derived control of that id. Throws for an id that slipped past the types. */
export function clause(id: RequirementId): Clause<ClauseId> | DerivedControl<ControlId> {
  const entry = byId.get(id);
  if (!entry) throw new Error(`"${id}" is no clause: see docs/clauses.md for the ${byId.size} ids`);
  return entry;
}
