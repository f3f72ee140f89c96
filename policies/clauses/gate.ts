import type { DerivedControl } from "./clause.ts";

/** What the gate demands of every stack so that the clauses can be judged at all. Listed with the derived controls. */
export const gateControls = [
  {
    id: "GATE-1",
    section: "The gate",
    requirement:
      "The whole register, every entry as its file has it and nothing more, stands in the stack before anything that is judged by it, and every rule of the pack is run on every resource.",
    classes: ["enforce", "register"],
    level: "mandatory",
    basis: "CrossGuard turns a rule that could not be evaluated into advice, and lets configuration switch a rule off",
  },
  {
    id: "GATE-2",
    section: "The gate",
    requirement: "A resource of a type that no rule knows is refused, because it could give access that nobody judges.",
    classes: ["enforce"],
    level: "mandatory",
    basis: "Deny by default",
  },
  {
    id: "GATE-3",
    section: "The gate",
    requirement:
      "What holds data or guards a branch is protected in the engine from deletion and replacement; a machine is locked at its provider as well, where that can be declared.",
    classes: ["enforce"],
    level: "mandatory",
    basis: "A deletion reaches no resource policy, and `pulumi destroy` loads no pack",
  },
  {
    id: "GATE-4",
    section: "The gate",
    requirement: "No resource ignores changes of its own properties.",
    classes: ["enforce"],
    level: "mandatory",
    basis: "With `ignoreChanges` the rules judge what the program says and the service keeps something else",
  },
  {
    id: "GATE-5",
    section: "The gate",
    requirement:
      "Rules judge as of today wherever a provider is real, and nothing is recorded as done on a day that is still to come.",
    classes: ["enforce", "register"],
    level: "mandatory",
    basis: "A deadline that can be moved by a setting is none",
  },
  {
    id: "GATE-6",
    section: "The gate",
    requirement:
      "What protects a domain's mail – DMARC, SPF, DKIM, reports, TLS – gets no weaker than it was deployed, and does not go away, without a dated waiver.",
    classes: ["enforce"],
    level: "mandatory",
    basis: "A policy sees what will be and not what was; receivers act on a weaker record within the hour",
  },
  {
    id: "GATE-7",
    section: "The gate",
    requirement:
      "A change removes no large part of the grants or DNS records, nothing that is protected, and nobody's last way in, unless a second person allows it; each organisation keeps two owners and two who approve, and the deployer its own rights.",
    classes: ["enforce", "register"],
    level: "mandatory",
    basis: "A mistake in one file may remove what it takes to mend it",
  },
  {
    id: "GATE-8",
    section: "The gate",
    requirement:
      "A rule is waived only by a dated entry of the register for one rule and one subject, which somebody approved who neither wrote it nor gains by it, for 90 days at most; it is shown while it holds something back, and refused once it does not, or has expired.",
    classes: ["register"],
    level: "mandatory",
    basis: "An exception that nobody has to renew becomes the rule",
  },
  {
    id: "GATE-9",
    section: "The gate",
    requirement:
      "A stack uses the listed providers only, each as the engine makes it by itself, at its pinned version, with the listed settings: no address, proxy, owner, account or credential of anybody else's.",
    classes: ["enforce"],
    level: "mandatory",
    basis: "A provider decides whom every operation reaches; with another one, what was judged happens somewhere else",
  },
  {
    id: "GATE-10",
    section: "The gate",
    requirement:
      "Each resource answers to an entry of the register by type and identity: what nobody called for is refused, two that claim one identity are refused, and so is a record beside an alias or below a delegation.",
    classes: ["enforce"],
    level: "mandatory",
    basis:
      "What is well made and uncalled for is still a stranger's foot in the door: an alias lets its target write our SPF",
  },
  {
    id: "GATE-11",
    section: "The gate",
    requirement:
      "Only what a provider makes counts as there: a component has a type of ours, and nothing is only read, left behind when it goes, or hidden in the diff.",
    classes: ["enforce"],
    level: "mandatory",
    basis: "A program may give a component any type, and the engine deletes what it stands in for",
  },
  {
    id: "GATE-12",
    section: "The gate",
    requirement:
      "Every property that a resource sets is judged by a named rule, has one of the values that are listed for it, or is free for a reason; no other is set, start-up data and passwords least of all.",
    classes: ["enforce"],
    level: "mandatory",
    basis: "What no rule reads can hold anything: a password, a script that runs at the first start, a prepared image",
  },
  {
    id: "GATE-13",
    section: "The gate",
    requirement:
      "The register does not say what the rules count: which systems there are and what their roles may do, who owns and who manages, and what frees a thing from a rule is a setting or has evidence, and two facts that imply each other agree.",
    classes: ["register"],
    level: "mandatory",
    basis: "A rule that asks the entry whether it applies is waived by whoever writes the entry",
  },
  {
    id: "GATE-14",
    section: "The gate",
    requirement:
      "Whoever acts – approves, creates, grants, reviews, tests, deploys, owns – had joined and not left on that day, and nothing is given to somebody who has left.",
    classes: ["register"],
    level: "mandatory",
    basis: "The word of somebody who is gone cannot be asked back, and whoever stays can write it into the register",
  },
  {
    id: "GATE-15",
    section: "The gate",
    requirement:
      "What is not done by its last day blocks until it is done; what was done late is told for 90 days, with who had to do it, and blocks no longer.",
    classes: ["register"],
    level: "advisory",
    basis: "Where only a false date helps, dates are falsified",
  },
  {
    id: "GATE-16",
    section: "The gate",
    requirement:
      "What was deployed is not forgotten: people, grants, root, credentials, vulnerabilities and what else the past is told by stay as long as a clause needs them and 90 days more, and no day or grade of them moves to somebody's advantage without a correction that says who and why, and that somebody else approved.",
    classes: ["enforce", "register"],
    level: "mandatory",
    basis:
      "Whoever deletes a leaver in place of dating them is asked for no rotation, and a later day of detection gives more time",
  },
] as const satisfies readonly DerivedControl[];
