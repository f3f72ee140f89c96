import { describe, expect, test } from "vitest";
import type { Register } from "../../model/register.ts";
import { notifyEnvironment } from "../../stacks/notify-environment.ts";
import { ocp } from "../../stacks/ocp.ts";
import { changed, notifyRegister, ocpRegister } from "../policies/compliant.ts";
import type { Registration } from "../policies/packs/harness.ts";
import { recorded } from "./record.ts";

/** A stack's program, the register that it is run with, and the domain whose SES sender goes. */
interface Subject {
  readonly program: (register: Register) => Promise<unknown>;
  readonly stack: string;
  readonly register: Register;
  readonly domain: string;
}

const shown = ({ type, name }: Registration) => `${type.split(":").at(-1)} ${name}`;

/** What goes, comes and changes when a sender is removed from the register; the register's own records are left out. */
async function removal({ program, stack, register, domain }: Subject) {
  const without = changed(register, ({ domains }) => delete domains[domain].senders.ses);
  const before = await recorded(() => program(register), stack);
  const after = await recorded(() => program(without), stack);
  const find = (all: readonly Registration[], urn: string) => all.find((each) => each.urn === urn);
  const ofRegister = ({ type }: Registration) =>
    ["gatehouse:mail:Domain", "gatehouse:mail:Protection", "gatehouse:register:Manifest"].includes(type);
  return {
    gone: before
      .filter(({ urn }) => find(after, urn) === undefined)
      .map(shown)
      .sort(),
    new: after.filter(({ urn }) => find(before, urn) === undefined).map(shown),
    changed: after
      .filter((each) => !ofRegister(each))
      .flatMap((each) => {
        const was = find(before, each.urn);
        return was === undefined || JSON.stringify(was) === JSON.stringify(each)
          ? []
          : { record: shown(each), from: was.props.content, to: each.props.content };
      }),
  };
}

/** What belongs to an identity, whoever hears of its bounces. */
const ofIdentity = (host: string) => [
  `ConfigurationSet ${host}`,
  `ConfigurationSetEventDestination ${host}`,
  ...[1, 2, 3].map((key) => `DnsRecord ${host}-dkim-ses-${key}`),
  `DnsRecord mail.${host}-spf`,
  `EmailIdentity ${host}`,
  `EmailIdentityFeedbackAttributes ${host}`,
  `EmailIdentityMailFromAttributes ${host}`,
  `IdentityNotificationTopic ${host}-bounce`,
  `IdentityNotificationTopic ${host}-complaint`,
  `Policy ${host}`,
  `SesSender ${host}`,
];

describe("a sender that is removed from the register", () => {
  test("takes its host's records, its identity and its topics with it, and nothing else", async () => {
    const host = "noreply.open-contracting.org";
    expect(
      await removal({ program: ocp, stack: "ocp", register: ocpRegister, domain: "open-contracting.org" }),
    ).toEqual({
      gone: [
        ...ofIdentity(host),
        `DnsRecord mail.${host}-mx-feedback-smtp.us-east-1.amazonses.com`,
        `DnsRecord ${host}-spf`,
        `FeedbackByMail ${host}`,
        ...["bounce", "complaint"].flatMap((kind) =>
          ["Topic", "TopicSubscription"].map((type) => `${type} noreply-open-contracting-org-${kind}`),
        ),
      ].sort(),
      new: [],
      changed: [],
    });
  });

  test("leaves the domain that it sent for without its include, and the environment its topics", async () => {
    const host = "notify-staging.example.gov";
    const program = notifyEnvironment("staging", { offline: true });
    expect(await removal({ program, stack: "notify-staging", register: notifyRegister, domain: host })).toEqual({
      gone: [
        ...ofIdentity(host),
        `DnsRecord mail.${host}-mx-feedback-smtp.us-west-2.amazonses.com`,
        `IdentityNotificationTopic ${host}-delivery`,
      ].sort(),
      new: [],
      changed: [
        // Whom the broker makes may not send in its name any more.
        { record: "Policy smtp_broker_boundary", from: undefined, to: undefined },
        { record: `DnsRecord ${host}-spf`, from: '"v=spf1 include:amazonses.com ~all"', to: '"v=spf1 ~all"' },
      ],
    });
  });
});
