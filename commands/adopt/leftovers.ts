import type { Register } from "../../model/register.ts";
import type { Answer } from "./answer.ts";
import type { Ask } from "./ask.ts";
import { permissionOf, text, textSaid } from "./finder.ts";
import type { Match } from "./match.ts";
import type { Json } from "./planned.ts";

/** An entry for a file of the register; what only people know stands there as `FILL IN`, which the loader refuses. */
export interface Proposal {
  /** The register's file, without its ending: `people`, `servers` … */
  readonly kind: string;
  /** Where in the file. */
  readonly path: readonly string[];
  readonly entry: unknown;
}

/** Something at a service that no stack of the register declares. */
export interface Leftover {
  readonly what: string;
  readonly why: string;
  readonly proposals: readonly Proposal[];
}

/** What has to be filled in by people. */
const fillIn = "FILL IN";

type Describe = (
  item: Json,
  of: { readonly file: readonly string[]; readonly register: Register },
) => Leftover | undefined;

const left = (what: string, why: string, ...proposals: Proposal[]): Leftover => ({ what, why, proposals });

/** Lists of a listing, by the end of their file's name, and what is to be said of what is in them and in no stack. */
const lists: readonly (readonly [file: RegExp, describe: Describe])[] = [
  [
    /^github\/[^/]+\/repositories\.json$/,
    (item, { register }) => {
      const name = text(item, "name");
      const known = register.repositories[name] !== undefined;
      return left(
        `repository ${text(item, "full_name")}`,
        known ? "the register has it with managed: false" : "no entry of repositories.yaml; it stays as it is",
      );
    },
  ],
  [
    /^github\/[^/]+\/teams\.json$/,
    (item) =>
      left(`team ${text(item, "slug")}`, "no role of systems.yaml has this team; its members keep what it gives them"),
  ],
  [
    /^github\/[^/]+\/(?:members|invitations)\.json$/,
    (item) =>
      left(
        `member ${text(item, "login")} of the organisation`,
        "in no team that the register declares; removing nobody is the safe side, since the organisation is shared",
      ),
  ],
  [/^github\/[^/]+\/teams\/[^/]+\/(?:member|maintainer)s\.json$/, teamMember],
  [
    /^github\/[^/]+\/teams\/[^/]+\/repositories\.json$/,
    (item, { file }) => {
      const [, , , team = ""] = file;
      return left(
        `${text(item, "role_name")} of the team ${team} in ${text(item, "full_name")}`,
        "teams of no entry of repositories.yaml say so; no up takes it away",
        ...[proposal("repositories", [text(item, "name"), "teams", team], permissionOf(text(item, "role_name")))],
      );
    },
  ],
  [
    /^github\/[^/]+\/[^/]+\/protections\.json$/,
    (item, { file }) => {
      const [, , repository = ""] = file;
      const branch = text(item, "pattern");
      return left(
        `protection of ${branch} in ${repository}`,
        "branches of its entry in repositories.yaml do not list it",
        proposal("repositories", [repository, "branches", branch], {
          approvals: item.requiredApprovingReviewCount ?? 0,
          requiredChecks: item.requiredStatusCheckContexts ?? [],
          mergedBy: [fillIn],
        }),
      );
    },
  ],
  [
    /^github\/[^/]+\/[^/]+\/rulesets\.json$/,
    (item, { file }) =>
      left(
        `ruleset ${text(item, "name")} of ${file[2]}`,
        "the stacks protect branches otherwise (NOTIFY-CHG); beside a protection it may open or close what nobody reads here",
      ),
  ],
  [
    /^github\/[^/]+\/[^/]+\/environments\.json$/,
    (item, { file }) => {
      const [, , repository = ""] = file;
      const policy = item.deployment_branch_policy as Json | null | undefined;
      return left(
        `environment ${text(item, "name")} of ${repository}`,
        "environments of its entry in repositories.yaml do not list it",
        proposal("repositories", [repository, "environments", text(item, "name")], {
          deploysFrom: policy?.protected_branches === true ? "protected-branches" : "any-branch",
        }),
      );
    },
  ],
  [
    /^github\/[^/]+\/[^/]+\/environments\/[^/]+\/secrets\.json$/,
    (item, { file }) => {
      const [, , repository = "", , environment = ""] = file;
      const secretName = text(item, "name");
      return left(
        `secret ${secretName} of ${environment} in ${repository}`,
        "no credential is stored there, so nobody rotates it",
        proposal("credentials", [`${repository}-${environment}-${secretName}`.toLowerCase().replaceAll("_", "-")], {
          ...{ title: fillIn, kind: fillIn, environment, storedIn: [{ repository, environment, secretName }] },
          issuedOn: text(item, "created_at").slice(0, 10) || fillIn,
          rotatedOn: text(item, "updated_at").slice(0, 10) || fillIn,
        }),
      );
    },
  ],
  [
    /variables\.json$/,
    (item, { file }) =>
      left(
        `variable ${text(item, "name")} of ${file[4]} in ${file[2]}`,
        "no stack declares it; what is in it anybody who may read the repository's settings sees",
      ),
  ],
  [
    /access-keys\/[^/]+\.json$/,
    (item) =>
      left(
        `access key ${text(item, "AccessKeyId")} of ${text(item, "UserName")}`,
        "a second key beside the one that the stack knows",
      ),
  ],
  [
    /kms-aliases\.json$/,
    (item) => {
      const name = text(item, "AliasName");
      return left(
        `key alias ${name}`,
        name.startsWith("alias/aws/") ? "AWS's own" : "no stack declares it, nor the key behind it",
      );
    },
  ],
  [
    /topics\.json$/,
    (item) => left(`topic ${text(item, "TopicArn")}`, "no stack declares it; who may publish to it no rule reads"),
  ],
  [
    /subscriptions\.json$/,
    (item) =>
      left(
        `subscription of ${text(item, "Endpoint")} to ${text(item, "TopicArn")}`,
        "no stack declares it: it receives what is published there",
      ),
  ],
  [/alarms\.json$/, (item) => left(`alarm ${text(item, "AlarmName")}`, "alarms are those of the stacks' own list")],
  [
    /slack-channels\.json$/,
    (item) =>
      left(
        `Slack channel ${text(item, "SlackChannelId")} (${text(item, "ConfigurationName")})`,
        "no environment's alerts name it; a channel can be configured once in an account, so it goes before the stack makes one for the same channel",
      ),
  ],
  [
    /phone-numbers\.json$/,
    (item, { register }) => {
      const number = text(item, "PhoneNumber");
      const known = register.phoneNumbers[number];
      const id = text(item, "PhoneNumberId");
      if (known !== undefined && known.phoneNumberId !== id) {
        return left(
          `telephone number ${number}`,
          `the register has another id for it, ${known.phoneNumberId}`,
          proposal("phone-numbers", [number], { ...known, phoneNumberId: id }),
        );
      }
      if (known !== undefined) return undefined;
      return left(
        `telephone number ${number}`,
        "no entry of phone-numbers.yaml; it goes on costing money",
        proposal("phone-numbers", [number], { environment: fillIn, phoneNumberId: id }),
      );
    },
  ],
  [
    /^aws\/[^/]+\/buckets\.json$/,
    (item) =>
      left(
        `bucket ${text(item, "Name")}`,
        "no entry of buckets.yaml or csvBucket: whether it is open to the public no rule reads",
        proposal("buckets", [text(item, "Name")], { kind: fillIn }),
      ),
  ],
  [
    /identities\.json$/,
    (item) =>
      left(
        `SES identity ${text(item, "IdentityName")}`,
        "no sender of domains.yaml has it as host; who may send as it no rule reads",
      ),
  ],
  [
    /configuration-sets\.json$/,
    (item) => left(`SES configuration set ${text(item, "Name")}`, "no sender of domains.yaml uses it"),
  ],
  [/^cloudflare\/[^/]+\/records\.json$/, zoneRecord],
  [
    /^linode\/instances\.json$/,
    (item) =>
      left(
        `machine ${text(item, "label")} at Linode`,
        "no entry of servers.yaml: nobody is known to watch it, and it is paid for",
        server(text(item, "label"), "linode", text(item, "region"), text(item, "type"), text(item, "image")),
      ),
  ],
  [
    /^linode\/users\.json$/,
    (item) =>
      left(
        `user ${text(item, "username")} at Linode`,
        "no user of the account in accounts.yaml; no up takes the access away",
        proposal("accounts", [fillIn, "users", text(item, "username")], {
          access: item.restricted === true ? "limited" : "full",
          organisation: fillIn,
          email: item.email,
        }),
      ),
  ],
  [
    /^(?:linode|hcloud)\/firewalls\.json$/,
    (item) => left(`firewall ${text(item, "label") || text(item, "name")}`, "no server of servers.yaml has it"),
  ],
  [
    /^hcloud\/servers\.json$/,
    (item) => {
      const type = (item.server_type as Json | undefined)?.name;
      const place = ((item.datacenter as Json | undefined)?.location as Json | undefined)?.name;
      return left(
        `machine ${text(item, "name")} at Hetzner`,
        "no entry of servers.yaml: nobody is known to watch it, and it is paid for",
        server(text(item, "name"), "hetzner-cloud", String(place ?? fillIn), String(type ?? fillIn), ""),
      );
    },
  ],
];

const proposal = (kind: string, path: readonly string[], entry: unknown): Proposal => ({ kind, path, entry });

function server(label: string, provider: string, location: string, type: string, image: string): Proposal {
  const id = label.split(".")[0] ?? label;
  return proposal("servers", [id], {
    ...{ hostname: label.includes(".") ? label : fillIn, provider, location, type, ...(image !== "" && { image }) },
    ...{ stage: fillIn, manager: fillIn, contact: fillIn, configManagement: fillIn },
  });
}

/** Somebody in a team that the register keeps: who it is, and that a grant is missing. */
function teamMember(item: Json, { file, register }: Parameters<Describe>[1]): Leftover {
  const [, , , team = ""] = file;
  const login = text(item, "login");
  const [person] =
    Object.entries(register.people).find(([, { github }]) => github?.toLowerCase() === login.toLowerCase()) ?? [];
  const roles = Object.entries(register.systems).flatMap(([system, { roles }]) =>
    Object.entries(roles).flatMap(([role, each]) => (each.team === team ? [[system, role] as const] : [])),
  );
  const [system = fillIn, role = fillIn] = roles[0] ?? [];
  const id = person ?? login.toLowerCase();
  return left(
    `${login} in the team ${team}`,
    "nobody with that login holds its role, and no up takes them out of the team: give a grant, or take them out by hand",
    ...(person === undefined
      ? [
          proposal("people", [id], {
            name: fillIn,
            organisation: fillIn,
            email: fillIn,
            employment: fillIn,
            github: login,
          }),
        ]
      : []),
    proposal(
      "grants",
      [system, role],
      [{ person: id, approvedBy: fillIn, approvedOn: fillIn, createdBy: fillIn, createdOn: fillIn }],
    ),
  );
}

/** A record of a zone, as the entry of its domain that calls for one. */
function zoneRecord(item: Json, { file, register }: Parameters<Describe>[1]): Leftover {
  const [name, type, content] = [text(item, "name"), text(item, "type"), text(item, "content")];
  const what = `${type} record ${name} → ${content}`;
  const zone = file[1] ?? "";
  const [domain = fillIn] = Object.entries(register.domains)
    .filter(([each, { zoneId }]) => zoneId === zone && (name === each || name.endsWith(`.${each}`)))
    .map(([each]) => each)
    .sort((a, b) => b.length - a.length);
  const why = "no entry of domains.yaml calls for it; it stays, and no rule reads it";
  if (type === "CNAME")
    return left(what, why, proposal("domains", [domain, "aliases", name], { target: content, reason: fillIn }));
  if (type === "NS")
    return left(what, why, proposal("domains", [domain, "delegations", name], { servers: [content], reason: fillIn }));
  if (type === "TXT") {
    return left(what, why, proposal("domains", [domain, "texts", name], [{ text: textSaid(content), reason: fillIn }]));
  }
  const more =
    type === "A" || type === "AAAA"
      ? ": an address is that of a server in servers.yaml"
      : ": records of this type come of a domain's mail alone";
  return left(what, why + more);
}

/** What is at the services and in none of the stacks, by the answers that were read. `matches` are those of all stacks. */
export function leftovers(
  asks: readonly Ask[],
  answers: ReadonlyMap<string, Answer>,
  matches: readonly Match[],
  register: Register,
): Leftover[] {
  const claimed = new Set(matches.flatMap(({ found }) => (found.is === "there" ? found.claims : [])));
  return asks.flatMap(({ file }) => {
    const answer = answers.get(file);
    if (answer === undefined || !("items" in answer)) return [];
    const parts = file.split("/").map((part) => decodeURIComponent(part).replace(/\.json$/, ""));
    if (file.endsWith("/iam.json")) return ofIam(answer.items[0] ?? {}, claimed);
    const describe = lists.find(([pattern]) => pattern.test(file))?.[1];
    if (describe === undefined) return [];
    return answer.items
      .filter((item) => !claimed.has(item))
      .flatMap((item) => describe(item, { file: parts, register }) ?? []);
  });
}

/** Users, groups, roles and policies that no stack declares, and what hangs on those that one does. */
function ofIam(iam: Json, claimed: ReadonlySet<Json>): Leftover[] {
  const list = (key: string) => (Array.isArray(iam[key]) ? (iam[key] as Json[]) : []);
  const kinds = [
    { key: "UserDetailList", noun: "IAM user", name: "UserName" },
    { key: "GroupDetailList", noun: "IAM group", name: "GroupName" },
    { key: "RoleDetailList", noun: "IAM role", name: "RoleName" },
    { key: "Policies", noun: "IAM policy", name: "PolicyName" },
  ];
  return kinds.flatMap(({ key, noun, name }) =>
    list(key).flatMap((item) => {
      if (!claimed.has(item)) return [left(`${noun} ${text(item, name)}`, whyIam(text(item, "Path"), noun))];
      const attached = Array.isArray(item.AttachedManagedPolicies) ? (item.AttachedManagedPolicies as Json[]) : [];
      return attached
        .filter((each) => !claimed.has(each))
        .map((each) =>
          left(
            `policy ${text(each, "PolicyArn")} on ${noun} ${text(item, name)}`,
            "no stack attaches it, and no up detaches it: more than the register gives",
          ),
        );
    }),
  );
}

function whyIam(path: string, noun: string): string {
  if (path.startsWith("/aws-service-role/")) return "AWS made it for a service of its own";
  if (path.startsWith("/cf/") || path.startsWith("/cg-"))
    return "on a path of cloud.gov's brokers, which make and delete theirs";
  return noun === "IAM user"
    ? "no grant or service account of the register is it; no up takes its access away"
    : "no stack declares it";
}
