import { listed } from "../grants.ts";
import type { ResourceRule } from "../rule.ts";

/** With `ignoreChanges` the program says one thing and the service keeps another, and rules judge the wrong one. */
export const changesNotIgnored: ResourceRule = {
  name: "changes-not-ignored",
  clauses: ["GATE-4"],
  level: "mandatory",
  description: "No resource ignores changes of its own properties.",
  remedy: "Remove ignoreChanges.",
  scope: "resource",
  types: "every",
  judge: ({ options }) =>
    options.ignoreChanges.length > 0 ? [`changes of ${listed(options.ignoreChanges)} are ignored`] : [],
};
