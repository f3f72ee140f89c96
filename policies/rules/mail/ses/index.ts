import type { Rule } from "../../rule.ts";
import { sesConfigurationSets, sesConfigurationSetsUsed } from "./configuration-sets.ts";
import { sesFeedbackComplete, sesFeedbackSent } from "./feedback.ts";
import { sesDkimPublished, sesIdentitiesSign } from "./identities.ts";
import { sesMailFromComplete, sesMailFromRejects } from "./mail-from.ts";
import { sesSendersComplete } from "./senders.ts";

/** What is asked of SES, whoever sends by it. */
export const sesRules: readonly Rule[] = [
  sesSendersComplete,
  sesIdentitiesSign,
  sesDkimPublished,
  sesMailFromRejects,
  sesMailFromComplete,
  sesFeedbackSent,
  sesFeedbackComplete,
  sesConfigurationSets,
  sesConfigurationSetsUsed,
];
