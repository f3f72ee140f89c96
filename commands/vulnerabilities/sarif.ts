import { createHash } from "node:crypto";
import { BadInput } from "../../toolchain/bad-input.ts";
import { asWritten, type Found, oneLine, type Reading } from "./found.ts";
import { identityOf } from "./sarif/identity.ts";
import { severityOf } from "./sarif/level.ts";
import { messageOf } from "./sarif/message.ts";
import { list, type Part, part, said } from "./sarif/parts.ts";
import { ruleOf } from "./sarif/rules.ts";
import { kindProblem, type State, stateOf } from "./sarif/state.ts";
import { isWorse, worst } from "./severity.ts";

/** A result as a finding, before findings that are one are put together. */
interface Read extends Found {
  readonly state: State;
  readonly place: string;
}

/**
 * The results of a SARIF 2.1.0 log as findings in a repository. A log has no dates of its own: they are found on `day`. A
 * value that cannot be read is told of and taken at its worst; a result is never left out for it.
 *
 * @throws BadInput when it is no log, or its results are in another file
 */
export function fromSarif(value: unknown, repository: string, day: string): Reading {
  const runs = runsOf(value);
  const told: string[] = [];
  const read = runs.flatMap((run, at) => {
    told.push(...failures(run, at));
    return list(run.results).map((result, number) =>
      readResult(run, result, {
        repository,
        day,
        tell: (text) => told.push(`runs[${at}].results[${number}]: ${text}`),
      }),
    );
  });
  for (const [state, words] of Object.entries(leftOut)) {
    const count = read.filter((each) => each.state === state).length;
    if (count > 0) told.push(`${count} left out: ${words}`);
  }
  const found = together(read.filter(({ state }) => state === "found"));
  const present = new Set(found.map(({ id }) => id));
  const gone = together(read.filter(({ state }) => state === "gone")).filter(({ id }) => !present.has(id));
  return {
    found: [...found, ...gone.map((each) => ({ ...each, closedOn: day }))],
    gone: new Set(gone.map(({ id }) => id)),
    told,
  };
}

const leftOut: Partial<Readonly<Record<State, string>>> = {
  "no finding": "nothing is wrong there, as their kind says",
  suppressed:
    "they are suppressed; an entry of the register that is open stays so until somebody closes it with a reason",
};

function runsOf(value: unknown): Part[] {
  const log = part(value);
  if (typeof log.version !== "string" || !log.version.startsWith("2.1.") || !Array.isArray(log.runs)) {
    const version = said(log.version) === undefined ? "" : `, but of version ${asWritten(log.version, 40)}`;
    throw new BadInput(
      `it is not a SARIF 2.1.0 log${version}: have the scanner write \`version\` 2.1.0 with a list \`runs\`.`,
    );
  }
  const runs = log.runs.map(part);
  const inline = list(log.inlineExternalProperties).map(part);
  const elsewhere = runs.flatMap((run) => list(part(run.externalPropertyFileReferences).results).map(part));
  const held = new Set(inline.flatMap(({ guid }) => said(guid) ?? []));
  const missing = elsewhere.filter(({ guid }) => !held.has(said(guid) ?? ""));
  if (missing.length > 0) {
    const files = missing.map(({ location }) => said(part(location).uri) ?? "a file that it does not name");
    throw new BadInput(`it has results in other files (${files.join(", ")}): have the scanner write one file.`);
  }
  return runs.map((run) => {
    const guid = said(part(run.automationDetails).guid) ?? said(run.guid);
    const own = inline.filter(({ runGuid }) => runs.length === 1 || (guid !== undefined && runGuid === guid));
    return own.length === 0 ? run : { ...run, results: [run, ...own].flatMap(({ results }) => list(results)) };
  });
}

/** What tells that a run may not have found all. */
function failures(run: Part, at: number): string[] {
  const name = said(part(part(run.tool).driver).name) ?? "a tool without a name";
  return [
    ...(Array.isArray(run.results)
      ? []
      : [`runs[${at}] (${name}) has no results: it did not scan, so nothing is known`]),
    ...(list(run.invocations).some((each) => part(each).executionSuccessful === false)
      ? [`runs[${at}] (${name}) says that it failed: it may not have found all`]
      : []),
  ];
}

interface Context {
  readonly repository: string;
  readonly day: string;
  readonly tell: (text: string) => void;
}

function readResult(run: Part, value: unknown, { repository, day, tell }: Context): Read {
  const result = part(value);
  const readable = Object.keys(result).length > 0;
  if (!readable) tell(`it is ${asWritten(value)}, which is no result`);
  const rule = ruleOf(run, result);
  const message = messageOf(run, result, rule);
  const judged = readable ? severityOf(run, result, rule) : { severity: worst, told: [] };
  const state = stateOf(result);
  if (state === "found")
    for (const text of [...judged.told, ...kindProblem(result)]) tell(`${text}; taken at its worst`);
  const tool = oneLine(said(part(part(run.tool).driver).name) ?? "") || "a tool without a name";
  const { of, place } = identityOf(run, result, message);
  const about = [repository, tool, rule.component ?? null, rule.id ?? null, readable ? of : value];
  const descriptions = [rule.about.shortDescription, rule.about.fullDescription].map((each) => said(part(each).text));
  const titles = [descriptions[0], message, descriptions[1], said(rule.about.name), rule.id];
  return {
    id: `${slugOf(tool)}-${createHash("sha256").update(JSON.stringify(about)).digest("hex").slice(0, 12)}`,
    title: titles.map((title) => oneLine(title ?? "")).find((title) => title !== "") ?? "A finding without words",
    severity: judged.severity,
    detectedOn: day,
    repository,
    source: { tool, id: oneLine(rule.id ?? "") || "no rule" },
    state,
    place: JSON.stringify(place),
  };
}

/**
 * Findings that are one, which runs may share, put together at their worst. Of those that are one by all but their place
 * in the file, each stays one of its own, numbered in the order of their places.
 */
function together(read: readonly Read[]): Found[] {
  return [...Map.groupBy(read, ({ id }) => id).values()].flatMap((alike) =>
    [...Map.groupBy(alike, ({ place }) => place)]
      .sort(([one], [other]) => one.localeCompare(other, "en", { numeric: true }))
      .flatMap(([, same], number) => {
        const [first] = same.toSorted((one, other) => (isWorse(one.severity, other.severity) ? -1 : 1));
        if (first === undefined) return [];
        const { state: _state, place: _place, id, ...found } = first;
        return { id: number === 0 ? id : `${id}-${number + 1}`, ...found };
      }),
  );
}

function slugOf(tool: string): string {
  const slug = tool
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, 40)
    .replaceAll(/^-|-$/g, "");
  return slug === "" ? "tool" : slug;
}
