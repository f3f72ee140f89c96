import { z } from "zod";
import { date, email, hostname, id, reference, slug, text } from "./common.ts";

const bucketName = z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "a bucket name");

const unixUser = z
  .string()
  .regex(/^[a-z_][a-z0-9_-]{0,31}$/, "the name of a Unix account")
  .refine((name) => name !== "root", "the name of a Unix account other than root");

/** A machine. Which service may live on which provider is a rule's business. */
export const server = z.strictObject({
  hostname,
  provider: z.enum(["linode", "hetzner-cloud", "hetzner-robot", "bytemark"]),
  location: text.meta({ description: "Region or location, in the provider's words: eu-west, fsn1, York" }),
  type: text.optional().meta({ description: "Plan or server type, in the provider's words" }),
  image: text.optional(),
  orderedOn: date
    .optional()
    .meta({ description: "The day that a virtual machine was ordered on; left out: it is still to be" }),
  stage: z.enum(["production", "development"]),
  manager: reference("organisations"),
  contact: email.meta({ description: "Whom to write to about the machine" }),
  configManagement: z.enum(["salt", "none"]),
  saltTarget: slug.optional().meta({ description: "Minion id in the Salt roster" }),
  ipv4: z.ipv4().optional(),
  ipv6: z.ipv6().optional(),
  openPorts: z
    .array(z.int().min(1).max(65535))
    .optional()
    .meta({ description: "TCP ports that everybody may reach; the exporter's is for the Prometheus server alone" }),
  backup: z
    .strictObject({
      everyDays: z.int().positive(),
      retained: z.int().positive(),
      startDay: z.enum(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]).optional(),
      startBeforeUtc: z
        .string()
        .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "a time of day, HH:MM")
        .optional(),
    })
    .optional(),
  offsiteBackups: z
    .array(
      z.strictObject({
        provider: z.enum(["gcp", "aws"]),
        bucket: bucketName,
        frequency: z.enum(["daily", "weekly"]),
        operator: reference("organisations"),
      }),
    )
    .optional(),
  monitoring: z
    .strictObject({
      job: slug,
      port: z.int().min(1).max(65535),
      scheme: z.enum(["https", "http"]),
      prometheusServer: z.boolean().optional(),
      disabledCollectors: z.array(text).optional(),
    })
    .optional(),
});

/** Software that runs for users: on a server, or on a hosting service such as GitHub Pages. */
export const service = z.strictObject({
  title: text,
  server: reference("servers").optional(),
  hostname: hostname.optional().meta({ description: "The name that people reach it by: an alias of its server's" }),
  pages: z.strictObject({ repository: slug, cname: hostname, branch: text, path: text }).optional(),
  user: unixUser.optional().meta({ description: "The account on the server that it runs as, never root" }),
  author: z.enum(["ocp", "third-party"]),
  managedBy: z.enum(["salt", "other"]),
  holdsData: z.boolean().optional(),
  sentry: z.strictObject({ project: slug, recipients: z.array(reference("people")) }).optional(),
  monitoring: z.enum(["newrelic", "prometheus"]).optional(),
});

/** An agency's service inside the Notify application: a customer of Notify. */
export const agencyService = z.strictObject({
  title: text,
  agency: reference("organisations"),
  live: z.boolean(),
  environment: reference("environments").optional().meta({ description: "Where the service's own senders are" }),
  textMessageSenders: z
    .array(reference("phoneNumbers"))
    .optional()
    .meta({ description: "Numbers of its own; left out: it sends from its environment's default" }),
});

/** A place where Notify runs. */
export const environment = z.strictObject({
  title: text,
  account: reference("accounts"),
  production: z.boolean(),
  deploysFrom: text.meta({ description: "The branch whose merges are deployed here" }),
  region: text,
  spaces: z.array(text),
  csvBucket: bucketName.optional(),
  defaultNumber: reference("phoneNumbers").optional(),
  monthlySpendLimit: z.int().positive().optional().meta({ description: "SMS, US dollars a month" }),
  sendsFrom: z
    .array(z.union([z.cidrv4(), z.cidrv6()], "a network, such as 192.0.2.0/24"))
    .min(1)
    .optional()
    .meta({ description: "The networks that texts are handed over from" }),
  apps: z.array(slug).optional(),
  processes: z
    .array(z.enum(["web", "worker", "scheduler"]))
    .optional()
    .meta({ description: "Kinds of process that run here: the site, what sends, what starts jobs on time" }),
  apiUrl: z
    .url({ protocol: /^https$/ })
    .optional()
    .meta({ description: "Where the API answers, without a path" }),
  monitoring: z.enum(["newrelic"]).optional().meta({ description: "What watches every application here" }),
  logs: z.enum(["cloud-gov"]).optional().meta({ description: "Where the logs of every application here are searched" }),
  alerts: z
    .strictObject({
      slackWorkspace: z.string().regex(/^T[A-Z0-9]+$/, "a Slack workspace's id"),
      slackChannel: z.string().regex(/^C[A-Z0-9]+$/, "a Slack channel's id"),
      relay: z
        .url({ protocol: /^https$/ })
        .optional()
        .meta({ description: "What posts to the channel where AWS's chat service is not available; ends with its id" }),
    })
    .optional()
    .meta({ description: "Where operational alerts are posted" }),
  sharesAccountWith: reference("environments").optional().meta({
    description: "The environment whose stack makes what an account has once in a region; left out: this one's own",
  }),
});

/** A telephone number that Notify sends from: the default of an environment, or among the senders of a service. */
export const number = z.strictObject({
  environment: reference("environments"),
  phoneNumberId: z
    .string()
    .regex(/^phone-[0-9a-f]{32}$/, "a number's id at AWS: phone- and 32 hexadecimal digits")
    .meta({ description: "By which the stack takes the number over: AWS gives no number that is asked for" }),
  registrationUseCases: z
    .array(z.enum(["one-time-passwords", "service-messages"]))
    .optional()
    .meta({ description: "What AWS was told that it is for" }),
});

/** What a bucket of S3 holds, which decides how long, and who reaches it. Buckets for uploads stand in their environment. */
export const bucketKinds = ["csv-upload", "state", "backup", "pgbackrest-backup"] as const;
export type BucketKind = (typeof bucketKinds)[number];

/** A bucket of S3 for anything but uploads. */
const bucket = z.strictObject({
  kind: z.enum(bucketKinds).exclude(["csv-upload"]),
  environment: reference("environments")
    .optional()
    .meta({ description: "Notify: the environment whose account and stack it is in" }),
  service: reference("services").optional().meta({ description: "OCP: the service whose data it holds" }),
});

/** A run of a restage workflow. */
export const restageRun = z.strictObject({
  repository: reference("repositories"),
  environment: text,
  ref: text,
  apps: z.array(slug),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().optional(),
  succeeded: z.boolean().optional(),
});

/** A buildpack update that the platform announced. */
export const buildpackRelease = z.strictObject({ buildpack: text, releasedOn: date, apps: z.array(slug) });

/** A smoke test that somebody ran. */
export const smokeTest = z.strictObject({
  environment: reference("environments"),
  part: z.enum(["ses", "sns", "csv"]),
  testedOn: date,
  by: reference("people"),
  passed: z.boolean(),
});

export const servers = z.record(id, server);
export const services = z.record(id, service);
export const agencyServices = z.record(id, agencyService);
export const environments = z.record(id, environment);
export const buckets = z.record(bucketName, bucket);

export type Server = z.infer<typeof server>;
export type Service = z.infer<typeof service>;
export type AgencyService = z.infer<typeof agencyService>;
export type Environment = z.infer<typeof environment>;
export type PhoneNumber = z.infer<typeof number>;
export type RestageRun = z.infer<typeof restageRun>;
export type BuildpackRelease = z.infer<typeof buildpackRelease>;
export type SmokeTest = z.infer<typeof smokeTest>;
