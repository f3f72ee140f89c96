import { lastDayWithin } from "../../model/dates.ts";
import { developersUse, rootInUse } from "../../policies/rules/ocp/root-access.ts";
import { ocp } from "../../policies/settings/ocp.ts";
import type { Source } from "./due.ts";

/** Root of developers, which lapses where it is not used. */
export const rootUse: Source = (register, asOf) =>
  developersUse(register, asOf).flatMap(({ subject, server, grant, latest }) =>
    latest === undefined
      ? []
      : [
          {
            kind: "root-use",
            subject,
            what: `deploy to ${server}, or give up root on it; last used or granted on ${latest}`,
            whose: grant.person,
            dueOn: lastDayWithin(latest, ocp.rootIdleMonths),
            rule: rootInUse.name,
          },
        ],
  );
