import { readFile } from "node:fs/promises";
import { afterAll, describe, expect, inject, test } from "vitest";
import { verdictOnRegister } from "../../commands/judge/verdict.ts";
import { today } from "../../commands/today.ts";
import { addDays, type DateText } from "../../model/dates.ts";
import { clause } from "../../policies/clauses/index.ts";
import { registerAsInFiles, registerNotCompared } from "../../policies/packs/own-rules.ts";
import { packRules as rules } from "../../policies/packs/pack-rules.ts";
import { resourcesMade } from "../../policies/rules/called-for/made.ts";
import { valuesCalledFor } from "../../policies/rules/called-for/values/index.ts";
import { packOf, stacks } from "../../stacks/catalogue.ts";
import { registerRulesOf } from "../../verdict/base/judged.ts";
import { type Analysis, type AnalyzeOptions, analysisOf, analyze, type Reported, rulesAt } from "./analyze.ts";
import { drawnByLot } from "./analyzer/lot.ts";
import { packsOf } from "./analyzer/packs.ts";
import type { Case, StackName } from "./case.ts";
import { caseCounts, cases } from "./cases.ts";
import { putMailFloors } from "./mail-floors.ts";
import { type ExportedState, putHistory, putRegister, registerIn } from "./state.ts";

const base = inject("base");

function described(name: StackName) {
  const stack = stacks.find((each) => each.name === name);
  if (stack === undefined) throw new Error(`there is no stack ${name}`);
  return { pack: packOf(stack), registerId: stack.register };
}

async function shippedState(name: StackName): Promise<ExportedState> {
  return JSON.parse(await readFile(base.states[name] ?? "", "utf8"));
}

/** The state of a case's stack after its change. */
async function changedState({
  stack,
  register,
  state,
  mailWasProtected,
  registerWasDeployed,
}: Case): Promise<ExportedState> {
  const changed = await shippedState(stack);
  if (register !== undefined) {
    const draft = structuredClone(registerIn(changed, described(stack).registerId));
    register(draft, base.asOf);
    const before = registerIn(changed, described(stack).registerId);
    putRegister(changed, draft);
    if (registerWasDeployed === true) putHistory(changed, before, base.asOf);
  }
  state?.(changed, base.asOf);
  if (mailWasProtected !== true) putMailFloors(changed, described(stack).registerId);
  return changed;
}

/** A day on which the shipped register is in order, and which is not today. */
function notToday(): DateText {
  const today = new Date().toISOString().slice(0, 10);
  return base.asOf === today ? addDays(base.asOf, 1) : base.asOf;
}

function dayOf({ day }: Case): { asOf?: DateText } {
  if (day === "today") return {};
  return { asOf: day === "not today" ? notToday() : base.asOf };
}

const packs = packsOf(base);
afterAll(() => packs.stop());

interface Judged extends Analysis {
  readonly exitCode: number | undefined;
}

/** What a pack says of a state, asked as the engine asks it, by a process that has been asked of other states before. */
async function asked(state: ExportedState, { pack, asOf }: AnalyzeOptions): Promise<Judged> {
  const analysis = analysisOf(await packs.judge(state, pack, asOf));
  return { exitCode: analysis.reported.some(({ level }) => level === "mandatory") ? 1 : 0, ...analysis };
}

/*
 * Starting the engine takes seconds, judging a state takes a tenth of one. So the packs are asked directly, and for cases
 * drawn by lot – a new lot each run – the engine has to say the same, word for word. `npm run test:engine` draws them all.
 */
const lot = process.env.GATEHOUSE_CASES ?? crypto.randomUUID().slice(0, 8);
const drawn = lot === "every" ? new Set(cases) : drawnByLot(cases, lot);
console.log(`${drawn.size} of ${cases.length} cases go through pulumi policy analyze as well: GATEHOUSE_CASES=${lot}`);

/** What is said of the state of a case. */
async function verdictOn(each: Case, state: ExportedState): Promise<Judged> {
  const options = { pack: described(each.stack).pack, ...dayOf(each) };
  const judged = await asked(state, options);
  if (drawn.has(each)) {
    // Drawn by lot, the engine is served; when every case is, it starts each pack in a process of its own.
    const served = lot !== "every" && options.asOf === base.asOf;
    const { output, ...said } = await analyze(base, state, { ...options, served });
    expect(said, output).toStrictEqual(judged);
  }
  if (each.register !== undefined) expectJudgedAlike(each, state, judged.reported);
  return judged;
}

/** `npm run judge` says of the register by itself what the pack says of it in the stack, word for word. */
function expectJudgedAlike(each: Case, state: ExportedState, reported: readonly Reported[]): void {
  const { registerId } = described(each.stack);
  const alone = verdictOnRegister(registerIn(state, registerId), dayOf(each).asOf ?? today(), () => undefined);
  const names = new Set(registerRulesOf(registerId).map(({ name }) => name));
  const linesOf = (said: readonly { rule: string; message: string }[]) =>
    [...new Set(said.filter(({ rule }) => names.has(rule)).map(({ rule, message }) => `${rule} ${message}`))].sort();
  // CrossGuard puts the description of the policy on a line before the message.
  const inStack = reported.map(({ rule, message }) => ({ rule, message: message.slice(message.indexOf("\n") + 1) }));
  expect(linesOf(alone.violations.filter(({ waivedBy }) => waivedBy === undefined))).toStrictEqual(linesOf(inStack));
}

/** Rules that say of what is missing, or has another value, what rules of their own say as well. */
const following: readonly string[] = [resourcesMade.name, valuesCalledFor.name];

/**
 * What a case is about. A state is no run of a program, so that what a changed register calls for is not made in it; that, and
 * that what a red case takes away is missed, is left out where the case is not about it. Changes of the register that go
 * through the programs are in tests/stacks/legitimate.test.ts.
 */
function aboutCase({ kind, register, refusedBy }: Case, reported: readonly Reported[]): readonly Reported[] {
  const mayFollow = kind === "red" || register !== undefined;
  const own: readonly string[] = refusedBy;
  return reported.filter(({ rule }) => !mayFollow || own.includes(rule) || !following.includes(rule));
}

const titled = cases.map((each) => [`${each.clause}: ${each.title}`, each] as const);

describe.concurrent("the engine refuses", () => {
  test.each(titled.filter(([, { refusedBy }]) => refusedBy.length > 0))("%s", async (_, each) => {
    const { exitCode, reported } = await verdictOn(each, await changedState(each));
    const said = reported.map(({ message }) => message).join("\n");
    expect(rulesAt("mandatory", aboutCase(each, reported)), said).toStrictEqual(each.refusedBy.toSorted());
    expect(rulesAt("advisory", reported), said).toStrictEqual(each.advice ?? []);
    expect(
      reported.flatMap(({ clauses }) => clauses),
      said,
    ).toContain(each.clause);
    expect(exitCode).toBe(1);
  });
});

describe.concurrent("the engine lets pass", () => {
  test.each(titled.filter(([, { refusedBy }]) => refusedBy.length === 0))("%s", async (_, each) => {
    const state = await changedState(each);
    if (each.day === undefined) expect(state).not.toStrictEqual(await shippedState(each.stack));
    const { exitCode, reported } = await verdictOn(each, state);
    const said = reported.map(({ message }) => message).join("\n");
    expect(rulesAt("mandatory", aboutCase(each, reported)), said).toStrictEqual([]);
    expect(rulesAt("advisory", reported), said).toStrictEqual(each.advice ?? []);
    expect(exitCode).toBe(rulesAt("mandatory", reported).length === 0 ? 0 : 1);
  });

  test.each(stacks)("the shipped register in stack $name", async ({ name }) => {
    const stack = name as StackName;
    const { exitCode, reported, saidNotCompared, output } = await analyze(base, await shippedState(stack), {
      pack: described(stack).pack,
      asOf: base.asOf,
    });
    expect(exitCode, output).toBe(0);
    expect(reported).toStrictEqual([]);
    expect(saidNotCompared).toBe(true);
  });
});

describe("the cases", () => {
  test("have a red and a green one for every clause that a rule enforces", () => {
    const enforced = [...new Set(rules.flatMap(({ clauses }) => clauses))].sort();
    const counts = caseCounts();
    const lacking = enforced.filter((id) => {
      const { red, green } = counts.get(id) ?? { red: 0, green: 0 };
      // Advice refuses nothing: a case that it is given in stands for the red one.
      const advised = cases.some((each) => each.clause === id && each.advice !== undefined);
      return (red === 0 && (clause(id).level === "mandatory" || !advised)) || green === 0;
    });
    expect(lacking).toStrictEqual([]);
  });

  test("set off every rule", () => {
    const setOff = new Set([
      ...cases.flatMap(({ refusedBy, advice = [] }) => [...refusedBy, ...advice]),
      // Said of every exported state; and what only a run with a program can break, which judged-is-loaded.test.ts does.
      ...[registerNotCompared.name, registerAsInFiles.name],
    ]);
    expect(rules.map(({ name }) => name).filter((name) => !setOff.has(name))).toStrictEqual([]);
  });

  test("are drawn by lot: forty at least, of every pack, red and green", () => {
    const kindOf = ({ stack, kind }: Case) => `${described(stack).pack} ${kind}`;
    expect(drawn.size).toBeGreaterThanOrEqual(40);
    expect(new Set([...drawn].map(kindOf))).toStrictEqual(new Set(cases.map(kindOf)));
  });

  test("have titles that tell them apart", () => {
    const titles = titled.map(([title]) => title);
    expect(titles).toStrictEqual([...new Set(titles)]);
  });
});
