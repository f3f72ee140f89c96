import type { DateText } from "../../../model/dates.ts";
import { type Register, subjectOf } from "../../../model/register.ts";
import { allGrants, allRootGrants, isActive } from "../grants.ts";

/** Something that somebody did, or answers for, on a day. */
export interface Act {
  readonly subject: string;
  readonly field: string;
  readonly person: string;
  readonly on: DateText;
  /** Receiving is no act of one's own: an account may be made for somebody before their first day. */
  readonly receives?: true;
}

/** A field of the register that names a person, and how the day is found on which they act. */
interface ActingField {
  /** Where it stands: kind and keys, `*` for any. */
  readonly field: string;
  readonly acts: (register: Register, asOf: DateText) => Act[];
}

type Optional<T> = { readonly [K in keyof T]: T[K] | undefined };

function act({ person, ...rest }: Optional<Pick<Act, "person">> & Omit<Act, "person">): Act[] {
  return person === undefined ? [] : [{ ...rest, person }];
}

/** The grants that still give something. One that is revoked gives nothing any more: revoking it is how it is mended. */
const grantsInForce = (register: Register, asOf: DateText) =>
  allGrants(register).filter(({ grant }) => isActive(grant, asOf));
const rootInForce = (register: Register, asOf: DateText) =>
  allRootGrants(register).filter(({ grant }) => isActive(grant, asOf));

/** A waiver is somebody's as long as it lasts: who owns it has to be there to end it. */
function waiverActs(field: "owner" | "author" | "approver") {
  return (register: Register, asOf: DateText): Act[] =>
    Object.entries(register.waivers).map(([id, waiver]) => ({
      subject: subjectOf(register.id, "waivers", id),
      field,
      person: waiver[field],
      on: field === "owner" ? asOf : waiver.grantedOn,
    }));
}

function correctionActs(field: "author" | "approver") {
  return (register: Register): Act[] =>
    Object.entries(register.corrections).map(([id, correction]) => ({
      subject: subjectOf(register.id, "corrections", id),
      field,
      person: correction[field],
      on: correction.correctedOn,
    }));
}

/** Every field by which somebody acts, and their acts. A test walks the schema: no field that names a person is left out. */
export const actingFields: readonly ActingField[] = [
  {
    field: "grants.*.*.*.person",
    acts: (register, asOf) =>
      grantsInForce(register, asOf).flatMap(({ subject, grant: { person, createdOn } }) =>
        act({ subject, field: "person", person, on: createdOn, receives: true }),
      ),
  },
  {
    field: "grants.*.*.*.createdBy",
    acts: (register, asOf) =>
      grantsInForce(register, asOf).flatMap(({ subject, grant: { createdBy, createdOn } }) =>
        act({ subject, field: "createdBy", person: createdBy, on: createdOn }),
      ),
  },
  {
    field: "grants.*.*.*.approvedBy",
    acts: (register, asOf) =>
      grantsInForce(register, asOf).flatMap(({ subject, grant: { approvedBy, approvedOn, createdOn } }) =>
        act({ subject, field: "approvedBy", person: approvedBy, on: approvedOn ?? createdOn }),
      ),
  },
  {
    field: "rootGrants.*.*.person",
    acts: (register, asOf) =>
      rootInForce(register, asOf).flatMap(({ subject, grant: { person, grantedOn } }) =>
        act({ subject, field: "person", person, on: grantedOn, receives: true }),
      ),
  },
  {
    field: "rootGrants.*.*.grantedBy",
    acts: (register, asOf) =>
      rootInForce(register, asOf).flatMap(({ subject, grant: { grantedBy, grantedOn } }) =>
        act({ subject, field: "grantedBy", person: grantedBy, on: grantedOn }),
      ),
  },
  {
    field: "deployments.*.person",
    acts: ({ id, deployments }) =>
      deployments.map(({ person, deployedOn }) => ({
        ...{ subject: subjectOf(id, "deployments", person), field: "person", person, on: deployedOn },
      })),
  },
  {
    field: "reviews.*.by",
    acts: ({ id, reviews }) =>
      reviews.map(({ by, reviewedOn }, index) => ({
        ...{ subject: subjectOf(id, "reviews", index), field: "by", person: by, on: reviewedOn },
      })),
  },
  {
    field: "smokeTests.*.by",
    acts: ({ id, smokeTests }) =>
      smokeTests.map(({ by, testedOn }, index) => ({
        ...{ subject: subjectOf(id, "smokeTests", index), field: "by", person: by, on: testedOn },
      })),
  },
  { field: "waivers.*.owner", acts: waiverActs("owner") },
  { field: "waivers.*.author", acts: waiverActs("author") },
  { field: "waivers.*.approver", acts: waiverActs("approver") },
  { field: "corrections.*.author", acts: correctionActs("author") },
  { field: "corrections.*.approver", acts: correctionActs("approver") },
  {
    // As long as it is open its owner has to be there today, and else on the day that it was closed. Those of US Notify
    // have to be Administrators on that day, which notify-vulnerabilities-owned says, and says of leavers too.
    field: "vulnerabilities.*.owner",
    acts: ({ id, vulnerabilities }, asOf) =>
      Object.entries(id === "notify" ? {} : vulnerabilities).map(([key, { owner, closedOn }]) => ({
        subject: subjectOf(id, "vulnerabilities", key),
        field: "owner",
        person: owner,
        on: closedOn === undefined || closedOn > asOf ? asOf : closedOn,
      })),
  },
];

/** Fields that name a person who does nothing on a day, and why. */
export const fieldsWithoutAct: Readonly<Record<string, string>> = {
  "services.*.sentry.recipients.*": "they are told of errors; ocp-sentry-recipients says who of them has left",
};
