import type { RegisterChange } from "./change.ts";

/** Mail that fails DMARC is delivered again, as it was before the policy was enforced. */
export const weakenedDmarc: RegisterChange = {
  title: "DMARC of open-contracting.org from quarantine to none",
  edits: [{ file: "ocp/domains.yaml", path: ["open-contracting.org", "dmarc", "policy"], value: "none" }],
};
