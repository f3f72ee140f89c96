import type { AwsPlace } from "../../../model/arn.ts";
import type { PlacedBucket } from "../../../model/buckets.ts";
import type { PlacedSesSender } from "../../../model/mail/ses-place.ts";
import type { Register } from "../../../model/register.ts";
import { notifyEnvironments } from "../../settings/notify-environments.ts";
import { sendersOfStack } from "../mail/ses/declared.ts";
import { alertsInChat, environmentOfStack, type StackEnvironment } from "../notify/stack-environment.ts";
import { shown } from "../reading.ts";
import type { Resource } from "../rule.ts";
import { bucketsOfStack, placeOfStack } from "../stack-place.ts";

/** A register as one stack has to make it. */
export interface Wanted {
  readonly register: Register;
  readonly stack: string;
  /** The environment that the stack is for; none for a stack that is for no environment. */
  readonly environment: StackEnvironment | undefined;
  readonly place: AwsPlace | undefined;
  readonly senders: readonly PlacedSesSender[];
  readonly buckets: Readonly<Record<string, PlacedBucket>>;
}

/** What calls for the resources of a type. */
export interface Calls {
  /** What a resource is to its service, so that two that read the same are one thing. */
  readonly identity: (resource: Resource, register: Register) => string;
  /** The identities that the register calls for in a stack. */
  readonly called: (wanted: Wanted) => readonly string[];
  /** Whether a resource is called for whose identity cannot be told beforehand. */
  readonly alsoCalled?: (resource: Resource, wanted: Wanted) => boolean;
  /** What else of the same service there may be once of what the stack makes: another claim on it is refused, too. */
  readonly claims?: (wanted: Wanted) => readonly string[];
  /** Set where two resources may claim one identity; says why. */
  readonly mayRepeat?: string;
  /** Set where not all that is called for has to be there; says why, or what else misses it. */
  readonly mayBeMissing?: string;
  /** Where somebody calls for one more. */
  readonly where: string;
}

const known = new WeakMap<Register, Map<string, Wanted>>();

/** Reads a stack's part of a register, once for all resources of the stack. */
export function wantedIn(register: Register, stack: string): Wanted {
  const ofRegister = known.get(register) ?? new Map<string, Wanted>();
  known.set(register, ofRegister);
  const wanted = ofRegister.get(stack) ?? wantedAnew(register, stack);
  ofRegister.set(stack, wanted);
  return wanted;
}

const sets = new WeakMap<Wanted, Map<Calls, ReadonlySet<string>>>();

/** The identities that a stack's part of a register calls for. */
export function calledIn(wanted: Wanted, calls: Calls): ReadonlySet<string> {
  const ofWanted = sets.get(wanted) ?? new Map<Calls, ReadonlySet<string>>();
  sets.set(wanted, ofWanted);
  const called = ofWanted.get(calls) ?? new Set(calls.called(wanted));
  ofWanted.set(calls, called);
  return called;
}

function wantedAnew(register: Register, stack: string): Wanted {
  return {
    ...{ register, stack, environment: environmentOfStack(register, stack), place: placeOfStack(register, stack) },
    ...{ senders: sendersOfStack(register, stack), buckets: bucketsOfStack(register, stack) },
  };
}

/** The limit of text messages that a stack watches: where it makes what its account has once. */
export function watchedLimit({ environment }: Wanted): number | undefined {
  return environment?.ownsAccount === true ? environment.environment.monthlySpendLimit : undefined;
}

/** The name of the configuration of AWS's chat service that a stack has where it brings alarms to people over it, and of its role. */
export function chatNames({ environment }: Wanted): string[] {
  return environment !== undefined && alertsInChat(environment).length > 0
    ? [notifyEnvironments.alertsTopic(environment.id)]
    : [];
}

/** The name of the one key of topics that a stack has where it has a place in AWS. */
export function keyAliasOf({ place, environment, register }: Wanted): string | undefined {
  if (place === undefined || (register.id === "notify" && environment === undefined)) return undefined;
  return `alias/${environment === undefined ? register.id : `notify-${environment.id}`}-topics`;
}

/** An identity that properties make, joined so that none runs into the next. */
export function by(...properties: readonly string[]): Calls["identity"] {
  return ({ props }) => joined(...properties.map((property) => shown(props[property])));
}

/** The parts of an identity as one text. */
export function joined(...parts: readonly string[]): string {
  return parts.join(" ");
}
