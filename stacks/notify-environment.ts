import * as pulumi from "@pulumi/pulumi";
import { AdministratorsGroup } from "../components/aws/administrators-group.ts";
import { Broker, SsbDeployment } from "../components/aws/ssb-accounts.ts";
import { type DeclaredRegister, declareRegister } from "../components/declared-register.ts";
import { deployedOutputs } from "../components/deployed-outputs.ts";
import { Alarms } from "../components/environment/alarms.ts";
import { AlertKey } from "../components/environment/alert-key.ts";
import { MailFeedback } from "../components/environment/mail-feedback.ts";
import { alertsTopicOf, OpsAlerts } from "../components/environment/ops-alerts.ts";
import { PhoneNumbers } from "../components/environment/phone-numbers.ts";
import { TextMessages } from "../components/environment/text-messages.ts";
import { EnvironmentSecrets, type SecretPlace } from "../components/environment-secrets.ts";
import { declareMailProtection, type MailOutputs } from "../components/mail-protection.ts";
import { type AwsPlace, arnOf, awsPlaceOf } from "../model/arn.ts";
import { alertsMadeBy } from "../model/environments.ts";
import { recordTypes } from "../model/records.ts";
import type { Register } from "../model/register.ts";
import type { Environment } from "../model/schema/hosting.ts";
import { brokerBoundary } from "./broker-boundary.ts";
import { declareBuckets } from "./buckets.ts";
import { historyOf } from "./history.ts";
import { declareMail } from "./mail.ts";
import { declareZones } from "./zones.ts";

/** The IAM group of the people who may work in an AWS account. The same name everywhere: the account tells them apart. */
const administratorsGroup = "NotifyAdministrators";

/**
 * The stack of one of US Notify's environments: its alerts, its bucket, its secrets, and, where it is the one that the
 * account is its own, what an AWS account has once: the chat channel of alerts, people, the brokers' accounts, and the
 * settings of text messages.
 * @throws pulumi.RunError when the register does not say enough of the environment
 */
export function notifyEnvironment(
  id: string,
  { offline }: { readonly offline: boolean },
): (register: Register) => Promise<MailOutputs> {
  return async (register) => {
    const deployed = await deployedOutputs();
    const declared = await declareRegister(register, await historyOf(register, deployed));
    const { environment, place } = described(register, id);
    const inner = { parent: declared.entry(recordTypes.environment, id) };

    const key = new AlertKey(id, place, inner);
    const alerts = alertsMadeBy(register, id);
    const heard = Object.keys(alerts).length > 0 ? new OpsAlerts(id, { place, key, alerts }, inner).topics : [];
    const { topics } = new MailFeedback(id, { place, key, apiUrl: environment.apiUrl }, inner);
    declareMail(declared, id, () => topics);
    declareZones(declared, id);
    const { defaultNumber, sendsFrom } = environment;
    new PhoneNumbers(id, { place, numbers: numbersOf(register, id), defaultNumber, sendsFrom }, inner);
    declareBuckets(declared, place, id);
    const ownsAccount = environment.sharesAccountWith === undefined;
    const { monthlySpendLimit } = environment;
    const topic = arnOf(place, "sns", alertsTopicOf(id));
    new Alarms(
      id,
      { topic, topics: heard, ...(ownsAccount && monthlySpendLimit !== undefined && { monthlySpendLimit }) },
      inner,
    );
    if (ownsAccount) {
      if (monthlySpendLimit !== undefined) new TextMessages(id, { place, monthlySpendLimit }, inner);
      declareAccount(declared, environment.account, place);
    }
    new EnvironmentSecrets(id, { secrets: secretsOf(register, id), offline }, inner);
    return declareMailProtection(register, deployed, id);
  };
}

const needed = ["alerts", "apiUrl", "csvBucket", "defaultNumber", "sendsFrom"] as const;
type Needed = (typeof needed)[number];
type Described = Environment & { readonly [Key in Needed]: NonNullable<Environment[Key]> };

/** What the register says of an environment, or all that it fails to say. */
function described(register: Register, id: string): { environment: Described; place: AwsPlace } {
  const file = "register/notify/environments.yaml";
  const environment = register.environments[id];
  if (environment === undefined) throw new pulumi.RunError(`${file}: there is no environment "${id}".`);
  const missing = needed.filter((each) => environment[each] === undefined);
  if (missing.length > 0) throw new pulumi.RunError(`${file}: ${id} needs ${missing.join(", ")}.`);
  const place = awsPlaceOf(register, id);
  if (place === undefined) {
    throw new pulumi.RunError(
      `register/notify/accounts.yaml: ${environment.account}, the account of ${id}, needs provider: aws, a partition and an accountId.`,
    );
  }
  return { environment: environment as Described, place };
}

/** The telephone numbers of an environment. */
function numbersOf(register: Register, id: string): Register["phoneNumbers"] {
  return Object.fromEntries(Object.entries(register.phoneNumbers).filter(([, { environment }]) => environment === id));
}

/** What an AWS account has once: the group of its people, and the accounts that deploy and run the brokers. */
function declareAccount(declared: DeclaredRegister, account: string, place: AwsPlace): void {
  const { register } = declared;
  const roles = Object.entries(register.systems).flatMap(([system, { account: where, roles }]) =>
    where !== account
      ? []
      : Object.entries(roles)
          .filter(([, { permission }]) => permission === administratorsGroup)
          .map(([role]) => ({ system, role })),
  );
  new AdministratorsGroup(
    account,
    { place, group: administratorsGroup, members: membersOf(register, roles) },
    { parent: declared.entry(recordTypes.account, account) },
  );
  for (const [id, { kind, login, account: where, deploysFrom }] of Object.entries(register.serviceAccounts)) {
    if (where !== account || login === undefined) continue;
    const inner = { parent: declared.entry(recordTypes.serviceAccount, id) };
    if (kind === "ssb-deployment") new SsbDeployment(id, { place, login, deploysFrom }, inner);
    if (kind === "sms-broker" || kind === "smtp-broker") {
      new Broker(id, { place, login, kind, boundary: brokerBoundary(register, kind, account, place) }, inner);
    }
  }
}

/** Those who hold one of some roles and have not had it revoked, by id, which is their user name. */
function membersOf(
  register: Register,
  roles: readonly { readonly system: string; readonly role: string }[],
): Record<string, { email: string }> {
  const people = roles
    .flatMap(({ system, role }) => register.grants[system]?.[role] ?? [])
    .filter((grant) => grant.revokedOn === undefined)
    .map((grant) => grant.person);
  return Object.fromEntries(
    [...new Set(people)].sort().flatMap((person) => {
      const email = register.people[person]?.email;
      return email === undefined ? [] : [[person, { email }]];
    }),
  );
}

/** Where the register says that secrets of an environment are kept, in environments beside it too. */
function secretsOf(register: Register, id: string): SecretPlace[] {
  return Object.values(register.credentials)
    .filter((each) => each.environment === id)
    .flatMap(({ storedIn }) => storedIn ?? [])
    .flatMap(({ repository, environment, secretName }) =>
      environment === undefined ? [] : [{ repository, environment, secretName }],
    );
}
