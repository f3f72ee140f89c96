import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { registerNotCompared } from "../../policies/packs/own-rules.ts";
import { parseViolationText } from "../../policies/rules/rule.ts";
import type { Base } from "./base.ts";
import type { ExportedState } from "./state.ts";
import { type Outcome, root, runPulumi } from "./world.ts";

/** A breach as the engine reports it. */
export interface Reported {
  readonly rule: string;
  readonly level: string;
  /** The clauses that the message names. */
  readonly clauses: readonly string[];
  readonly message: string;
  /** URN of the resource that it is reported on. */
  readonly urn: string;
}

export interface AnalyzeOptions {
  /** Folder of the pack, from the checkout. */
  readonly pack: string;
  /** The day to judge as of; the real one, if left out. */
  readonly asOf?: string;
  /** Whether the engine is served as by `npm run preview`, as of the register's day; else it starts all by itself. */
  readonly served?: boolean;
  /** A policy configuration, as a file that `--policy-pack-config` names. */
  readonly config?: Readonly<Record<string, unknown>>;
}

/** What was said of an exported state. */
export interface Analysis {
  /** All that was reported, but for that an exported state is compared with no files, which is said of each. */
  readonly reported: readonly Reported[];
  readonly saidNotCompared: boolean;
}

/** What `pulumi policy analyze` says of a state. */
export async function analyze(
  base: Base,
  state: ExportedState,
  { pack, asOf, served = false, config }: AnalyzeOptions,
): Promise<Outcome & Analysis> {
  const folder = await mkdtemp(join(base.folder, "analyze-"));
  try {
    const file = join(folder, "state.json");
    await writeFile(file, JSON.stringify(state));
    const configFile = join(folder, "config.json");
    if (config !== undefined) await writeFile(configFile, JSON.stringify(config));
    const outcome = await runPulumi(
      base.environment,
      [
        ...["policy", "analyze", "--json", "--file", file, "--policy-pack", join(root, pack)],
        ...(config === undefined ? [] : ["--policy-pack-config", configFile]),
      ],
      { env: { ...(asOf !== undefined && { GATEHOUSE_AS_OF: asOf }), ...(served && base.services.preview) } },
    );
    return { ...outcome, ...analysisOf(outcome.output.split("\n").flatMap(eventsIn)) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A breach in the engine's event log. */
export interface PolicyEvent {
  readonly resourceUrn: string;
  readonly policyName: string;
  readonly enforcementLevel: string;
  readonly message: string;
}

/** The breach that a line of the engine's event log tells of. */
function eventsIn(line: string): PolicyEvent[] {
  if (!line.startsWith("{")) return [];
  const { policyEvent } = JSON.parse(line) as { policyEvent?: PolicyEvent };
  return policyEvent === undefined ? [] : [policyEvent];
}

/** What the events of an analysis say. */
export function analysisOf(events: readonly PolicyEvent[]): Analysis {
  const all = events.map(reportedBy);
  const reported = all.filter(({ rule }) => rule !== registerNotCompared.name);
  return { reported, saidNotCompared: reported.length < all.length };
}

/** The breach that an event tells of. */
function reportedBy({ policyName: rule, enforcementLevel: level, message, resourceUrn: urn }: PolicyEvent): Reported {
  // CrossGuard puts the description of the policy on a line before the message.
  const said = message.slice(message.indexOf("\n") + 1);
  return { rule, level, message, urn, clauses: parseViolationText(said)?.clauses ?? [] };
}

/** The rules that reported something at a level, each once, in alphabetical order. */
export function rulesAt(level: string, reported: readonly Reported[]): string[] {
  return [...new Set(reported.filter((each) => each.level === level).map(({ rule }) => rule))].sort();
}
