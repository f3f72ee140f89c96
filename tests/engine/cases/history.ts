import { addDays, type DateText } from "../../../model/dates.ts";
import { type Case, casesOf } from "../case.ts";
import type { RegisterDraft } from "../state.ts";
import { addPerson } from "./ocp.ts";

const { red, green } = casesOf("ocp");
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

/** A smoke test of somebody who left in June. */
const smokeTested = (days: number) => (register: RegisterDraft) => {
  const testedOn = addDays(register.people["engineer-3"].leftOn, days);
  register.smokeTests.push({ environment: "staging", part: "csv", testedOn, by: "engineer-3", passed: true });
};

/** Cases of what cannot have been: acts of people who were not there. */
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
  onNotify.green("GATE-14", "a smoke test on somebody's last day", { register: smokeTested(0) }),
];
