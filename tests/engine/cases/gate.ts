import { addDays } from "../../../model/dates.ts";
import { isRecordType, manifestType } from "../../../model/records.ts";
import { rulesFor } from "../../../policies/rules/index.ts";
import type { Level } from "../../../policies/rules/rule.ts";
import { type Case, casesOf } from "../case.ts";
import {
  addResource,
  disguise,
  type ExportedState,
  nameOf,
  type RegisterDraft,
  removeResource,
  resourceIn,
  type StateResource,
  setProperties,
} from "../state.ts";
import { addService } from "./ocp-hosting.ts";

const { red, reported, green } = casesOf("ocp");
const onNotify = casesOf("notify-platform");

const machine = (state: ExportedState) => resourceIn(state, "linode:index/instance:Instance", "crm");
const hetzner = (state: ExportedState) => resourceIn(state, "hcloud:index/server:Server", "kingfisher-replica1");
const address = (state: ExportedState) => resourceIn(state, "cloudflare:index/dnsRecord:DnsRecord", "crm-a");

/** The first resource of a type. */
function anyOf(state: ExportedState, type: string): StateResource {
  const found = state.deployment.resources.find((each) => each.type === type);
  if (found === undefined) throw new Error(`there is no ${type}`);
  return found;
}

/** Takes the mark of the offline providers away, as if the real ones stood behind the stack. */
function makeProvidersReal({ deployment }: ExportedState): void {
  for (const resource of deployment.resources) {
    if (resource.type.startsWith("pulumi:providers:")) setProperties(resource, { gatehouseOffline: undefined });
  }
}

/** Brings the register's evidence up to the real day, whenever that is. */
function bringUpToDate(register: RegisterDraft): void {
  const today = new Date().toISOString().slice(0, 10);
  register.reviews = [{ subject: "root-access", reviewedOn: today, by: "ocp-owner-1" }];
  for (const server of Object.keys(register.rootGrants)) {
    if (server !== "*") register.rootGrants[server] = [];
  }
}

/** The rules of a level that need the register to judge a resource, or the stack; without one they cannot say. */
const needingRegister = (level: Level) =>
  rulesFor("ocp")
    .filter((rule) => rule.level === level)
    .filter((rule) => rule.scope === "stack" || (rule.scope === "resource" && rule.types !== "every"))
    .map(({ name }) => name)
    .sort();

/** Without a register no account is known to be ours either. */
const refusedWithoutRegister = [
  "every-rule-ran",
  "ocp-stack-in-its-account",
  "resources-called-for",
  ...needingRegister("mandatory"),
];

/** Cases of what the gate itself sees to. */
export const gateCases: readonly Case[] = [
  red("GATE-1", "a record that was changed after the manifest was made", ["register-complete"], {
    advice: ["two-key-holders"],
    state: (state) => {
      resourceIn(state, "gatehouse:access:Role", "sentry-owner").inputs?.grants.pop();
    },
  }),
  red("GATE-1", "no manifest", ["register-complete", ...refusedWithoutRegister], {
    advice: needingRegister("advisory"),
    state: (state) => removeResource(state, manifestType, "ocp"),
  }),
  red("GATE-1", "a record that is missing", ["ocp-services-hosted", "register-complete"], {
    state: (state) => removeResource(state, "gatehouse:host:Service", "covid19"),
  }),
  red("GATE-1", "a record that is not of the register's shape", ["ocp-services-hosted", "register-complete"], {
    state: (state) => {
      Object.assign(resourceIn(state, "gatehouse:host:Service", "covid19").inputs ?? {}, { administrators: ["me"] });
    },
  }),
  red("GATE-1", "a record that comes after the manifest", ["register-complete"], {
    state: ({ deployment }) => {
      const { resources } = deployment;
      resources.push(
        ...resources.splice(resources.indexOf(resourceIn({ deployment }, "gatehouse:account:Account", "hetzner")), 1),
      );
    },
  }),
  red(
    "GATE-1",
    "a machine that comes before the manifest",
    ["ocp-keys-from-register", "register-complete", "resources-called-for"],
    {
      state: (state) => {
        const { resources } = state.deployment;
        const early = addResource(state, resourceIn(state, "gatehouse:mail:Domain", "open-contracting.org"), {
          type: "linode:index/sshKey:SshKey",
          name: "early",
          properties: { label: "early", sshKey: "ssh-ed25519 AAAA" },
        });
        resources.pop();
        resources.splice(
          resources.findIndex(({ type }) => type === manifestType),
          0,
          early,
        );
      },
    },
  ),
  green("GATE-1", "records that come in another order", {
    state: ({ deployment }) => {
      const records = deployment.resources.filter(({ type }) => isRecordType(type)).reverse();
      deployment.resources = deployment.resources.map((resource) =>
        isRecordType(resource.type) ? (records.shift() ?? resource) : resource,
      );
    },
  }),
  green("GATE-1", "a register with one service more", {
    register: (register) => addService(register, "blog", "toucan"),
  }),

  onNotify.red(
    "GATE-1",
    "no team on any repository, though the register has repositories with teams",
    ["every-rule-ran"],
    {
      state: ({ deployment }) => {
        deployment.resources = deployment.resources.filter(
          ({ type }) => type !== "github:index/teamRepository:TeamRepository",
        );
      },
    },
  ),

  red("GATE-11", "a component in the place of a DNS record", ["ocp-names-declared", "resources-real"], {
    state: (state) => {
      disguise(state, "cloudflare:index/dnsRecord:DnsRecord", "crm-a");
    },
  }),
  red("GATE-11", "a component in the place of what no rule demands", ["resources-real"], {
    state: (state) => {
      const alias = state.deployment.resources.find(({ type }) => type === "aws:kms/alias:Alias");
      disguise(state, "aws:kms/alias:Alias", alias === undefined ? "" : nameOf(alias));
    },
  }),
  red("GATE-11", "a DNS record that another provider makes", ["ocp-names-declared", "resources-real"], {
    state: (state) => {
      const { provider } = resourceIn(state, "linode:index/instance:Instance", "crm");
      Object.assign(address(state), { provider });
    },
  }),
  onNotify.red(
    "GATE-11",
    "a component in the place of a branch protection",
    ["notify-branches-protected", "resources-real"],
    {
      state: (state) => {
        disguise(state, "github:index/branchProtection:BranchProtection", "notifications-api-production");
      },
    },
  ),
  red("GATE-11", "a firewall that is of a machine of somebody else's", ["ocp-exporter-reachable", "references-real"], {
    state: (state) => {
      setProperties(machine(state), { id: "1234567" });
      setProperties(resourceIn(state, "linode:index/firewall:Firewall", "crm"), { linodes: [99999] });
    },
  }),
  red("OCP-MON-3", "a machine that names its firewall's id and gives none", ["ocp-exporter-reachable"], {
    state: (state) => setProperties(hetzner(state), { firewallIds: [] }),
  }),
  red("OCP-MON-3", "a firewall that names its machine's id and gives none", ["ocp-exporter-reachable"], {
    state: (state) => setProperties(resourceIn(state, "linode:index/firewall:Firewall", "crm"), { linodes: [] }),
  }),
  green("GATE-11", "a component of ours more, which groups nothing", {
    state: (state) => {
      const record = resourceIn(state, "gatehouse:host:Machine", "crm");
      state.deployment.resources.push({ ...structuredClone(record), urn: `${record.urn}-more` });
    },
  }),

  red("GATE-12", "start-up data that let nobody in that a rule could see", ["properties-placed"], {
    state: (state) => setProperties(hetzner(state), { userData: "#cloud-config\npackages: [salt-minion]\n" }),
  }),
  red("GATE-12", "a machine that starts into a rescue system, from a disk of somebody's", ["properties-placed"], {
    state: (state) => setProperties(hetzner(state), { rescue: "linux64", iso: "somebody.iso" }),
  }),
  red("GATE-12", "a password for root", ["properties-placed"], {
    state: (state) => setProperties(machine(state), { rootPass: "not-a-password-of-anything" }),
  }),
  red("GATE-12", "a password for root on one of the disks", ["properties-placed"], {
    state: (state) =>
      setProperties(machine(state), { disks: [{ label: "boot", size: 1024, rootPass: "neither-is-it" }] }),
  }),
  red("GATE-12", "a private image", ["values-called-for"], {
    state: (state) => setProperties(machine(state), { image: "private/1234567" }),
  }),
  red("OCP-HOST-5", "a login at Linode that is reached elsewhere", ["ocp-linode-full-access"], {
    state: (state) => {
      setProperties(resourceIn(state, "linode:index/user:User", "opencontracting"), { email: "me@example.org" });
    },
  }),
  onNotify.red("GATE-12", "a default branch that is renamed", ["properties-placed"], {
    state: (state) => setProperties(anyOf(state, "github:index/branchDefault:BranchDefault"), { rename: true }),
  }),
  onNotify.red("GATE-12", "a repository that nobody may change any more", ["properties-placed"], {
    state: (state) => setProperties(anyOf(state, "github:index/repository:Repository"), { archived: true }),
  }),
  onNotify.green("GATE-12", "a repository with topics, and what its provider fills in", {
    state: (state) =>
      setProperties(anyOf(state, "github:index/repository:Repository"), {
        ...{ topics: ["notifications"], archived: false, allowMergeCommit: true, mergeCommitTitle: "MERGE_MESSAGE" },
        __defaults: ["archived"],
      }),
  }),
  green("GATE-12", "a larger machine, whose alerts ring later", {
    register: ({ servers }) => void Object.assign(servers.crm, { type: "g6-standard-4" }),
    state: (state) => setProperties(machine(state), { type: "g6-standard-4", alerts: { cpu: 180 } }),
  }),
  red("GATE-12", "a machine that is larger than anybody asked for", ["values-called-for"], {
    state: (state) => setProperties(machine(state), { type: "g7-highmem-16" }),
  }),
  red("GATE-11", "a name of a key that is a stranger's", ["references-real"], {
    state: (state) => {
      setProperties(anyOf(state, "aws:kms/key:Key"), { id: "0a1b2c3d-0000-4000-8000-000000000001" });
      setProperties(anyOf(state, "aws:kms/alias:Alias"), {
        targetKeyId: "arn:aws:kms:us-east-1:999988887777:key/0a1b2c3d-0000-4000-8000-000000000000",
      });
    },
  }),
  onNotify.red("GATE-12", "a repository that is deleted when it leaves the register", ["properties-placed"], {
    state: (state) =>
      setProperties(anyOf(state, "github:index/repository:Repository"), { archiveOnDestroy: undefined }),
  }),
  onNotify.red("GATE-12", "a secret team, which nobody asks as an owner of code", ["properties-placed"], {
    state: (state) => setProperties(anyOf(state, "github:index/team:Team"), { privacy: "secret" }),
  }),
  onNotify.red(
    "GATE-12",
    "a site beside a repository, which only the other organisation's rules look at",
    ["properties-placed"],
    {
      state: (state) =>
        setProperties(anyOf(state, "github:index/repository:Repository"), {
          pages: { source: { branch: "main", path: "/" }, cname: "stranger.example" },
        }),
    },
  ),
  onNotify.red("GATE-12", "a repository that is private, and public in the register", ["values-called-for"], {
    state: (state) => setProperties(anyOf(state, "github:index/repository:Repository"), { visibility: "private" }),
  }),

  onNotify.red(
    "GATE-2",
    "a type that only the rules of the other organisation know",
    ["known-types", "resources-called-for", "resources-real"],
    {
      state: (state) =>
        addResource(state, resourceIn(state, "github:index/branch:Branch", "notifications-api-production"), {
          type: "linode:index/user:User",
          name: "somebody",
          properties: { username: "somebody", email: "somebody@example.org", restricted: false },
        }),
    },
  ),
  red("GATE-2", "a type that no rule knows", ["known-types", "resources-called-for"], {
    state: (state) =>
      addResource(state, machine(state), {
        type: "linode:index/volume:Volume",
        name: "more",
        properties: { label: "more", region: "eu-west", size: 20 },
      }),
  }),
  green("GATE-2", "a type that is known to be judged", {
    register: ({ domains }) => {
      const name = "verification.open-contracting.org";
      domains["open-contracting.org"].texts = { [name]: [{ text: "site=1", reason: "A service asks for it" }] };
    },
    state: (state) =>
      addResource(state, address(state), {
        type: "cloudflare:index/dnsRecord:DnsRecord",
        name: "verification",
        properties: { ...address(state).inputs, name: "verification", type: "TXT", content: '"site=1"' },
      }),
  }),
  onNotify.green("GATE-2", "a type that is known to give nobody access", {
    state: (state) => {
      resourceIn(state, "github:index/branch:Branch", "notifications-api-production").protect = true;
    },
  }),

  red("GATE-3", "a machine that may be deleted", ["protected-from-deletion"], {
    state: (state) => {
      delete machine(state).protect;
    },
  }),
  green("GATE-3", "an address that may be deleted, beside a machine that may not", {
    state: (state) => {
      address(state).protect = false;
    },
  }),
  onNotify.red(
    "GATE-3",
    "a branch protection that may be deleted",
    ["notify-branches-protected", "protected-from-deletion"],
    {
      state: (state) => {
        resourceIn(state, "github:index/branchProtection:BranchProtection", "usnotify-ssb-main").protect = false;
      },
    },
  ),
  onNotify.green("GATE-3", "a team that may not be deleted", {
    state: (state) => {
      resourceIn(state, "github:index/team:Team", "notify-engineers").protect = true;
    },
  }),

  onNotify.red("GATE-4", "a branch protection whose binding of administrators is ignored", ["changes-not-ignored"], {
    state: (state) => {
      const protection = resourceIn(state, "github:index/branchProtection:BranchProtection", "usnotify-ssb-main");
      protection.ignoreChanges = ["enforceAdmins"];
    },
  }),
  onNotify.green("GATE-4", "a branch protection that ignores nothing", {
    state: (state) => {
      const protection = resourceIn(state, "github:index/branchProtection:BranchProtection", "usnotify-ssb-main");
      protection.ignoreChanges = [];
    },
  }),

  red("GATE-5", "a deployment that is recorded a day ahead", ["dates-not-in-future", "ocp-root-in-use"], {
    register: (register, asOf) => {
      register.deployments[0].deployedOn = addDays(asOf, 1);
    },
  }),
  green("GATE-5", "a deployment that is recorded on the day", {
    register: (register, asOf) => {
      register.deployments[0].deployedOn = asOf;
    },
  }),
  red("GATE-5", "real providers that are judged as of another day than today", ["honest-clock"], {
    day: "not today",
    state: makeProvidersReal,
  }),
  green("GATE-5", "offline providers that are judged as of another day than today", { day: "not today" }),
  green("GATE-5", "real providers that are judged as of today", {
    day: "today",
    register: bringUpToDate,
    state: makeProvidersReal,
  }),

  reported("GATE-7", "one owner alone in Sentry", ["two-key-holders"], {
    register: ({ grants }) => {
      grants.sentry.owner.pop();
    },
  }),
  green("GATE-7", "three owners in Sentry", {
    register: ({ grants }, asOf) => {
      grants.sentry.owner.push({ person: "ocp-analyst-1", createdOn: asOf });
    },
  }),
];
