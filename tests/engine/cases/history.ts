import { addDays, type DateText } from "../../../model/dates.ts";
import { type Case, casesOf } from "../case.ts";
import type { RegisterDraft } from "../state.ts";
import { addPerson } from "./ocp.ts";

const { red, reported, green } = casesOf("ocp");
const onNotify = casesOf("notify-platform");

/** A restore that somebody tested who is no more, or not yet, with us. */
function restoreTested(person: Record<string, number>, reviewed: number) {
  return (register: RegisterDraft, asOf: DateText): void => {
    addPerson(register, "ocp-tester-1", "ocp", "open-contracting.org");
    for (const [field, days] of Object.entries(person)) register.people["ocp-tester-1"][field] = addDays(asOf, days);
    const reviewedOn = addDays(asOf, reviewed);
    register.reviews.push({ subject: "backup-restore", server: "crm", reviewedOn, by: "ocp-tester-1" });
  };
}

/** A smoke test of somebody who left in June, of the last environment: records keep the smoke tests by environment. */
const smokeTested = (days: number) => (register: RegisterDraft) => {
  const testedOn = addDays(register.people["engineer-3"].leftOn, days);
  const environment = Object.keys(register.environments).at(-1);
  register.smokeTests.push({ environment, part: "csv", testedOn, by: "engineer-3", passed: true });
};

/** A vulnerability that was closed so many days after its last one, and so many days ago. */
const remedied = (late: number, ago: number) => (register: RegisterDraft, asOf: DateText) => {
  const closedOn = addDays(asOf, -ago);
  register.vulnerabilities["late-1"] = {
    ...{ title: "A weakness", severity: "high", owner: "admin-2" },
    ...{ detectedOn: addDays(closedOn, -30 - late), closedOn },
  };
};

/** Engineer 3 left in June, and what they had was closed too late or in time. */
const accountClosed = (days: number) => (register: RegisterDraft, asOf: DateText) => {
  const { leftOn } = Object.assign(register.people["engineer-3"], { leftOn: addDays(asOf, -40) });
  for (const grants of Object.values(register.grants).flatMap((roles) => Object.values(roles as object))) {
    for (const grant of grants) if (grant.person === "engineer-3") grant.revokedOn = addDays(leftOn, days);
  }
};

/** Root was reviewed late, and then again in time. */
const rootReviewedLate = (days: number) => (register: RegisterDraft, asOf: DateText) => {
  const at = (reviewedOn: string) => ({ subject: "root-access", by: "ocp-owner-1", reviewedOn });
  register.reviews = [at(addDays(asOf, -10 - days)), at(addDays(asOf, -10))];
};

/** Cases of what cannot have been: acts of people who were not there; and of what was done, and late. */
export const historyCases: readonly Case[] = [
  red("GATE-14", "a restore that was tested the day after its tester had left", ["actors-present"], {
    register: restoreTested({ leftOn: -10 }, -9),
  }),
  red("GATE-14", "a restore that was tested the day before its tester joined", ["actors-present"], {
    register: restoreTested({ joinedOn: -9 }, -10),
  }),
  red("GATE-14", "a deployment by somebody who had left", ["actors-present"], {
    register: (register, asOf) => {
      addPerson(register, "ods-developer-9", "ods", "opendataservices.coop");
      register.people["ods-developer-9"].leftOn = addDays(asOf, -30);
      const deployment = { person: "ods-developer-9", server: "toucan", commit: "0a1b2c3" };
      register.deployments.push({ ...deployment, deployedOn: addDays(asOf, -3) });
    },
  }),
  onNotify.red("GATE-14", "a smoke test by somebody who had left", ["actors-present"], { register: smokeTested(1) }),
  green("GATE-14", "a restore that was tested on its tester's last day", {
    register: restoreTested({ joinedOn: -40, leftOn: -10 }, -10),
  }),
  green("GATE-14", "a restore that was tested on its tester's first day", {
    register: restoreTested({ joinedOn: -10 }, -10),
  }),
  onNotify.reported("GATE-15", "a vulnerability that was remedied on day 31", ["done-late"], {
    register: remedied(1, 90),
  }),
  onNotify.reported("GATE-15", "accounts that were closed on day 15", ["done-late"], { register: accountClosed(15) }),
  reported("GATE-15", "a review of root that came a day late", ["done-late"], { register: rootReviewedLate(184) }),
  onNotify.green("GATE-15", "a vulnerability that was remedied on day 30", { register: remedied(0, 90) }),
  onNotify.green("GATE-15", "a vulnerability that was remedied on day 31, 91 days ago", { register: remedied(1, 91) }),
  onNotify.green("GATE-15", "accounts that were closed on day 14", { register: accountClosed(14) }),
  green("GATE-15", "a review of root on its last day", { register: rootReviewedLate(183) }),
  onNotify.green("GATE-14", "a smoke test on somebody's last day", { register: smokeTested(0) }),
];
