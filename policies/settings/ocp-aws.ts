/** What the Open Contracting Partnership's AWS account is there for. */
export const ocpAws = {
  /** What policies of the stack may allow, in lower case as IAM compares them: sending mail, and backups. */
  actions: [
    ...["ses:sendemail", "ses:sendrawemail"],
    ...["s3:listbucket", "s3:getobject", "s3:putobject", "s3:deleteobject"],
  ] as readonly string[],
} as const;
