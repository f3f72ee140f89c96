import { type Document, isMap, parseDocument, type YAMLMap } from "yaml";
import type { Vulnerability } from "../../model/schema/change.ts";
import type { Found, Reading } from "./found.ts";
import { isWorse } from "./severity.ts";

/** The register's file after an import, the ids that it adds and changes, and what a reader has to know of it. */
export interface Proposal {
  readonly text: string;
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly told: readonly string[];
}

export interface About {
  /** Who answers for what is new: a person's id. */
  readonly owner: string;
  /** Days closed before this one are history: such a finding that the register never had is not added. */
  readonly since: string;
}

/**
 * Puts findings into the text of vulnerabilities.yaml. An entry that is there keeps its comments and all that people
 * said of it. Of a scanner's word it takes an earlier detection, a worse severity, and whether it is closed: what a scanner
 * closed, a scanner opens again, and the clock goes on from the first detection.
 */
export function propose(text: string, reading: Reading, { owner, since }: About): Proposal {
  const document = parseDocument(text);
  const added: string[] = [];
  const changed: string[] = [];
  const told = [...reading.told];
  const before = new Set(isMap(document.contents) ? document.contents.items.map(({ key }) => String(key)) : []);
  let history = 0;
  for (const { id, ...finding } of reading.found) {
    if (before.has(id)) {
      if (update(document, id, finding, told)) changed.push(id);
    } else if (reading.gone.has(id) || (finding.closedOn !== undefined && finding.closedOn < since)) {
      history++;
    } else if (!document.has(id)) {
      const { title, severity, detectedOn, closedOn, ...rest } = finding;
      const dates = { detectedOn, ...(closedOn !== undefined && { closedOn }) };
      document.set(id, document.createNode({ title, severity, ...dates, owner, ...rest }));
      added.push(id);
    }
  }
  if (history > 0) told.push(`${history} left out: they were closed before ${since}, and the register never had them`);
  const changes = added.length + changed.length > 0;
  return { text: changes ? document.toString({ lineWidth: 0 }) : text, added, changed, told };
}

function update(document: Document, id: string, finding: Omit<Found, "id">, told: string[]): boolean {
  const entry = document.get(id);
  if (!isMap(entry)) return false;
  const before = entry.toString();
  if (finding.detectedOn < String(entry.get("detectedOn"))) entry.set("detectedOn", finding.detectedOn);
  const severity = entry.get("severity") as Vulnerability["severity"];
  if (isWorse(finding.severity, severity)) entry.set("severity", finding.severity);
  else if (isWorse(severity, finding.severity) && severity !== "very-high") {
    told.push(
      `${id} stays ${severity}, though ${finding.source.tool} now says ${finding.severity}: that is people's to say`,
    );
  }
  if (finding.closedOn === undefined) reopen(entry, id, finding, told);
  else {
    for (const key of ["closedOn", "analysis", "reason"] as const) {
      if (finding[key] !== undefined && !entry.has(key)) entry.set(key, finding[key]);
    }
  }
  return entry.toString() !== before;
}

/** Opens an entry that its scanner finds again. The decision to do nothing was about what was closed; it goes with it. */
function reopen(entry: YAMLMap, id: string, { source }: Omit<Found, "id">, told: string[]): void {
  const closedOn = entry.get("closedOn");
  if (closedOn === undefined) return;
  told.push(
    `${id} is open again: ${source.tool} still finds it, and the register had it closed on ${String(closedOn)}`,
  );
  entry.delete("closedOn");
  if (entry.get("analysis") !== "no-action") return;
  entry.delete("analysis");
  entry.delete("reason");
}
