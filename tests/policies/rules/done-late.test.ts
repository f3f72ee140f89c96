import { describe, expect, test } from "vitest";
import { obligationsPage } from "../../../commands/obligations/page.ts";
import { addDays } from "../../../model/dates.ts";
import { doneLate, latenessTold } from "../../../policies/rules/done-late.ts";
import { asOf, changed, type Draft, notifyPerson, notifyRegister, ocpRegister } from "../compliant.ts";
import { said } from "../judge.ts";

/** What is told of a register in which something was done `late` days after its last day, `ago` days ago. */
type Clock = (draft: Draft, late: number, ago: number) => void;

const engineer = (draft: Draft) => draft.grants.github.engineer[0];

const clocks: Record<string, readonly [typeof ocpRegister, string, Clock]> = {
  "a leaver's account": [
    notifyRegister,
    "notify-leavers-out",
    (draft, late, ago) => {
      draft.people["engineer-1"].leftOn = addDays(asOf, -ago - late - 14);
      engineer(draft).revokedOn = addDays(asOf, -ago);
    },
  ],
  "an account after a change of role": [
    notifyRegister,
    "notify-leavers-out",
    (draft, late, ago) => {
      draft.people["engineer-1"].roleChangedOn = addDays(asOf, -ago - late - 14);
      engineer(draft).updatedOn = addDays(asOf, -ago);
    },
  ],
  "a credential after its reader left": [
    notifyRegister,
    "notify-credentials-rotated-after-leaving",
    (draft, late, ago) => {
      const leftOn = addDays(asOf, -ago - late - 14);
      draft.people.devops = { ...notifyPerson("devops", "contractor"), leftOn };
      const role = { title: "DevOps Engineer", permission: "SpaceDeveloper" };
      draft.systems["cloud-gov"] = { title: "cloud.gov", roles: { "space-developer": role } };
      const grant = { person: "devops", createdOn: "2024-02-01", space: "notify-staging", revokedOn: leftOn };
      draft.grants["cloud-gov"] = { "space-developer": [grant] };
      draft.serviceAccounts = {};
      const key = { title: "A key", kind: "space-deployer", space: "notify-staging", issuedOn: "2024-01-15" };
      draft.credentials = { staging: { ...key, rotatedOn: addDays(asOf, -ago) } };
    },
  ],
  "a vulnerability": [
    notifyRegister,
    "notify-critical-vulnerabilities-in-time",
    (draft, late, ago) => {
      const closedOn = addDays(asOf, -ago);
      const detectedOn = addDays(closedOn, -15 - late);
      const weak = { title: "A weakness", severity: "critical", owner: "admin-2", detectedOn, closedOn };
      draft.vulnerabilities = { weak };
    },
  ],
  "a review of root": [
    ocpRegister,
    "ocp-root-reviewed",
    (draft, late, ago) => {
      const at = (days: number) => ({ subject: "root-access", by: "ocp-owner-1", reviewedOn: addDays(asOf, -days) });
      draft.reviews = [at(ago), at(ago + 183 + late)];
    },
  ],
  "what a leaver had": [
    ocpRegister,
    "ocp-people-belong",
    (draft, late, ago) => {
      draft.people["ods-developer-1"].leftOn = addDays(asOf, -ago - late - 1);
      draft.rootGrants.toucan[0].revokedOn = addDays(asOf, -ago);
      for (const grant of draft.grants.sentry.admin) {
        if (grant.person === "ods-developer-1") grant.revokedOn = draft.people["ods-developer-1"].leftOn;
      }
    },
  ],
};

describe("GATE-15: what was done late is told, for 90 days", () => {
  describe.each(Object.entries(clocks))("%s", (_, [register, rule, change]) => {
    const told = (late: number, ago: number) =>
      doneLate(
        changed(register, (draft) => change(draft, late, ago)),
        asOf,
      );

    test("the day before the last day and on it is in time, the day after is late", () => {
      expect([-1, 0, 1].map((late) => told(late, 5).length)).toEqual([0, 0, 1]);
    });

    test("from the day on that it was done, on day 90 still, on day 91 no more; not before it is done", () => {
      expect([-1, 0, 89, 90, 91].map((ago) => told(1, ago).length)).toEqual([0, 1, 1, 1, 0]);
    });

    test("with who had to do it, by when, and which rule blocked until then", () => {
      const [first] = told(2, 5);
      expect(first).toMatchObject({ rule, doneOn: addDays(asOf, -5), dueOn: addDays(asOf, -7) });
      expect(first?.whose).not.toBe("");
    });
  });

  test("a restage, by the end of the first run that succeeded", () => {
    const restaged = (late: number) =>
      doneLate(
        changed(notifyRegister, (draft) => {
          const doneOn = addDays(asOf, -5);
          const app = "notify-api-staging";
          draft.buildpackReleases = [{ buildpack: "python", releasedOn: addDays(doneOn, -30 - late), apps: [app] }];
          const run = { repository: "notifications-api", environment: "staging", ref: "main", apps: [app] };
          const at = (time: string) => `${doneOn}T${time}:00Z`;
          draft.restageRuns = [{ ...run, startedAt: at("10:00"), finishedAt: at("10:05"), succeeded: true }];
        }),
        asOf,
      );
    expect([-1, 0, 1].map((late) => restaged(late).length)).toEqual([0, 0, 1]);
  });

  test("it reads as advice, and the page has it below what is due", () => {
    const register = changed(notifyRegister, (draft) => clocks["a vulnerability"]?.[2](draft, 1, 5));
    const [line] = said(latenessTold, register);
    expect(line).toBe(
      "notify/vulnerabilities/weak: admin-2 had to remedy it (critical) by 2026-05-26, and it was done on 2026-05-27 (notify-critical-vulnerabilities-in-time). Ask why it was late; nothing is left to be done, and the dates stay as they are. [GATE-15]",
    );
    expect(obligationsPage([], asOf, doneLate(register, asOf))).toContain(
      "due 2026-05-26  admin-2  remedy it (critical)",
    );
    expect(latenessTold.level).toBe("advisory");
  });
});
