import { type MailPosture, noPosture, postureOf, weakenings } from "../../../model/mail/posture.ts";
import { mailFloor, mailNotWeakened, mailProtectionType } from "../../../model/mail/protection.ts";
import { isWithin } from "../../../model/mail/records.ts";
import { type Register, subjectOf } from "../../../model/register.ts";
import { problems } from "../grants.ts";
import { type Resource, type StackRule, subjectOfResource } from "../rule.ts";
import { dnsRecordsIn, domainsOfStack } from "./domains.ts";

/**
 * What protects a domain's mail only ever gets stronger. The program brings in how well it was protected when the stack
 * was last deployed, as a floor for each domain; a domain that left the register keeps its floor.
 */
export const mailRatchet: StackRule = {
  name: mailNotWeakened,
  clauses: ["GATE-6"],
  level: "mandatory",
  description: "The mail of a domain is protected no less than when the stack was last deployed.",
  remedy:
    "Put back what protected it, or have a second person allow the step back until a day: with a waiver of this rule for the domain's entry.",
  scope: "stack",
  judge: (resources, { register, stack }) => {
    const { floors, unreadable } = floorsIn(resources);
    const present = posturesIn(resources, register, [...floors.keys()]);
    const declared = domainsOfStack(register, stack).flatMap(([name, { zoneId }]) =>
      zoneId === undefined ? [] : name,
    );
    const domains = [...new Set([...declared, ...floors.keys(), ...present.keys()])].sort();
    return [
      ...domains.map((domain) => ({
        subject: subjectOf(register.id, "domains", domain),
        problems: belowFloor(floors.get(domain), present.get(domain) ?? noPosture),
      })),
      ...unreadable,
    ];
  },
};

function belowFloor(floor: MailPosture | undefined, present: MailPosture): string[] {
  if (floor === undefined) {
    return [`no ${mailProtectionType} says how well it was protected, so nobody can tell whether it gets weaker`];
  }
  const forgotten = weakenings(present, floor);
  return problems(
    ...weakenings(floor, present),
    forgotten.length > 0 &&
      `its ${mailProtectionType} leaves out what the records give, so that it could be lost unseen: ${forgotten.join("; ")}`,
  );
}

/** The floors among a stack's resources; the stronger would be unknown of two for one domain, so that is a fault. */
function floorsIn(resources: readonly Resource[]) {
  const floors = new Map<string, MailPosture>();
  const unreadable: { subject: string; problems: string[] }[] = [];
  for (const resource of resources.filter(({ type }) => type === mailProtectionType)) {
    const { domain, floor } = resource.props;
    const read = mailFloor.safeParse({ domain, floor });
    const fault = (problem: string) => unreadable.push({ subject: subjectOfResource(resource), problems: [problem] });
    if (!read.success) fault("it does not say of which domain it is, and how well that was protected");
    else if (floors.has(read.data.domain)) fault(`it is the second of ${read.data.domain}`);
    else floors.set(read.data.domain, read.data.floor);
  }
  return { floors, unreadable };
}

/**
 * How well the records of a stack protect the domains that they are of, each the innermost that it lies in: of the
 * register's domains and those that it had `once`. A domain without any records is left out.
 */
export function posturesIn(
  resources: readonly Resource[],
  register: Register,
  once: readonly string[] = [],
): Map<string, MailPosture> {
  const domains = [...new Set([...Object.keys(register.domains), ...once])].sort((a, b) => b.length - a.length);
  const records = dnsRecordsIn(resources, register).filter(({ proxied }) => !proxied);
  const byDomain = Map.groupBy(records, ({ name }) => domains.find((domain) => isWithin(name, domain)));
  return new Map(
    domains.flatMap((domain): [string, MailPosture][] => {
      const own = byDomain.get(domain)?.map(({ name, type, content }) => ({ name, type, text: content.text }));
      return own === undefined ? [] : [[domain, postureOf(domain, own, register.domains[domain])]];
    }),
  );
}
