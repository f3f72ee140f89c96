import * as pulumi from "@pulumi/pulumi";
import { type AwsPlace, arnOf } from "../../model/arn.ts";
import { aws } from "../providers.ts";
import { policyDocument } from "./policy-document.ts";

export interface BackupUserArgs {
  readonly place: AwsPlace;
  /** The bucket that the backups are in, and no other. */
  readonly bucket: string;
}

/**
 * Who writes the backups of a service, and reads them back: a user with one policy of the same name. Its key is made by
 * whoever sets up the server, and lies in the server's pillar alone.
 */
export class BackupUser extends pulumi.ComponentResource {
  constructor(name: string, { place, bucket }: BackupUserArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gatehouse:aws:BackupUser", name, {}, opts);
    const inner = { parent: this };
    const arn = `arn:${place.partition}:s3:::${bucket}`;
    const user = new aws.iam.User(name, { name, tags: { kind: "service-account" } }, inner);
    const policy = new aws.iam.Policy(
      name,
      {
        name,
        description: `Write backups to ${bucket}, and read them back`,
        policy: policyDocument(
          { Sid: "SeeWhatIsThere", Effect: "Allow", Action: ["s3:ListBucket"], Resource: [arn] },
          {
            Sid: "WriteReadAndDelete",
            Effect: "Allow",
            Action: ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
            Resource: [`${arn}/*`],
          },
        ),
      },
      inner,
    );
    new aws.iam.UserPolicyAttachment(
      name,
      { user: name, policyArn: arnOf(place, "iam", `policy/${name}`, "global") },
      { ...inner, dependsOn: [user, policy] },
    );
    this.registerOutputs({});
  }
}
