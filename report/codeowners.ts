import { compare } from "../driver/events.ts";
import type { DateText } from "../model/dates.ts";
import { fileOfKind, folderOfKind, type Kind, type Register, type RegisterId } from "../model/register.ts";
import { isActive } from "../policies/rules/grants.ts";
import { notify as settings } from "../policies/settings/notify.ts";
import { BadInput } from "../toolchain/bad-input.ts";

/** Fewer could not approve what one of them proposes. */
const fewest = 2;

/** The rooms that judge and apply: who may change them can let anything pass. Everything else follows the first line, too. */
const guards = [
  ".github",
  "commands",
  "components",
  "driver",
  "edits",
  "model",
  "policies",
  "readings",
  "report",
  "stacks",
  "toolchain",
  "verdict",
];

/** What decides who approves, or lets a rule be broken. */
const decisive: Readonly<Record<RegisterId, readonly Kind[]>> = {
  ocp: ["corrections", "organisations", "people", "waivers"],
  notify: ["corrections", "grants", "people", "systems", "waivers"],
};

/** Where a kind may be kept: in its file or in its folder, whichever is there today. */
function placesOf(id: RegisterId, kind: Kind): string[] {
  return [`/register/${id}/${fileOfKind(kind)}`, `/register/${id}/${folderOfKind(kind)}/`];
}

/**
 * The file `.github/CODEOWNERS`, from the register: each service's approvers own its folder, except for what decides who
 * they are, which the other service's approvers own. Throws `BadInput` where a service has too few approvers.
 */
export function codeowners(registers: Readonly<Record<RegisterId, Register>>, asOf: DateText): string {
  const ocp = logins("register/ocp/people.yaml", ownersOfOcp(registers.ocp, asOf));
  const notify = logins("register/notify/people.yaml", administratorsOfNotify(registers.notify, asOf));
  const both = `${ocp} ${notify}`;
  const lines = [
    ["*", both],
    ...guards.map((room) => [`/${room}/`, both]),
    ["/register/ocp/", ocp],
    ["/register/notify/", notify],
    ...decisive.ocp.flatMap((kind) => placesOf("ocp", kind)).map((place) => [place, notify]),
    ...decisive.notify.flatMap((kind) => placesOf("notify", kind)).map((place) => [place, ocp]),
  ];
  return [
    "# Written by `npm run codeowners` from the register; the last line that matches a file counts (docs/threat-model.md).",
    ...lines.map(([path = "", owners]) => `${path.padEnd(36)} ${owners}`),
    "",
  ].join("\n");
}

/** The people of the organisations that own the servers. */
function ownersOfOcp({ people, organisations }: Register, asOf: DateText): (string | undefined)[] {
  return Object.values(people)
    .filter(({ organisation }) => organisations[organisation]?.kind === "owner")
    .filter(({ leftOn }) => leftOn === undefined || leftOn >= asOf)
    .map(({ github }) => github);
}

/** Who is Administrator on GitHub. */
function administratorsOfNotify({ people, grants }: Register, asOf: DateText): (string | undefined)[] {
  const { system, role } = settings.administratorRole;
  return (grants[system]?.[role] ?? [])
    .filter((grant) => isActive(grant, asOf))
    .map(({ person }) => people[person])
    .filter((person) => person?.leftOn === undefined || person.leftOn >= asOf)
    .map((person) => person?.github);
}

function logins(file: string, found: readonly (string | undefined)[]): string {
  const named = [...new Set(found.filter((login) => login !== undefined))].sort(compare);
  if (named.length < fewest) {
    throw new BadInput(
      `${file}: ${named.length} of those who approve have a GitHub login; at least ${fewest} must, or nobody could approve what one of them proposes.`,
    );
  }
  return named.map((login) => `@${login}`).join(" ");
}
