import { subjectOf } from "../../model/register.ts";
import { notRestaged, restageBy, restagedInTime } from "../../policies/rules/notify/restaging.ts";
import { notify } from "../../policies/settings/notify.ts";
import type { Source } from "./due.ts";

/** Releases of buildpacks after which something has not been restaged yet. */
export const restages: Source = (register, asOf) =>
  register.buildpackReleases.flatMap((release, index) => {
    const left = notRestaged(register, release, asOf);
    if (left.length === 0) return [];
    return [
      {
        kind: "restage",
        subject: subjectOf(register.id, "buildpackReleases", index),
        what: `restage for ${release.buildpack}: ${left.map(({ app, at }) => `${app} in ${at}`).join(", ")}`,
        whose: notify.engineersTeam,
        dueOn: restageBy(release),
        rule: restagedInTime.name,
      },
    ];
  });
