import type { RequirementId } from "./index.ts";

/**
 * What stands behind a clause, so that a clean verdict means something outside the register.
 *
 * - `resource`: a resource that a rule judges, or that is made from the entries that a rule judges.
 * - `evidence`: what somebody else wrote – a deployment's log, a scanner, a name server, what a system says of who has access –
 *   and a command takes in.
 * - `export`: files that are written from the register for a system that has no provider; nobody reads back what became of them.
 * - `paper`: the register's word alone. Whoever edits the register can say it, and only people can look whether it is so.
 */
export type Support = "resource" | "evidence" | "export" | "paper";

/** Something that stands behind a clause, and what it is, where it is not the resources that a rule judges. */
export interface Standing {
  readonly by: Support;
  readonly what: string;
}

const resource = (what: string): Standing => ({ by: "resource", what });
const evidence = (what: string): Standing => ({ by: "evidence", what });
/** Who has access, as the system itself says: `audit` holds a reading of it against the register. */
const read = (what: string): Standing => evidence(`${what}, by a reading`);
const exported = (what: string): Standing => ({ by: "export", what });
const paper = (what: string): Standing => ({ by: "paper", what });

const rootKeys = exported("root's authorised keys");
const whoHasRoot = [rootKeys, read("the keys on the servers")];
const cloudGovRoles = [read("the roles in cloud.gov")];
const detected = [evidence("what scanners found, and no longer find"), paper("findings of people, and decisions")];
const plannedAccounts = read("the service account's roles in cloud.gov");
const restagings = [paper("that the workflows ran, when, and on which branch")];

/**
 * What stands behind each clause that a rule judges on the register. Behind those that have rules about resources alone, the
 * resources stand.
 */
export const standings: Readonly<Partial<Record<RequirementId, readonly Standing[]>>> = {
  "OCP-MON-1": [exported("Prometheus' jobs"), paper("that Prometheus runs with them")],
  "OCP-MON-2": [exported("Salt's roster and pillar"), paper("that Salt was run")],
  "OCP-MON-3": [
    resource("the firewalls"),
    exported("the exporter's settings"),
    paper("that the exporter runs, and with which collectors"),
  ],
  "OCP-SENTRY-1": [paper("whom Sentry notifies")],
  "OCP-SENTRY-2": [paper("that a DSN is set, and where it is kept")],
  "OCP-SENTRY-3": [read("the roles in Sentry")],
  "OCP-SENTRY-4": [read("the roles in Sentry")],
  "OCP-HOST-1": [resource("the tags of machines"), paper("servers that no provider makes, and the contact")],
  "OCP-HOST-2": [resource("machines and DNS records"), paper("hosts that no provider makes")],
  "OCP-HOST-3": [resource("the Linode and its DNS records"), paper("what runs on it")],
  "OCP-HOST-5": [resource("the Linode users"), read("who is a user there, and with what access")],
  "OCP-HOST-6": [resource("the Linode user and its grants"), read("its access there")],
  "OCP-HOST-8": [paper("that the backups are made")],
  "OCP-HOST-9": [resource("the servers in Hetzner's cloud"), paper("its dedicated servers")],
  "OCP-HOST-10": [paper("which servers Bytemark hosts")],
  "OCP-HOST-12": [read("the users of the account")],
  "OCP-HOST-13": [paper("that the backups are made and kept")],
  "OCP-HOST-14": [resource("the repository's pages and the DNS record")],
  "OCP-ADM-1": [resource("team roles at GitHub"), read("the roles in every other system")],
  "OCP-ADM-3": [
    resource("team roles at GitHub"),
    rootKeys,
    read("the keys on the servers"),
    paper("whose addresses and keys they are"),
  ],
  "OCP-ROOT-1": whoHasRoot,
  "OCP-ROOT-2": [...whoHasRoot, paper("the reason")],
  "OCP-ROOT-3": [evidence("deployments, from logs and tables"), ...whoHasRoot],
  "OCP-ROOT-4": [...whoHasRoot, paper("who granted it, and when")],
  "OCP-ROOT-5": [paper("that somebody looked, and at what")],
  "OCP-REDASH-1": [read("the groups in Redash")],
  "OCP-REDMINE-1": [read("the administrators of Redmine")],
  "NOTIFY-ALR-1": [resource("alarms, topics and the Slack channel")],
  "NOTIFY-ALR-3": [resource("environment secrets and branch protections"), paper("that New Relic gets data")],
  "NOTIFY-ALR-4": [paper("where the logs are read")],
  "NOTIFY-RST-1": [paper("releases of buildpacks, and restagings")],
  "NOTIFY-RST-5": [resource("the workflow files"), ...restagings],
  "NOTIFY-RST-6": [resource("the workflow files"), ...restagings],
  "NOTIFY-RST-7": [resource("the workflow files"), ...restagings],
  "NOTIFY-RST-8": [resource("the workflow files"), ...restagings],
  "NOTIFY-SMK-1": [resource("identities, buckets and text message settings"), paper("web, worker and scheduler")],
  "NOTIFY-SMK-2": [paper("that the test was made")],
  "NOTIFY-SMK-3": [paper("that the test was made")],
  "NOTIFY-SMK-4": [paper("that the test was made")],
  "NOTIFY-CHG-3": [resource("branch protections and team roles")],
  "NOTIFY-CHG-5": [resource("code owners and branch protections"), paper("who is the ISSO")],
  "NOTIFY-VUL-1": [resource("the team's members"), paper("who answers for it")],
  "NOTIFY-VUL-2": detected,
  "NOTIFY-VUL-3": detected,
  "NOTIFY-VUL-4": detected,
  "NOTIFY-VUL-5": detected,
  "NOTIFY-VUL-6": detected,
  "NOTIFY-ACC-1": [paper("who approved it, and when")],
  "NOTIFY-ACC-2": [paper("who made it, and when")],
  "NOTIFY-ACC-3": [read("the User Managers in Notify")],
  "NOTIFY-ACC-4": [resource("addresses of users in AWS"), paper("the addresses of everybody else")],
  "NOTIFY-ACC-5": [
    resource("teams at GitHub and groups of AWS"),
    read("accounts in every other system"),
    paper("when they were closed"),
  ],
  "NOTIFY-ACC-6": [paper("that a credential was rotated, and when")],
  "NOTIFY-ROLE-1": [
    resource("team roles at GitHub"),
    read("owners, members and teams at GitHub"),
    paper("who is PBS federal staff"),
  ],
  "NOTIFY-ROLE-2": [resource("group, members and policies in AWS"), paper("who is PBS federal staff")],
  "NOTIFY-ROLE-3": cloudGovRoles,
  "NOTIFY-ROLE-4": cloudGovRoles,
  "NOTIFY-ROLE-5": [resource("group, members and policies in AWS"), paper("who is staff, and who a contractor")],
  "NOTIFY-ROLE-6": [
    resource("team roles at GitHub"),
    read("who is in the team"),
    paper("who is staff, and who a contractor"),
  ],
  "NOTIFY-APP-1": [read("the permissions in Notify")],
  "NOTIFY-APP-2": [read("the permissions in Notify")],
  "NOTIFY-APP-3": [read("the permissions in Notify")],
  "NOTIFY-SVC-1": [resource("environment secrets"), plannedAccounts],
  "NOTIFY-SVC-2": [resource("user, policies and environment secrets")],
  "NOTIFY-SVC-3": [resource("environment secrets"), plannedAccounts],
  "NOTIFY-SVC-4": [resource("users, roles, keys and policies")],
  "NOTIFY-SMS-2": [resource("numbers in AWS"), paper("which service sends from which")],
  "NOTIFY-SMS-3": [resource("numbers in AWS and environment variables")],
  "NOTIFY-SMS-4": [paper("the senders of a service in Notify")],
  "NOTIFY-SMS-5": [resource("the number and the environment variable"), paper("for what AWS has registered it")],
  "NOTIFY-SMS-6": [resource("the number"), paper("the senders of a service in Notify")],
  "NOTIFY-SMS-7": [resource("the number"), paper("the senders of a service in Notify")],
  "EMAIL-1": [resource("the DMARC records"), paper("which domains are under a mandate")],
  "EMAIL-3": [resource("the SPF records"), evidence("the answers of name servers")],
  "EMAIL-4": [resource("identities and DKIM records")],
  "EMAIL-5": [resource("identities and DNS records")],
  "EMAIL-6": [resource("identities, topics and subscriptions")],
  "SMS-8": [resource("text message settings")],
  "GATE-5": [
    resource("the providers"),
    evidence("the clock of the machine that judges"),
    paper("the days that entries name"),
  ],
  "GATE-7": [resource("the operations of the change"), paper("who owns and who approves")],
  "GATE-8": [paper("who approved a waiver")],
  "GATE-13": [paper("what the entries say beyond the settings")],
  "GATE-10": [resource("every resource of a service"), paper("which environments share an account")],
  "GATE-14": [paper("when people joined and left, and who did what")],
  "GATE-15": [paper("when each thing was done")],
  "GATE-16": [evidence("what the engine deployed and what the base has"), paper("who approved a correction")],
};

/**
 * What stands behind a clause: what is written above, or the resources that its rules judge; nothing, where no rule claims it.
 * The scopes are those of all rules that claim it: what each judges.
 */
export function standingOf(id: string, scopes: readonly string[]): readonly Standing[] {
  if (scopes.length === 0) return [];
  return standings[id as RequirementId] ?? [{ by: "resource", what: "" }];
}

/** True for a clause behind which nothing stands but the register's word. */
export function isPaper(standing: readonly Standing[]): boolean {
  return standing.length > 0 && standing.every(({ by }) => by === "paper");
}
