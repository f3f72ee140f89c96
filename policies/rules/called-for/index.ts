import { isWithin } from "../../../model/mail/records.ts";
import { dnsRecordTypes, notKnownYet } from "../dns-records.ts";
import { listed, problems } from "../grants.ts";
import { dnsRecordsIn } from "../mail/domains.ts";
import { ifKnown } from "../reading.ts";
import { type ResourceRule, type StackRule, stackOf, subjectOfResource } from "../rule.ts";
import { isSameThing, thingsOf } from "../things.ts";
import { callsByType } from "./by-type.ts";
import { type Calls, calledIn, wantedIn } from "./calls.ts";

function callsOf(type: string): Calls | undefined {
  return Object.hasOwn(callsByType, type) ? callsByType[type] : undefined;
}

/** Whether a type is a service's, and not the engine's or a component's. */
function isReal(type: string): boolean {
  return !type.startsWith("pulumi:") && !type.startsWith("gatehouse:");
}

/** Types that say the same of one thing share what calls for them; a bucket's companions are about it, and not it. */
export function family(type: string): readonly string[] {
  return dnsRecordTypes.includes(type) ? dnsRecordTypes : [type];
}

/** What is well made and stands where nobody called for it gives somebody a place among what is ours. */
export const resourcesCalledFor: ResourceRule = {
  name: "resources-called-for",
  clauses: ["GATE-10"],
  level: "mandatory",
  description:
    "Every resource is one that an entry of the register, or a list of the settings, calls for in its stack.",
  remedy: "Remove it, or add the entry that it follows from, and leave it to the stack's program.",
  scope: "resource",
  types: "every",
  judge: (resource, { register }) => {
    const { type } = resource;
    if (!isReal(type)) return [];
    const calls = callsOf(type);
    if (calls === undefined) return [`no entry of the register calls for a ${type}`];
    const wanted = wantedIn(register, stackOf(resource));
    if (calls.alsoCalled?.(resource, wanted) === true) return [];
    const identity = calls.identity(resource, register);
    return problems(
      !calledIn(wanted, calls).has(identity) &&
        `nothing calls for ${identity} in ${wanted.stack}; that would stand in ${calls.where}`,
    );
  },
};

/** Two that claim to be one thing undo each other, and a rule that judges the one does not see the other. */
export const identitiesClaimedOnce: StackRule = {
  name: "identities-claimed-once",
  clauses: ["GATE-10"],
  level: "mandatory",
  description: "No two resources of a stack are the same thing to its service.",
  remedy: "Remove one of them.",
  scope: "stack",
  judge: (resources, { register }) => {
    const claims = resources.flatMap((resource) => {
      const calls = isReal(resource.type) ? callsOf(resource.type) : undefined;
      if (calls === undefined || calls.mayRepeat !== undefined) return [];
      // What is not known yet cannot be compared; once it is made, it can.
      const identity = ifKnown(() => calls.identity(resource, register));
      if (identity === undefined || identity.includes(notKnownYet)) return [];
      return [{ resource, identity, things: ifKnown(() => thingsOf(resource, register)) ?? [] }];
    });
    const alike = Map.groupBy(
      claims.flatMap((claim) => claim.things.map((thing) => ({ thing, claim }))),
      ({ thing }) => thing.name,
    );
    const same = Map.groupBy(claims, ({ identity }) => identity);
    return claims.map(({ resource, identity, things }) => {
      const spelledOtherwise = things.flatMap((thing) =>
        (alike.get(thing.name) ?? []).filter((each) => isSameThing(thing, each.thing)).map(({ claim }) => claim),
      );
      const ofIdentity = (same.get(identity) ?? []).filter(({ resource: { type } }) =>
        family(resource.type).includes(type),
      );
      const others = [...new Set([...ofIdentity, ...spelledOtherwise])].filter((each) => each.resource !== resource);
      return {
        subject: subjectOfResource(resource),
        problems: problems(
          others.length > 0 &&
            `it is ${identity}, and so is ${listed(others.map((each) => subjectOfResource(each.resource)))}`,
        ),
      };
    });
  },
};

/** Where an alias stands, nothing else may (RFC 1034), and what lies below a delegated name nobody finds here. */
export const aliasesStandAlone: StackRule = {
  name: "dns-aliases-stand-alone",
  clauses: ["GATE-10"],
  level: "mandatory",
  description: "At the name of an alias stands no other record, and below a delegated name none of ours.",
  remedy: "Remove the alias or delegation, or the records that it hides.",
  scope: "stack",
  judge: (resources, { register }) => {
    const records = dnsRecordsIn(resources, register).filter(({ name }) => name !== notKnownYet);
    return records.map((record) => {
      const { name, zone, type, subject } = record;
      const hidden = records.filter(
        (other) =>
          other !== record &&
          other.zone === zone &&
          ((type === "CNAME" && other.name === name) ||
            (type === "NS" && isWithin(other.name, name) && !(other.type === "NS" && other.name === name))),
      );
      const what = hidden.map((other) => `${other.type} ${other.name}`);
      return {
        subject,
        problems: problems(
          hidden.length > 0 &&
            (type === "CNAME"
              ? `${name} is an alias, beside which nothing may stand, and there is ${listed([...new Set(what)])}`
              : `${name} is delegated, so that nobody finds ${listed([...new Set(what)])}`),
        ),
      };
    });
  },
};
