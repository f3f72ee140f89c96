import { createHash } from "node:crypto";
import { isAbsolute } from "node:path";
import { pathToFileURL } from "node:url";
import type { Location, Result } from "sarif";
import { stacks } from "../../stacks/catalogue.ts";
import type { Place } from "../../verdict/place.ts";
import type { Report, WaiverUse } from "../report.ts";
import { groupsOf, type ListedViolation, saidOf } from "../violations.ts";
import { visible } from "../visible.ts";
import { levelOf } from "./rules.ts";

/** Stands for the folder of the checkout in locations. */
export const checkout = "%SRCROOT%";

/** Every violation as a finding, those of the change first. */
export function resultsOf(report: Report): Result[] {
  const seen = new Map<string, number>();
  return groupsOf(report).flatMap(({ violations }) =>
    violations.map((violation) => {
      const about = JSON.stringify([violation.rule, violation.subject]);
      const number = (seen.get(about) ?? 0) + 1;
      seen.set(about, number);
      return resultOf(violation, fingerprint(about, number), report.waivers);
    }),
  );
}

function resultOf(violation: ListedViolation, print: string, waivers: readonly WaiverUse[]): Result {
  const { rule, level, subject, origin, waivedBy, stacks } = violation;
  return {
    ruleId: rule,
    level: levelOf(level),
    message: { text: plain(`${subject}: ${saidOf(violation)}`) },
    locations: [locationOf(violation)],
    // GitHub knows a finding again by this, whatever lines come or go above it.
    partialFingerprints: { primaryLocationLineHash: print },
    ...(origin !== undefined && { baselineState: origin.kind === "introduced" ? "new" : "unchanged" }),
    ...(waivedBy !== undefined && { suppressions: [suppression(waivedBy, waivers)] }),
    properties: {
      stacks: [...stacks],
      ...(origin?.kind === "became due" && { becameDueOn: origin.on }),
      ...(waivedBy !== undefined && { waivedBy }),
    },
  };
}

function suppression(waivedBy: string, waivers: readonly WaiverUse[]): NonNullable<Result["suppressions"]>[number] {
  const waiver = waivers.find(({ id }) => id === waivedBy);
  const justification =
    waiver === undefined
      ? `Waiver ${waivedBy}`
      : `${waiver.reason} (waiver ${waivedBy} until ${waiver.expiresOn}, approved by ${waiver.approver})`;
  return { kind: "external", status: "accepted", justification: visible(justification) };
}

/** Of a rule and its subject, not of the message, which may count days; the number tells several findings apart. */
function fingerprint(about: string, number: number): string {
  return `${createHash("sha256").update(about).digest("hex").slice(0, 32)}:${number}`;
}

/**
 * The line of the register; where no entry is to blame, the settings of the stack, or the head of the register that was
 * judged by itself, because GitHub demands a file.
 */
function locationOf({ place, stacks: [judged = ""], subject }: ListedViolation): Location {
  const settings = isStack(judged) ? `Pulumi.${judged}.yaml` : "register/register.yaml";
  const { file, line, column } = place ?? { file: settings, line: 1, column: 1 };
  return {
    physicalLocation: { artifactLocation: artifact(file), region: { startLine: line, startColumn: column } },
    logicalLocations: [{ fullyQualifiedName: visible(subject) }],
  };
}

function isStack(name: string): boolean {
  return stacks.some((each) => each.name === name);
}

function artifact(file: Place["file"]): { uri: string; uriBaseId?: string } {
  if (isAbsolute(file)) return { uri: pathToFileURL(file).href };
  return { uri: file.toWellFormed().split("/").map(encodeURIComponent).join("/"), uriBaseId: checkout };
}

/** A text in which nothing stands for a link or an argument, as SARIF's plain messages have them. */
export function plain(text: string): string {
  return visible(text)
    .replaceAll(/[\\[\]]/g, "\\$&")
    .replaceAll(/[{}]/g, "$&$&");
}
