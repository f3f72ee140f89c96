import { z } from "zod";
import { dmarcPolicies } from "../mail/dmarc.ts";
import { dnsName, email, hostname, id, text } from "./common.ts";

const dmarcPolicy = z.enum(dmarcPolicies);

/** Who sends mail for a domain, what receivers should do with mail that fails, and where reports go. */
const domain = z.strictObject({
  provider: z.enum(["cloudflare"]),
  zoneId: z
    .string()
    .regex(/^[0-9a-f]{32}$/, "a Cloudflare zone id: 32 hexadecimal digits")
    .optional(),
  mandates: z.array(z.enum(["bod-18-01", "ocp-reference"])).optional(),
  sendsMail: z.boolean(),
  dmarc: z
    .strictObject({
      policy: dmarcPolicy,
      subdomainPolicy: dmarcPolicy.optional(),
      nonExistentPolicy: dmarcPolicy.optional(),
      aggregateReports: z.array(email),
      forensicReports: z.array(email).optional(),
      failureOptions: z
        .string()
        .regex(/^[01ds](?::[01ds])*$/, "0 or 1, d, s, joined by colons")
        .optional()
        .meta({ description: "When a failure is reported: 0, 1, d, s, joined by colons (fo)" }),
    })
    .optional(),
  spf: z.enum(["softfail", "fail"]).optional(),
  senders: z
    .record(
      id,
      z.strictObject({
        kind: z.enum(["ses", "google", "mailchimp", "sendgrid", "other"]),
        reason: text,
        host: hostname.optional(),
        region: z.string().optional(),
        include: dnsName.optional(),
      }),
    )
    .optional(),
  receives: z.array(z.strictObject({ priority: z.int().min(0).max(65535), host: hostname })).optional(),
  tlsReports: z.array(email).optional(),
});

export const domains = z.record(hostname, domain);

export type Domain = z.infer<typeof domain>;
