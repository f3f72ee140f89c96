import type { RegisterId } from "../model/register.ts";

/** A stack: what it holds, and whose register and policy pack are for it. */
export interface StackDescription {
  readonly name: string;
  readonly register: RegisterId;
  readonly about: string;
}

/** Every stack of the project, in the order in which they are previewed. */
export const stacks: readonly StackDescription[] = [
  { name: "ocp", register: "ocp", about: "Open Contracting Partnership: people, roles, root access, servers" },
  {
    name: "notify-platform",
    register: "notify",
    about: "US Notify: people, roles, teams, repositories, branch protection",
  },
];

/** The policy pack of a stack, as a path from the project's folder. */
export function packOf(stack: StackDescription): string {
  return `policies/packs/${stack.register}`;
}
