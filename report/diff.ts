import { compare } from "../driver/events.ts";
import { isNotice } from "../driver/notices.ts";
import type { StackVerdict } from "../verdict/verdict.ts";

/** What a stack's diff is shown as, in every form. `diff` is what the engine printed; a first deployment is counted by type. */
export function shownDiff({ changes }: Pick<StackVerdict, "changes">, diff: string): string {
  if (changes.length === 0) return "No changes.";
  if (
    changes.every(({ operation }) => operation === "create") &&
    changes.some(({ type }) => type === "pulumi:pulumi:Stack")
  ) {
    // Nothing is deployed yet, so every property of everything would be shown as new.
    const types = Map.groupBy(changes, ({ type }) => type);
    const lines = [...types].map(([type, each]) => `  + ${String(each.length).padStart(3)} ${type}`).sort();
    return ["Nothing is deployed yet; to be created:", ...lines].join("\n");
  }
  return engineDiff(diff);
}

/**
 * The engine's own diff, without its frame, the policy messages that it prints in between (they are reported by
 * themselves, with where to mend them) and the providers' notices. What differs from run to run is levelled: the order of
 * resources, and the ids of providers, which are drawn by lot when a stack is made.
 */
export function engineDiff(output: string): string {
  const lines = output.split("\n");
  const from = lines.findIndex((line) => line.startsWith("Previewing ")) + 1;
  const to = lines.findIndex((line, index) => index >= from && /^(Resources|Policy Packs run|Outputs):/.test(line));
  const body = lines.slice(from, to === -1 ? undefined : to);
  const diff = body
    .filter((line, index) => !isPolicyLine(line) && !isPolicyLine(body[index - 1]) && !isFrame(line) && !isNotice(line))
    .map(withoutProviderId)
    .join("\n")
    .trimEnd();
  return inOrder(diff.split("\n")).join("\n");
}

/** Sorts the lines of a diff by resource: the engine prints one whenever it is done with it, and it does several at a time. */
function inOrder(lines: readonly string[]): string[] {
  const starts = lines.flatMap((line, at) => (at === 0 || startsPart(line, lines[at + 1]) ? [at] : []));
  const parts = starts.map((start, index) => lines.slice(start, starts[index + 1]));
  return parts.toSorted((a, b) => compare(placeOfPart(a), placeOfPart(b))).flat();
}

const outputsOfStack = "    --outputs:--";

/** Whether a resource begins here, of which type and id or URN follow, or the outputs of the whole stack. */
function startsPart(line: string, next = ""): boolean {
  return (
    (/^ *(?:[-+~<>=]{1,2} *)?[\w-]+:[\w/-]+:\w+: \(/.test(line) && /^\s*\[(id|urn)=/.test(next)) ||
    line === outputsOfStack
  );
}

/** The stack comes first, its outputs last; in between by URN, children after all that are of their parent's type. */
function placeOfPart(part: readonly string[]): string {
  if (part[0] === outputsOfStack) return "3";
  const urn = part.slice(1).flatMap((line) => /^\s*\[urn=(.+)\]$/.exec(line)?.[1] ?? [])[0];
  return urn === undefined || /::pulumi:pulumi:Stack::[^:]*$/.test(urn) ? "1" : `2 ${urn.replaceAll("$", "~")}`;
}

/** The first of the two lines of a policy message: the policy, and the description; what it found comes after. */
function isPolicyLine(line: string | undefined): boolean {
  return line !== undefined && /^\s*[\w.-]+@v\S+ \[(mandatory|advisory)\]/.test(line);
}

function withoutProviderId(line: string): string {
  return line.replace(/^(\s*\[provider=.*)::[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\]$/, "$1]");
}

function isFrame(line: string): boolean {
  return line === "@ previewing update....";
}

/** A line of a shown diff: what it does, and the line without the sign, which says it too. */
export interface DiffLine {
  readonly sign: "+" | "-" | "~" | "";
  /** The line with its sign moved to the front, so that tools which look there see it. */
  readonly text: string;
}

/** The lines of what `shownDiff` gave. Replacements (`+-`, `++`, `--`) count as changes, additions and removals. */
export function diffLines(shown: string): DiffLine[] {
  return shown.split("\n").map((line) => {
    const [, space = "", mark = "", rest = ""] = /^(\s*)(\+-|-\+|\+\+|--|[+\-~])?(.*)$/.exec(line) ?? [];
    const sign = ({ "+": "+", "++": "+", "-": "-", "--": "-", "~": "~", "+-": "~", "-+": "~" } as const)[mark] ?? "";
    return { sign, text: sign === "" ? line : `${mark}${space}${rest}` };
  });
}
