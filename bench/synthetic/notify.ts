import type { Register } from "../../model/register.ts";
import type { Grant } from "../../model/schema/access.ts";
import type { Person } from "../../model/schema/people.ts";
import { numbered } from "./ids.ts";
import { withMoreGrants } from "./more-grants.ts";
import { original, shipped } from "./shipped.ts";

/** What is added to the project's own register. */
export interface NotifyGrowth {
  /** Engineers, each with the one grant that puts them into the team on GitHub. */
  readonly engineers: number;
  /** User managers of a partner's service, each with that one grant. */
  readonly partners: number;
  /** Contractors that nobody belongs to. */
  readonly contractors: number;
}

/** Who and what copies are made of. */
const from = { engineer: "engineer-2", partner: "partner-1", contractor: "contractor-1" };

/** The register of US Notify with more of the same. */
export function notifyRegister({ engineers, partners, contractors }: NotifyGrowth): Register {
  const own = shipped().registers.notify;
  const contractor = original(own.organisations[from.contractor], `the organisation ${from.contractor}`);
  const added = [
    copies(own, {
      system: "github",
      role: "engineer",
      person: from.engineer,
      prefix: "engineer-copy",
      count: engineers,
    }),
    copies(own, {
      system: "application",
      role: "user-manager",
      person: from.partner,
      prefix: "partner-copy",
      count: partners,
    }),
  ];
  return {
    ...own,
    organisations: { ...own.organisations, ...numbered("contractor-copy", contractors, () => contractor) },
    people: Object.assign({}, own.people, ...added.map(({ people }) => people)),
    grants: withMoreGrants(own.grants, added),
  };
}

interface Copies {
  readonly system: string;
  readonly role: string;
  /** Whose entry and grant of that role are copied. */
  readonly person: string;
  readonly prefix: string;
  readonly count: number;
}

/** People like one of the register, and their grants. */
function copies(own: Register, { system, role, person, prefix, count }: Copies) {
  const somebody = original(own.people[person], `the person ${person}`);
  const grant = original(
    own.grants[system]?.[role]?.find((each) => each.person === person),
    `${role} of ${person} in ${system}`,
  );
  const people = numbered(
    prefix,
    count,
    (id): Person => ({
      ...somebody,
      email: somebody.email.replace(/^[^@]+/, id),
      ...(somebody.github !== undefined && { github: `notify-${id}` }),
    }),
  );
  return { system, role, people, grants: Object.keys(people).map((id): Grant => ({ ...grant, person: id })) };
}
