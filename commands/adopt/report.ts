import { code } from "../../report/markdown/escape.ts";
import { counted } from "../../report/words.ts";
import type { Leftover } from "./leftovers.ts";
import type { Match } from "./match.ts";

/** What an adoption came to. */
export interface Adoption {
  readonly stack: string;
  readonly matches: readonly Match[];
  /** Why nothing was written. */
  readonly problems: readonly string[];
  readonly left: readonly Leftover[];
  /** How many answers were read. */
  readonly asks: number;
}

/** Most lines of a kind on a terminal; the files have all. */
const most = 40;

/** What people are told; without `written` nothing was written. */
export function adoptionReport(
  { stack, matches, problems, left, asks }: Adoption,
  written?: { readonly out: string; readonly files: readonly string[] },
): string[] {
  if (written === undefined) {
    return [
      `✖ not adopted  ${stack}: what is there cannot be told, so nothing was written, and nothing is taken for missing.`,
      ...cut(problems.map((problem) => `  ${problem}`)),
    ];
  }
  const there = matches.filter(({ found }) => found.is === "there");
  const absent = matches.flatMap(({ planned, found }) =>
    found.is === "absent" ? [`  ${planned.type} ${planned.name}: ${found.why}`] : [],
  );
  const notes = there.flatMap(({ planned, found }) =>
    "note" in found && found.note !== undefined ? [`  ${planned.type} ${planned.name}: ${found.note}`] : [],
  );
  return [
    `${absent.length === 0 ? "✔" : "✖"} ${stack}: ${there.length} of ${counted(matches.length, "resource")} are there, by ${counted(asks, "answer")}.`,
    ...section("Not there, so the next up makes them – look at each at the service first:", absent),
    ...section("Taken over, and yet:", notes),
    ...section(
      "There, and in no stack (all of it in unmanaged.md):",
      left.map(({ what, why }) => `  ${what}: ${why}`),
    ),
    "",
    ...written.files.map((file) => `  ${written.out}/${file}`),
    "",
    "Take over what is there, which changes nothing at any service, and look at what differs:",
    `  pulumi import -s ${stack} --file ${written.out}/import.json --protect=false --generate-code=false`,
    `  npm run preview -- ${stack}`,
  ];
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", title, ...cut(lines)];
}

function cut(lines: readonly string[]): string[] {
  return lines.length <= most ? [...lines] : [...lines.slice(0, most), `  … and ${lines.length - most} more`];
}

/** The page of what is at the services and stays unmanaged, and why. */
export function unmanagedPage({ stack, left }: Adoption): string {
  const rows = left.map(({ what, why, proposals }) => {
    const files = [...new Set(proposals.map(({ kind }) => `${kind}.yaml`))].join(", ");
    return `- ${code(what)} – ${why}${files === "" ? "" : ` (proposed for ${files})`}`;
  });
  return [
    `# What is there and not managed by ${stack}`,
    "",
    "No state has it, so no preview shows it and no up takes it away.",
    "",
    ...(rows.length > 0 ? rows : ["Nothing."]),
    "",
  ].join("\n");
}
