/*
 * The form in which settings say what somebody is called upon to do in AWS. Texts hold `{partition}`, `{region}`,
 * `{account}` and what else the place at hand has (`{environment}`, `{host}`, `{bucket}` …); IAM's own variables stay.
 */

/** Something that somebody is called upon to do. */
export interface Call {
  /** What for. */
  readonly why: string;
  /** By name, in AWS's own letters; a wildcard only where everything is meant, whatever AWS adds to it. */
  readonly actions: readonly string[];
  /** Patterns of ARNs; none where what it is done to is what the document hangs on, as for a role's trust. */
  readonly on: readonly string[];
  /** Who, as `Service:sns.amazonaws.com`; left out where the document hangs on whoever may do it. */
  readonly by?: readonly string[];
  /** Keys of conditions that have to have one of some values. */
  readonly only?: Readonly<Record<string, readonly string[]>>;
  /** Networks that the statement has to be limited to, or to some of. */
  readonly from?: readonly string[];
}

/** All that a document may allow. */
export interface Calls {
  readonly allow: readonly Call[];
}

/** Documents by the name of what holds them, which may have placeholders too. */
export type CallsByName = Readonly<Record<string, Calls>>;

/** Sending mail in the name of one host. From where, or from whom, is for the rule on sending. */
export const sendingMail: Calls = {
  allow: [
    {
      why: "send mail in the name of a host (IAM-1); SMTP needs the second",
      actions: ["ses:SendEmail", "ses:SendRawEmail"],
      on: [
        "arn:{partition}:ses:{region}:{account}:identity/{host}",
        "arn:{partition}:ses:{region}:{account}:configuration-set/{set}",
      ],
    },
  ],
};

/** A service that publishes to topics of ours, for this account's own sake. */
export function publishing(services: readonly string[]): Calls {
  return {
    allow: [
      {
        why: "tell of what happened in this account",
        by: services.map((service) => `Service:${service}`),
        actions: ["sns:Publish"],
        // In the policy of a topic `*` is the topic itself.
        on: ["*"],
        only: { "aws:SourceAccount": ["{account}"] },
      },
    ],
  };
}

/** The key that topics are encrypted with, which the services that publish to them have to use. */
export function keyOfTopics(services: readonly string[]): Calls {
  return {
    allow: [
      {
        why: "leave it to IAM who manages the key; without this nobody could",
        by: ["AWS:arn:{partition}:iam::{account}:root"],
        actions: ["kms:*"],
        on: ["*"],
      },
      {
        why: "publish to topics that the key encrypts; in a key's policy `*` is the key itself",
        by: services.map((service) => `Service:${service}`),
        actions: ["kms:Decrypt", "kms:GenerateDataKey*"],
        on: ["*"],
        only: { "aws:SourceAccount": ["{account}"] },
      },
    ],
  };
}
