import type { Register } from "../model/register.ts";
import { callsByType } from "../policies/rules/called-for/by-type.ts";
import { calledIn, wantedIn } from "../policies/rules/called-for/calls.ts";
import { githubPermissions, together } from "../policies/settings/github-permissions.ts";

/** What a stack declares, as far as the register tells: each type with what is called for of it. */
export type Declared = ReadonlyMap<string, readonly string[]>;

/** Something that no stack can do, and the stack needs. */
export interface ByHand {
  /** Before the first `up`, or after one. */
  readonly when: "before" | "after";
  /** What calls for it: a stack that makes any of these types. */
  readonly types: readonly string[];
  /** What is to be done, in the imperative, as Markdown; undefined where a stack of these types needs nothing after all. */
  readonly what: (register: Register, stack: string, declared: Declared) => string | undefined;
}

/** What the register calls for in a stack. */
export function declaredIn(register: Register, stack: string): Declared {
  const wanted = wantedIn(register, stack);
  return new Map(
    Object.entries(callsByType)
      .map(([type, calls]): [string, string[]] => [type, [...calledIn(wanted, calls)]])
      .filter(([, called]) => called.length > 0),
  );
}

const aws = Object.keys(callsByType).filter((type) => type.startsWith("aws:"));
const github = Object.keys(callsByType).filter((type) => type.startsWith("github:"));
const cloudflare = Object.keys(callsByType).filter((type) => type.startsWith("cloudflare:"));
const environmentOf = (register: Register, stack: string) => {
  const id = stack.replace(/^notify-/, "");
  return Object.hasOwn(register.environments, id) ? register.environments[id] : undefined;
};
const quoted = (words: readonly string[]) => words.map((word) => `\`${word}\``).join(", ");
const always =
  (what: string): ByHand["what"] =>
  () =>
    what;

/** In the order in which they are done: what takes others weeks to answer comes first. */
export const stepsByHand: readonly ByHand[] = [
  {
    when: "before",
    types: ["aws:sns/smsPreferences:SmsPreferences"],
    what: (register, stack) =>
      `Ask AWS Support for a monthly SMS spend quota of at least $${environmentOf(register, stack)?.monthlySpendLimit} in the account and region (Service Quotas; a new account has $1): \`up\` is refused while \`monthlySpendLimit\` is above it.`,
  },
  {
    when: "before",
    types: ["aws:sns/smsPreferences:SmsPreferences"],
    what: always(
      "Ask AWS to take the account out of the SMS sandbox, in which texts go to confirmed numbers only. A sender id (`defaultSenderId`) is shown only in countries that have them, and some want it registered; not in the United States.",
    ),
  },
  {
    when: "before",
    types: ["aws:pinpoint/smsvoicev2PhoneNumber:Smsvoicev2PhoneNumber"],
    what: (_, __, declared) =>
      `Request and register the numbers ${quoted(declared.get("aws:pinpoint/smsvoicev2PhoneNumber:Smsvoicev2PhoneNumber") ?? [])}: a toll-free number with its toll-free verification, a 10DLC number with brand and campaign, a short code with its carriers, which takes weeks. Put each id into \`register/notify/phone-numbers.yaml\` and lock the number ([numbers](going-live.md#telephone-numbers)).`,
  },
  {
    when: "before",
    types: ["aws:sesv2/emailIdentity:EmailIdentity"],
    what: (_, __, declared) =>
      `Ask AWS for production access to SES in the region: until then mail from ${quoted(declared.get("aws:sesv2/emailIdentity:EmailIdentity") ?? [])} goes to confirmed addresses only.`,
  },
  {
    when: "before",
    types: aws,
    what: always(
      "Make the AWS account, its OIDC provider for GitHub, and the two roles of the workflows, with the trust policy of [GitHub](github.md#setting-it-up).",
    ),
  },
  {
    when: "before",
    types: ["aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration"],
    what: (register, stack) =>
      `In the AWS console of the account, under Amazon Q Developer in chat applications, authorise the Slack workspace \`${environmentOf(register, stack)?.alerts?.slackWorkspace}\` once, as one of its administrators; and invite the app to the channel, if that is private.`,
  },
  {
    when: "before",
    types: ["aws:sns/topicSubscription:TopicSubscription"],
    what: (register, stack) => {
      const found = environmentOf(register, stack);
      if (found === undefined) return undefined;
      const relay = found.alerts?.relay;
      return `Deploy the API at ${found.apiUrl}${relay === undefined ? "" : `, and the relay at ${relay}`}: each confirms its subscriptions while \`up\` waits.`;
    },
  },
  {
    when: "before",
    types: cloudflare,
    what: ({ domains }, stack) => {
      const ours = Object.entries(domains).filter(
        ([, { zoneId, environment }]) =>
          zoneId !== undefined && (environment === undefined ? stack === "ocp" : stack === `notify-${environment}`),
      );
      return `Make the zone of ${quoted(ours.map(([name]) => name))} in a Cloudflare account, put its id into the register, set its name servers (NS) at the registrar, switch DNSSEC on, and put the DS record there.`;
    },
  },
  {
    when: "before",
    types: github,
    what: (_, __, declared) => {
      const needed = together([...declared.keys()].map((type) => githubPermissions[type]?.write ?? {}));
      const words = Object.entries(needed)
        .sort()
        .map(([name, level]) => `${name} (${level})`);
      return `Install the owner's GitHub App in the organisation, with ${words.join(", ")}, and put its id and key into the workflows' environments ([GitHub](github.md#setting-it-up)).`;
    },
  },
  {
    when: "before",
    types: ["github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret"],
    what: (_, __, declared) =>
      `Seal the ${declared.get("github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret")?.length} secrets of workflows and keep them in the stack's settings ([secrets](going-live.md#secrets-of-workflows)); \`notify-platform\` has to be up, which makes the environments.`,
  },
  {
    when: "before",
    types: ["linode:index/instance:Instance", "linode:index/user:User"],
    what: ({ accounts }) =>
      `Make the Linode account ${quoted(Object.values(accounts).flatMap(({ provider, name }) => (provider === "linode" ? [name] : [])))} with a way to pay, and a token that may read and write Linodes, firewalls and users.`,
  },
  {
    when: "before",
    types: ["hcloud:index/server:Server"],
    what: always(
      "Make the project in the Hetzner cloud, and a token for it that may read and write; raise the limit of servers where it is reached.",
    ),
  },
  {
    when: "after",
    types: ["aws:sns/topicSubscription:TopicSubscription"],
    what: ({ id }, stack) =>
      id === "ocp" && stack === "ocp"
        ? "Follow the link that AWS mails to each sender's `feedback` address: nothing is told of bounces before."
        : undefined,
  },
  {
    when: "after",
    types: ["github:index/repositoryPages:RepositoryPages"],
    what: always(
      "Run `up` once more for the name of the site, wait for its certificate, and enforce https in the repository's settings ([sites](going-live.md#sites-on-github-pages)).",
    ),
  },
  {
    when: "after",
    types: ["github:index/membership:Membership"],
    what: always(
      "Have everybody accept the organisation's invitation; it ends after seven days, and teams wait for it.",
    ),
  },
  {
    when: "after",
    types: ["aws:iam/group:Group"],
    what: always(
      "Give the group's people their first password in the console; they set up a second factor before anything else is allowed.",
    ),
  },
  {
    when: "after",
    types: ["aws:iam/accessKey:AccessKey"],
    what: always(
      "Read the brokers' keys from the stack's secret outputs, and seal them for the repository that deploys the brokers.",
    ),
  },
  {
    when: "after",
    types: ["hcloud:index/server:Server", "linode:index/instance:Instance"],
    what: always(
      "Set reverse DNS (PTR) of each machine that sends mail, put its addresses into the register where they were made up, and let Salt put people's keys on it.",
    ),
  },
];

/** Types that need nothing but the provider's account and credentials, by why. Every other type has a step of its own. */
export const needNothingElse: Readonly<Record<string, readonly string[]>> = {
  "it is a setting of what the stack makes or names": Object.keys(callsByType).filter((type) =>
    /:(?:Bucket\w*|ConfigurationSet\w*|EmailIdentity\w+|IdentityNotificationTopic|\w*Policy\w*|Alias|Branch\w*|Repository(?!Pages)\w*|Team\w*|ActionsEnvironmentVariable|MetricAlarm|ZoneSetting|Firewall|SshKey)$/.test(
      type,
    ),
  ),
  "it is made, and works, by itself": [
    "aws:iam/groupMembership:GroupMembership",
    "aws:iam/role:Role",
    "aws:iam/user:User",
    "aws:kms/key:Key",
    "aws:sns/topic:Topic",
    "cloudflare:index/dnsRecord:DnsRecord",
    "cloudflare:index/record:Record",
  ],
};

/** The steps of a stack, in their order. */
export function stepsOf(register: Register, stack: string): { readonly when: ByHand["when"]; readonly what: string }[] {
  const declared = declaredIn(register, stack);
  return stepsByHand.flatMap(({ when, types, what }) => {
    const said = types.some((type) => declared.has(type)) ? what(register, stack, declared) : undefined;
    return said === undefined ? [] : [{ when, what: said }];
  });
}
