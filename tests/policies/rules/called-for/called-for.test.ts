import { beforeAll, describe, expect, test } from "vitest";
import type { Register } from "../../../../model/register.ts";
import { policiesOf } from "../../../../policies/packs/policies.ts";
import { callsByType } from "../../../../policies/rules/called-for/by-type.ts";
import {
  aliasesStandAlone,
  identitiesClaimedOnce,
  resourcesCalledFor,
} from "../../../../policies/rules/called-for/index.ts";
import { notifyEnvironment } from "../../../../stacks/notify-environment.ts";
import { notifyPlatform } from "../../../../stacks/notify-platform.ts";
import { ocp } from "../../../../stacks/ocp.ts";
import { recorded } from "../../../stacks/record.ts";
import { asOf, changed, type Draft, notifyRegister, ocpRegister } from "../../compliant.ts";
import { blocking, type Registration, run, stackNamed } from "../../packs/harness.ts";

const rules = [resourcesCalledFor, identitiesClaimedOnce, aliasesStandAlone];
const programs = {
  ocp: { program: ocp, register: ocpRegister },
  "notify-platform": { program: notifyPlatform, register: notifyRegister },
  "notify-production": { program: notifyEnvironment("production", { offline: true }), register: notifyRegister },
  "notify-staging": { program: notifyEnvironment("staging", { offline: true }), register: notifyRegister },
  "notify-demo": { program: notifyEnvironment("demo", { offline: true }), register: notifyRegister },
} as const;
type Stack = keyof typeof programs;

const made = (stack: Stack, register: Register) => recorded(() => programs[stack].program(register), stack);
const verdict = (stack: Stack, resources: readonly Registration[]) =>
  run(policiesOf(programs[stack].register.id, rules, asOf), [stackNamed(stack), ...resources])
    .then((reported) => reported.filter(({ policy }) => rules.some(({ name }) => name === policy)))
    .then(blocking);

const compliant = new Map<Stack, Registration[]>();
beforeAll(async () => {
  for (const stack of Object.keys(programs) as Stack[]) {
    compliant.set(stack, await made(stack, programs[stack].register));
  }
}, 120_000);
const of = (stack: Stack) => compliant.get(stack) ?? [];

describe.each(Object.keys(programs) as Stack[])("%s", (stack) => {
  test("everything that the program makes is called for, once", async () => {
    expect(await verdict(stack, of(stack))).toEqual([]);
  });

  test("a copy of anything is refused, unless two of its kind may be", async () => {
    const seen = new Set<string>();
    for (const resource of of(stack)) {
      const calls = callsByType[resource.type];
      const isNew = calls !== undefined && calls.mayRepeat === undefined && !seen.has(resource.type);
      if (!isNew || JSON.stringify(resource.props).includes("04da6b54")) continue;
      seen.add(resource.type);
      // What the name alone tells is another thing under another name.
      const copy = { ...resource, name: `${resource.name}-copy`, urn: `${resource.urn}-copy` };
      expect(await verdict(stack, [...of(stack), copy]), resource.type).not.toEqual([]);
    }
    expect(seen.size).toBeGreaterThan(3);
  });

  test("what is called for in another stack is refused", async () => {
    const elsewhere = (Object.keys(programs) as Stack[]).find(
      (other) => other !== stack && programs[other].register.id === programs[stack].register.id,
    );
    if (elsewhere === undefined) return;
    const real = of(elsewhere).filter(({ type }) => !type.startsWith("gatehouse:") && !type.startsWith("pulumi:"));
    const strangers = real.filter(
      ({ type }) => type !== "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret",
    );
    for (const resource of strangers.slice(0, 12)) {
      const moved = { ...resource, urn: resource.urn.replace(elsewhere, stack) };
      expect(await verdict(stack, [...of(stack), moved]), resource.urn).not.toEqual([]);
    }
  });
});

test("a type that nothing makes is refused", async () => {
  const type = "aws:iam/samlProvider:SamlProvider";
  const urn = `urn:pulumi:notify-staging::gatehouse::${type}::mine`;
  expect(await verdict("notify-staging", [...of("notify-staging"), { type, name: "mine", urn, props: {} }])).toEqual([
    expect.stringContaining(`no entry of the register calls for a ${type}`),
  ]);
});

/** Changes of the register that must pass, each with the stack that makes something of it. */
const legitimate: readonly [string, Stack, (draft: Draft) => void][] = [
  [
    "a delegation, for a reason",
    "notify-production",
    ({ domains }) => {
      domains["notify.gov"].delegations = {
        "ssb.notify.gov": { servers: ["ns-1.example.net", "ns-2.example.net"], reason: "The broker" },
      };
    },
  ],
  [
    "an alias, for a reason",
    "notify-production",
    ({ domains }) => {
      domains["notify.gov"].aliases = {
        "status.notify.gov": { target: "page.example.net", reason: "The status page" },
      };
    },
  ],
  [
    "texts beside the SPF record",
    "notify-production",
    ({ domains }) => {
      domains["notify.gov"].texts = {
        "notify.gov": [
          { text: "site=1", reason: "Search" },
          { text: "site=2", reason: "Shop" },
        ],
      };
    },
  ],
  [
    "a domain more that sends nothing",
    "notify-staging",
    ({ domains }) => {
      domains["quiet.example.gov"] = {
        provider: "cloudflare",
        zoneId: "4".repeat(32),
        environment: "staging",
        mandates: ["bod-18-01"],
        sendsMail: false,
      };
    },
  ],
  [
    "reports about encryption",
    "notify-staging",
    ({ domains }) => {
      domains["notify-staging.example.gov"].tlsReports = ["tls@notify-staging.example.gov"];
    },
  ],
  [
    "a host that takes mail",
    "notify-production",
    ({ domains }) => {
      domains["notify.gov"].receives = [{ priority: 1, host: "mx.example.gov" }];
    },
  ],
  [
    "another bucket for state",
    "notify-demo",
    ({ buckets }) => {
      buckets["notify-more-state-demo"] = { kind: "state", environment: "demo" };
    },
  ],
  [
    "a telephone number more",
    "notify-staging",
    ({ phoneNumbers }) => {
      phoneNumbers["+18445550199"] = { environment: "staging", phoneNumberId: `phone-${"1".repeat(32)}` };
    },
  ],
  [
    "another API to tell of mail",
    "notify-demo",
    ({ environments }) => {
      environments.demo.apiUrl = "https://api.example.gov/";
    },
  ],
  [
    "a relay of alerts",
    "notify-staging",
    ({ environments }) => {
      environments.staging.alerts.relay = "https://relay.example.gov/C04U9BGHUDB";
    },
  ],
  [
    "a spending limit",
    "notify-staging",
    ({ environments }) => {
      environments.staging.monthlySpendLimit = 10;
    },
  ],
  [
    "an administrator of staging more",
    "notify-staging",
    ({ grants }) => {
      grants["aws-staging"]["devops-engineer"].push({ person: "admin-1", createdOn: "2024-01-15" });
    },
  ],
  [
    "an administrator of staging who goes",
    "notify-staging",
    ({ grants }) => {
      grants["aws-staging"]["devops-engineer"][1].revokedOn = "2024-01-15";
    },
  ],
  [
    "a secret more",
    "notify-staging",
    ({ credentials }) => {
      credentials["new-relic-staging"].storedIn.push({
        repository: "usnotify-ssb",
        environment: "staging",
        secretName: "LICENCE",
      });
    },
  ],
  [
    "another login of a broker",
    "notify-production",
    ({ serviceAccounts }) => {
      serviceAccounts["sms-broker-production"].login = "ssb-sms-broker-2";
    },
  ],
  [
    "a member of a team more",
    "notify-platform",
    ({ grants }) => {
      grants.github.engineer.push({ person: "devops-1", createdOn: "2024-01-15" });
    },
  ],
  [
    "a team more",
    "notify-platform",
    ({ systems, repositories }) => {
      systems.github.roles.writer = { title: "Writers", permission: "pull", team: "notify-writers" };
      repositories["usnotify-ssb"].teams["notify-writers"] = "push";
    },
  ],
  [
    "a repository more",
    "notify-platform",
    ({ repositories }) => {
      repositories["notify-docs"] = { ...structuredClone(repositories["ttsnotify-brokerpak-sms"]), title: "Documents" };
    },
  ],
  [
    "a branch more",
    "notify-platform",
    ({ repositories }) => {
      repositories["usnotify-ssb"].branches.next = {
        approvals: 1,
        requiredChecks: [],
        mergedBy: ["notify-administrators"],
      };
    },
  ],
  [
    "an environment of a repository more",
    "notify-platform",
    ({ repositories }) => {
      repositories["usnotify-ssb"].environments.sandbox = { deploysFrom: "protected-branches" };
    },
  ],
  [
    "a file more",
    "notify-platform",
    ({ repositories }) => {
      repositories["usnotify-ssb"].files[".github/more.md"] = { template: "every/pull_request_template.md" };
    },
  ],
  [
    "a repository with code owners no more",
    "notify-platform",
    ({ repositories }) => {
      delete repositories["usnotify-ssb"].codeOwners;
    },
  ],
  [
    "releases by tag",
    "notify-platform",
    ({ repositories }) => {
      repositories["usnotify-ssb"].releasedByTag = true;
    },
  ],
  [
    "a repository that is managed no more",
    "notify-platform",
    ({ repositories }) => {
      repositories["usnotify-ssb"].managed = false;
    },
  ],
  [
    "another login on GitHub",
    "notify-platform",
    ({ people }) => {
      people["engineer-1"].github = "Another-Login";
    },
  ],
  [
    "a host more",
    "ocp",
    ({ servers }) => {
      servers.more = { ...structuredClone(servers.crm), hostname: "ocp99.open-contracting.org", ipv4: "198.51.100.99" };
    },
  ],
  [
    "a host in the Hetzner cloud more",
    "ocp",
    ({ servers }) => {
      servers.more = { ...structuredClone(servers["kingfisher-replica1"]), hostname: "replica2.open-contracting.org" };
    },
  ],
  [
    "a host by hand, whose name is in no zone of ours",
    "ocp",
    ({ servers }) => {
      servers.more = { ...structuredClone(servers.toucan), hostname: "more.example.net" };
    },
  ],
  [
    "another address of a host",
    "ocp",
    ({ servers }) => {
      servers.crm.ipv4 = "198.51.100.98";
    },
  ],
  [
    "a port more",
    "ocp",
    ({ servers }) => {
      servers.crm.openPorts.push(8443);
    },
  ],
  [
    "a name for a service",
    "ocp",
    ({ services }) => {
      services["kingfisher-replica"].hostname = "replica.open-contracting.org";
    },
  ],
  [
    "a site more",
    "ocp",
    ({ services }) => {
      services.docs = {
        ...structuredClone(services["extension-explorer"]),
        pages: { repository: "docs", cname: "docs.open-contracting.org", branch: "gh-pages", path: "/" },
      };
    },
  ],
  [
    "a login at Linode more",
    "ocp",
    ({ accounts }) => {
      accounts.linode.users.more = { access: "limited", organisation: "ocp", email: "more@open-contracting.org" };
    },
  ],
  [
    "a bucket of a service more",
    "ocp",
    ({ buckets }) => {
      buckets["ocp-crm-backup"] = { kind: "backup", service: "helpdesk-crm" };
    },
  ],
  [
    "a sender by SES more",
    "ocp",
    ({ domains }) => {
      const { senders } = domains["open-contracting.org"];
      senders.more = { ...structuredClone(senders.ses), host: "more.open-contracting.org" };
    },
  ],
  [
    "a sender with keys of its own",
    "ocp",
    ({ domains }) => {
      domains["open-contracting.org"].senders.more = {
        kind: "other",
        reason: "Surveys",
        dkimKeys: { s1: "A".repeat(200) },
      };
    },
  ],
  [
    "a sender by SendGrid",
    "ocp",
    ({ domains }) => {
      domains["open-contracting.org"].senders.more = {
        kind: "other",
        reason: "Surveys",
        dkimAliases: { s2: "s2.example.net" },
      };
    },
  ],
  [
    "other readers of feedback",
    "ocp",
    ({ domains }) => {
      domains["open-contracting.org"].senders.ses.feedback = "readers@open-contracting.org";
    },
  ],
  [
    "another region of SES",
    "ocp",
    ({ domains }) => {
      domains["open-contracting.org"].senders.ses.region = "eu-west-1";
    },
  ],
  [
    "encryption that senders must use",
    "ocp",
    ({ domains }) => {
      domains["open-contracting.org"].mtaSts = { mode: "testing", maxAge: 86_400, servedBy: "web.example.net" };
    },
  ],
];

describe("forty legitimate changes pass", () => {
  test("there are forty", () => expect(legitimate).toHaveLength(40));

  test.each(legitimate)("%s", async (_, stack, change) => {
    const before = programs[stack].register;
    const register = changed(before, change);
    const after = await made(stack, register);
    expect(JSON.stringify(after)).not.toBe(JSON.stringify(of(stack)));
    expect(await verdict(stack, after)).toEqual([]);
  });
});
