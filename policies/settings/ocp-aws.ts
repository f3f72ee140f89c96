import { type CallsByName, keyOfTopics, publishing, sendingMail } from "./iam-calls.ts";

/** What the Open Contracting Partnership's AWS account is there for: sending mail, and backups. */
export const ocpAws = {
  /** What each policy may say, by its name. One that is not here, nobody has called for. */
  policies: {
    "send-mail-as-{set}": sendingMail,
    "{backupUser}": {
      allow: [
        { why: "see which backups there are", actions: ["s3:ListBucket"], on: ["arn:{partition}:s3:::{bucket}"] },
        {
          why: "write backups, read them back, and delete old ones",
          actions: ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
          on: ["arn:{partition}:s3:::{bucket}/*"],
        },
      ],
    },
  } satisfies CallsByName as CallsByName,

  topics: publishing(["ses.amazonaws.com"]),
  keys: keyOfTopics(["ses.amazonaws.com"]),
} as const;
