/** A statement of an IAM document, in the one form that is used here: actions and resources are always lists. */
export interface Statement {
  /** What it is for: letters and digits. */
  readonly Sid: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: { readonly Service: string } | { readonly AWS: string } | "*";
  readonly Action?: readonly string[];
  readonly NotAction?: readonly string[];
  readonly Resource?: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** The JSON of an IAM document. Everything in it is literal, so that the rules can read it at preview. */
export function policyDocument(...statements: readonly Statement[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

/** The trust of a role that only a service of AWS takes on, and only for this account's own sake. */
export function trustInService(service: string, accountId: string): string {
  return policyDocument({
    Sid: "OnlyThisServiceForThisAccount",
    Effect: "Allow",
    Principal: { Service: service },
    Action: ["sts:AssumeRole"],
    Condition: { StringEquals: { "aws:SourceAccount": accountId } },
  });
}
