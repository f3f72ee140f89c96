import type { Register } from "../../model/register.ts";
import type { Sender } from "../../model/schema/mail.ts";

/** The mail domains of the compliant registers, and what the DNS of others says about who may send for them. */

type Domains = Register["domains"];

export const ocpDomains: Domains = {
  "open-contracting.org": {
    provider: "cloudflare",
    zoneId: "0123456789abcdef0123456789abcdef",
    mandates: ["ocp-reference"],
    sendsMail: true,
    dmarc: {
      policy: "quarantine",
      aggregateReports: ["reports-1@rep.dmarcanalyzer.com"],
      forensicReports: ["reports-1@for.dmarcanalyzer.com"],
      failureOptions: "1",
    },
    spf: "softfail",
    senders: {
      google: { kind: "google", reason: "Mail of the staff" },
      mailchimp: { kind: "mailchimp", reason: "Newsletters" },
      ses: {
        ...{ kind: "ses", reason: "Notices", host: "noreply.open-contracting.org", region: "us-east-1" },
        ...{ mailFrom: "mail", account: "aws", feedback: "helpdesk@open-contracting.org" },
      },
    },
    receives: [{ priority: 1, host: "smtp.google.com" }],
  },
};

const ses = (region: string): Sender => ({
  ...{ kind: "ses", reason: "Messages of Notify", region, mailFrom: "mail", sendsFrom: ["52.222.122.97/32"] },
});

const federal = (environment: string, zoneId: string, region: string): Domains[string] => ({
  ...{ provider: "cloudflare", zoneId, environment, mandates: ["bod-18-01"], sendsMail: true, spf: "softfail" },
  dmarc: { policy: "reject", aggregateReports: ["dmarc@gsa.gov", "reports@dmarc.cyber.dhs.gov"] },
  senders: { ses: ses(region) },
});

export const notifyDomains: Domains = {
  "notify.gov": federal("production", "1".repeat(32), "us-gov-west-1"),
  "notify-staging.example.gov": federal("staging", "2".repeat(32), "us-west-2"),
  "notify-demo.example.gov": federal("demo", "3".repeat(32), "us-west-2"),
};

const readOn = "2026-05-20";
const amazon = { "amazonses.com": { record: "v=spf1 ip4:192.0.2.0/24 -all", readOn } };

export const spfRecords: Readonly<Record<"ocp" | "notify", Register["spfRecords"]>> = {
  ocp: {
    "_spf.google.com": { record: "v=spf1 include:_netblocks.google.com ~all", readOn },
    "_netblocks.google.com": { record: "v=spf1 ip4:198.51.100.0/24 ~all", readOn },
    ...amazon,
  },
  notify: amazon,
};
