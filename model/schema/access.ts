import { z } from "zod";
import { date, id, login, reference, slug, text } from "./common.ts";
import { sshKey } from "./ssh-key.ts";

/** A role that a system has, and what it means there. */
export const role = z.strictObject({
  title: text,
  permission: text.optional().meta({ description: "The system's own word: push, OrgManager, platform_admin …" }),
  team: slug.optional().meta({ description: "The GitHub team whose members are the holders of this role" }),
});

/** Something that people log in to. */
export const system = z.strictObject({
  title: text,
  url: z.url().optional(),
  account: reference("accounts").optional(),
  roles: z.record(id, role),
});

/** What a user of the Notify application may do in a service. */
export const applicationPermission = z.enum([
  "manage_users",
  "manage_templates",
  "manage_settings",
  "send_texts",
  "send_emails",
  "manage_api_keys",
  "platform_admin",
  "view_activity",
]);

/** A role in a system held by a person. A revoked grant stays in the file: later rules need to know what a leaver held. */
export const grant = z.strictObject({
  person: reference("people"),
  createdOn: date,
  createdBy: reference("people").optional(),
  approvedBy: reference("people").optional(),
  approvedOn: date.optional(),
  updatedOn: date.optional().meta({ description: "Day of the last review against the person's present role" }),
  revokedOn: date.optional().meta({ description: "First day without this role" }),
  pending: z.boolean().optional().meta({ description: "Invited, not yet accepted" }),
  space: text.optional().meta({ description: "cloud.gov space" }),
  team: text.optional().meta({ description: "Team inside the system, where roles are per team" }),
  service: reference("agencyServices").optional(),
  permissions: z.array(applicationPermission).optional(),
  reason: text.optional(),
});

/** Who holds what: system, role, holders. */
export const grants = z.record(reference("systems"), z.record(id, z.array(grant)));

/** Root on a server, or on all (`*`). */
export const rootGrant = z.strictObject({
  person: reference("people"),
  basis: z.enum(["owner", "manager", "developer"]),
  grantedOn: date,
  grantedBy: reference("people").optional(),
  expectedToDeploy: z.boolean().optional(),
  reason: text.optional(),
  revokedOn: date.optional().meta({ description: "First day without root" }),
});

/** The key under which root on every server is granted. */
export const everyServer = "*";

export const rootGrants = z.record(z.union([z.literal(everyServer), reference("servers")]), z.array(rootGrant));

/** Evidence that somebody used their root on a server. */
export const deployment = z.strictObject({
  person: reference("people"),
  server: reference("servers"),
  deployedOn: date,
  commit: z.string().regex(/^[0-9a-f]{7,40}$/, "a git commit id"),
  service: reference("services").optional(),
});

export const deployments = z.array(deployment);

/** An account with a provider, and the logins it has there that are not people's own. */
export const account = z.strictObject({
  provider: z.enum([
    "aws",
    "bytemark",
    "cloud-gov",
    "cloudflare",
    "gcp",
    "github",
    "hetzner",
    "linode",
    "sentry",
    "slack",
  ]),
  name: text,
  production: z.boolean().optional(),
  accountId: z
    .string()
    .regex(/^\d{12}$/, "an AWS account id: 12 digits, in quotes")
    .optional()
    .meta({ description: "AWS account id" }),
  partition: z.enum(["aws", "aws-us-gov"]).optional(),
  region: text.optional(),
  spaces: z.record(text, z.strictObject({ production: z.boolean() })).optional(),
  users: z
    .record(
      login,
      z.strictObject({
        access: z.enum(["full", "limited", "primary", "secondary"]),
        organisation: reference("organisations"),
        email: z.email().optional(),
      }),
    )
    .optional(),
});

export const accounts = z.record(id, account);

/** A principal that is not a person: a deployer, a broker, a CI user. */
export const serviceAccount = z.strictObject({
  title: text,
  kind: z
    .enum(["cloud-gov", "ssb-deployment", "ssb-cloud-gov", "sms-broker", "smtp-broker"])
    .optional()
    .meta({ description: "What it is for, where the run book fixes what such an account may do" }),
  account: reference("accounts"),
  login: login.optional().meta({ description: "Its name at the provider, where the stacks make it" }),
  roles: z.array(text).min(1),
  spaces: z.array(text).optional(),
  maintainedBy: reference("repositories").optional(),
  deploysFrom: z
    .array(z.union([z.cidrv4(), z.cidrv6()], "a network, such as 192.0.2.0/24"))
    .min(1)
    .optional()
    .meta({ description: "The networks that the SSB Deployment Account works from; it is good for nothing elsewhere" }),
});

export const serviceAccounts = z.record(id, serviceAccount);

/** Where a secret is kept and when it was last changed; never the secret itself. */
export const credential = z.strictObject({
  title: text,
  kind: z.enum(["space-deployer", "iam-access-key", "api-key", "dsn", "ssh-key", "token"]),
  serviceAccount: reference("serviceAccounts").optional(),
  environment: reference("environments").optional(),
  service: reference("services")
    .optional()
    .meta({ description: "The service that uses it, or that its key lets into" }),
  space: text.optional(),
  pillarKey: z
    .string()
    .regex(/^[a-z0-9_-]+(?::[a-z0-9_-]+)+$/, "keys of the pillar joined by colons, such as toucan:sentry:dsn")
    .max(200)
    .optional()
    .meta({ description: "Where it stands in Salt's private pillar" }),
  storedIn: z
    .array(
      z.strictObject({
        repository: reference("repositories"),
        environment: slug.optional().meta({ description: "An environment of the repository on GitHub" }),
        secretName: z.string().regex(/^[A-Z_][A-Z0-9_]*$/, "a secret's name in capitals"),
      }),
    )
    .optional(),
  publicKey: sshKey.optional(),
  issuedOn: date,
  rotatedOn: date.optional().meta({ description: "Day of the last rotation" }),
  earlierRotations: z
    .array(date)
    .optional()
    .meta({ description: "Days of the rotations before the last; a leaver's may have been one of them" }),
});

export const credentials = z.record(id, credential);

/** A look at who has access, or at whether something still works, that somebody did on a day. */
export const review = z.strictObject({
  subject: z.enum(["root-access", "access", "backup-restore"]),
  reviewedOn: date,
  by: reference("people"),
  server: reference("servers").optional(),
  notes: text.optional(),
});

export const reviews = z.array(review);

/** The stacks that are judged; a waiver may be about one of them. */
export const stackNames = ["ocp", "notify-platform", "notify-staging", "notify-demo", "notify-production"] as const;

/** A dated exception from a rule. */
export const waiver = z.strictObject({
  rule: text.meta({ description: "The rule's name, as a violation shows it" }),
  subject: text.meta({ description: "What the rule refuses, as a violation shows it: all before the colon" }),
  stack: z.enum(stackNames).optional().meta({
    description:
      "The stack of the resource; left out where the rule is about the register, or the subject somebody who leaves",
  }),
  reason: text,
  owner: reference("people"),
  author: reference("people"),
  approver: reference("people"),
  grantedOn: date,
  expiresOn: date,
});

export const waivers = z.record(id, waiver);

export type Role = z.infer<typeof role>;
export type System = z.infer<typeof system>;
export type Grant = z.infer<typeof grant>;
export type RootGrant = z.infer<typeof rootGrant>;
export type Deployment = z.infer<typeof deployment>;
export type Account = z.infer<typeof account>;
export type ServiceAccount = z.infer<typeof serviceAccount>;
export type Credential = z.infer<typeof credential>;
export type Review = z.infer<typeof review>;
export type Waiver = z.infer<typeof waiver>;
export const systems = z.record(id, system);
