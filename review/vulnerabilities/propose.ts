import { type Document, isMap, parseDocument } from "yaml";
import type { Found } from "./found.ts";

/** The register's file after an import, and the ids that it adds and changes. */
export interface Proposal {
  readonly text: string;
  readonly added: readonly string[];
  readonly changed: readonly string[];
}

/**
 * Puts findings into the text of vulnerabilities.yaml. An entry that is there keeps its comments and all that people
 * said of it; of a scanner's word it takes an earlier detection, another severity, and the day it was closed.
 */
export function propose(text: string, found: readonly Found[], owner: string): Proposal {
  const document = parseDocument(text);
  const added: string[] = [];
  const changed: string[] = [];
  for (const { id, ...finding } of found) {
    if (!document.has(id)) {
      const { title, severity, detectedOn, closedOn, ...rest } = finding;
      const dates = { detectedOn, ...(closedOn !== undefined && { closedOn }) };
      document.set(id, document.createNode({ title, severity, ...dates, owner, ...rest }));
      added.push(id);
    } else if (!added.includes(id) && update(document, id, finding)) changed.push(id);
  }
  return { text: added.length + changed.length === 0 ? text : document.toString({ lineWidth: 0 }), added, changed };
}

function update(document: Document, id: string, finding: Omit<Found, "id">): boolean {
  const entry = document.get(id);
  if (!isMap(entry)) return false;
  const before = document.toString();
  if (finding.detectedOn < String(entry.get("detectedOn"))) entry.set("detectedOn", finding.detectedOn);
  if (entry.get("severity") !== "very-high" || finding.severity !== "critical") entry.set("severity", finding.severity);
  for (const key of ["closedOn", "analysis", "reason"] as const) {
    if (finding[key] !== undefined && !entry.has(key)) entry.set(key, finding[key]);
  }
  return document.toString() !== before;
}
