import { describe, expect, test } from "vitest";
import { accessMap } from "../../../report/access/map.ts";
import { asOf, changed, notifyPerson, notifyRegister, ocpRegister } from "../../policies/compliant.ts";

describe("the map of access", () => {
  test("has a row for each person, by id, with what they hold in each system", () => {
    const rows = accessMap(ocpRegister, asOf);
    expect(rows.map(({ person }) => person)).toEqual(Object.keys(ocpRegister.people).sort());
    expect(rows.find(({ person }) => person === "ods-developer-1")).toEqual({
      register: "ocp",
      person: "ods-developer-1",
      systems: {
        Accounts: ["shared login opendataservices (secondary) of bytemark"],
        Credentials: ["sentry-toucan"],
        Sentry: ["Admin"],
        Servers: ["root on toucan.default.opencontracting.uk0.bigv.io"],
      },
    });
  });

  test("somebody without access has an empty row, and who has left has none unless something is open", () => {
    const register = changed(notifyRegister, ({ people, grants }) => {
      people.newcomer = notifyPerson("newcomer");
      people.gone = { ...notifyPerson("gone"), leftOn: asOf };
      people.late = { ...notifyPerson("late"), leftOn: asOf };
      grants.application.user = [{ person: "late", createdOn: "2024-01-15" }];
    });
    const rows = new Map(accessMap(register, asOf).map(({ person, systems }) => [person, systems]));
    expect(rows.get("newcomer")).toEqual({});
    expect(rows.has("gone")).toBe(false);
    expect(rows.get("late")).toEqual({ "US Notify": ["User"] });
  });

  test("says what each repository lets them do", () => {
    const [engineer] = accessMap(notifyRegister, asOf).filter(({ person }) => person === "engineer-1");
    expect(engineer?.systems.Repositories).toContain("push on notifications-api");
  });
});
