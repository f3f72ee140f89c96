import { z } from "zod";
import { dmarcPolicies } from "../mail/dmarc.ts";
import { date, dnsName, email, hostname, id, reference, text } from "./common.ts";

const dmarcPolicy = z.enum(dmarcPolicies);

/** The name of a DKIM key: one label. */
const selector = z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, "a selector: one label of a DNS name");

/** Who sends mail in the domain's name, and why. What SPF, DKIM and SES say of it follows from this. */
export const sender = z.strictObject({
  kind: z.enum(["ses", "google", "mailchimp", "sendgrid", "other"]),
  reason: text,
  host: hostname.optional().meta({ description: "The name that its mail is from; the domain itself when left out" }),
  include: dnsName.optional().meta({ description: "Whose SPF record lists its servers; known of each kind but other" }),
  dkimKeys: z
    .record(selector, z.string().regex(/^[A-Za-z0-9+/]{100,}={0,2}$/, "a public key in Base64, on one line"))
    .optional()
    .meta({ description: "Public keys by selector, which the sender gave us to publish" }),
  dkimAliases: z
    .record(selector, dnsName)
    .optional()
    .meta({ description: "Names, by selector, where the sender publishes its keys itself" }),
  region: z
    .string()
    .regex(/^[a-z]{2}(?:-[a-z]+)+-\d$/, "an AWS region, such as us-east-1")
    .optional()
    .meta({ description: "SES: where the identity is" }),
  mailFrom: selector
    .optional()
    .meta({ description: "SES: the label, before the host, of the name that bounces go to (MAIL FROM)" }),
  account: reference("accounts")
    .optional()
    .meta({ description: "SES: the AWS account, where it is not the one of the domain's environment" }),
  sendsFrom: z
    .array(z.union([z.cidrv4(), z.cidrv6()], "a network, such as 192.0.2.0/24"))
    .min(1)
    .optional()
    .meta({
      description: "SES: the networks that mail is handed over from; any, when left out, but only as this host",
    }),
  feedback: email
    .optional()
    .meta({ description: "SES: who is told of bounces and complaints, where no environment's API is" }),
});

/** Names below a domain that others answer for, and what else stands at names of it. Each is there for a reason. */
const otherRecords = {
  delegations: z
    .record(hostname, z.strictObject({ servers: z.array(hostname).min(1), reason: text }))
    .optional()
    .meta({ description: "Names below it that others' name servers answer for, and with them all that lies below" }),
  aliases: z
    .record(dnsName, z.strictObject({ target: dnsName, reason: text }))
    .optional()
    .meta({ description: "Names below it that lead to another name (CNAME), beside those of servers and services" }),
  texts: z
    .record(dnsName, z.array(z.strictObject({ text, reason: text })).min(1))
    .optional()
    .meta({ description: "Texts that others ask for, such as to show that the name is ours (TXT)" }),
};

/** Who sends mail for a domain, what receivers should do with mail that fails, and where reports go. */
const domain = z.strictObject({
  provider: z.enum(["cloudflare"]),
  zoneId: z
    .string()
    .regex(/^[0-9a-f]{32}$/, "a Cloudflare zone id: 32 hexadecimal digits")
    .optional(),
  environment: reference("environments")
    .optional()
    .meta({ description: "The environment that it is for, whose stack declares it; none where there is one stack" }),
  mandates: z.array(z.enum(["bod-18-01", "ocp-reference"])).optional(),
  sendsMail: z.boolean(),
  dmarc: z
    .strictObject({
      policy: dmarcPolicy,
      subdomainPolicy: dmarcPolicy.optional(),
      nonExistentPolicy: dmarcPolicy.optional(),
      testing: z.boolean().optional().meta({ description: "Receivers apply the policy one step weaker (t=y)" }),
      aggregateReports: z.array(email),
      forensicReports: z.array(email).optional(),
      failureOptions: z
        .string()
        .regex(/^[01ds](?::[01ds])*$/, "0 or 1, d, s, joined by colons")
        .optional()
        .meta({ description: "When a failure is reported: 0, 1, d, s, joined by colons (fo)" }),
    })
    .optional(),
  spf: z.enum(["softfail", "fail"]).optional().meta({ description: "What becomes of other senders; fail if left out" }),
  senders: z.record(id, sender).optional(),
  receives: z.array(z.strictObject({ priority: z.int().min(0).max(65535), host: hostname })).optional(),
  tlsReports: z
    .array(email)
    .optional()
    .meta({ description: "Who is told where mail to the domain could not be encrypted (TLS-RPT)" }),
  mtaSts: z
    .strictObject({
      mode: z.enum(["testing", "enforce", "none"]),
      maxAge: z.int().min(86_400).max(31_557_600).meta({ description: "Seconds that senders keep the policy" }),
      servedBy: hostname.meta({ description: "The web host that mta-sts.DOMAIN is an alias of" }),
    })
    .optional()
    .meta({ description: "Whether senders must encrypt mail to the domain (MTA-STS, RFC 8461)" }),
  ...otherRecords,
});

export const domains = z.record(hostname, domain);

/** What the DNS of others answered about a name that SPF records of ours lead to. What is left out was not there. */
const spfAnswer = z.strictObject({
  record: z
    .string()
    .regex(/^v=spf1(?: |$)/, "an SPF record: v=spf1 and a space")
    .max(4096)
    .optional(),
  addresses: z.int().min(0).optional().meta({ description: "How many IPv4 and IPv6 addresses it has (for a)" }),
  exchangers: z.int().min(0).optional().meta({ description: "How many hosts take mail for it (for mx)" }),
  readOn: date,
});

export const spfRecords = z.record(dnsName, spfAnswer);

export type SpfAnswer = z.infer<typeof spfAnswer>;
export type Domain = z.infer<typeof domain>;
export type Sender = z.infer<typeof sender>;
