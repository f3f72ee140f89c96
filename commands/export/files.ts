import type { DateText } from "../../model/dates.ts";
import type { Register } from "../../model/register.ts";
import type { ExportedFile } from "./exported-file.ts";
import { alerting } from "./prometheus/alerting.ts";
import { scraping } from "./prometheus/scraping.ts";
import { minionsOf } from "./salt/minions.ts";
import { pillar } from "./salt/pillar.ts";
import { roster } from "./salt/roster.ts";

/**
 * What Salt and Prometheus read, made from the register of OCP: the same register and day give the same bytes.
 * Throws `BadInput` with all that is missing for it.
 */
export function exportedFiles(register: Register, asOf: DateText): ExportedFile[] {
  const minions = minionsOf(register);
  return [roster(minions, asOf), ...pillar(register, minions, asOf), ...scraping(minions, asOf), alerting(asOf)];
}
