import { readdirSync } from "node:fs";
import { join } from "node:path";
import { didYouMean } from "../../model/load/suggest.ts";
import { type LoadedRegister, loadRegister } from "../../model/load.ts";
import { type Register, registerIds } from "../../model/register.ts";
import { compare } from "../../policies/rules/reality/compared.ts";
import { type SystemToRead, systemsToRead } from "../../policies/rules/reality/systems.ts";
import { linesOf } from "../../readings/lines.ts";
import type { At } from "../../readings/reading.ts";
import { type Form, openForms } from "../../report/forms.ts";
import type { ReadingTold } from "../../report/report.ts";
import { registerReport } from "../../report/terminal.ts";
import { visible } from "../../report/visible.ts";
import { judgedWords, readingWords } from "../../report/words.ts";
import { BadInput } from "../../toolchain/bad-input.ts";
import { exitCodeOf } from "../../verdict/exit-codes.ts";
import type { Place } from "../../verdict/place.ts";
import { readingCommands } from "./commands.ts";
import { folderOf, isFolder, type Taken, takeReading } from "./folder.ts";
import { type Proposals, proposalsOf, proposalWords } from "./propose.ts";
import { type Judged, judgeReading, verdictOnReadings } from "./verdict.ts";

export interface AuditOptions extends Readonly<Partial<Record<Form, string>>> {
  /** Folder of the register. */
  readonly register: string;
  /** Folder of the readings: a folder an organisation, and in it one a system. */
  readonly from: string;
  /** Print what would make register and systems agree, in place of the verdict. */
  readonly propose?: boolean;
  /** Day to judge as of, YYYY-MM-DD. */
  readonly asOf: string;
}

/**
 * `audit`: what systems say of who has access, held against the register. Reads one system after the other and keeps the
 * findings alone. Prints the verdicts and gives the exit code. Throws `RegisterError` and `BadInput`.
 */
export async function audit(named: readonly string[], options: AuditOptions): Promise<number> {
  const { register, from, asOf } = options;
  const write = await openForms(options);
  const loaded = loadRegister(register);
  const systems = chosen(loaded, named);
  demandFolder(loaded, from);
  const told: ReadingTold[] = [];
  const judged = new Map<Register["id"], Judged[]>();
  const proposals: Proposals[] = [];
  for (const system of systems) {
    const taken = takeReading(from, system);
    if (taken === undefined) {
      if (named.length > 0) throw new BadInput(noReading(from, system));
      told.push({ register: system.register, system: system.id, title: system.title, proves: "nothing" });
      continue;
    }
    const compared = compare(loaded.registers[system.register], system, taken.reading, asOf);
    told.push(toldOf(system, taken, compared.proof.of));
    if (options.propose === true) proposals.push(proposalsOf(compared, asOf));
    const places = {
      entry: loaded.locate,
      reading: (ats: readonly At[]) => placesIn(folderOf(from, system), taken, ats),
    };
    const before = judged.get(system.register) ?? [];
    judged.set(system.register, [...before, judgeReading(compared, asOf, places)]);
  }
  if (judged.size === 0)
    throw new BadInput(`${from} has no reading: ${systems.map(nameOf).join(", ")} are looked for.`);
  const verdicts = registerIds
    .filter((id) => judged.has(id))
    .map((id) => verdictOnReadings(loaded.registers[id], judged.get(id) ?? [], asOf, loaded.locate));
  await write(async () => {
    const { assembleAudit } = await import("../../report/assemble.ts");
    const stacks = verdicts.map((verdict) => ({ ...verdict, diff: "" }));
    return assembleAudit({ asOf, stacks, loaded, readings: told });
  });
  if (options.propose === true) {
    console.log(proposalWords(proposals).map(visible).join("\n"));
    for (const { problems } of verdicts) for (const problem of problems) console.error(visible(problem));
    return exitCodeOf(verdicts);
  }
  for (const verdict of verdicts) console.log(`${registerReport(verdict)}\n`);
  console.log(told.map(readingWords).join("\n"));
  console.log(judgedWords({ mode: "offline", asOf }));
  return exitCodeOf(verdicts);
}

/** `audit --commands`: the script that makes the readings of the systems that are named. */
export function printCommands(
  named: readonly string[],
  { register, from = "readings" }: Partial<AuditOptions>,
): string {
  const loaded = loadRegister(register ?? "register");
  return readingCommands(chosen(loaded, named), from).join("\n");
}

const nameOf = ({ register, id }: Pick<SystemToRead, "register" | "id">) => `${register}/${id}`;

/** The systems that are named, by id or with the organisation before it; all of them, where none is. */
export function chosen({ registers }: Pick<LoadedRegister, "registers">, named: readonly string[]): SystemToRead[] {
  const all = registerIds.flatMap((id) => systemsToRead(registers[id]));
  if (named.length === 0) return all;
  return named.flatMap((name) => {
    const found = all.filter((system) => system.id === name || nameOf(system) === name);
    const [first] = found;
    if (found.length === 1 && first !== undefined) return first;
    const known = all.map(nameOf);
    throw new BadInput(
      found.length > 1
        ? `${name} is several systems: ${found.map(nameOf).join(", ")}. Name one of them.`
        : `There is no system ${name}${didYouMean(name, [...known, ...all.map(({ id }) => id)]) || "."} There are ${known.join(", ")}.`,
    );
  });
}

/** A folder in which each folder is of a system that there is: a mistyped name would be a system that nobody read. */
function demandFolder({ registers }: Pick<LoadedRegister, "registers">, from: string): void {
  if (!isFolder(from)) throw new BadInput(`${from} is no folder.`);
  const unknown = visibleIn(from).flatMap((organisation) => {
    const id = registerIds.find((each) => each === organisation);
    if (id === undefined) return [`${organisation}${didYouMean(organisation, registerIds)}`];
    const known = systemsToRead(registers[id]).map((system) => system.id);
    return visibleIn(join(from, organisation))
      .filter((system) => !known.includes(system))
      .map((system) => `${organisation}/${system}${didYouMean(system, known)}`);
  });
  if (unknown.length === 0) return;
  throw new BadInput(
    [`${from} has what is of no system of the register:`, ...unknown.map((each) => `  ${each}`)].join("\n"),
  );
}

function visibleIn(folder: string): string[] {
  if (!isFolder(folder)) return [];
  return readdirSync(folder)
    .filter((name) => !name.startsWith("."))
    .sort();
}

function noReading(from: string, system: SystemToRead): string {
  return `There is no reading of ${nameOf(system)}: ${folderOf(from, system)} is not there. npm run audit -- ${nameOf(system)} --commands prints how to make it.`;
}

function toldOf(system: SystemToRead, { reading, digest, by }: Taken, proves: ReadingTold["proves"]): ReadingTold {
  const { readOn, of, principals } = reading;
  return {
    ...{
      register: system.register,
      system: system.id,
      title: system.title,
      proves,
      digest,
      accounts: principals.length,
    },
    ...(readOn !== undefined && { readOn }),
    ...(of !== undefined && { of }),
    ...(by !== undefined && { by }),
  };
}

/** Where places of a reading stand, file by file. */
function placesIn(folder: string, { sources }: Taken, ats: readonly At[]): ReadonlyMap<At, Place> {
  const found = new Map<At, Place>();
  for (const [name, places] of Map.groupBy(ats, ({ file }) => file)) {
    const source = sources.get(name);
    const file = join(folder, name);
    if (source === undefined) for (const at of places) found.set(at, { file, line: 1, column: 1 });
    else for (const [at, where] of linesOf(source, places)) found.set(at, { file, ...where });
  }
  return found;
}
