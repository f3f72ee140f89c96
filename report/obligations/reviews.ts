import { type DateText, lastDayWithin } from "../../model/dates.ts";
import { type Register, subjectOf } from "../../model/register.ts";
import { lastRootReview, nextRootReview, rootReviewed } from "../../policies/rules/ocp/root-access.ts";
import { ocp } from "../../policies/settings/ocp.ts";
import type { Due, Source } from "./due.ts";

/** Backups are tested this often by custom; no clause says so, and no rule refuses it. */
const restoreTestMonths = 6;

/** The next review of root access. Where there never was one it is due by the day itself, and the rule refuses already. */
export const rootReview: Source = (register, asOf) => {
  const last = lastRootReview(register, asOf);
  return [
    {
      kind: "access-review",
      subject: subjectOf(register.id, "reviews"),
      what: last === undefined ? "review root access for the first time" : "review root access",
      whose: ocp.ownerOrganisation,
      dueOn: last === undefined ? asOf : nextRootReview(last),
      rule: rootReviewed.name,
    },
  ];
};

/** Servers whose backups are to be restored for a test. Those that never were share a line: nothing tells since when. */
export const restoreTests: Source = (register, asOf) => {
  const backedUp = Object.entries(register.servers).filter(
    ([, { backup, offsiteBackups = [] }]) => backup !== undefined || offsiteBackups.length > 0,
  );
  const tested = backedUp.flatMap(([id, { manager }]): Due[] => {
    const last = lastRestore(register, id, asOf);
    if (last === undefined) return [];
    return [
      {
        kind: "restore-test",
        subject: subjectOf(register.id, "servers", id),
        what: `restore a backup of ${id} for a test`,
        whose: manager,
        dueOn: lastDayWithin(last, restoreTestMonths),
      },
    ];
  });
  const never = backedUp.filter(([id]) => lastRestore(register, id, asOf) === undefined);
  const managers = Map.groupBy(never, ([, { manager }]) => manager);
  return [
    ...tested,
    ...[...managers].map(
      ([manager, servers]): Due => ({
        kind: "restore-test",
        subject: subjectOf(register.id, "servers"),
        what: `restore a backup for a test, of which there is no record: ${servers.map(([id]) => id).join(", ")}`,
        whose: manager,
        dueOn: asOf,
      }),
    ),
  ];
};

function lastRestore({ reviews }: Register, id: string, asOf: DateText): DateText | undefined {
  return reviews
    .filter(({ subject, server, reviewedOn }) => subject === "backup-restore" && server === id && reviewedOn <= asOf)
    .map(({ reviewedOn }) => reviewedOn)
    .sort()
    .at(-1);
}
