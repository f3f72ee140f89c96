import { type DateText, daysBetween } from "../../model/dates.ts";
import { shorten } from "../../model/load/show.ts";
import { didYouMean } from "../../model/load/suggest.ts";
import type { Register } from "../../model/register.ts";
import { type Deployment, deployment } from "../../model/schema/access.ts";
import { isActive, rootGrantsOn } from "../../policies/rules/grants.ts";
import { dayOf } from "./day.ts";
import { type Directory, directoryOf, idsNamed } from "./directory.ts";
import type { Fault, Sighting } from "./sighting.ts";

/** What evidence would change in the register. */
export interface Proposal {
  /** What the register does not say yet, the earliest first. */
  readonly added: readonly Deployment[];
  /** How many were in the register, or in the evidence, already. */
  readonly known: number;
  /** What a reviewer should know, though nothing has to be mended. */
  readonly notes: readonly Fault[];
  /** What has to be mended; while there is any, nothing should be added. */
  readonly faults: readonly Fault[];
}

/** Matches sightings with the register's people and servers. A date after `asOf` is a fault: it cannot have happened. */
export function propose(register: Register, sightings: readonly Sighting[], asOf: DateText): Proposal {
  const directory = directoryOf(register);
  const added: Deployment[] = [];
  const notes: Fault[] = [];
  const faults: Fault[] = [];
  let known = 0;
  for (const sighting of sightings) {
    const { line } = sighting;
    const machine = idsNamed(directory.machines, sighting.who)[0];
    if (machine !== undefined && idsNamed(directory.people, sighting.who).length === 0) {
      notes.push({ line, message: `left out: ${machine} is a machine's key, and proves nobody's use of root` });
      continue;
    }
    const { found, messages } = deploymentOf(register, directory, sighting, asOf);
    faults.push(...messages.map((message) => ({ line, message })));
    if (found === undefined) continue;
    if ([...register.deployments, ...added].some((other) => isSame(other, found))) {
      known += 1;
      continue;
    }
    if (!hadRoot(register, found)) {
      const { person, server, deployedOn } = found;
      notes.push({ line, message: `${person} had no root on ${server} on ${deployedOn} by the register` });
    }
    added.push(found);
  }
  return { added: added.toSorted((a, b) => daysBetween(b.deployedOn, a.deployedOn)), known, notes, faults };
}

function deploymentOf(
  register: Register,
  directory: Directory,
  { who, server, when, commit, service }: Sighting,
  asOf: DateText,
): { found?: Deployment; messages: string[] } {
  const messages: string[] = [];
  // No person is guessed: a deployment keeps somebody's root alive.
  const one = (names: Directory["people"], word: string, file: string) => {
    const ids = idsNamed(names, word);
    if (ids.length === 1) return ids[0];
    messages.push(
      ids.length > 1
        ? `\`${shorten(word)}\` may be ${ids.join(" or ")}; name one by its id`
        : `\`${shorten(word)}\` is not in register/ocp/${file}${file === "people.yaml" ? "" : didYouMean(word, names.keys())}`,
    );
    return undefined;
  };
  const person = one(directory.people, who, "people.yaml");
  const place = one(directory.servers, server, "servers.yaml");
  const deployedOn = dayOf(when);
  if (deployedOn === undefined) messages.push(`\`${shorten(when)}\` is neither a date nor a moment with its offset`);
  else if (deployedOn > asOf) messages.push(`${deployedOn} is after ${asOf}: it cannot have happened yet`);
  if (service !== undefined && !Object.hasOwn(register.services, service)) {
    messages.push(
      `\`${shorten(service)}\` is not in register/ocp/services.yaml${didYouMean(service, Object.keys(register.services))}`,
    );
  }
  if (!deployment.shape.commit.safeParse(commit.toLowerCase()).success) {
    messages.push(`\`${shorten(commit)}\` is not a commit: 7 to 40 hexadecimal digits`);
  }
  if (person === undefined || place === undefined || deployedOn === undefined || messages.length > 0) {
    return { messages };
  }
  const found = { person, server: place, deployedOn, commit: commit.toLowerCase(), ...(service && { service }) };
  return { found, messages };
}

/** Whether two entries are of one deployment; a commit may be written short in one of them. */
function isSame(a: Deployment, b: Deployment): boolean {
  const sameCommit = a.commit.startsWith(b.commit) || b.commit.startsWith(a.commit);
  return a.person === b.person && a.server === b.server && a.deployedOn === b.deployedOn && sameCommit;
}

function hadRoot(register: Register, { person, server, deployedOn }: Deployment): boolean {
  return rootGrantsOn(register, server).some(
    ({ grant }) => grant.person === person && grant.grantedOn <= deployedOn && isActive(grant, deployedOn),
  );
}
