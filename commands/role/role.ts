import { carryOut } from "../../edits/give/carry-out.ts";
import { withRole, withRoot } from "../../edits/give/edits.ts";
import {
  type Acting,
  givenRole,
  givenRoot,
  isNamed,
  mustBeKnown,
  type NamedRole,
  roleNamed,
} from "../../edits/give/given.ts";
import { heldIn } from "../../edits/held.ts";
import { withChanges } from "../../edits/person.ts";
import { putBackWords } from "../../edits/said.ts";
import { takeBack } from "../../edits/write-all.ts";
import type { DateText } from "../../model/dates.ts";
import { loadRegister } from "../../model/load.ts";
import type { Register } from "../../model/register.ts";
import type { Person } from "../../model/schema/people.ts";
import { allGrants, allRootGrants, isActive } from "../../policies/rules/grants.ts";
import { organisations } from "../../report/organisations.ts";
import { BadInput } from "../../toolchain/bad-input.ts";
import { mustHaveCome, mustHaveLogins } from "../join/join.ts";
import { employmentsOf, entryOfNewcomer, mustBeTheirs, type Words } from "../join/newcomer.ts";
import { kindsHandedOver, withHandOver } from "../leave/edits.ts";
import { registersOf } from "../who/registers-of.ts";
import { withChangedRoles, withChangedRoot } from "./edits.ts";

export interface RoleOptions extends Omit<Words, "joined">, Partial<Omit<Acting, "on">> {
  /** Folder of the register. */
  readonly register: string;
  /** Roles that they get, as `system/role` or `system/role@place`. */
  readonly give?: readonly string[];
  /** Roles that they lose; without a place, in all places. */
  readonly take?: readonly string[];
  /** Roles that were looked at and stay. */
  readonly keep?: readonly string[];
  /** Servers, or `*`, on which they get root. */
  readonly giveRoot?: readonly string[];
  readonly takeRoot?: readonly string[];
  /** Who takes over the vulnerabilities, waivers and notifications that are theirs. */
  readonly successor?: string | undefined;
  /** The day on which it is done; the register's own, if left out. */
  readonly on?: DateText;
  readonly write?: boolean;
}

/**
 * `role PERSON`: what a change of somebody's role changes in the register's files, what the rules say of it, and what is left for
 * people to do. With `write`, writes the files, unless the rules refuse what they would be. `today` is the last day on which
 * something can have been done. Gives the report and the exit code. Throws `RegisterError` and `BadInput`.
 */
export function role(
  person: string,
  options: RoleOptions,
  today: DateText,
): { readonly report: string; readonly exitCode: number } {
  const { register: folder, give = [], take = [], keep = [], giveRoot = [], takeRoot = [], write = false } = options;
  const putBack = takeBack(folder);
  const loaded = loadRegister(folder);
  const on = options.on ?? loaded.head.asOf;
  mustHaveCome({ on, "approved-on": options.approvedOn }, [today, loaded.head.asOf]);
  const [id, ...others] = registersOf(loaded.registers, person, folder);
  if (id === undefined || others.length > 0)
    throw new BadInput(`${person} is in both registers: edit the files by hand.`);
  const register = loaded.registers[id];
  const known = register.people[person] as Person;
  if (known.leftOn !== undefined && known.leftOn < on) {
    throw new BadInput(`${person} left on ${known.leftOn}: npm run join -- ${person} is for whoever comes back.`);
  }
  const named = (texts: readonly string[]) => [...new Set(texts)].map((text) => roleNamed(register, text));
  const changing = { person, on, take: named(take), keep: named(keep), takeRoot };
  mustHold(register, changing, [...changing.take, ...changing.keep]);
  const changed = changedEntry(register, person, known, options);
  const isChange = take.length + keep.length + takeRoot.length > 0 || moved(known, changed);
  const entry = isChange ? { ...changed, roleChangedOn: on } : changed;
  const notes = mustBeTheirs(register, person, entry).filter(
    (note) => !mustBeTheirs(register, person, known).includes(note),
  );
  const acting = { ...options, on };
  mustBeKnown(register, person, acting);
  const roles = named(give).map((each) => givenRole(register, person, each, acting));
  mustBeNew(register, person, roles, on);
  mustHaveLogins(register, person, entry, roles);
  const { successor } = options;
  if (successor !== undefined && (successor === person || !Object.hasOwn(register.people, successor))) {
    throw new BadInput(`--successor ${JSON.stringify(successor)} is nobody else in ${folder}/${id}/people.yaml.`);
  }
  const roots = giveRoot.map((server) => givenRoot(register, person, entry.organisation, server, acting));
  if (!isChange && JSON.stringify(entry) === JSON.stringify(known) && roles.length + roots.length === 0) {
    throw new BadInput(
      "Say what changes: --give, --take or --keep SYSTEM/ROLE, --give-root or --take-root SERVER, or another organisation.",
    );
  }
  const { report, exitCode } = carryOut({
    ...{ folder, loaded, id, person, roles, roots, on, isChange, write, notes },
    kinds: ["people", "grants", "rootGrants", ...kindsHandedOver],
    edit: (kind, texts) => {
      if (kind === "people") return withChanges(texts, person, known, entry);
      if (kind !== "grants" && kind !== "rootGrants") {
        return successor === undefined
          ? texts
          : texts.map((text) => withHandOver(kind, text, { person, on, successor }));
      }
      const isGrants = kind === "grants";
      const without = texts.map((text) => (isGrants ? withChangedRoles : withChangedRoot)(text, changing));
      return isGrants ? roles.reduce(withRole, without) : roots.reduce(withRoot, without);
    },
    lost: heldIn(register, person, on, (placed) =>
      "server" in placed ? takeRoot.includes(placed.server) : changing.take.some((each) => isNamed(placed, each)),
    ),
    title: `${person} ${isChange ? "changes role" : "gets more"} in ${organisations[id]} on ${on}.`,
  });
  return { report: [...putBackWords(putBack), report].join("\n"), exitCode };
}

/** Whom somebody works for is their role too. */
function moved(before: Person, after: Person): boolean {
  return before.organisation !== after.organisation || before.employment !== after.employment;
}

function changedEntry(register: Register, person: string, known: Person, options: RoleOptions): Person {
  const { name, organisation, email, github, sshKey } = options;
  if (organisation !== undefined && !Object.hasOwn(register.organisations, organisation)) {
    throw new BadInput(
      `--organisation ${JSON.stringify(organisation)} is no organisation of ${register.id}; there are ${Object.keys(register.organisations).join(", ")}`,
    );
  }
  const home = organisation ?? known.organisation;
  const possible = employmentsOf(register, home);
  // Whoever moves to another kind of organisation has the employment of that, where there is but one.
  const kept = possible.includes(known.employment) || possible.length !== 1 ? known.employment : possible[0];
  const said = Object.fromEntries(
    Object.entries({ name, organisation, email, github }).filter(([, value]) => value !== undefined),
  );
  const keys = [...(known.sshKeys ?? []), ...(sshKey ?? [])];
  const words = { ...known, ...said, employment: options.employment ?? kept, sshKey: keys };
  return { ...known, ...entryOfNewcomer(register, person, words) };
}

function mustHold(
  register: Register,
  { person, on, takeRoot }: { person: string; on: DateText; takeRoot: readonly string[] },
  roles: readonly NamedRole[],
) {
  const held = allGrants(register).filter(({ grant }) => grant.person === person && isActive(grant, on));
  const root = allRootGrants(register).filter(({ grant }) => grant.person === person && isActive(grant, on));
  const strange = roles.filter((named) => !held.some((placed) => isNamed(placed, named)));
  const wrong = [
    ...strange.map(
      ({ system, role: one, place }) =>
        `${person} does not hold ${system}/${one}${place === undefined ? "" : ` in ${place}`}`,
    ),
    ...takeRoot
      .filter((server) => !root.some((each) => each.server === server))
      .map((server) => `${person} has no root on ${server}`),
  ];
  if (wrong.length > 0) throw new BadInput(wrong.join("\n"));
}

function mustBeNew(register: Register, person: string, roles: readonly NamedRole[], on: DateText) {
  const held = allGrants(register).filter(({ grant }) => grant.person === person && isActive(grant, on));
  const twice = roles.filter((named) => held.some((placed) => isNamed(placed, named)));
  if (twice.length > 0)
    throw new BadInput(twice.map(({ system, role: one }) => `${person} holds ${system}/${one} already`).join("\n"));
}
