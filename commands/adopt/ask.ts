/** What is asked of a service: a file of a listing, how it comes about, and what has to be in it. */
export interface Ask {
  /** Path below the folder of the listing. */
  readonly file: string;
  readonly service: Service;
  /** What is asked: the words after `aws`, or the path of a GET. */
  readonly words: readonly string[];
  readonly shape: Shape;
  /** Whose the answer has to be. */
  readonly of: Owner;
  /** Errors by which the service says that there is no such thing. */
  readonly none?: RegExp;
}

/** The services whose listings are read. */
export const services = ["github", "aws", "cloudflare", "linode", "hcloud"] as const;
export type Service = (typeof services)[number];

/**
 * How an answer is built: a thing by itself, or things in pages – lists, lists under a key with or without a count
 * beside them, or in an envelope that tells how many there are.
 */
export type Shape =
  | { readonly kind: "one" }
  | { readonly kind: "protections" }
  | { readonly kind: "tree" }
  | { readonly kind: "list" }
  | { readonly kind: "counted"; readonly key: string }
  | { readonly kind: "aws"; readonly key: string }
  | { readonly kind: "cloudflare" }
  | { readonly kind: "linode" }
  | { readonly kind: "hcloud"; readonly key: string };

/** Who has to be the owner of what an answer lists. */
export interface Owner {
  /** GitHub organisation. */
  readonly organization?: string;
  /** AWS account, and the region of services that are in one. */
  readonly account?: string;
  readonly region?: string;
  /** Cloudflare zone. */
  readonly zone?: string;
}

/** A name as part of a path: no step to another folder, and nothing that a file's name may not have. */
const part = (text: string) => encodeURIComponent(text).replace(/^\.+$/, (dots) => "%2e".repeat(dots.length));

/** What is asked of a GitHub organisation, and of its repositories. */
export function github(organization: string) {
  const of = { organization };
  const list = (file: string, path: string): Ask => ({
    ...{ file: `github/${part(organization)}/${file}`, service: "github", of, shape: { kind: "list" } },
    words: [`${path}${path.includes("?") ? "&" : "?"}per_page=100`],
  });
  const ofOrganization = (file: string, path: string) => list(file, `orgs/${organization}/${path}`);
  const ofRepository = (name: string) => {
    const at = (file: string, path: string) => list(`${part(name)}/${file}`, `repos/${organization}/${name}/${path}`);
    const counted = (file: string, path: string, key: string): Ask => ({
      ...at(file, path),
      shape: { kind: "counted", key },
    });
    const ofEnvironment = (environment: string, what: "secrets" | "variables") =>
      counted(
        `environments/${part(environment)}/${what}.json`,
        `environments/${encodeURIComponent(environment)}/${what}`,
        what,
      );
    return {
      branches: at("branches.json", "branches"),
      rulesets: at("rulesets.json", "rulesets?includes_parents=false"),
      environments: counted("environments.json", "environments", "environments"),
      secrets: (environment: string) => ofEnvironment(environment, "secrets"),
      variables: (environment: string) => ofEnvironment(environment, "variables"),
      protections: {
        ...at("protections.json", ""),
        ...{ words: [`protections/${organization}/${name}`], shape: { kind: "protections" } },
      } as Ask,
      tree: (branch: string): Ask => ({
        ...at(`tree-${part(branch)}.json`, ""),
        ...{ words: [`repos/${organization}/${name}/git/trees/${branch}?recursive=1`], shape: { kind: "tree" } },
      }),
    };
  };
  return {
    repositories: ofOrganization("repositories.json", "repos"),
    teams: ofOrganization("teams.json", "teams"),
    members: ofOrganization("members.json", "members"),
    invitations: ofOrganization("invitations.json", "invitations"),
    teamMembers: (team: string, role: "member" | "maintainer") =>
      ofOrganization(`teams/${part(team)}/${role}s.json`, `teams/${team}/members?role=${role}`),
    teamRepositories: (team: string) => ofOrganization(`teams/${part(team)}/repositories.json`, `teams/${team}/repos`),
    repository: ofRepository,
  };
}

/** What is asked of an AWS account, in a region where the service is in one. */
export function aws(account: string, region: string) {
  const of = { account };
  const everywhere = (file: string, words: string, key?: string): Ask => ({
    ...{ file: `aws/${account}/${file}`, service: "aws", of, words: words.split(" ") },
    shape: key === undefined ? { kind: "one" } : { kind: "aws", key },
  });
  const here = (file: string, words: string, key?: string): Ask => ({
    ...everywhere(`${region}/${file}`, `${words} --region ${region}`, key),
    of: { account, region },
  });
  const ofBucket = (bucket: string, file: string, operation: string, none: RegExp): Ask => ({
    ...here(`buckets/${bucket}/${file}.json`, `s3api ${operation} --bucket ${bucket}`),
    none,
  });
  return {
    caller: everywhere("caller.json", "sts get-caller-identity"),
    iam: everywhere("iam.json", "iam get-account-authorization-details --filter User Group Role LocalManagedPolicy"),
    accessKeys: (user: string) =>
      everywhere(`access-keys/${part(user)}.json`, `iam list-access-keys --user-name ${user}`, "AccessKeyMetadata"),
    aliases: here("kms-aliases.json", "kms list-aliases", "Aliases"),
    topics: here("topics.json", "sns list-topics", "Topics"),
    subscriptions: here("subscriptions.json", "sns list-subscriptions", "Subscriptions"),
    textMessages: here("text-messages.json", "sns get-sms-attributes"),
    alarms: here("alarms.json", "cloudwatch describe-alarms", "MetricAlarms"),
    slack: everywhere(
      "slack-channels.json",
      // The service has no endpoint elsewhere; what it has configured it lists here.
      "chatbot describe-slack-channel-configurations --region us-east-2",
      "SlackChannelConfigurations",
    ),
    phoneNumbers: here("phone-numbers.json", "pinpoint-sms-voice-v2 describe-phone-numbers", "PhoneNumbers"),
    buckets: everywhere("buckets.json", "s3api list-buckets", "Buckets"),
    bucketPolicy: (name: string) => ofBucket(name, "policy", "get-bucket-policy", /\(NoSuchBucketPolicy\)/),
    bucketAccess: (name: string) =>
      ofBucket(name, "public-access", "get-public-access-block", /\(NoSuchPublicAccessBlockConfiguration\)/),
    bucketEncryption: (name: string) =>
      ofBucket(name, "encryption", "get-bucket-encryption", /\(ServerSideEncryptionConfigurationNotFoundError\)/),
    // The command says nothing at all of a bucket whose versions were never kept.
    bucketVersioning: (name: string) => ofBucket(name, "versioning", "get-bucket-versioning", /^\s*$/),
    bucketLifecycle: (name: string) =>
      ofBucket(name, "lifecycle", "get-bucket-lifecycle-configuration", /\(NoSuchLifecycleConfiguration\)/),
    identities: here("identities.json", "sesv2 list-email-identities", "EmailIdentities"),
    identity: (name: string) =>
      here(`identities/${part(name)}.json`, `sesv2 get-email-identity --email-identity ${name}`),
    configurationSets: here("configuration-sets.json", "sesv2 list-configuration-sets", "ConfigurationSets"),
    eventDestinations: (name: string) =>
      here(
        `configuration-sets/${part(name)}.json`,
        `sesv2 get-configuration-set-event-destinations --configuration-set-name ${name}`,
        "EventDestinations",
      ),
    feedback: (name: string) =>
      here(`feedback/${part(name)}.json`, `ses get-identity-notification-attributes --identities ${name}`),
  };
}

/** What is asked of Cloudflare. */
export const cloudflare = {
  zones: ask("cloudflare", "cloudflare/zones.json", "zones?per_page=50", { kind: "cloudflare" }),
  records: (zone: string): Ask => ({
    ...ask("cloudflare", `cloudflare/${part(zone)}/records.json`, `zones/${zone}/dns_records?per_page=5000`, {
      kind: "cloudflare",
    }),
    of: { zone },
  }),
};

/** What is asked of Linode. */
export const linode = {
  instances: ask("linode", "linode/instances.json", "linode/instances?page_size=500", { kind: "linode" }),
  firewalls: ask("linode", "linode/firewalls.json", "networking/firewalls?page_size=500", { kind: "linode" }),
  users: ask("linode", "linode/users.json", "account/users?page_size=500", { kind: "linode" }),
};

/** What is asked of Hetzner Cloud. */
export const hcloud = {
  servers: ask("hcloud", "hcloud/servers.json", "servers?per_page=50", { kind: "hcloud", key: "servers" }),
  firewalls: ask("hcloud", "hcloud/firewalls.json", "firewalls?per_page=50", { kind: "hcloud", key: "firewalls" }),
};

function ask(service: Service, file: string, path: string, shape: Shape): Ask {
  return { service, file, words: [path], shape, of: {} };
}
