import { z } from "zod";
import type { Adapter, FileOfReading } from "./adapter.ts";
import { Answers, type Entry } from "./answer.ts";
import { allowsPower, type PolicyDocument, policyDocument, trustedBy } from "./aws-policy.ts";
import { administrative, Gathered, latestUse, since } from "./gathered.ts";
import type { At, Entitlement } from "./reading.ts";
import { type TableRow, tableIn } from "./table.ts";

const attached = z.array(z.object({ PolicyName: z.string(), PolicyArn: z.string() })).default([]);
const inline = z.array(z.object({ PolicyName: z.string(), PolicyDocument: policyDocument })).default([]);
const details = z.object({
  UserDetailList: z.array(
    z.object({
      UserName: z.string(),
      Arn: z.string(),
      CreateDate: z.string().nullish(),
      GroupList: z.array(z.string()),
      AttachedManagedPolicies: attached,
      UserPolicyList: inline,
      Tags: z.array(z.object({ Key: z.string(), Value: z.string() })).default([]),
    }),
  ),
  GroupDetailList: z.array(
    z.object({ GroupName: z.string(), AttachedManagedPolicies: attached, GroupPolicyList: inline }),
  ),
  RoleDetailList: z.array(z.object({ RoleName: z.string(), AssumeRolePolicyDocument: policyDocument })),
  Policies: z.array(
    z.object({
      Arn: z.string(),
      PolicyVersionList: z.array(z.object({ Document: policyDocument.optional(), IsDefaultVersion: z.boolean() })),
    }),
  ),
  IsTruncated: z.boolean().optional(),
  Marker: z.string().nullish(),
  NextToken: z.string().nullish(),
});
type Details = z.infer<typeof details>;

const files = {
  details: {
    name: "authorization-details.json",
    what: "users, groups, roles and policies of the account",
    command: () => "aws iam get-account-authorization-details --output json",
  },
  report: {
    name: "credential-report.csv",
    what: "the account's credential report, made anew: when each user's password and keys were last used",
    command: () =>
      "{ until aws iam generate-credential-report --query State --output text | grep -q COMPLETE; do sleep 2; done; aws iam get-credential-report --query Content --output text | base64 --decode; }",
  },
} as const satisfies Record<string, FileOfReading>;

const usedColumns = ["password_last_used", "access_key_1_last_used_date", "access_key_2_last_used_date"];
const columns = { needed: ["user", "arn", "user_creation_time", ...usedColumns], known: [], others: true } as const;

/** What the report calls the account's own root. */
const rootAccount = "<root_account>";

/**
 * An account at AWS by IAM: users with their groups and policies, the account's own root as `root`, and whoever from outside
 * a role trusts. A user is known by the tag `email`, too. Both files tell of the same users, or one is of another day.
 */
export const aws: Adapter = {
  service: "aws",
  files: Object.values(files),
  read(sources, whose) {
    const answers = new Answers();
    const found = new Gathered();
    const report = new Map(
      tableIn(answers, sources.get(files.report.name), columns).map((row) => [row.cell("user"), row]),
    );
    const root = report.get(rootAccount);
    const entry = answers.one(sources.get(files.details.name), details);
    const of = numberIn(entry?.value.UserDetailList[0]?.Arn ?? root?.cell("arn") ?? "");
    const account = { type: "account", id: of ?? whose.name };
    if (entry !== undefined) {
      demandLast(answers, entry);
      demandOne(answers, entry, of, report);
      demandSame(answers, entry, report);
      usersIn(entry, account, report, found);
      trustedIn(entry, of, found);
    }
    if (root !== undefined) {
      const principal = found.add({
        ...{ id: rootAccount, kind: "person", identity: { login: "root" }, state: "active", at: root.at },
        ...since(root.cell("user_creation_time")),
        ...usedIn(root),
      });
      found.hold(principal, { resource: account, slug: "full", ...administrative }, root.at);
    }
    return found.reading("aws", { of, faults: answers.faults });
  },
};

function usersIn(
  { value, at }: Entry<Details>,
  account: Entitlement["resource"],
  report: ReadonlyMap<string, TableRow>,
  found: Gathered,
): void {
  const documents = new Map<string, PolicyDocument | undefined>(
    value.Policies.map((each) => [
      each.Arn,
      each.PolicyVersionList.find(({ IsDefaultVersion }) => IsDefaultVersion)?.Document,
    ]),
  );
  type Policies = Pick<Details["UserDetailList"][number], "AttachedManagedPolicies" | "UserPolicyList">;
  const policiesOf = ({ AttachedManagedPolicies, UserPolicyList }: Policies) => [
    ...AttachedManagedPolicies.map((each) => ({ name: each.PolicyName, document: documents.get(each.PolicyArn) })),
    ...UserPolicyList.map((each) => ({ name: each.PolicyName, document: each.PolicyDocument })),
  ];
  const groups = new Map(
    value.GroupDetailList.map(({ GroupName, AttachedManagedPolicies, GroupPolicyList }) => [
      GroupName,
      policiesOf({ AttachedManagedPolicies, UserPolicyList: GroupPolicyList }).some(({ document }) =>
        allowsPower(document),
      ),
    ]),
  );
  for (const [index, user] of value.UserDetailList.entries()) {
    const place = { file: at.file, keys: [...at.keys, "UserDetailList", index] };
    const emails = user.Tags.filter(({ Key }) => Key.toLowerCase() === "email").map(({ Value }) => Value);
    const row = report.get(user.UserName);
    const principal = found.add({
      ...{ id: user.UserName, kind: "person", state: "active", at: place },
      identity: { login: user.UserName, ...(emails.length > 0 && { emails }) },
      ...since(user.CreateDate),
      ...(row !== undefined && usedIn(row)),
    });
    for (const name of user.GroupList) {
      const resource = { type: "group", id: name };
      found.hold(principal, { resource, slug: "member", ...(groups.get(name) !== false && administrative) }, place);
    }
    for (const { name, document } of policiesOf(user)) {
      found.hold(principal, { resource: account, slug: name, ...(allowsPower(document) && administrative) }, place);
    }
  }
}

/** Whoever from outside may take a role. Those of the account itself may by policies of their own, which are told there. */
function trustedIn({ value, at }: Entry<Details>, of: string | undefined, found: Gathered): void {
  for (const [index, { RoleName, AssumeRolePolicyDocument }] of value.RoleDetailList.entries()) {
    const place = { file: at.file, keys: [...at.keys, "RoleDetailList", index] };
    for (const trusted of trustedBy(AssumeRolePolicyDocument)) {
      const isFederation = /:(?:saml|oidc)-provider\//.test(trusted);
      if (!isFederation && of !== undefined && (numberIn(trusted) ?? trusted) === of) continue;
      const principal = found.add({
        ...{ id: trusted, kind: "machine", identity: { login: trusted }, state: "active", at: place },
      });
      found.hold(principal, { resource: { type: "role", id: RoleName }, slug: "assume", ...administrative }, place);
    }
  }
}

/** The number of an account in an ARN of IAM. */
function numberIn(arn: string): string | undefined {
  return /^arn:[^:]*:(?:iam|sts)::(\d{12}):/.exec(arn)?.[1];
}

/** `N/A` and `no_information` stand where there is no password or key, or none was ever used. */
function usedIn(row: TableRow) {
  return latestUse(
    usedColumns.map((column) => {
      const text = row.cell(column);
      return ["N/A", "no_information"].includes(text) ? null : text;
    }),
  );
}

/** The command line puts pages together; what was asked otherwise says that there are more. */
function demandLast(answers: Answers, { value, at }: Entry<Details>): void {
  const { IsTruncated, Marker, NextToken } = value;
  if (IsTruncated === true || Marker || NextToken) {
    answers.fault(at.file, at.keys, "is one page of several: leave `--max-items` and `--no-paginate` out");
  }
}

/** All is of one account. */
function demandOne(
  answers: Answers,
  { value, at }: Entry<Details>,
  of: string | undefined,
  report: ReadonlyMap<string, TableRow>,
): void {
  const others: (readonly [string, At])[] = [
    ...value.UserDetailList.map(
      ({ Arn }, index) => [Arn, { file: at.file, keys: [...at.keys, "UserDetailList", index] }] as const,
    ),
    ...[...report.values()].map((row) => [row.cell("arn"), row.at] as const),
  ];
  for (const [arn, place] of others) {
    const number = numberIn(arn);
    if (number !== of) answers.faultOnce(place.file, place.keys, `is of ${number ?? "no account"}, and not of ${of}`);
  }
}

/** Both files tell of the same users. */
function demandSame(answers: Answers, { value, at }: Entry<Details>, report: ReadonlyMap<string, TableRow>): void {
  if (report.size === 0) return;
  const names = new Set(value.UserDetailList.map(({ UserName }) => UserName));
  for (const [name, row] of report) {
    if (name !== rootAccount && !names.has(name)) {
      answers.faultOnce(row.at.file, row.at.keys, `has users whom ${files.details.name} lacks: make both anew`);
    }
  }
  for (const [index, { UserName }] of value.UserDetailList.entries()) {
    if (!report.has(UserName)) {
      const keys = [...at.keys, "UserDetailList", index];
      answers.faultOnce(at.file, keys, `has users whom ${files.report.name} lacks: make both anew`);
    }
  }
  if (!report.has(rootAccount)) answers.fault(files.report.name, [], "lacks the account's own root: it is cut off");
}
