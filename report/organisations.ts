import type { RegisterId } from "../model/register.ts";

/** What people call the organisation whose register it is. */
export const organisations: Readonly<Record<RegisterId, string>> = {
  ocp: "Open Contracting Partnership",
  notify: "US Notify",
};
