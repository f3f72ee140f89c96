import { mustBeProtected } from "../../settings/resource-types.ts";
import type { ResourceRule } from "../rule.ts";

/**
 * A deletion reaches no resource policy, and `pulumi destroy` loads no pack, so what must not be lost is protected in
 * the engine itself.
 */
export const protectedFromDeletion: ResourceRule = {
  name: "protected-from-deletion",
  clauses: ["GATE-3"],
  level: "mandatory",
  description: "What holds data or guards a branch is protected from deletion by the engine.",
  remedy: "Set protect: true on it.",
  scope: "resource",
  types: mustBeProtected,
  judge: ({ options }) => (options.protect ? [] : ["it can be deleted by any later change, or by pulumi destroy"]),
};
