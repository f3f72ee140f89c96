import { sameThingKept } from "../../policies/rules/blast-radius.ts";
import { type Resource, subjectOfResource } from "../../policies/rules/rule.ts";
import { isSameThing, type NamedThing, thingsOf } from "../../policies/rules/things.ts";
import type { Change, Deployment } from "../deployment.ts";
import type { ChangeFinding } from "./finding.ts";

/** A resource with the things that it is to its service. */
interface Named {
  readonly resource: Resource;
  readonly things: readonly NamedThing[];
}

/**
 * What one change makes and deletes, though it is one thing to its service: the engine makes the new one first, which
 * changes nothing or fails, and then deletes what both of them are.
 */
export function sameThingLost({ before, after, replaced }: Change): ChangeFinding[] {
  const had = namedIn(before);
  const has = namedIn(after);
  const gone = [...had.values()].filter(({ resource: { urn } }) => !has.has(urn) || replaced.has(urn));
  const made = [...has.values()].filter((each) => isMade(each, had.get(each.resource.urn), replaced));
  return gone.flatMap((old) => {
    const found = made.flatMap((each) => sameIn(old, each));
    const [first] = found;
    return first === undefined
      ? []
      : [{ rule: sameThingKept, subject: subjectOfResource(old.resource), urn: old.resource.urn, problem: first }];
  });
}

/** Whether something comes to be what it was not: by being made, or by being told to be something else. */
function isMade({ resource: { urn }, things }: Named, old: Named | undefined, replaced: ReadonlySet<string>): boolean {
  return (
    old === undefined ||
    replaced.has(urn) ||
    things.some((thing) => !old.things.some((each) => isSameThing(each, thing)))
  );
}

/** In what the new is the old, in words. One that is replaced and is written as it was is one that somebody means to make anew. */
function sameIn(old: Named, made: Named): string[] {
  const isItself = old.resource.urn === made.resource.urn;
  const [same] = old.things.flatMap((thing) =>
    made.things.filter((each) => isSameThing(thing, each) && !(isItself && each.written === thing.written)),
  );
  const where = isItself
    ? "it is made anew, spelled otherwise"
    : `it goes, and ${subjectOfResource(made.resource)} is made`;
  if (same !== undefined) return [`${where}, which is the same to the service (${same.name}), and would be gone`];
  const { type, id = "" } = old.resource;
  return !isItself && id !== "" && type === made.resource.type && id === made.resource.id
    ? [`${where} with the same id, ${id}, and would be gone`]
    : [];
}

function namedIn({ resources, register }: Deployment): ReadonlyMap<string, Named> {
  const teams = new Map(
    resources
      .filter(({ type, id = "" }) => type === "github:index/team:Team" && id !== "")
      .map(({ id, props }) => [String(id), props.name]),
  );
  return new Map(
    resources.map((resource) => {
      const team: unknown = teams.get(String(resource.props.teamId));
      const read = team === undefined ? resource : { ...resource, props: { ...resource.props, teamId: team } };
      return [resource.urn, { resource, things: thingsOf(read, register) }];
    }),
  );
}
