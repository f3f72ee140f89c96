import * as pulumi from "@pulumi/pulumi";
import { alias } from "../components/alias.ts";
import { type TopicKey, topicKey } from "../components/aws/topic-key.ts";
import { type DeclaredRegister, declareRegister } from "../components/declared-register.ts";
import { deployedOutputs } from "../components/deployed-outputs.ts";
import { LinodeLogins } from "../components/linode-logins.ts";
import { isVirtual } from "../components/machine/order.ts";
import { Machine } from "../components/machine.ts";
import { declareMailProtection, type MailOutputs } from "../components/mail-protection.ts";
import { PagesSite } from "../components/pages-site.ts";
import { FeedbackByMail } from "../components/ses/feedback-by-mail.ts";
import { awsPlaceOfAccount } from "../model/arn.ts";
import { recordTypes } from "../model/records.ts";
import type { Register } from "../model/register.ts";
import { declareBuckets } from "./buckets.ts";
import { historyOf } from "./history.ts";
import { declareMail } from "./mail.ts";
import { declareZones } from "./zones.ts";

/** The login at Linode that the server managers have, with full access. */
const linodeBootstrapUser = "opencontracting-dogsbody";

/** The name that GitHub Pages of our organisation are served under. */
const pagesHost = "open-contracting.github.io";

/** The stack of the Open Contracting Partnership: its register, and what is made from it at the providers. */
export async function ocp(register: Register): Promise<MailOutputs> {
  const deployed = await deployedOutputs();
  const declared = await declareRegister(register, await historyOf(register, deployed));
  const machines = declareMachines(declared);
  declareLogins(declared, machines);
  declareServices(declared);
  declareMailOfDomains(declared);
  declareZones(declared);
  declareBucketsOfAccount(declared);
  return declareMailProtection(register, deployed);
}

/** The mail of every domain; people read of what SES could not deliver. */
function declareMailOfDomains(declared: DeclaredRegister): string[] {
  const keys = declareTopicKeys(declared);
  return declareMail(declared, undefined, ({ host, place, sender }, opts) => {
    const key = keys.get(place.accountId);
    if (key === undefined || sender.feedback === undefined) {
      throw new pulumi.RunError(
        `register/ocp/domains.yaml: the SES sender of ${host} needs an account with a region, and feedback: who reads of bounces.`,
      );
    }
    return new FeedbackByMail(host, { place, key, address: sender.feedback }, opts).topics;
  });
}

/**
 * The keys of topics, by the ids that AWS gave our accounts. A key does not go with what uses it: it is protected, and
 * what it once encrypted could not be read without it.
 */
function declareTopicKeys({ register, entry }: DeclaredRegister): Map<string, TopicKey> {
  const keys = new Map<string, TopicKey>();
  for (const id of Object.keys(register.accounts)) {
    const place = awsPlaceOfAccount(register, id);
    if (place === undefined) continue;
    const args = {
      ...{ place, alias: "alias/ocp-topics", description: "Topics of mail feedback" },
      publishers: ["ses.amazonaws.com"],
    };
    keys.set(place.accountId, topicKey(id, args, { parent: entry(recordTypes.account, id) }));
  }
  return keys;
}

/** The buckets, in the one account of AWS that there is. */
function declareBucketsOfAccount(declared: DeclaredRegister): void {
  const { register } = declared;
  const [place, ...more] = Object.keys(register.accounts).flatMap((id) => awsPlaceOfAccount(register, id) ?? []);
  if (Object.keys(register.buckets).length === 0) return;
  if (place === undefined || more.length > 0) {
    throw new pulumi.RunError(
      "register/ocp/accounts.yaml: the buckets need one account with provider: aws, an accountId, a partition and a region.",
    );
  }
  declareBuckets(declared, place, undefined);
}

/** The machines of the servers, by the servers' ids. */
function declareMachines({ register, entry }: DeclaredRegister): Map<string, Machine> {
  const machines = new Map<string, Machine>();
  const collectors = Object.values(register.servers).filter(({ monitoring }) => monitoring?.prometheusServer === true);
  for (const [id, server] of Object.entries(register.servers)) {
    const zoneId = zoneOf(register, server.hostname);
    // Neither a provider to order it from nor a zone of ours for its name: it stands in the register alone.
    if (zoneId === undefined && !isVirtual(server)) continue;
    const args = { server, collectors, linodeBootstrapUser, ...(zoneId !== undefined && { zoneId }) };
    machines.set(id, new Machine(id, args, { parent: entry(recordTypes.server, id) }));
  }
  return machines;
}

/** The logins of accounts whose provider can be told about them. */
function declareLogins({ register, entry }: DeclaredRegister, made: ReadonlyMap<string, Machine>): void {
  const machines = [...made]
    .filter(([id]) => register.servers[id]?.provider === "linode")
    .flatMap(([, { machine }]) => machine ?? []);
  for (const [id, account] of Object.entries(register.accounts)) {
    if (account.provider !== "linode") continue;
    new LinodeLogins(id, { account, machines }, { parent: entry(recordTypes.account, id) });
  }
}

/** What services have beyond their server: a name of their own, or a website. */
function declareServices({ register, entry }: DeclaredRegister): void {
  for (const [id, { title, server, hostname, pages }] of Object.entries(register.services)) {
    const parent = entry(recordTypes.service, id);
    if (pages !== undefined) {
      const zoneId = zoneOf(register, pages.cname);
      new PagesSite(id, { title, pages, target: pagesHost, ...(zoneId !== undefined && { zoneId }) }, { parent });
    }
    const zoneId = hostname === undefined ? undefined : zoneOf(register, hostname);
    const target = server === undefined ? undefined : register.servers[server]?.hostname;
    if (hostname === undefined || zoneId === undefined || target === undefined) continue;
    alias(id, { zoneId, hostname, target }, { parent });
  }
}

/** The Cloudflare zone that a host name is in, the longest match where zones nest; none for names that are others'. */
function zoneOf(register: Register, hostname: string): string | undefined {
  return Object.entries(register.domains)
    .filter(([zone]) => hostname === zone || hostname.endsWith(`.${zone}`))
    .sort(([a], [b]) => b.length - a.length)
    .map(([, domain]) => domain.zoneId)
    .at(0);
}
