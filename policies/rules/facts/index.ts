import type { RegisterRule } from "../rule.ts";
import { credentialsAgree } from "./credentials.ts";
import { daysAgree } from "./days.ts";
import { mailAgrees } from "./mail.ts";
import type { Agreement } from "./pair.ts";
import { peopleAgree } from "./people.ts";
import { placesAgree } from "./places.ts";

/** Facts of the register that imply each other, and that no other rule compares. */
export const agreements: readonly Agreement[] = [
  ...peopleAgree,
  ...placesAgree,
  ...credentialsAgree,
  ...mailAgrees,
  ...daysAgree,
];

/** Nobody says one thing where it frees them and another where it is counted. */
export const factsAgree: RegisterRule = {
  name: "facts-agree",
  clauses: ["GATE-13"],
  level: "mandatory",
  description: "Facts of the register that imply each other agree; docs/facts.md lists them.",
  remedy: "Correct whichever of the two facts is wrong.",
  scope: "register",
  judge: (register) => agreements.flatMap(({ judge }) => judge(register)),
};
