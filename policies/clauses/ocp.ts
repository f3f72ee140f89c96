import { access } from "./ocp/access.ts";
import { hosting } from "./ocp/hosting.ts";
import { monitoring } from "./ocp/monitoring.ts";

/** The 37 clauses of the OCP reference, in its order. */
export const ocpClauses = [...monitoring, ...hosting, ...access] as const;
