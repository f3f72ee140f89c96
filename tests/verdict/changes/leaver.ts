import type { RegisterChange } from "./change.ts";

/**
 * An engineer left fifteen days before the day that the register is kept for. That is only now written down, and one of
 * their accounts is closed; the others are open, and nothing that they could read has been rotated.
 */
export const leaver: RegisterChange = {
  title: "DevOps Engineer One has left",
  edits: [
    { file: "notify/people.yaml", path: ["devops-1", "leftOn"], value: "2026-11-08" },
    { file: "notify/grants.yaml", path: ["aws-staging", "devops-engineer", 1, "revokedOn"], value: "2026-11-10" },
  ],
};
