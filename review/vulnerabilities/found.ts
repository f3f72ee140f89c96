import type { Vulnerability } from "../../model/schema/change.ts";

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

/** One line of text, as the register takes it. */
export function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim().slice(0, 500);
}
