import type { RegisterId } from "../model/register.ts";

/** A stack: what it holds, and whose register and policy pack are for it. */
export interface StackDescription {
  readonly name: string;
  readonly register: RegisterId;
  readonly about: string;
}

/** Every stack of the project, in the order in which they are previewed. */
export const stacks: readonly StackDescription[] = [
  { name: "ocp", register: "ocp", about: "Open Contracting Partnership: people, roles, root access, servers, mail" },
  {
    name: "notify-platform",
    register: "notify",
    about: "US Notify: people, roles, teams, repositories, branch protection",
  },
  {
    name: "notify-staging",
    register: "notify",
    about: "US Notify, staging: the AWS account of staging and demo, mail, text messages, alerts, secrets",
  },
  { name: "notify-demo", register: "notify", about: "US Notify, demo: mail, text messages, alerts, secrets" },
  {
    name: "notify-production",
    register: "notify",
    about: "US Notify, production: its AWS account, mail, text messages, alerts, secrets",
  },
];

/** The policy pack of a stack, as a path from the project's folder. */
export function packOf({ register }: Pick<StackDescription, "register">): string {
  return `policies/packs/${register}`;
}
