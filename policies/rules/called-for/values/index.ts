import { fields, ifKnown, isKnown, shown } from "../../reading.ts";
import { type Resource, type ResourceRule, stackOf } from "../../rule.ts";
import { wantedIn } from "../calls.ts";
import { awsValues } from "./aws.ts";
import { githubValues } from "./github.ts";
import { hostValues } from "./hosts.ts";
import type { ValuesOfTypes } from "./values.ts";

/** What properties have to be, by type and path, where an entry of the register or a setting says it. */
export const calledValues: ValuesOfTypes = { ...awsValues, ...githubValues, ...hostValues };

/** What is called for is called for with its values: by another, the thing is there and does something else. */
export const valuesCalledFor: ResourceRule = {
  name: "values-called-for",
  clauses: ["GATE-12"],
  level: "mandatory",
  description:
    "Where an entry of the register or a setting says what a property of a resource is, the resource has that value.",
  remedy:
    "Leave the resource to the stack's program, and change the entry or the setting where it should be otherwise.",
  scope: "resource",
  types: Object.keys(calledValues),
  judge: (resource, { register }) => {
    const wanted = wantedIn(register, stackOf(resource));
    return Object.entries(calledValues[resource.type] ?? {}).flatMap(([path, valuesOf]) => {
      const due = valuesOf(wanted, resource);
      return due.length === 0 ? [] : valuesAt(resource, path).flatMap((each) => problemsOf(each, due));
    });
  },
};

interface Place {
  /** The path, with the numbers of items. */
  readonly where: string;
  readonly read: () => unknown;
}

/** Where a path leads: to one place, or to one in each item of a list. */
function valuesAt({ props }: Resource, path: string): Place[] {
  return path.split(".").reduce<Place[]>(
    (places, part) => {
      const [name = "", list] = part.split("[]");
      const below = places.map(({ where, read }) => ({
        where: where === "" ? name : `${where}.${name}`,
        read: () => fields(read())[name],
      }));
      return list === undefined ? below : below.flatMap(itemsOf);
    },
    [{ where: "", read: () => props }],
  );
}

function itemsOf({ where, read }: Place): Place[] {
  const items = ifKnown(read);
  if (items === undefined) return isKnown(read) ? [] : [{ where, read }];
  return Array.isArray(items)
    ? items.map((_, index) => ({ where: `${where}[${index}]`, read: () => (read() as readonly unknown[])[index] }))
    : [{ where, read }];
}

function problemsOf({ where, read }: Place, due: readonly unknown[]): string[] {
  const expected = due.map((value) => (value === undefined ? "left out" : shown(value))).join(" or ");
  if (!isKnown(() => JSON.stringify(read()))) return [`${where} is not known yet, and has to be ${expected}`];
  const value = read() ?? undefined;
  return due.some((each) => isSame(each, value))
    ? []
    : [`${where} is ${value === undefined ? "left out" : shown(value)}, and has to be ${expected}`];
}

/** The same, whatever the order of keys, or of the items of a list: those that are compared here are sets. */
function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(normal(a)) === JSON.stringify(normal(b));
}

function normal(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => JSON.stringify(normal(each))).sort();
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, each]) => key !== "__defaults" && each !== undefined && each !== null)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, each]) => [key, normal(each)]),
  );
}
