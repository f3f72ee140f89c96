import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as accounts from "../../../../policies/rules/notify/accounts.ts";
import type { RegisterRule } from "../../../../policies/rules/rule.ts";
import { notify } from "../../../../policies/settings/notify.ts";
import { approved, changed, type Draft, notifyRegister } from "../../compliant.ts";
import { said } from "../../judge.ts";

const by = (rule: RegisterRule) => (change: (draft: Draft) => void, asOf?: string) =>
  said(rule, changed(notifyRegister, change), asOf);

/** A change to the engineer's account. */
const account = (change: object) => (draft: Draft) => Object.assign(draft.grants.github.engineer[0], change);

describe("NOTIFY-ACC-1: the System Owner approves accounts before they are made", () => {
  const verdict = by(accounts.accountsApproved);

  test("on the day before, or on the same day", () => {
    expect(verdict(account({ approvedOn: "2026-04-30", createdOn: "2026-05-01" }))).toEqual([]);
    expect(verdict(account({ approvedOn: "2026-05-01", createdOn: "2026-05-01" }))).toEqual([]);
  });

  test("not on the day after", () => {
    expect(verdict(account({ approvedOn: "2026-05-02", createdOn: "2026-05-01" }))).toEqual([
      "notify/grants/github/engineer/engineer-1: it was made on 2026-05-01 but approved only on 2026-05-02. Have the System Owner (system-owner) approve it, and record approvedBy and approvedOn in register/notify/grants.yaml. [NOTIFY-ACC-1]",
    ]);
  });

  test("not an Administrator in their place", () => {
    expect(verdict(account({ approvedBy: "admin-1" }))).toEqual([
      "notify/grants/github/engineer/engineer-1: it was approved by admin-1, who is not the System Owner. Have the System Owner (system-owner) approve it, and record approvedBy and approvedOn in register/notify/grants.yaml. [NOTIFY-ACC-1]",
    ]);
  });

  test("not without a name and a day", () => {
    expect(verdict(account({ approvedBy: undefined, approvedOn: undefined }))).toEqual([
      "notify/grants/github/engineer/engineer-1: it is not said who approved it. Have the System Owner (system-owner) approve it, and record approvedBy and approvedOn in register/notify/grants.yaml. [NOTIFY-ACC-1]",
      "notify/grants/github/engineer/engineer-1: it is not said when it was approved. Have the System Owner (system-owner) approve it, and record approvedBy and approvedOn in register/notify/grants.yaml. [NOTIFY-ACC-1]",
    ]);
  });

  test("not for themselves", () => {
    expect(
      verdict((draft) => {
        draft.grants.github.engineer.push(approved("system-owner"));
      }),
    ).toEqual([
      "notify/grants/github/engineer/system-owner: system-owner approved their own account; it is for somebody to approve who holds the office in their place. Revoke it in register/notify/grants.yaml; or name who holds the office in their place in systemOwners in policies/settings/notify.ts, and have that person approve it: nobody approves their own account. [NOTIFY-ACC-1]",
    ]);
  });

  describe("as long as they hold the office", () => {
    const terms = [
      { person: "system-owner", from: "2023-04-18", until: "2026-04-30" },
      { person: "admin-2", from: "2026-05-01" },
    ];
    const inTerms = by(accounts.accountsApprovedBy(terms));
    const approvedBy = (person: string, day: string) =>
      account({ approvedBy: person, approvedOn: day, createdOn: "2026-05-10" });

    test("the predecessor up to and with their last day, the successor from their first", () => {
      expect(inTerms(() => undefined)).toEqual([]);
      expect(inTerms(approvedBy("system-owner", "2026-04-30"))).toEqual([]);
      expect(inTerms(approvedBy("admin-2", "2026-05-01"))).toEqual([]);
    });

    test("not the predecessor thereafter, nor the successor before", () => {
      expect(inTerms(approvedBy("system-owner", "2026-05-01"))).toEqual([
        expect.stringContaining(
          "approved by system-owner, who was not the System Owner on 2026-05-01. Have the System Owner (admin-2)",
        ),
      ]);
      expect(inTerms(approvedBy("admin-2", "2026-04-30"))).toEqual([
        expect.stringContaining("approved by admin-2, who was not the System Owner on 2026-04-30"),
      ]);
    });

    test("the first from the first day", () => {
      expect(inTerms(account({ approvedOn: "2023-04-18", createdOn: "2023-05-01" }))).toEqual([]);
      expect(inTerms(account({ approvedOn: "2023-04-17", createdOn: "2023-05-01" }))).toHaveLength(1);
    });

    test("somebody holds it who has not left: the last day with the team counts", () => {
      const leaves = (id: string) => (draft: Draft) => {
        draft.people[id].leftOn = "2026-06-01";
      };
      const now = by(accounts.systemOwnerInOffice);
      expect(now(leaves("system-owner"), "2026-06-01")).toEqual([]);
      expect(now(leaves("system-owner"), "2026-06-02")).toEqual([
        "notify/people/system-owner: system-owner is the System Owner and left on 2026-06-01; nobody follows in the office. Name the successor in systemOwners in policies/settings/notify.ts, with their first day, and the predecessor's last day. [NOTIFY-ACC-1]",
      ]);
      const later = by(accounts.officeHeldBy(terms));
      expect(later(leaves("system-owner"), "2026-06-02")).toEqual([]);
      expect(later(leaves("admin-2"), "2026-06-02")).toHaveLength(1);
      expect(
        by(accounts.officeHeldBy([{ person: "system-owner", from: "2023-04-18", until: "2026-06-01" }]))(
          () => undefined,
          "2026-06-02",
        ),
      ).toEqual([expect.stringContaining("nobody is the System Owner on 2026-06-02")]);
    });
  });

  test("the setting has one after the other", () => {
    for (const [at, { from, until }] of notify.systemOwners.entries()) {
      if (until !== undefined) expect(from <= until).toBe(true);
      const next = notify.systemOwners[at + 1];
      if (next !== undefined) expect((until ?? "9999") < next.from).toBe(true);
    }
  });

  test("Platform Administrators are approved too, application users are not", () => {
    const unapproved = (role: string) => (draft: Draft) => {
      delete draft.grants.application[role][0].approvedBy;
    };
    expect(verdict(unapproved("platform-administrator"))).toHaveLength(1);
    expect(verdict(unapproved("user-manager"))).toEqual([]);
  });

  test("a role that nobody has called ordinary needs approval", () => {
    expect(
      verdict((draft) => {
        draft.grants.github.deployer = [{ person: "engineer-1", createdOn: "2026-05-01" }];
      }),
    ).toHaveLength(2);
  });

  test("a closed account is history", () => {
    expect(verdict(account({ approvedBy: undefined, revokedOn: "2026-06-01" }))).toEqual([]);
    expect(verdict(account({ approvedBy: undefined, revokedOn: "2026-06-02" }))).toHaveLength(1);
  });
});

describe("NOTIFY-ACC-2: Administrators make accounts and assign roles", () => {
  const verdict = by(accounts.accountsCreatedByAdministrators);

  test("by somebody who is one", () => {
    expect(verdict(() => {})).toEqual([]);
    expect(verdict(account({ createdBy: "admin-2", createdOn: "2024-01-01" }))).toEqual([]);
  });

  test("not by an engineer", () => {
    expect(verdict(account({ createdBy: "engineer-2" }))).toEqual([
      "notify/grants/github/engineer/engineer-1: engineer-2 was no Administrator before 2023-05-03. Have an Administrator who is somebody else than its holder assign the role anew, and record createdBy in register/notify/grants.yaml. [NOTIFY-ACC-2]",
    ]);
  });

  test("not by themselves", () => {
    expect(verdict(account({ createdBy: "engineer-1" }))).toEqual([
      "notify/grants/github/engineer/engineer-1: engineer-1 made their own account. Have an Administrator who is somebody else than its holder assign the role anew, and record createdBy in register/notify/grants.yaml. [NOTIFY-ACC-2]",
    ]);
  });

  test("not by nobody", () => {
    expect(verdict(account({ createdBy: undefined }))).toEqual([
      "notify/grants/github/engineer/engineer-1: it is not said who made it. Have an Administrator who is somebody else than its holder assign the role anew, and record createdBy in register/notify/grants.yaml. [NOTIFY-ACC-2]",
    ]);
  });

  test("not by somebody who was no Administrator yet, or no longer", () => {
    const madeOn = (createdOn: string) => account({ createdBy: "admin-2", createdOn });
    expect(verdict(madeOn("2023-05-02"))).toHaveLength(1);
    expect(verdict(madeOn("2023-05-03"))).toHaveLength(1);
    expect(verdict(madeOn("2023-05-04"))).toEqual([]);
    const retired = (revokedOn: string) => (draft: Draft) => {
      madeOn("2024-01-02")(draft);
      draft.grants.github.administrator[1].revokedOn = revokedOn;
      draft.grants.application = {};
    };
    expect(verdict(retired("2024-01-03"))).toEqual([]);
    expect(verdict(retired("2024-01-02"))).toHaveLength(1);
  });

  test("not by somebody who was only invited to be one", () => {
    expect(
      verdict((draft) => {
        account({ createdBy: "admin-2", createdOn: "2024-01-01" })(draft);
        draft.grants.github.administrator[1].pending = true;
      }),
    ).toHaveLength(1);
  });
});

describe("the first Administrator, whom nobody could approve", () => {
  const both = (change: (draft: Draft) => void) =>
    [accounts.accountsApproved, accounts.accountsCreatedByAdministrators].map((rule) => by(rule)(change).length);
  const first = (change: object) => (draft: Draft) => Object.assign(draft.grants.github.administrator[0], change);

  test("is let in up to the named day", () => {
    // What the others name as made by them then comes too early; only the first grant itself is of interest here.
    const alone = (change: object) => (draft: Draft) => {
      first(change)(draft);
      draft.grants = { github: { administrator: [draft.grants.github.administrator[0]] } };
    };
    expect(both(alone({ createdOn: "2023-04-17" }))).toEqual([0, 0]);
    expect(both(alone({ createdOn: "2023-04-18" }))).toEqual([0, 0]);
    expect(both(alone({ createdOn: "2023-04-19" }))).toEqual([2, 1]);
    expect(both(alone({ person: "admin-2" }))).toEqual([2, 1]);
  });

  test("and to that one role", () => {
    expect(
      both((draft) => {
        draft.grants.application["platform-administrator"].push({ person: "admin-1", createdOn: "2023-04-18" });
      }),
    ).toEqual([2, 1]);
  });
});

describe("NOTIFY-ACC-4: everybody has a .gov address", () => {
  const verdict = by(accounts.govAddresses);
  const address = (email: string) => (draft: Draft) => {
    draft.people["engineer-1"].email = email;
  };

  test.each(["jane.doe@gsa.gov", "JANE.DOE@GSA.GOV", "o'neil+notify@mail.city-of-x.gov"])("%s is one", (email) => {
    expect(verdict(address(email))).toEqual([]);
  });

  test.each([
    "a@agency.mil",
    "a@si.edu",
    "a@agency.gov.example.com",
    "a@fakegov",
    "a@gov",
    "a@agency.gov@example.com",
    "a@example.com@agency.gov",
    "a b@agency.gov",
    "a@.gov",
    "a@agency..gov",
    "a@-agency.gov",
    "a@agency.gov.",
    "a@agency.gov\n",
    "a@agencyｇov.gov",
    "",
  ])("%j is none", (email) => {
    expect(verdict(address(email))).toHaveLength(1);
  });

  test("the message shows the address", () => {
    expect(verdict(address("engineer-1@si.edu"))).toEqual([
      "notify/people/engineer-1: engineer-1@si.edu is not an address at a .gov domain. Give the person's .gov address in register/notify/people.yaml, or revoke their grants and remove them. [NOTIFY-ACC-4]",
    ]);
  });

  test("any host under .gov is one, and the same host with anything after it is none", () => {
    const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,10}[a-z0-9])?$/);
    const hosts = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => labels.join("."));
    const local = fc.stringMatching(/^[a-zA-Z0-9.+_-]{1,20}$/);
    fc.assert(
      fc.property(local, hosts, label, (name, host, more) => {
        expect(accounts.isGovAddress(`${name}@${host}.gov`)).toBe(true);
        expect(accounts.isGovAddress(`${name}@${host}.GOV`)).toBe(true);
        expect(accounts.isGovAddress(`${name}@${host}.gov.${more}x`)).toBe(false);
        expect(accounts.isGovAddress(`${name}@${host}${more}gov`)).toBe(false);
        expect(accounts.isGovAddress(`${name}@x@${host}.gov`)).toBe(false);
      }),
    );
  });

  test("a register without people proves nothing", () => {
    expect(
      verdict((draft) => {
        draft.people = {};
      }),
    ).toEqual([
      "notify: there is nothing that notify-gov-addresses could judge. Put the entries back into the register that the rule is about. [NOTIFY-ACC-4]",
    ]);
  });
});

describe("NOTIFY-ACC-5: leavers are out, and changed roles seen to, within 14 days", () => {
  const verdict = by(accounts.leaversOut);

  /** The engineer left, and their account was closed or not. */
  const left = (leftOn: string, revokedOn?: string) => (draft: Draft) => {
    draft.people["engineer-1"].leftOn = leftOn;
    account({ revokedOn })(draft);
  };
  const roleChanged =
    (roleChangedOn: string, change: object = {}) =>
    (draft: Draft) => {
      draft.people["engineer-1"].roleChangedOn = roleChangedOn;
      account(change)(draft);
    };

  test("an open account passes on day 13 and 14, and not on day 15", () => {
    expect(verdict(left("2026-05-01"), "2026-05-14")).toEqual([]);
    expect(verdict(left("2026-05-01"), "2026-05-15")).toEqual([]);
    expect(verdict(left("2026-05-01"), "2026-05-16")).toEqual([
      "notify/grants/github/engineer/engineer-1: engineer-1 left on 2026-05-01; the account was to be closed by 2026-05-15. Close or update the account, and record revokedOn or updatedOn in register/notify/grants.yaml. [NOTIFY-ACC-5]",
    ]);
  });

  test("an account that was closed is closed, on day 15 too", () => {
    expect(verdict(left("2026-05-01", "2026-05-15"))).toEqual([]);
    expect(verdict(left("2026-05-01", "2026-05-16"))).toEqual([]);
    expect(verdict(left("2026-05-01", "2026-05-16"), "2026-05-16")).toEqual([]);
  });

  test("of two accounts with the same role in two spaces, each is named", () => {
    const found = verdict((draft) => {
      left("2026-05-01")(draft);
      const [first] = draft.grants.github.engineer;
      draft.grants.github.engineer.push({ ...first, space: "notify-staging" }, { ...first, space: "notify-demo" });
    }, "2026-05-16");
    expect(found.map((each) => /the account.* by/.exec(each)?.[0])).toEqual([
      "the account was to be closed by",
      "the account in notify-staging was to be closed by",
      "the account in notify-demo was to be closed by",
    ]);
  });

  test("an account that will be closed is still open", () => {
    expect(verdict(left("2026-05-01", "2026-06-02"))).toHaveLength(1);
  });

  test("an account that was made on somebody's last day", () => {
    expect(
      verdict((draft) => {
        left("2026-05-25")(draft);
        account({ createdOn: "2026-05-25" })(draft);
      }),
    ).toEqual([]);
  });

  test("after a change of role the account is seen to by day 14; later it is done as well", () => {
    expect(verdict(roleChanged("2026-05-01"), "2026-05-14")).toEqual([]);
    expect(verdict(roleChanged("2026-05-01"), "2026-05-15")).toEqual([]);
    expect(verdict(roleChanged("2026-05-01"), "2026-05-16")).toEqual([
      "notify/grants/github/engineer/engineer-1: engineer-1 changed roles on 2026-05-01; the account was to be reviewed by 2026-05-15. Close or update the account, and record revokedOn or updatedOn in register/notify/grants.yaml. [NOTIFY-ACC-5]",
    ]);
    expect(verdict(roleChanged("2026-05-01", { updatedOn: "2026-05-15" }))).toEqual([]);
    expect(verdict(roleChanged("2026-05-01", { revokedOn: "2026-05-15" }))).toEqual([]);
    expect(verdict(roleChanged("2026-05-01", { updatedOn: "2026-05-16" }))).toEqual([]);
    expect(verdict(roleChanged("2026-05-01", { revokedOn: "2026-05-16" }))).toEqual([]);
  });

  test("seen to before the change is not seen to", () => {
    expect(verdict(roleChanged("2026-05-01", { updatedOn: "2026-04-30" }))).toHaveLength(1);
    expect(verdict(roleChanged("2026-05-01", { updatedOn: "2026-05-01" }))).toEqual([]);
  });

  test("an account that was made after the change, or closed before it, is not concerned", () => {
    expect(verdict(roleChanged("2026-05-01", { createdOn: "2026-05-01" }))).toEqual([]);
    expect(verdict(roleChanged("2026-05-01", { revokedOn: "2026-04-01" }))).toEqual([]);
  });

  test("who is not in the register may have left for all that is known", () => {
    expect(
      verdict((draft) => {
        delete draft.people["engineer-1"];
      }),
    ).toEqual([
      "notify/grants/github/engineer/engineer-1: engineer-1 is not in people.yaml, so it is not known whether they left. Close or update the account, and record revokedOn or updatedOn in register/notify/grants.yaml. [NOTIFY-ACC-5]",
    ]);
  });
});
