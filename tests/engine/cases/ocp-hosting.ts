import { type Case, casesOf } from "../case.ts";
import {
  addResource,
  type ExportedState,
  type RegisterDraft,
  removeResource,
  resourceIn,
  setProperties,
} from "../state.ts";

const { red, green } = casesOf("ocp");

const linode = (state: ExportedState) => resourceIn(state, "linode:index/instance:Instance", "crm");
const hetzner = (state: ExportedState) => resourceIn(state, "hcloud:index/server:Server", "kingfisher-replica1");
const user = (state: ExportedState, name: string) => resourceIn(state, "linode:index/user:User", name);
const record = (state: ExportedState, name: string) => resourceIn(state, recordType, name);
const site = (state: ExportedState) =>
  resourceIn(state, "github:index/repositoryPages:RepositoryPages", "extension-explorer");

const recordType = "cloudflare:index/dnsRecord:DnsRecord";
const full = { username: "opencontractingpartnership", email: "sysadmin@open-contracting.org", restricted: false };

/** Adds a service of ours on a server, which reports its errors. */
export function addService(register: RegisterDraft, id: string, server: string): void {
  const sentry = { project: id, recipients: ["ods-developer-1"] };
  register.services[id] = { title: "Another service", server, author: "ocp", managedBy: "salt", sentry };
  register.credentials[`sentry-${id}`] = {
    ...{ title: "A DSN", kind: "dsn", service: id, pillarKey: `${id}:sentry:dsn`, issuedOn: "2025-01-13" },
  };
}

/** Adds a server like another, with names of its own. */
function addServer(register: RegisterDraft, id: string, like: string): void {
  const server = structuredClone(register.servers[like]);
  register.servers[id] = {
    ...server,
    hostname: `${id}.default.opencontracting.uk0.bigv.io`,
    saltTarget: id,
    monitoring: { ...server.monitoring, job: id, prometheusServer: undefined },
  };
}

/** What refuses it when the CRM and another service change places: hosts, names and copies are not where they belong. */
const crmElsewhere = [
  "ocp-crm-offsite-backups",
  "ocp-host-bytemark",
  "ocp-host-hetzner",
  "ocp-host-linode",
  "ocp-names-declared",
  "ocp-names-lead-to-hosts",
  "resources-called-for",
] as const;

/** What refuses it when the Extension Explorer is on a server: the site that is still there belongs to nobody. */
const explorerElsewhere = [
  "ocp-extension-explorer",
  "ocp-host-bytemark",
  "ocp-host-github-pages",
  "ocp-pages-from-register",
  "ocp-repositories-for-pages",
  "resources-called-for",
] as const;

const hosts: readonly Case[] = [
  red("OCP-HOST-1", "a server that another organisation manages", ["ocp-servers-managed"], {
    register: (register) => {
      register.servers.toucan.manager = "ods";
    },
  }),
  red("OCP-HOST-1", "a machine without the mark of its manager", ["ocp-machines-marked"], {
    state: (state) => setProperties(linode(state), { tags: ["production"] }),
  }),
  red("GATE-12", "a machine with one mark more, of something else", ["values-called-for"], {
    state: (state) => setProperties(linode(state), { tags: ["production", "managed-by:dogsbody", "helpdesk"] }),
  }),
  green("OCP-HOST-1", "a server of another stage, whose machine is marked so", {
    register: ({ servers }) => {
      servers.crm.stage = "development";
    },
    state: (state) => setProperties(linode(state), { tags: ["development", "managed-by:dogsbody"] }),
  }),

  red("OCP-HOST-2", "a server without a service", ["ocp-services-hosted"], {
    register: (register) => addServer(register, "spare", "toucan"),
  }),
  red("OCP-HOST-2", "a service without a host", ["ocp-services-hosted"], {
    register: (register) => {
      addService(register, "blog", "toucan");
      delete register.services.blog.server;
    },
  }),
  green("OCP-HOST-2", "a server with two services", {
    register: (register) => addService(register, "blog", "toucan"),
  }),
  red(
    "OCP-HOST-2",
    "a machine that is no server of the register",
    ["ocp-machines-from-register", "resources-called-for"],
    {
      state: (state) => {
        const { inputs } = linode(state);
        const properties = { ...inputs, label: "spare.open-contracting.org" };
        addResource(state, linode(state), {
          ...{ type: "linode:index/instance:Instance", name: "spare", protect: true },
          properties,
        });
      },
    },
  ),
  red(
    "OCP-HOST-2",
    "a name that leads to an address of nobody's",
    ["ocp-names-lead-to-hosts", "resources-called-for"],
    {
      state: (state) => {
        const properties = {
          ...record(state, "crm-a").inputs,
          name: "www.open-contracting.org",
          content: "203.0.113.80",
        };
        addResource(state, record(state, "crm-a"), { type: recordType, name: "www", properties });
      },
    },
  ),

  red("OCP-HOST-3", "the CRM at Hetzner", crmElsewhere, {
    register: (register) => {
      register.services["helpdesk-crm"].server = "kingfisher-process1";
      addService(register, "blog", "crm");
    },
  }),
  red("OCP-HOST-3", "no Linode for the CRM", ["ocp-exporter-reachable", "ocp-machines-declared", "references-real"], {
    state: (state) => removeResource(state, "linode:index/instance:Instance", "crm"),
  }),
  green("OCP-HOST-3", "the CRM on a larger Linode", {
    register: ({ servers }) => void Object.assign(servers.crm, { type: "g6-standard-4" }),
    state: (state) => setProperties(linode(state), { type: "g6-standard-4" }),
  }),

  red("OCP-HOST-4", "the CRM's Linode in the newer region in London", ["ocp-linode-region"], {
    state: (state) => setProperties(linode(state), { region: "gb-lon" }),
  }),
  green("OCP-HOST-4", "disk encryption that is said and not left out, in the same region", {
    state: (state) => setProperties(linode(state), { region: "eu-west", diskEncryption: "enabled" }),
  }),

  red(
    "OCP-HOST-5",
    "a third user with full access",
    ["ocp-linode-full-access", "ocp-linode-limited-access", "resources-called-for"],
    {
      state: (state) =>
        addResource(state, user(state, "opencontracting-dogsbody"), {
          ...{ type: "linode:index/user:User", name: "third" },
          properties: { ...full, username: "third" },
        }),
    },
  ),
  red("OCP-HOST-5", "one of the two users is gone", ["ocp-linode-users-declared"], {
    state: (state) => removeResource(state, "linode:index/user:User", "opencontractingpartnership"),
  }),
  green("OCP-HOST-5", "full access that is not said but the default", {
    state: (state) => setProperties(user(state, "opencontractingpartnership"), { restricted: undefined }),
  }),
  red("OCP-HOST-5", "a login that the register gives full access", ["ocp-linode-logins"], {
    register: (register) => {
      register.accounts.linode.users.opencontracting.access = "full";
    },
  }),

  red("OCP-HOST-6", "a limited user who is not restricted", ["ocp-linode-full-access", "ocp-linode-limited-access"], {
    state: (state) => setProperties(user(state, "opencontracting"), { restricted: undefined }),
  }),
  red("OCP-HOST-6", "a limited user who may write to the account", ["ocp-linode-limited-access"], {
    state: (state) => setProperties(user(state, "opencontracting"), { globalGrants: { accountAccess: "read_write" } }),
  }),
  green("OCP-HOST-6", "a limited user who may read the account", {
    state: (state) => setProperties(user(state, "opencontracting"), { globalGrants: { accountAccess: "read_only" } }),
  }),

  red("OCP-HOST-7", "the CRM's Linode without backups", ["ocp-linode-backups"], {
    state: (state) => setProperties(linode(state), { backupsEnabled: undefined }),
  }),
  red("OCP-HOST-7", "backups whose setting is ignored", ["changes-not-ignored", "ocp-linode-backups"], {
    state: (state) => {
      linode(state).ignoreChanges = ["backupsEnabled"];
      setProperties(linode(state), { backupsEnabled: false });
    },
  }),
  green("OCP-HOST-7", "backups, and other limits for its alerts", {
    state: (state) => setProperties(linode(state), { backupsEnabled: true, alerts: { cpu: 180 } }),
  }),

  red("OCP-HOST-8", "only a weekly copy of the CRM", ["ocp-crm-offsite-backups"], {
    register: (register) => register.servers.crm.offsiteBackups.shift(),
  }),
  red("OCP-HOST-8", "a daily copy at another provider", ["ocp-crm-offsite-backups"], {
    register: (register) => {
      register.servers.crm.offsiteBackups[0].provider = "aws";
    },
  }),
  green("OCP-HOST-8", "both copies, and a third elsewhere", {
    register: (register) => {
      const [copy] = register.servers.crm.offsiteBackups;
      register.servers.crm.offsiteBackups.push({ ...copy, provider: "aws", bucket: "crm-third-copy" });
    },
  }),

  red("OCP-HOST-9", "Kingfisher at Bytemark", ["ocp-bytemark-backups", "ocp-host-bytemark", "ocp-host-hetzner"], {
    register: (register) => {
      register.servers["kingfisher-process1"].provider = "bytemark";
    },
  }),
  green("OCP-HOST-9", "Kingfisher on a dedicated server in another place", {
    register: (register) => {
      register.servers["kingfisher-process1"].location = "HEL1";
    },
  }),
  green("OCP-HOST-9", "a cloud server without backups: reported, not refused", {
    advice: ["ocp-hetzner-backups"],
    state: (state) => setProperties(hetzner(state), { backups: false }),
  }),
  red("GATE-3", "a machine that can be deleted at its provider", ["ocp-hetzner-locked"], {
    state: (state) => setProperties(hetzner(state), { deleteProtection: false, rebuildProtection: false }),
  }),

  red("OCP-HOST-10", "another service at Hetzner", ["ocp-host-bytemark", "ocp-host-hetzner"], {
    register: (register) => addService(register, "blog", "kingfisher-process1"),
  }),
  green("OCP-HOST-10", "another service on a Bytemark server of its own", {
    register: (register) => {
      addServer(register, "blog", "toucan");
      addService(register, "blog", "blog");
    },
  }),

  red("OCP-HOST-12", "a third login with secondary access", ["ocp-bytemark-logins"], {
    register: (register) => {
      register.accounts.bytemark.users.third = { access: "secondary", organisation: "cds" };
    },
  }),
  green("OCP-HOST-12", "a login that belongs to another organisation", {
    register: (register) => {
      register.accounts.bytemark.users["opencon-tech"].organisation = "ods";
    },
  }),

  red("OCP-HOST-13", "a backup every 14 days", ["ocp-bytemark-backups"], {
    register: (register) => {
      register.servers.toucan.backup.everyDays = 14;
    },
  }),
  green("OCP-HOST-13", "a weekly backup of which more are kept", {
    register: (register) => {
      register.servers.toucan.backup.retained = 4;
    },
  }),
  green("OCP-HOST-13", "a weekly backup on another day: reported, not refused", {
    advice: ["ocp-bytemark-backup-time"],
    register: (register) => {
      register.servers.toucan.backup.startDay = "Monday";
    },
  }),

  red("OCP-HOST-9", "a machine of a type that Hetzner sells no more", ["ocp-machines-orderable"], {
    register: ({ servers }) => {
      servers["kingfisher-replica1"].type = "cpx41";
    },
  }),
  green("OCP-HOST-9", "a machine that was ordered while its type was sold", {
    register: ({ servers }) => {
      Object.assign(servers["kingfisher-replica1"], { type: "cpx41", orderedOn: "2023-04-01" });
    },
  }),

  red("OCP-HOST-14", "the Extension Explorer on a server", explorerElsewhere, {
    // What others wrote is not on a server of ours, as far as anybody has said.
    advice: ["facts-on-word"],
    register: (register) => {
      delete register.services["extension-explorer"].pages;
      register.services["extension-explorer"].server = "toucan";
    },
  }),
  red("OCP-HOST-14", "a site that is also served without https", ["ocp-pages-from-register"], {
    state: (state) => setProperties(site(state), { httpsEnforced: false }),
  }),
  red("OCP-HOST-14", "a repository that declares its site in another way", ["ocp-repositories-for-pages"], {
    state: (state) =>
      setProperties(resourceIn(state, "github:index/repository:Repository", "extension-explorer"), {
        pages: { buildType: "workflow" },
      }),
  }),
  red("OCP-HOST-14", "no site", ["ocp-pages-declared"], {
    state: (state) => removeResource(state, "github:index/repositoryPages:RepositoryPages", "extension-explorer"),
  }),
  red("OCP-HOST-14", "a name that a proxy stands in front of", ["ocp-names-lead-to-hosts"], {
    state: (state) => setProperties(record(state, "extension-explorer-cname"), { proxied: true }),
  }),
  red("OCP-HOST-14", "a site without its name", ["ocp-names-declared"], {
    state: (state) => removeResource(state, recordType, "extension-explorer-cname"),
  }),
  green("OCP-HOST-14", "a name that is written relative to its zone", {
    state: (state) => setProperties(record(state, "extension-explorer-cname"), { name: "extensions" }),
  }),
];

/** Adds a rule to the CRM's firewall, before the others. */
function addRule(state: ExportedState, rule: object): void {
  const firewall = resourceIn(state, "linode:index/firewall:Firewall", "crm");
  const more = { label: "more", action: "ACCEPT", protocol: "TCP", ...rule };
  setProperties(firewall, { inbounds: [more, ...(firewall.inputs?.inbounds ?? [])] });
}

const watched: readonly Case[] = [
  red("OCP-MON-1", "a server that Prometheus does not watch", ["ocp-exporter-everywhere", "ocp-servers-scraped"], {
    register: (register) => {
      delete register.servers["covid19-dev"].monitoring;
    },
  }),
  red("OCP-MON-1", "a server whose figures are fetched over http", ["ocp-servers-scraped"], {
    register: (register) => {
      register.servers.toucan.monitoring.scheme = "http";
    },
  }),
  green("OCP-MON-1", "a server under another job", {
    register: (register) => {
      register.servers.toucan.monitoring.job = "toucan-next";
    },
  }),

  red("OCP-MON-2", "a server that Salt does not manage", ["ocp-servers-salt-managed"], {
    register: (register) => {
      register.servers.toucan.configManagement = "none";
    },
  }),
  red("OCP-MON-2", "a second Prometheus server", ["ocp-exporter-reachable", "ocp-one-prometheus-server"], {
    register: (register) => {
      Object.assign(register.servers.toucan, { ipv4: "203.0.113.9", ipv6: "2001:db8:9::9" });
      register.servers.toucan.monitoring.prometheusServer = true;
    },
  }),
  green("OCP-MON-2", "a server under another target of its own", {
    register: (register) => {
      register.servers.toucan.saltTarget = "toucan-live";
    },
  }),

  red("OCP-MON-3", "a server without the figures of its disk", ["ocp-exporter-everywhere"], {
    register: (register) => {
      register.servers.toucan.monitoring.disabledCollectors = ["filesystem"];
    },
  }),
  red(
    "OCP-MON-3",
    "an exporter that a range of ports opens to everybody",
    ["ocp-exporter-closed", "ocp-openings-from-register"],
    {
      state: (state) => addRule(state, { ports: "7000-8000", ipv4s: ["0.0.0.0/0"], ipv6s: ["::/0"] }),
    },
  ),
  red("OCP-MON-3", "a firewall that is off", ["ocp-exporter-closed"], {
    state: (state) => setProperties(resourceIn(state, "linode:index/firewall:Firewall", "crm"), { disabled: true }),
  }),
  red("OCP-MON-3", "a firewall that keeps Prometheus out", ["ocp-exporter-reachable", "ocp-openings-from-register"], {
    state: (state) => addRule(state, { action: "DROP", ports: "1024-65535", ipv4s: ["198.51.100.0/24"] }),
  }),
  red("GATE-10", "a port that the register opens, open to one network alone", ["ocp-openings-from-register"], {
    state: (state) => {
      const firewall = resourceIn(state, "linode:index/firewall:Firewall", "crm");
      const inbounds: { ports?: string }[] = firewall.inputs?.inbounds ?? [];
      setProperties(firewall, {
        inbounds: inbounds.map((rule) => (rule.ports === "443" ? { ...rule, ipv4s: ["192.0.2.0/24"] } : rule)),
      });
    },
  }),
  red("GATE-12", "a machine that is marked with the other stage", ["values-called-for"], {
    state: (state) => setProperties(linode(state), { tags: ["development", "managed-by:dogsbody"] }),
  }),
  red("OCP-MON-3", "a machine that no firewall is tied to", ["ocp-exporter-reachable", "references-real"], {
    state: (state) => {
      hetzner(state).propertyDependencies = {};
    },
  }),
  green("OCP-MON-3", "a port beside the exporter's that is open to everybody, as the register says", {
    register: (register) => register.servers.crm.openPorts.push(7232),
    state: (state) => addRule(state, { ports: "7232", ipv4s: ["0.0.0.0/0"], ipv6s: ["::/0"] }),
  }),
  red("GATE-10", "a port of a database that the register does not open", ["ocp-openings-from-register"], {
    state: (state) => addRule(state, { ports: "5432", ipv4s: ["0.0.0.0/0"], ipv6s: ["::/0"] }),
  }),
  red("GATE-10", "a range of ports in place of one", ["ocp-openings-from-register"], {
    state: (state) => addRule(state, { ports: "22-80", ipv4s: ["192.0.2.0/24"] }),
  }),
  red("GATE-10", "another protocol, from one network", ["ocp-openings-from-register"], {
    state: (state) => addRule(state, { protocol: "UDP", ports: "53", ipv4s: ["192.0.2.0/24"] }),
  }),
  green("OCP-MON-3", "a server without a collector that nobody asked for", {
    register: (register) => {
      register.servers.toucan.monitoring.disabledCollectors = ["wifi"];
    },
  }),
];

/** Cases of the OCP reference about hosts, accounts, backups and monitoring. */
export const ocpHostingCases: readonly Case[] = [...hosts, ...watched];
