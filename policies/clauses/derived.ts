import type { DerivedControl } from "./clause.ts";

/** Controls that the documents do not state. They are listed apart and are not counted among the clauses. */
export const derivedControls = [
  {
    id: "EMAIL-1",
    section: "Mail",
    requirement:
      "A .gov mail domain rejects mail that fails DMARC, in effect: `p=reject` for all of it, not in test mode, and neither subdomain policies nor subdomain records are weaker.",
    classes: ["enforce"],
    level: "mandatory",
    note: "Never relaxed by the leniency for open-contracting.org (AMB-4); a broker's default of quarantine for generated subdomains is refused (AMB-38).",
    basis: "BOD 18-01; RFC 9989",
  },
  {
    id: "EMAIL-2",
    section: "Mail",
    requirement:
      "The aggregate reports of a .gov domain go to `reports@dmarc.cyber.dhs.gov`, among others if so wished.",
    classes: ["enforce"],
    level: "mandatory",
    basis: "BOD 18-01",
  },
  {
    id: "EMAIL-3",
    section: "Mail",
    requirement:
      "Each name that sends mail has exactly one SPF record, with at most 10 DNS lookups and no `ptr`, which ends in `-all` or `~all`; a name that sends none has `v=spf1 -all`.",
    classes: ["enforce"],
    level: "mandatory",
    note: "`~all` passes for names that send and for no others (AMB-39).",
    basis: "RFC 7208; BOD 18-01",
  },
  {
    id: "EMAIL-4",
    section: "Mail",
    requirement:
      "Each SES domain identity signs with 2048-bit DKIM, and its three CNAME records are declared and not proxied; no key stands in our names that no sender has.",
    classes: ["enforce"],
    level: "mandatory",
    basis: "How SES verifies and signs",
  },
  {
    id: "EMAIL-5",
    section: "Mail",
    requirement:
      "Each SES identity has a MAIL FROM domain below it, with an SPF record and an MX record to the feedback host of the identity's own region, and rejects the message when that MX fails.",
    classes: ["enforce"],
    level: "mandatory",
    basis: "How SES aligns SPF with the sender",
  },
  {
    id: "EMAIL-6",
    section: "Mail",
    requirement:
      "Bounces and complaints of each SES identity reach an enabled destination; when forwarding by mail is off, both have a topic, so that none is lost.",
    classes: ["enforce"],
    level: "mandatory",
    basis: "How SES reports feedback",
  },
  {
    id: "EMAIL-7",
    section: "Mail",
    requirement:
      "The SES configuration set requires TLS for delivery, publishes reputation metrics, and suppresses addresses that bounced or complained.",
    classes: ["enforce"],
    level: "mandatory",
    basis: "BOD 18-01 (STARTTLS)",
  },
  {
    id: "EMAIL-8",
    section: "Mail",
    requirement:
      "What a domain says of encrypted mail (MTA-STS), of reports about it (TLS-RPT) and of whose reports it takes is valid, stands once at a name, and is what the register says.",
    classes: ["enforce"],
    level: "mandatory",
    note: "Whether a domain of others takes our reports is theirs to say: reports to hosts that are not known to are advice.",
    basis: "RFC 8460; RFC 8461; RFC 9990",
  },
  {
    id: "WEB-1",
    section: "Web",
    requirement:
      "A Cloudflare zone uses strict TLS to its origins, always https, TLS 1.2 or newer, and HSTS of at least a year with subdomains.",
    classes: ["enforce"],
    level: "mandatory",
    basis: "BOD 18-01; the zones' present settings",
  },
  {
    id: "IAM-1",
    section: "AWS permissions",
    requirement:
      "A policy for sending through SES allows `ses:SendEmail` and `ses:SendRawEmail` only, on one identity, from known addresses: by source IP or by From address.",
    classes: ["enforce"],
    level: "mandatory",
    basis: "Least privilege",
  },
  {
    id: "IAM-2",
    section: "AWS permissions",
    requirement:
      "A policy for SMS may allow publishing to every resource only if it keeps topics out, in the ARN partition at hand, and only from known source addresses.",
    classes: ["enforce"],
    level: "mandatory",
    basis: "Least privilege; phone numbers have no ARN",
  },
  {
    id: "IAM-3",
    section: "AWS permissions",
    requirement:
      "The role that logs SMS deliveries is assumed by `sns.amazonaws.com` for this account only, and writes to its log group only.",
    classes: ["enforce"],
    level: "mandatory",
    basis: "Least privilege; confused deputy",
  },
  {
    id: "SMS-8",
    section: "Text messages",
    requirement:
      "SMS preferences are transactional with a sampling rate of 0 to 100 and a monthly spend limit above 0 and within the cap: production 1000, staging and demo 25, sandbox 1 US dollars.",
    classes: ["enforce"],
    level: "mandatory",
    note: "One set of preferences per AWS account and region (AMB-27).",
    basis: "How SNS spends; the service's own limits",
  },
  {
    id: "S3-1",
    section: "Buckets",
    requirement:
      "Buckets for backups, CSV files and state block all public access and are encrypted; state is versioned; the others expire their objects, except those that pgBackRest expires itself.",
    classes: ["enforce"],
    level: "mandatory",
    basis: "S3 defaults; the services' own practice",
  },
] as const satisfies readonly DerivedControl[];
