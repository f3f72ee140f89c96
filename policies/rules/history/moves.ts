import type { DateText } from "../../../model/dates.ts";
import type { RememberedKind } from "../../../model/history.ts";
import { grades, type Move } from "../../settings/history.ts";

/** What a move is judged by, beside the two values. */
export interface MoveContext {
  readonly kind: RememberedKind;
  readonly field: string;
  readonly asOf: DateText;
  /** Whether nothing is left to be done that the old value called for. */
  readonly isSettled: () => boolean;
  /** The last rotation that was on record before. */
  readonly lastRotation: DateText | undefined;
  /** Whether a change of role is told that was not told before. */
  readonly hasChangedRole: () => boolean;
}

type MayMove = (was: unknown, is: unknown, context: MoveContext) => boolean;

const isUnsaid = (value: unknown) => value === undefined;
const isBefore = (a: unknown, b: unknown) => String(a) < String(b);
const isToCome = (day: unknown, asOf: DateText) => String(day) > asOf;

/** Whether a value may become another; that it may stay as it is goes without saying. */
const mayMove: Readonly<Record<Move, MayMove>> = {
  // What tells entries apart is compared where they are found, and never by itself.
  identity: () => true,
  free: () => true,
  // Facts of a human are compared together.
  "of one human": () => true,
  "with a change of role": (was, _, { hasChangedRole }) => isUnsaid(was) || hasChangedRole(),
  stays: isUnsaid,
  fixed: () => false,
  "stays once come": (was, _, { asOf }) => isUnsaid(was) || isToCome(was, asOf),
  "stays once left": (was, is, { asOf, isSettled }) =>
    isUnsaid(was) || isToCome(was, asOf) || (isUnsaid(is) && isSettled()),
  "moves on once settled": (was, is, { isSettled }) =>
    isUnsaid(was) || ((isUnsaid(is) || isBefore(was, is)) && isSettled()),
  "not later": (was, is) => isUnsaid(was) || (!isUnsaid(is) && isBefore(is, was)),
  "not earlier": (was, is) => isUnsaid(was) || (!isUnsaid(is) && isBefore(was, is)),
  "not earlier, or open again": (was, is) => isUnsaid(was) || isUnsaid(is) || isBefore(was, is),
  "not lower": (was, is, { kind, field }) => gradeOf(`${kind}.${field}`, is) >= gradeOf(`${kind}.${field}`, was),
  grows: (was, is) => listOf(was).every((each) => listOf(is).includes(each)),
  "only said of the time after": (was, is, { lastRotation }) =>
    lastRotation === undefined ||
    listOf(is)
      .filter((day) => !listOf(was).includes(day))
      .every((day) => !isBefore(day, lastRotation)),
};

/** Whether a field's value may become another by a move. */
export function allows(move: Move, was: unknown, is: unknown, context: MoveContext): boolean {
  return said(was) === said(is) || mayMove[move](was, is, context);
}

/** A value in words; a list has no order. Nothing is said of what is left out. */
export function said(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  return Array.isArray(value) ? value.map(String).sort().join(", ") || undefined : String(value);
}

function gradeOf(path: string, value: unknown): number {
  const word = said(value) ?? "nothing";
  const grade = (grades[path] ?? []).findIndex((words) => words.includes(word));
  if (grade === -1) throw new Error(`${path} has no grade for ${word}`);
  return grade;
}

function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
