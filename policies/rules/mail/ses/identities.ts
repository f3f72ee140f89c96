import { fullName } from "../../../../model/dns-name.ts";
import { sesDkimTarget } from "../../../../model/mail/ses.ts";
import type { PlacedSesSender } from "../../../../model/mail/ses-place.ts";
import { notKnownYet } from "../../dns-records.ts";
import { listed, problems } from "../../grants.ts";
import { fields, isKnown, list, shown } from "../../reading.ts";
import type { Resource, ResourceRule, StackRule } from "../../rule.ts";
import { dnsRecordsIn, type PlacedRecord } from "../domains.ts";
import { about, identityOf, isFirstVersion, senderOf, sendersOfStack, sesTypes } from "./declared.ts";

const keyLength = "RSA_2048_BIT";

/** What can send in a name of ours is in the register, and signs with a key that nobody breaks. */
export const sesIdentitiesSign: ResourceRule = {
  name: "ses-identities-sign",
  clauses: ["EMAIL-4"],
  level: "mandatory",
  description: `Each SES identity is the host of a sender of the register, of this stack's, and signs with keys of SES that have 2048 bits.`,
  remedy: `Give the sender in the register's domains.yaml, declare its identity as aws.sesv2.EmailIdentity, and set nextSigningKeyLength to ${keyLength}.`,
  scope: "resource",
  types: [...sesTypes.identity, ...sesTypes.address, ...sesTypes.dkim],
  judge: (resource, { register }) => {
    const name = identityOf(resource);
    const known = problems(
      senderOf(resource, register) === undefined &&
        `${name || "what it is for"} is no host of an SES sender that the register has for this stack`,
    );
    if (isFirstVersion(resource)) return [...known, "this version of SES's interface does not say how long the key is"];
    const { nextSigningKeyLength: length, domainSigningPrivateKey: own } = fields(resource.props.dkimSigningAttributes);
    return [
      ...known,
      ...problems(
        own !== undefined && "it signs with a key of our own, of which nobody can say how long it is",
        length !== keyLength && `its keys are to be ${shown(length ?? "as long as SES decides")}, not ${keyLength}`,
      ),
    ];
  },
};

/** Receivers find the keys. */
export const sesDkimPublished: StackRule = {
  name: "ses-dkim-published",
  clauses: ["EMAIL-4"],
  level: "mandatory",
  description:
    "Each SES sender of the register has its identity in the stack of its domain, and the identity's three DKIM keys, and no others of SES, have their alias there, not proxied.",
  remedy: "Leave both to the stack, which makes them from the register's domains.yaml; the domain needs its zoneId.",
  scope: "stack",
  judge: (resources, { register, stack }) => {
    const identities = about(resources, "identity");
    const records = dnsRecordsIn(resources, register).filter(({ type }) => type === "CNAME");
    return [
      ...sendersOfStack(register, stack).map((sender) => {
        const own = identities.filter((each) => identityOf(each) === sender.host);
        return {
          subject: `identity ${sender.host}`,
          problems:
            own.length === 1
              ? own.flatMap((identity) => keyProblems(identity, sender, records))
              : [`it is in this stack ${own.length} times, not once`],
        };
      }),
      ...records
        .filter(({ name }) => name === notKnownYet)
        .map(({ resource, subject }) => ({
          subject,
          problems: problems(
            !identities.some((identity) => comesFrom(resource, identity)) &&
              "its name is not known yet, and is no DKIM key's of an SES identity",
          ),
        })),
    ];
  },
};

/** What is wrong with the aliases of an identity's keys; before SES has made the keys, with those that wait for them. */
function keyProblems(
  identity: Resource,
  { host, region }: PlacedSesSender,
  records: readonly PlacedRecord[],
): string[] {
  const tokens = tokensOf(identity);
  const found =
    tokens === undefined
      ? records.filter(({ name, resource }) => name === notKnownYet && comesFrom(resource, identity))
      : tokens.flatMap((token) =>
          records
            .filter(({ name }) => name === `${token}._domainkey.${host}`)
            .filter(({ content }) => fullName(content.text) === sesDkimTarget(token, region))
            .slice(0, 1),
        );
  const strange = records.filter(
    ({ name, content }) =>
      name.endsWith(`._domainkey.${host}`) &&
      fullName(content.text).endsWith(".amazonses.com") &&
      // Before SES has made the keys, nobody knows their names.
      (tokens ?? []).every((token) => name !== `${token}._domainkey.${host}`),
  );
  const proxied = found.filter((each) => each.proxied).map(({ subject }) => subject);
  return problems(
    tokens !== undefined && tokens.length !== 3 && `SES gave it ${tokens.length} keys, not three`,
    found.length < 3 && `${found.length} of its three DKIM keys are published`,
    found.length > 3 && `${found.length} records wait for its three DKIM keys, so one of them will be another`,
    strange.length > 0 && `${listed(strange.map(({ subject }) => subject))} leads to a key that SES gave somebody else`,
    proxied.length > 0 && `${listed(proxied)} is proxied, so receivers find no key`,
  );
}

/** The names that SES gave the keys; undefined where it has not made them yet. */
function tokensOf({ props }: Resource): string[] | undefined {
  const read = () => fields(props.dkimSigningAttributes).tokens;
  if (!isKnown(() => JSON.stringify(read()))) return undefined;
  const tokens = read();
  return tokens === undefined ? undefined : list(tokens).map(shown);
}

/** Whether name and target of a record are both not known yet, and come from an identity and from nothing else. */
function comesFrom({ props, propertyDependencies = {} }: Resource, { urn }: Resource): boolean {
  if (isKnown(() => JSON.stringify(props.content))) return false;
  return [propertyDependencies.name, propertyDependencies.content].every(
    (from) => from !== undefined && from.length > 0 && from.every((each) => each === urn),
  );
}
