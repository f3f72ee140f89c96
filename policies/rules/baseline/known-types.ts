import { isKnownType } from "../../settings/resource-types.ts";
import type { ResourceRule } from "../rule.ts";

/** A type that no rule knows could give access without anybody noticing, so it is refused until somebody decides. */
export const knownTypes: ResourceRule = {
  name: "known-types",
  clauses: ["GATE-2"],
  level: "mandatory",
  description: "Every resource is of a type that a rule judges, or that is known to give nobody access.",
  remedy: "Write a rule for the type, or list it with a reason in policies/settings/resource-types.ts.",
  scope: "resource",
  types: "every",
  judge: ({ type }, { register }) =>
    isKnownType(type, register.id)
      ? []
      : [`no rule of this stack's pack knows the type ${type}, which might give access`],
};
