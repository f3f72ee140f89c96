/** What the Open Contracting Partnership's AWS account is there for. */
export const ocpAws = {
  /** What policies of the stack may allow, in lower case as IAM compares them: sending mail. */
  actions: ["ses:sendemail", "ses:sendrawemail"] as readonly string[],
} as const;
