import { code, table } from "./markdown.ts";

/** Which rooms a room may import from; `rooms.json` has it, and `npm test` refuses any other import. */
export type Rooms = Readonly<Record<string, readonly string[]>>;

/** A step on the way of a change, and the file where it is done. */
interface Station {
  readonly file: string;
  readonly what: string;
}

/** The way of one line: the second administrator of Redash, from the file to the comment on the pull request. */
export const way: readonly Station[] = [
  { file: "register/ocp/grants.yaml", what: "somebody writes `person: ocp-owner-2` below `redash`, `admin`" },
  {
    file: "model/load.ts",
    what: "reads every file, tells all that is wrong with file, line and column, and gives the register",
  },
  { file: "model/schema/access.ts", what: "says what a grant is made of" },
  { file: "model/records.ts", what: "turns the entry into a record: the role `redash-admin` with its grants" },
  {
    file: "components/declared-register.ts",
    what: "declares each record as a component, so that it stands in diff and state, and then the manifest that counts them",
  },
  {
    file: "policies/packs/start.ts",
    what: "is asked by the engine about each resource; here, and only here, a pack reads the clock",
  },
  {
    file: "policies/packs/of-register.ts",
    what: "puts the register together again from the records, and asks each rule about it",
  },
  {
    file: "policies/rules/ocp/role-limits.ts",
    what: "counts who holds the role: a pure function, the same for pack, report, documents and tests",
  },
  { file: "policies/settings/ocp.ts", what: "has the number that OCP-REDASH-1 gives" },
  { file: "driver/run.ts", what: "has run the engine, and kept what it told, event by event" },
  {
    file: "verdict/verdict.ts",
    what: "makes the verdict of the events: what the packs found, what was not looked at, what the change takes away",
  },
  { file: "report/access/changes.ts", what: "tells who gains and loses what" },
  { file: "report/markdown.ts", what: "writes the page" },
  { file: "commands/github/sticky-comment.ts", what: "puts it into the pull request, in place of the one before" },
];

/** Where a newcomer looks for what. */
export const places: readonly Station[] = [
  {
    file: "policies/settings/ocp.ts",
    what: "a number or a name that a clause of the Open Contracting Partnership fixes, as how many may hold a role",
  },
  { file: "policies/settings/notify.ts", what: "the same of US Notify, with the files beside it" },
  { file: "policies/settings/systems.ts", what: "which systems there are, and what their roles may do" },
  { file: "model/dates.ts", what: "how deadlines are counted" },
  { file: "components/zone-records.ts", what: "where DNS records are made" },
  { file: "components/machine.ts", what: "where a server is made" },
  { file: "components/protected-branch.ts", what: "where the protection of a branch is made" },
  { file: "policies/settings/resource-properties.ts", what: "what may be set in a resource" },
  { file: "report/words.ts", what: "the headings and words of every report" },
  { file: "commands/command-line.ts", what: "the commands and their options" },
  { file: "toolchain/offline-providers/README.md", what: "how the offline providers are made" },
];

/** The text of docs/architecture.md. */
export function architecturePage(rooms: Rooms): string {
  return `${[
    "# Architecture",
    "<!-- Generated from docs/architecture-page.ts and docs/rooms.json. Do not edit by hand. -->",
    "Gatehouse is a file of facts, rules about facts, and an engine that is asked what would happen. Facts flow one way: register → model → components → stacks → engine → packs → verdict → report.",
    "## Rooms",
    "An arrow goes from a room to one that it may import from. `npm test` refuses every other import, and every cycle. What follows from other arrows is left out.",
    ["```mermaid", drawing(rooms), "```"].join("\n"),
    "What may never be:",
    [
      "- `model` imports nothing of the project: whoever reads a register needs no rule and no engine.",
      "- A rule (`policies/rules`, `policies/settings`) has no clock, network, file or environment. The day is an argument.",
      "- Rules know no component and no program. They judge values, whoever made them; a program cannot import what judges it.",
      "- `stacks` and `components` know no rule. What is right is decided elsewhere, by people who do not gain by it.",
      "- `toolchain` knows nothing of the two services: it runs engines, and plays the services' part offline.",
    ].join("\n"),
    "## The way of one change",
    numbered(way),
    "A change of a real thing, as of a server, goes the same way, and then on: `stacks/ocp.ts` declares it from the register, `toolchain/offline-providers` answers for the service in an offline run, and rules of scope `resource` and `stack` judge it before anything is done.",
    "## Where to look",
    table(
      ["what", "where"],
      places.map(({ file, what }) => [what, `[${code(file)}](../${file})`]),
    ),
    "The folders in a line each are in the [README](../README.md#layout). How the engine, packs and providers are run is in [toolchain.md](toolchain.md); what stops whom in [threat-model.md](threat-model.md).",
  ].join("\n\n")}\n`;
}

function numbered(stations: readonly Station[]): string {
  return stations.map(({ file, what }, at) => `${at + 1}. ${code(file)} ${what}.`).join("\n");
}

/** The rooms as a graph of Mermaid, which GitHub draws; without arrows that others imply. */
function drawing(rooms: Rooms): string {
  const named = expanded(rooms);
  const id = (room: string) => room.replace("/", "_");
  const arrows = Object.entries(named).flatMap(([room, allowed]) =>
    allowed
      .filter((to) => !allowed.some((other) => other !== to && reaches(named, other, to)))
      .map((to) => `  ${id(room)} --> ${id(to)}`),
  );
  return ["graph RL", ...Object.keys(named).map((room) => `  ${id(room)}["${room}/"]`), ...arrows].join("\n");
}

/** `policies` stands for all its rooms. */
function expanded(rooms: Rooms): Rooms {
  const within = (name: string) => Object.keys(rooms).filter((room) => room === name || room.startsWith(`${name}/`));
  return Object.fromEntries(Object.entries(rooms).map(([room, allowed]) => [room, allowed.flatMap(within)]));
}

function reaches(rooms: Rooms, from: string, to: string): boolean {
  return (rooms[from] ?? []).some((next) => next === to || reaches(rooms, next, to));
}
