import type { RequirementId } from "../clauses/index.ts";

/**
 * A rule about a change, not about what is there after it. It needs what was deployed before, which the engine tells in
 * its events, so the review judges it and no pack can.
 */
export interface ChangeRule {
  readonly name: string;
  readonly clauses: readonly [RequirementId, ...RequirementId[]];
  readonly level: "mandatory";
  readonly scope: "change";
  readonly description: string;
  readonly remedy: string;
}

const secondPerson = "or have a second person allow it: with a waiver of this rule for this subject and this stack";

export const grantsKept = {
  name: "blast-radius-grants",
  clauses: ["GATE-7"],
  level: "mandatory",
  scope: "change",
  description: "One change takes away no large part of the grants.",
  remedy: `Take them away in several changes, ${secondPerson}.`,
} as const satisfies ChangeRule;

export const recordsKept = {
  name: "blast-radius-dns",
  clauses: ["GATE-7"],
  level: "mandatory",
  scope: "change",
  description: "One change deletes no large part of the DNS records.",
  remedy: `Delete them in several changes, ${secondPerson}.`,
} as const satisfies ChangeRule;

export const vitalRecordsKept = {
  name: "vital-records-kept",
  clauses: ["GATE-7"],
  level: "mandatory",
  scope: "change",
  description: "No name loses who answers for it (NS), who takes its mail (MX), or its DMARC policy.",
  remedy: `Keep the record, ${secondPerson}.`,
} as const satisfies ChangeRule;

export const protectedKept = {
  name: "protected-kept",
  clauses: ["GATE-3", "GATE-7"],
  level: "mandatory",
  scope: "change",
  description:
    "What holds data or guards a branch is neither deleted nor replaced, also once its protection was lifted.",
  remedy: `Keep it and its properties that force a replacement, ${secondPerson}.`,
} as const satisfies ChangeRule;

export const sameThingKept = {
  name: "same-thing-kept",
  clauses: ["GATE-7"],
  level: "mandatory",
  scope: "change",
  description: "No change makes and deletes what is one thing to its service, under two names or in two spellings.",
  remedy: `Keep the name and the spelling that are deployed, give the new one the old one's name as an alias, ${secondPerson}.`,
} as const satisfies ChangeRule;

export const keyHoldersKept = {
  name: "key-holders-kept",
  clauses: ["GATE-7"],
  level: "mandatory",
  scope: "change",
  description: "An organisation keeps the last two of its people who own something or approve changes.",
  remedy:
    "Give the role to another of its people first, or have a second person allow it: with a waiver of this rule for this subject, and for this stack unless somebody leaves, which one waiver without a stack allows in all of them.",
} as const satisfies ChangeRule;

export const deployersKept = {
  name: "deployers-kept",
  clauses: ["GATE-7"],
  level: "mandatory",
  scope: "change",
  description: "Who deploys keeps the rights that it takes to deploy, this change's undoing included.",
  remedy: `Keep the service account as it is, ${secondPerson}.`,
} as const satisfies ChangeRule;

export const deployedKnown = {
  name: "blast-radius-known",
  clauses: ["GATE-7"],
  level: "mandatory",
  scope: "change",
  description: "What was deployed can be read, so that it can be told what a change takes away.",
  remedy: `Deploy with the commit that wrote the state first, ${secondPerson}.`,
} as const satisfies ChangeRule;

/** Every rule about changes; a waiver may name any. */
export const changeRules: readonly ChangeRule[] = [
  grantsKept,
  recordsKept,
  vitalRecordsKept,
  protectedKept,
  sameThingKept,
  keyHoldersKept,
  deployersKept,
  deployedKnown,
];
