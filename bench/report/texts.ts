import type { SectionId } from "../results.ts";

/** What each section measures, for whoever reads its table. */
export const sectionTexts: Readonly<Record<SectionId, { readonly title: string; readonly text: string }>> = {
  commands: {
    title: "Commands that people wait for",
    text: `On the project's own register, from the command line to its end, npm included; warm, which is to say that a preview of
all stacks went before.`,
  },
  packs: {
    title: "Packs in previews by the real engine",
    text: `The programs are the project's own, on its own register with copies of what stands there, so that everything is in order,
all rules run on all resources and none has anything to report; providers are the offline ones. What is added to \`ocp\`
are servers, each with its service and where the DSN of that is kept; to \`notify-platform\`, engineers with their
memberships. *Empty pack* is a policy pack without policies: starting it and passing it every resource. *Own pack* has
all rules for the stack.`,
  },
  rules: {
    title: "Rules and records over grants",
    text: `Each run is a process of its own, which adds people and grants to the project's own register in memory and has every rule
about the register as a whole judge it, or writes it as the records that it is in a stack, digests and reads those back;
the first time, which warms up, is not counted. The peak memory is that process's, the register included.`,
  },
  loading: {
    title: "Loading a register from its files",
    text: `Half of the grants are OCP's and half Notify's. Each run is a process of its own, and its first time is not
counted.`,
  },
  tests: {
    title: "Tests",
    text: `Once, since they are many.`,
  },
};
