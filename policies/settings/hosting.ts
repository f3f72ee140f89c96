/** What the OCP reference fixes about hosts, accounts, backups and monitoring, as data; see the note in `ocp.ts`. */

/** A kind of host, as the reference tells them apart, and what the register calls its machines. */
export interface Host {
  readonly title: string;
  /** Providers of servers in the register; none where a host takes no servers. */
  readonly providers: readonly string[];
  /** The clause that gives services to this host. */
  readonly clause: "OCP-HOST-3" | "OCP-HOST-9" | "OCP-HOST-10" | "OCP-HOST-14";
}

export type HostId = "linode" | "hetzner" | "bytemark" | "github-pages";

export const hosts: Readonly<Record<HostId, Host>> = {
  linode: { title: "Linode", providers: ["linode"], clause: "OCP-HOST-3" },
  hetzner: { title: "Hetzner", providers: ["hetzner-cloud", "hetzner-robot"], clause: "OCP-HOST-9" },
  bytemark: { title: "Bytemark", providers: ["bytemark"], clause: "OCP-HOST-10" },
  "github-pages": { title: "GitHub Pages", providers: [], clause: "OCP-HOST-14" },
};

/** Which host each service lives on. The list is exhaustive: a service that is not here lives on `hostOfOthers` (AMB-8). */
export const hostOfService: Readonly<Record<string, HostId>> = {
  "helpdesk-crm": "linode",
  kingfisher: "hetzner",
  "kingfisher-replica": "hetzner",
  "extension-explorer": "github-pages",
};

/** Where every other service lives. A move to another host is a change of this line (AMB-12). */
export const hostOfOthers: HostId = "bytemark";

export const hosting = {
  /** Who manages every server, and where to write to them. */
  manager: { organisation: "dogsbody", contact: "sysadmin@dogsbody.com" },

  /** The mark of the manager on a machine: a tag at Linode, a label at Hetzner. */
  managerMark: "managed-by",

  /** The login at Linode whose keys a machine starts with: the manager's. */
  startsMachines: "opencontracting-dogsbody",

  /** The service whose server is backed up off site. */
  crm: "helpdesk-crm",

  /** EU-West (London) at Linode; `gb-lon` is another region there (AMB-9). */
  linodeRegion: "eu-west",

  /** Backups of the CRM outside its host: one of each frequency, each in a bucket of its own (AMB-10). */
  offsiteBackups: { provider: "gcp", operator: "dogsbody", frequencies: ["daily", "weekly"] },

  /** The backup of every Bytemark server. Day and hour are where the reference's own instructions put it. */
  bytemarkBackup: { everyDays: 7, retained: 1, startDay: "Thursday", startBeforeUtc: "10:00" },

  /** The GitHub organisation whose Pages are served, and the name that theirs are CNAMEs of. */
  pages: { owner: "open-contracting", target: "open-contracting.github.io", branch: "gh-pages", path: "/" },

  /** The Extension Explorer: its service and the name that people know it by. */
  extensionExplorer: { service: "extension-explorer", cname: "extensions.open-contracting.org" },
} as const;

/** Exactly who may log in to an account, and as what. */
export interface AccountUsers {
  readonly rule: string;
  readonly clauses: readonly ["OCP-HOST-5", "OCP-HOST-6"] | readonly ["OCP-HOST-12"];
  readonly provider: "linode" | "bytemark";
  /** The account's name with the provider. */
  readonly name: string;
  readonly users: Readonly<Record<string, "full" | "limited" | "primary" | "secondary">>;
}

export const accountUsers: readonly AccountUsers[] = [
  {
    rule: "ocp-linode-logins",
    clauses: ["OCP-HOST-5", "OCP-HOST-6"],
    provider: "linode",
    name: "opencontractingpartnership",
    users: { opencontractingpartnership: "full", "opencontracting-dogsbody": "full", opencontracting: "limited" },
  },
  {
    rule: "ocp-bytemark-logins",
    clauses: ["OCP-HOST-12"],
    provider: "bytemark",
    name: "opencontracting",
    users: { opencontracting: "primary", opendataservices: "secondary", "opencon-tech": "secondary" },
  },
];

export const monitoring = {
  /** Where Node Exporter listens on every server. */
  exporterPort: 7231,

  /** The collectors that tell of disk space and memory, by their names in Node Exporter. */
  neededCollectors: ["filesystem", "meminfo"],
} as const;
