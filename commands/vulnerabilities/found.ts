import { withoutHidden } from "../../model/load/read-text.ts";
import type { Vulnerability } from "../../model/schema/change.ts";
import { text as registerText } from "../../model/schema/common.ts";

/** What a scanner says of a weakness; everything else in the register is people's to say. */
export interface Found {
  /** Id in the register: the same weakness has the same one in every import. */
  readonly id: string;
  readonly title: string;
  readonly severity: Vulnerability["severity"];
  readonly detectedOn: string;
  readonly closedOn?: string;
  readonly repository: string;
  readonly source: { readonly tool: string; readonly id: string };
  /** Set where somebody has decided to leave it as it is. */
  readonly analysis?: "no-action";
  readonly reason?: string;
}

/** What a report holds: findings, those of them that only an entry is closed by, and what a reader has to know besides. */
export interface Reading {
  readonly found: readonly Found[];
  /** Ids of findings that are gone: an entry is closed, and none is added. */
  readonly gone: ReadonlySet<string>;
  /** What could not be read and what it was taken for, and what was left out and why; each a sentence. */
  readonly told: readonly string[];
}

/** A value of a report as it stands there, cut after so many characters. */
export function asWritten(value: unknown, length = 80): string {
  return (JSON.stringify(value) ?? "nothing").slice(0, length);
}

/** One line of text, as the register takes it: nothing in it that is not seen, and not too long. Empty, where nothing is left. */
export function oneLine(text: string): string {
  const line = text
    .toWellFormed()
    .replaceAll(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, " ")
    .replaceAll(/[\p{Cf}\p{Cn}\uFFFD]/gu, "");
  const shown = withoutHidden(line)
    .trim()
    .slice(0, 500)
    .toWellFormed()
    .replace(/\uFFFD$/, "")
    .trim();
  return registerText.safeParse(shown).success ? shown : "";
}
