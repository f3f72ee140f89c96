import { describe, expect, test } from "vitest";
import { mailRules } from "../../../../policies/rules/index.ts";
import { sesRules } from "../../../../policies/rules/mail/ses/index.ts";
import type { RegisterRule, ResourceRule, StackRule } from "../../../../policies/rules/rule.ts";
import { changed, type Draft, notifyRegister, ocpRegister } from "../../compliant.ts";
import { said } from "../../judge.ts";
import { type Breakable, type OcpStack, saidAfter } from "../../ocp-stack.ts";

const host = "noreply.open-contracting.org";
const v1 = (name: string) => `aws:ses/${name[0]?.toLowerCase()}${name.slice(1)}:${name}`;

/** The rules that refuse the compliant stack after a change, by name. */
async function refusedBy(change: (stack: OcpStack) => void): Promise<string[]> {
  const judged = sesRules.filter((rule): rule is ResourceRule | StackRule => rule.scope !== "register");
  const all = await Promise.all(
    judged.map(async (rule) => ((await saidAfter(rule, change)).length > 0 ? rule.name : [])),
  );
  return all.flat().sort();
}

/** Puts a resource of the first version of SES's interface in the place of one of the second. */
function inFirstVersion(stack: OcpStack, type: string, name: string, as: string, props: Record<string, unknown>) {
  const given: Breakable = stack.the(type, name);
  given.type = v1(as);
  given.props = props;
}

/** What the state holds once SES has made the keys. */
function made(stack: OcpStack, tokens = ["aaa", "bbb", "ccc"]) {
  stack.the("EmailIdentity", host).props.dkimSigningAttributes = { nextSigningKeyLength: "RSA_2048_BIT", tokens };
  for (const [index, token] of ["aaa", "bbb", "ccc"].entries()) {
    const { props } = stack.the("DnsRecord", `${host}-dkim-ses-${index + 1}`);
    Object.assign(props, { name: `${token}._domainkey.${host}`, content: `${token}.dkim.amazonses.com` });
  }
}

test("the rules are among those that every stack is judged by", () => {
  expect(mailRules).toEqual(expect.arrayContaining([...sesRules]));
});

test("a compliant sender passes before SES has made its keys, and after", async () => {
  expect(await refusedBy(() => {})).toEqual([]);
  expect(await refusedBy((stack) => made(stack))).toEqual([]);
});

test.each<[string, readonly string[], (stack: OcpStack) => void]>([
  ["keys of 1024 bits", ["ses-identities-sign"], key({ nextSigningKeyLength: "RSA_1024_BIT" })],
  ["keys as long as SES decides", ["ses-identities-sign"], key({})],
  [
    "a key of our own",
    ["ses-identities-sign"],
    key({ domainSigningPrivateKey: "a", domainSigningSelector: "b", nextSigningKeyLength: "RSA_2048_BIT" }),
  ],
  [
    "an identity that nobody named",
    ["ses-identities-sign"],
    (stack) => stack.add("EmailIdentity", host, "more", { emailIdentity: "example.org" }),
  ],
  [
    "a single address as an identity",
    ["ses-identities-sign"],
    (stack) => stack.add("EmailIdentity", host, "more", { emailIdentity: `me@${host}` }),
  ],
  [
    "no identity",
    ["ses-configuration-sets-used", "ses-dkim-published", "ses-feedback-complete"],
    (stack) => stack.remove("EmailIdentity", host),
  ],
  ["its identity twice", ["ses-dkim-published"], (stack) => stack.add("EmailIdentity", host, "more", {})],
  [
    "an identity of the first version",
    ["ses-configuration-sets-used", "ses-feedback-complete", "ses-identities-sign"],
    (stack) => inFirstVersion(stack, "EmailIdentity", host, "DomainIdentity", { domain: host }),
  ],
  ["two keys published", ["ses-dkim-published"], (stack) => stack.remove("DnsRecord", `${host}-dkim-ses-2`)],
  [
    "two keys published, after",
    ["ses-dkim-published"],
    (stack) => {
      made(stack);
      stack.remove("DnsRecord", `${host}-dkim-ses-2`);
    },
  ],
  [
    "a key that leads elsewhere",
    ["ses-dkim-published"],
    (stack) => {
      made(stack);
      stack.the("DnsRecord", `${host}-dkim-ses-2`).props.content = "bbb.dkim.example.com";
    },
  ],
  ["a key that SES has another of", ["ses-dkim-published"], (stack) => made(stack, ["aaa", "bbb", "other"])],
  [
    "a key beside those that SES made",
    ["ses-dkim-published"],
    (stack) => {
      made(stack);
      const others = { name: `evil._domainkey.${host}`, content: "evil.dkim.amazonses.com" };
      stack.add("DnsRecord", `${host}-dkim-ses-2`, "more", others);
    },
  ],
  [
    "a known key before SES has made any",
    ["ses-dkim-published"],
    (stack) => {
      const others = { name: `evil._domainkey.${host}`, content: "evil.dkim.amazonses.com" };
      stack.add("DnsRecord", `${host}-dkim-ses-2`, "more", others);
    },
  ],
  [
    "a key that leads to somebody else before SES has made any",
    ["ses-dkim-published"],
    (stack) => {
      stack.the("DnsRecord", `${host}-dkim-ses-2`).props.content = "evil.dkim.example.net";
    },
  ],
  [
    "a fourth record that waits for a key",
    ["ses-dkim-published"],
    (stack) => stack.add("DnsRecord", `${host}-dkim-ses-2`, "more", {}),
  ],
  ["fewer keys than SES makes", ["ses-dkim-published"], (stack) => made(stack, ["aaa", "bbb"])],
  [
    "a proxied key",
    ["ses-dkim-published"],
    (stack) => {
      stack.the("DnsRecord", `${host}-dkim-ses-1`).props.proxied = true;
    },
  ],
  [
    "a proxied key, after",
    ["ses-dkim-published"],
    (stack) => {
      made(stack);
      stack.the("DnsRecord", `${host}-dkim-ses-1`).props.proxied = true;
    },
  ],
  [
    "a key's name that comes from elsewhere",
    ["ses-dkim-published"],
    (stack) => {
      stack.the("DnsRecord", `${host}-dkim-ses-1`).propertyDependencies = {
        name: ["urn:other"],
        content: ["urn:other"],
      };
    },
  ],

  ["a MAIL FROM that falls back to Amazon's", ["ses-mail-from-rejects"], mailFrom({ behaviorOnMxFailure: undefined })],
  ["a MAIL FROM that says so", ["ses-mail-from-rejects"], mailFrom({ behaviorOnMxFailure: "USE_DEFAULT_VALUE" })],
  ["the host as its own MAIL FROM", ["ses-mail-from-rejects"], mailFrom({ mailFromDomain: host })],
  ["a MAIL FROM that only ends like the host", ["ses-mail-from-rejects"], mailFrom({ mailFromDomain: `bad${host}` })],
  ["another MAIL FROM than the register's", ["ses-mail-from-rejects"], mailFrom({ mailFromDomain: `other.${host}` })],
  ["no name for its MAIL FROM", ["ses-mail-from-rejects"], mailFrom({ mailFromDomain: undefined })],
  ["no MAIL FROM", ["ses-mail-from-complete"], (stack) => stack.remove("EmailIdentityMailFromAttributes", host)],
  [
    "a MAIL FROM of an identity that nobody named",
    ["ses-mail-from-complete", "ses-mail-from-rejects"],
    mailFrom({ emailIdentity: "open-contracting.org" }),
  ],
  [
    "bounces that go to another region",
    ["ses-mail-from-complete"],
    (stack) => {
      exchanger(stack).props.content = "feedback-smtp.us-west-2.amazonses.com";
    },
  ],
  [
    "bounces that go to somebody else too",
    ["ses-mail-from-complete"],
    (stack) => {
      stack.add("DnsRecord", exchanger(stack).name, "more", { content: "mx.example.com" });
    },
  ],
  ["no record for bounces", ["ses-mail-from-complete"], (stack) => stack.remove("DnsRecord", exchanger(stack).name)],
  [
    "no SPF record for its MAIL FROM",
    ["ses-mail-from-complete"],
    (stack) => stack.remove("DnsRecord", `mail.${host}-spf`),
  ],
  [
    "an SPF record for its MAIL FROM that leaves SES out",
    ["ses-mail-from-complete"],
    (stack) => {
      stack.the("DnsRecord", `mail.${host}-spf`).props.content = '"v=spf1 -all"';
    },
  ],

  [
    "an event destination that is not enabled",
    ["ses-feedback-complete", "ses-feedback-sent"],
    destination({ enabled: undefined }),
  ],
  [
    "an event destination that is disabled",
    ["ses-feedback-complete", "ses-feedback-sent"],
    destination({ enabled: false }),
  ],
  ["an event destination with no place", ["ses-feedback-sent"], destination({ cloudWatchDestination: undefined })],
  [
    "an event destination with two",
    ["ses-feedback-sent"],
    destination({ snsDestination: { topicArn: "arn:aws:sns:us-east-1:777788889999:more" } }),
  ],
  [
    "an event destination in another account",
    ["ses-feedback-sent"],
    destination({
      cloudWatchDestination: undefined,
      snsDestination: { topicArn: "arn:aws:sns:us-east-1:123456789012:more" },
    }),
  ],
  ["deliveries that nobody counts", ["ses-feedback-complete"], destination({ matchingEventTypes: ["BOUNCE"] })],
  [
    "counts of another set",
    ["ses-feedback-complete"],
    (stack) => {
      stack.the("ConfigurationSetEventDestination", host).props.configurationSetName = "other";
    },
  ],
  [
    "nobody told of bounces",
    ["ses-feedback-complete"],
    (stack) => stack.remove("IdentityNotificationTopic", `${host}-bounce`),
  ],
  [
    "nobody told of complaints",
    ["ses-feedback-complete"],
    (stack) => stack.remove("IdentityNotificationTopic", `${host}-complaint`),
  ],
  [
    "news without a topic",
    ["ses-feedback-complete", "ses-feedback-sent"],
    (stack) => {
      stack.the("IdentityNotificationTopic", `${host}-bounce`).props.topicArn = undefined;
    },
  ],
  [
    "news to another region's topic",
    ["ses-feedback-complete", "ses-feedback-sent"],
    (stack) => {
      stack.the("IdentityNotificationTopic", `${host}-bounce`).props.topicArn = "arn:aws:sns:us-west-2:777788889999:a";
    },
  ],
  [
    "news of an identity that nobody named",
    ["ses-feedback-complete", "ses-feedback-sent"],
    (stack) => {
      stack.the("IdentityNotificationTopic", `${host}-bounce`).props.identity = "example.org";
    },
  ],
  [
    "a topic that is not there",
    ["ses-feedback-complete"],
    (stack) => stack.remove("Topic", "noreply-open-contracting-org-bounce"),
  ],
  [
    "a topic that nobody listens to",
    ["ses-feedback-complete"],
    (stack) => stack.remove("TopicSubscription", "noreply-open-contracting-org-complaint"),
  ],
  [
    "a topic whose only listener is told of some",
    ["ses-feedback-complete"],
    (stack) => {
      const { props } = stack.the("TopicSubscription", "noreply-open-contracting-org-bounce");
      props.filterPolicy = JSON.stringify({ kind: ["some"] });
    },
  ],

  [
    "mail that may go unencrypted",
    ["ses-configuration-sets-strict"],
    set({ deliveryOptions: { tlsPolicy: "OPTIONAL" } }),
  ],
  ["mail that goes as SES decides", ["ses-configuration-sets-strict"], set({ deliveryOptions: undefined })],
  ["no reputation metrics", ["ses-configuration-sets-strict"], set({ reputationOptions: undefined })],
  ["a set that does not send", ["ses-configuration-sets-strict"], set({ sendingOptions: { sendingEnabled: false } })],
  ["nobody suppressed", ["ses-configuration-sets-strict"], set({ suppressionOptions: undefined })],
  [
    "complaints not suppressed",
    ["ses-configuration-sets-strict"],
    set({ suppressionOptions: { suppressedReasons: ["BOUNCE"] } }),
  ],
  [
    "no configuration set",
    ["ses-configuration-sets-used", "ses-feedback-complete"],
    (stack) => {
      stack.the("EmailIdentity", host).props.configurationSetName = undefined;
    },
  ],
  [
    "a configuration set that is not there",
    ["ses-configuration-sets-used"],
    (stack) => stack.remove("ConfigurationSet", host),
  ],
  [
    "a set of the first version",
    ["ses-configuration-sets-strict"],
    (stack) =>
      inFirstVersion(stack, "ConfigurationSet", host, "ConfigurationSet", {
        ...{ name: "noreply-open-contracting-org", deliveryOptions: { tlsPolicy: "Require" } },
        ...{ reputationMetricsEnabled: true, sendingEnabled: true },
      }),
  ],
])("a sender with %s is refused", async (_, rules, change) => {
  expect(await refusedBy(change)).toEqual(rules);
});

test.each<[string, (stack: OcpStack) => void]>([
  [
    "MAIL FROM of the first version",
    (stack) =>
      inFirstVersion(stack, "EmailIdentityMailFromAttributes", host, "MailFrom", {
        ...{ domain: host, mailFromDomain: `mail.${host}`, behaviorOnMxFailure: "RejectMessage" },
      }),
  ],
  [
    "event destination of the first version",
    (stack) =>
      inFirstVersion(stack, "ConfigurationSetEventDestination", host, "EventDestination", {
        ...{ configurationSetName: "noreply-open-contracting-org", enabled: true, matchingTypes: ["delivery"] },
        ...{ cloudwatchDestinations: [{ dimensionName: "a", defaultValue: "b", valueSource: "messageTag" }] },
      }),
  ],
  [
    "news by the identity's ARN",
    (stack) => {
      const { props } = stack.the("IdentityNotificationTopic", `${host}-bounce`);
      props.identity = `arn:aws:ses:us-east-1:777788889999:identity/${host}`;
    },
  ],
  [
    "bounces forwarded by mail, and told to a topic of the set",
    (stack) => {
      stack.the("EmailIdentityFeedbackAttributes", host).props.emailForwardingEnabled = true;
      const topic = stack.the("IdentityNotificationTopic", `${host}-bounce`).props.topicArn;
      stack.remove("IdentityNotificationTopic", `${host}-bounce`);
      stack.add("ConfigurationSetEventDestination", host, "told", {
        eventDestination: { enabled: true, matchingEventTypes: ["BOUNCE"], snsDestination: { topicArn: topic } },
      });
    },
  ],
  [
    "account that suppresses the same",
    (stack) => {
      const { urn } = stack.the("ConfigurationSet", host);
      const type = "aws:sesv2/accountSuppressionAttributes:AccountSuppressionAttributes";
      const account = { type, name: "account", urn: `${urn}-account`, options: { protect: false, ignoreChanges: [] } };
      stack.resources.push({ ...account, props: { suppressedReasons: ["COMPLAINT", "BOUNCE"] } });
    },
  ],
])("a sender with its %s passes", async (_, change) => {
  expect(await refusedBy(change)).toEqual([]);
});

test("forwarding switched off and one topic of the set alone lose complaints", async () => {
  const found = await saidAfter(byName("ses-feedback-complete") as StackRule, (stack) => {
    const topic = stack.the("IdentityNotificationTopic", `${host}-complaint`).props.topicArn;
    stack.remove("IdentityNotificationTopic", `${host}-complaint`);
    stack.add("ConfigurationSetEventDestination", host, "told", {
      eventDestination: { enabled: true, matchingEventTypes: ["COMPLAINT"], snsDestination: { topicArn: topic } },
    });
  });
  expect(found).toHaveLength(1);
  expect(found[0]).toContain(
    `feedback of ${host}: SES forwards nothing by mail, and the identity has no topic for COMPLAINT.`,
  );
});

describe("the register", () => {
  const complete = byName("ses-senders-complete") as RegisterRule;
  const problemsAfter = (change: (sender: Draft["domains"], draft: Draft) => void, register = ocpRegister) => {
    const [name = ""] = Object.keys(register.domains);
    return said(
      complete,
      changed(register, (draft) => change(draft.domains[name].senders.ses, draft)),
    ).map((line) => line.replace(/^[^:]+: (.*)\. Complete the sender.*$/, "$1"));
  };

  test("that is complete passes, and so does one where nobody sends by SES", () => {
    expect(problemsAfter(() => {})).toEqual([]);
    expect(problemsAfter(() => {}, notifyRegister)).toEqual([]);
    expect(problemsAfter((_, draft) => delete draft.domains["open-contracting.org"].senders.ses)).toEqual([]);
  });

  test.each<[(sender: Draft["domains"], draft: Draft) => void, string]>([
    [(sender) => delete sender.mailFrom, "it has no mailFrom, so bounces go to a name of Amazon's"],
    [(sender) => delete sender.feedback, "it has no feedback, so nobody is told of bounces"],
    [(sender) => delete sender.account, "it does not say in which account it is"],
    [
      (sender) => {
        sender.region = "us-west-2";
      },
      "its region is us-west-2, and its stack works in us-east-1",
    ],
    [
      (sender) => {
        sender.host = "noreply.example.org";
      },
      "its host noreply.example.org is not the domain and does not lie below it",
    ],
    [
      (_, { domains }) => {
        domains["open-contracting.org"].sendsMail = false;
      },
      "open-contracting.org is said to send no mail",
    ],
    [
      (_, { accounts }) => delete accounts.aws,
      "the organisation has no AWS account whose id, partition and region are known",
    ],
  ])("is refused %#", (change, problem) => {
    expect(problemsAfter(change)).toEqual([problem]);
  });

  test("names each host once", () => {
    const found = problemsAfter((sender, { domains }) => {
      domains["open-contracting.org"].senders.again = sender;
    });
    expect(found).toEqual([
      `open-contracting.org/again sends as ${host} too`,
      `open-contracting.org/ses sends as ${host} too`,
    ]);
  });

  test("keeps a sender in the account of its domain's environment", () => {
    const found = problemsAfter((sender, { accounts }) => {
      accounts.other = { ...accounts["aws-production"], accountId: "123456789012" };
      sender.account = "other";
    }, notifyRegister);
    expect(found).toEqual(["its account other is not that of production, whose stack declares it"]);
  });
});

function byName(name: string) {
  const rule = sesRules.find((each) => each.name === name);
  if (rule === undefined) throw new Error(`there is no rule ${name}`);
  return rule;
}

function key(attributes: Record<string, unknown>) {
  return (stack: OcpStack) => {
    stack.the("EmailIdentity", host).props.dkimSigningAttributes = attributes;
  };
}

function mailFrom(props: Record<string, unknown>) {
  return (stack: OcpStack) => Object.assign(stack.the("EmailIdentityMailFromAttributes", host).props, props);
}

function destination(changes: Record<string, unknown>) {
  return (stack: OcpStack) =>
    Object.assign(stack.the("ConfigurationSetEventDestination", host).props.eventDestination, changes);
}

function set(props: Record<string, unknown>) {
  return (stack: OcpStack) => Object.assign(stack.the("ConfigurationSet", host).props, props);
}

function exchanger(stack: OcpStack): Breakable {
  return stack.the("DnsRecord", `mail.${host}-mx-feedback-smtp.us-east-1.amazonses.com`);
}
