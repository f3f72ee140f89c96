import { describe, expect, test } from "vitest";
import { applicationAccountsCreated } from "../../../../policies/rules/notify/creators.ts";
import { changed, type Draft, notifyPerson, notifyRegister } from "../../compliant.ts";
import { said } from "../../judge.ts";

const manager = (draft: Draft) => draft.grants.application["user-manager"][0];
const user = (change: object) => (draft: Draft) => {
  draft.people.user = notifyPerson("user", "agency-partner");
  draft.grants.application.user.push({
    ...{ person: "user", createdBy: "partner-1", createdOn: "2024-02-05", service: "pilot-partner-1" },
    ...{ permissions: ["send_texts"], ...change },
  });
};
const verdict = (change: (draft: Draft) => void, asOf?: string) =>
  said(applicationAccountsCreated, changed(notifyRegister, change), asOf);

describe("NOTIFY-ACC-2, NOTIFY-ACC-3: who lets users in", () => {
  test("Administrators, Platform Administrators, and who managed the service's users before", () => {
    expect(verdict(() => {})).toEqual([]);
    expect(verdict(user({}))).toEqual([]);
    expect(verdict(user({ createdBy: "admin-1" }))).toEqual([]);
    expect(verdict(user({ createdOn: "2023-07-11" }))).toEqual([]);
  });

  test("not nobody, nor they themselves, nor anybody", () => {
    expect(verdict(user({ createdBy: undefined }))).toEqual([
      "notify/grants/application/user/user: it is not said who made it. Have an Administrator, or a User Manager of the service who is somebody else than its holder, make the account, and record createdBy in register/notify/grants.yaml. [NOTIFY-ACC-2, NOTIFY-ACC-3]",
    ]);
    expect(verdict(user({ createdBy: "user" }))).toEqual([expect.stringContaining("user made their own account")]);
    expect(verdict(user({ createdBy: "engineer-1" }))).toEqual([
      expect.stringContaining(
        "engineer-1 was neither Administrator nor Platform Administrator, and managed no users in pilot-partner-1, before 2024-02-05",
      ),
    ]);
    expect(verdict((d) => Object.assign(manager(d), { createdBy: "engineer-1" }))).toHaveLength(1);
  });

  test("not who manages the users of another service", () => {
    expect(verdict(user({ createdBy: "partner-2" }))).toHaveLength(1);
  });

  test("not who became it that day, or was it no longer, or has not accepted", () => {
    expect(verdict(user({ createdOn: "2023-07-10" }))).toHaveLength(1);
    const ended = (revokedOn: string) => (d: Draft) => {
      user({})(d);
      manager(d).revokedOn = revokedOn;
    };
    expect(verdict(ended("2024-02-06"))).toEqual([]);
    expect(verdict(ended("2024-02-05"))).toHaveLength(1);
    expect(
      verdict((d) => {
        user({})(d);
        manager(d).pending = true;
      }),
    ).toHaveLength(1);
  });

  test("it is not asked of what is revoked, nor of what has to be approved", () => {
    expect(verdict(user({ createdBy: undefined, revokedOn: "2024-03-01" }))).toEqual([]);
    expect(verdict((d) => delete d.grants.application["platform-administrator"][0].createdBy)).toEqual([]);
  });
});
