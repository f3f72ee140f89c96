import { resolve } from "node:path";
import { loadRegister } from "../../model/load.ts";
import { type Register, type RegisterId, registerIds } from "../../model/register.ts";
import { dayNote } from "../../report/day.ts";
import { type Form, openForms } from "../../report/forms.ts";
import { registerReport } from "../../report/terminal.ts";
import { judgedWords, notJudgedWords } from "../../report/words.ts";
import { root } from "../../toolchain/root.ts";
import { exitCodeOf } from "../../verdict/exit-codes.ts";
import { today } from "../today.ts";
import { notJudgedOf } from "./not-judged.ts";
import { verdictOnRegister } from "./verdict.ts";
import { writeDay } from "./write-day.ts";

export interface JudgeOptions extends Readonly<Partial<Record<Form, string>>> {
  /** Folder of the register. */
  readonly register: string;
  /** Day to judge as of, YYYY-MM-DD; the register's own, if left out. */
  readonly asOf?: string;
  /** Commit whose register was before: what of its past is forgotten is refused. */
  readonly base?: string;
  /** Move the register's own day first: to `asOf`, or to today. */
  readonly writeDay?: boolean;
}

/**
 * `judge`: both organisations' registers by every rule about them, without the engine. Prints the verdicts and gives the
 * exit code. Throws `RegisterError` and `BadInput`.
 */
export async function judge(options: JudgeOptions): Promise<number> {
  const write = await openForms(options);
  const first = loadRegister(options.register);
  if (options.writeDay === true) console.log(writeDay(first, options.asOf ?? today()));
  const loaded = options.writeDay === true ? loadRegister(options.register) : first;
  const asOf = options.asOf ?? loaded.head.asOf;
  const registers = registerIds.map((id) => loaded.registers[id]);
  const { base } = options;
  const before = base === undefined ? undefined : await registersOf(base, options);
  const verdicts = registers.map((register) => verdictOnRegister(register, asOf, loaded.locate, before?.[register.id]));
  const notJudged = notJudgedOf(registers, base);
  await write(async () => {
    const { assembleReport } = await import("../../report/assemble.ts");
    const stacks = verdicts.map((verdict) => ({ ...verdict, diff: "" }));
    return { ...assembleReport({ mode: "offline", asOf, stacks, loaded, deployed: {} }), notJudged };
  });
  for (const verdict of verdicts) console.log(`${registerReport(verdict)}\n`);
  console.log(judgedWords({ mode: "offline", asOf }));
  console.log(notJudgedWords(notJudged));
  const note = options.asOf === undefined ? dayNote(loaded, today()) : undefined;
  if (note !== undefined) console.log(note);
  return exitCodeOf(verdicts);
}

/** The registers of the base. What reads a commit brings its own judging and the runner of commands along, so it is loaded only here. */
async function registersOf(base: string, { register }: JudgeOptions): Promise<Readonly<Record<RegisterId, Register>>> {
  const { baseRegisters } = await import("../../verdict/base/base-registers.ts");
  return baseRegisters(root, base, resolve(register));
}
