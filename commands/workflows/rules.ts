import { rulesOfPack } from "../../policies/packs/pack-rules.ts";
import { fileType } from "../../policies/rules/notify/repository-file.ts";
import type { ResourceRule, Rule, StackRule } from "../../policies/rules/rule.ts";

/** Rules about a whole stack that look at the files of its repositories; a test finds any other that does. */
const aboutAllFiles: readonly string[] = [
  "notify-files-present",
  "notify-environments-present",
  "notify-checks-required",
  "notify-checks-of-one-job",
  "notify-secrets-declared-read",
];

const all: readonly Rule[] = rulesOfPack("notify");

/** The rules that judge a file of a repository by what is in it: those that our templates have to pass. */
export const fileRules: readonly ResourceRule[] = all.filter(
  (rule): rule is ResourceRule => rule.scope === "resource" && rule.types !== "every" && rule.types.includes(fileType),
);

/** The rules that judge all files of a repository together: what has to be there, and what belongs together. */
export const filesRules: readonly StackRule[] = all.filter(
  (rule): rule is StackRule => rule.scope === "stack" && aboutAllFiles.includes(rule.name),
);
