import type { DateText } from "../../../model/dates.ts";
import { origin } from "../settings.ts";

/**
 * The comment lines of a file that Salt reads. The first tells Salt that it is plain YAML: without it, a name in the
 * register with braces in it would be run as a Jinja template.
 */
export function saltComments(asOf: DateText, ...lines: string[]): string[] {
  return ["!yaml", ...origin(asOf), ...lines.map((line) => ` ${line}`)];
}
