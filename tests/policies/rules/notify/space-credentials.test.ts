import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays } from "../../../../model/dates.ts";
import type { Credential, Grant } from "../../../../model/schema/access.ts";
import { leaverClock } from "../../../../policies/rules/notify/leaver-clock.ts";
import {
  credentialsNotExpired,
  credentialsRotatedAfterLeaving,
  credentialsRotatedAfterManagers,
} from "../../../../policies/rules/notify/space-credentials.ts";
import type { RegisterRule } from "../../../../policies/rules/rule.ts";
import { asOf, changed, type Draft, notifyPerson, notifyRegister } from "../../compliant.ts";
import { said } from "../../judge.ts";

/** A key of the staging space. */
const key = (change: Partial<Credential> = {}): Credential => ({
  title: "A key",
  kind: "space-deployer",
  space: "notify-staging",
  issuedOn: "2024-01-15",
  ...change,
});

/**
 * A register in which `devops` has, or had, a role in cloud.gov, and the staging space has these keys; another space has
 * one, which was rotated just now.
 */
function having(
  change: { grant?: Partial<Grant>; role?: string; leftOn?: string; keys?: Record<string, Credential> },
  more: (draft: Draft) => void = () => {},
) {
  const { grant = {}, role = "space-developer", leftOn, keys = { staging: key() } } = change;
  return changed(notifyRegister, (draft) => {
    draft.people.devops = { ...notifyPerson("devops", "contractor"), ...(leftOn !== undefined && { leftOn }) };
    draft.systems["cloud-gov"] = {
      title: "cloud.gov",
      roles: {
        "org-manager": { title: "Administrator", permission: "OrgManager" },
        "space-manager": { title: "DevOps Engineer", permission: "SpaceManager" },
        "space-developer": { title: "DevOps Engineer", permission: "SpaceDeveloper" },
      },
    };
    const place = role === "org-manager" ? {} : { space: "notify-staging" };
    draft.grants["cloud-gov"] = { [role]: [{ person: "devops", createdOn: "2024-02-01", ...place, ...grant }] };
    draft.serviceAccounts = {};
    draft.credentials = { ...keys, demo: key({ space: "notify-demo", issuedOn: "2026-05-31" }) };
    more(draft);
  });
}

const by =
  (rule: RegisterRule) =>
  (...args: Parameters<typeof having>) =>
    said(rule, having(...args)).map((line) => line.split(". Rotate")[0]);

describe("NOTIFY-ACC-6: after somebody with SpaceDeveloper left, the space's credentials are rotated", () => {
  const verdict = by(credentialsRotatedAfterLeaving);
  const gone = { revokedOn: "2026-05-04" };
  const rotated = (leftOn: string, rotatedOn: string) =>
    verdict({ leftOn, grant: { revokedOn: leftOn }, keys: { staging: key({ rotatedOn }) } });

  test("on day 1, on day 14, and late on day 15, but not before they left", () => {
    expect(rotated("2026-05-01", "2026-05-02")).toEqual([]);
    expect(rotated("2026-05-01", "2026-05-15")).toEqual([]);
    expect(rotated("2026-05-01", "2026-05-16")).toEqual([]);
    expect(rotated("2026-05-01", "2026-04-30")).toEqual([
      "notify/credentials/staging: devops, who could read it, left on 2026-05-01; it was to be rotated thereafter by 2026-05-15",
    ]);
  });

  test("not the day before they left, nor that day itself", () => {
    const problem = [
      "notify/credentials/staging: devops, who could read it, left on 2026-05-01; it was to be rotated thereafter by 2026-05-15",
    ];
    expect(rotated("2026-05-01", "2026-04-30")).toEqual(problem);
    expect(rotated("2026-05-01", "2026-05-01")).toEqual(problem);
  });

  test("there is time until day 14 has passed", () => {
    const leftOn = (days: number) => ({ leftOn: addDays(asOf, -days), grant: { revokedOn: addDays(asOf, -days) } });
    expect(verdict(leftOn(13))).toEqual([]);
    expect(verdict(leftOn(14))).toEqual([]);
    expect(verdict(leftOn(15))).toHaveLength(1);
  });

  test("a rotation after that they could still read is none", () => {
    const keys = { staging: key({ rotatedOn: "2026-05-03" }) };
    expect(verdict({ leftOn: "2026-05-01", grant: gone, keys })).toEqual([
      "notify/credentials/staging: devops, who could read it, left on 2026-05-01; it was to be rotated thereafter by 2026-05-15",
    ]);
    expect(verdict({ leftOn: "2026-05-01", grant: gone, keys: { staging: key({ rotatedOn: "2026-05-04" }) } })).toEqual(
      [],
    );
    expect(verdict({ leftOn: "2026-05-01", keys })).toEqual([
      "notify/credentials/staging: devops, who could read it, left on 2026-05-01 and can still read it; that was to end, and it was to be rotated, by 2026-05-15",
    ]);
  });

  test("every key, not only one of two", () => {
    const keys = { one: key({ rotatedOn: "2026-05-04" }), two: key({ rotatedOn: "2026-03-04" }) };
    expect(verdict({ leftOn: "2026-05-01", grant: gone, keys })).toEqual([
      "notify/credentials/two: devops, who could read it, left on 2026-05-01; it was to be rotated thereafter by 2026-05-15",
    ]);
  });

  test("a rotation that was followed by others still counts", () => {
    const staging = key({ rotatedOn: "2026-05-30", earlierRotations: ["2024-06-01", "2025-12-05"] });
    expect(verdict({ leftOn: "2025-12-01", grant: { revokedOn: "2025-12-01" }, keys: { staging } })).toEqual([]);
    expect(verdict({ leftOn: "2025-11-01", grant: { revokedOn: "2025-11-01" }, keys: { staging } })).toEqual([]);
  });

  test("a rotation that is still to come is none", () => {
    const keys = { staging: key({ rotatedOn: addDays(asOf, 1) }) };
    expect(verdict({ leftOn: "2026-05-01", grant: gone, keys })).toHaveLength(1);
  });

  test("a key that was issued after they had gone needs nothing", () => {
    const keys = { staging: key({ issuedOn: "2026-05-04" }) };
    expect(verdict({ leftOn: "2026-05-01", grant: gone, keys })).toEqual([]);
  });

  test("losing the role is like leaving", () => {
    expect(verdict({ grant: { revokedOn: "2026-05-01" } })).toEqual([
      "notify/credentials/staging: devops, who could read it, lost the role on 2026-05-01; it was to be rotated thereafter by 2026-05-15",
    ]);
    const rotatedOn = (day: string) => ({ keys: { staging: key({ rotatedOn: day }) } });
    expect(verdict({ grant: { revokedOn: "2026-05-01" }, ...rotatedOn("2026-05-15") })).toEqual([]);
    expect(verdict({ grant: { revokedOn: "2026-05-01" }, ...rotatedOn("2026-05-01") })).toHaveLength(1);
    // Having left later, they could read nothing by then.
    expect(verdict({ leftOn: "2026-05-28", grant: { revokedOn: "2026-04-01" }, ...rotatedOn("2026-04-05") })).toEqual(
      [],
    );
  });

  test("keys of other spaces, and of other kinds, were not within their reach", () => {
    const keys = { staging: key({ kind: "api-key" }), management: key({ space: "notify-management" }) };
    expect(verdict({ leftOn: "2026-05-01", grant: gone, keys })).toEqual([]);
  });

  test("a key is of its account's spaces where it names none, and else of every space", () => {
    const ofAccount = { staging: { ...key({ serviceAccount: "deployer" }), space: undefined } as Credential };
    const spaces = (spaces: readonly string[]) => (draft: Draft) => {
      draft.serviceAccounts = {
        deployer: { title: "Deploys", account: "cloud-gov", roles: ["SpaceDeveloper"], spaces },
      };
    };
    const left = { leftOn: "2026-05-01", grant: gone, keys: ofAccount };
    expect(verdict(left, spaces(["notify-staging"]))).toHaveLength(1);
    expect(verdict(left, spaces(["notify-production"]))).toEqual([]);
    expect(verdict(left)).toHaveLength(1);
  });

  test("who could manage users only has read nothing", () => {
    expect(verdict({ role: "space-manager", leftOn: "2026-05-01", grant: gone })).toEqual([]);
  });

  test("without credentials there is nothing to show for it", () => {
    expect(
      said(
        credentialsRotatedAfterLeaving,
        having({}, (draft) => (draft.credentials = {})),
      ),
    ).toHaveLength(1);
  });
});

test("NOTIFY-ACC-6: a manager of the organisation who left is reported, for every space", () => {
  const verdict = by(credentialsRotatedAfterManagers);
  const left = { role: "org-manager", leftOn: "2026-05-01", grant: { revokedOn: "2026-05-02" } };
  expect(credentialsRotatedAfterManagers.level).toBe("advisory");
  expect(verdict({ ...left, keys: { staging: key(), production: key({ space: "notify-production" }) } })).toEqual([
    "notify/credentials/staging: devops, who could read it, left on 2026-05-01; it was to be rotated thereafter by 2026-05-15",
    "notify/credentials/production: devops, who could read it, left on 2026-05-01; it was to be rotated thereafter by 2026-05-15",
  ]);
  expect(by(credentialsRotatedAfterLeaving)(left)).toEqual([]);
});

test("NOTIFY-ACC-6: the platform's passwords expire on day 91", () => {
  const verdict = (change: Partial<Credential>) => by(credentialsNotExpired)({ keys: { staging: key(change) } });
  expect(verdict({ rotatedOn: addDays(asOf, -90) })).toEqual([]);
  expect(verdict({ rotatedOn: addDays(asOf, -91) })).toEqual([
    "notify/credentials/staging: it is of 2026-03-02 and expired on 2026-05-31",
  ]);
  expect(verdict({ issuedOn: addDays(asOf, -90) })).toEqual([]);
  expect(verdict({ issuedOn: addDays(asOf, -91) })).toHaveLength(1);
  expect(verdict({ kind: "api-key", issuedOn: "2020-01-01" })).toEqual([]);
});

describe("the leaver clock", () => {
  const leftOn = "2026-05-20";
  const clock = (change: Parameters<typeof having>[0], day = asOf) =>
    leaverClock(having(change), "devops", leftOn, day);

  test("lists the accounts to close and the credentials to rotate, and by when", () => {
    expect(clock({})).toMatchObject({
      leftOn,
      dueOn: "2026-06-03",
      accounts: [{ subject: "notify/grants/cloud-gov/space-developer/devops" }],
      rotations: [{ credential: "staging", dueOn: "2026-06-03", state: "to do" }],
      cleared: false,
    });
  });

  test("is cleared when the accounts are closed and the credentials were rotated thereafter", () => {
    const grant = { revokedOn: "2026-05-22" };
    const cleared = (rotatedOn: string) => clock({ grant, keys: { staging: key({ rotatedOn }) } }).cleared;
    expect(cleared("2026-05-21")).toBe(false);
    expect(cleared("2026-05-22")).toBe(true);
    expect(clock({ keys: { staging: key({ rotatedOn: "2026-05-22" }) } }).cleared).toBe(false);
  });

  test("tells what a leaving that is still to come would take", () => {
    expect(leaverClock(having({}), "devops", "2026-08-01", asOf)).toMatchObject({
      dueOn: "2026-08-15",
      rotations: [{ credential: "staging", state: "to do" }],
    });
  });

  test("somebody without an account leaves nothing behind", () => {
    expect(leaverClock(having({}), "nobody", leftOn, asOf)).toMatchObject({
      accounts: [],
      rotations: [],
      cleared: true,
    });
  });

  test("agrees with the rule: who is cleared breaks nothing, who is not by day 15 does", () => {
    const day = fc.integer({ min: 0, max: 40 }).map((days) => addDays("2026-04-20", days));
    fc.assert(
      fc.property(
        day,
        fc.option(day, { nil: undefined }),
        fc.option(day, { nil: undefined }),
        (left, closed, rotated) => {
          const grant = closed === undefined ? {} : { revokedOn: [closed, left].sort().at(-1) };
          const register = having({
            leftOn: left,
            grant,
            keys: { staging: key(rotated === undefined ? {} : { rotatedOn: rotated }) },
          });
          const { rotations, dueOn } = leaverClock(register, "devops", left, asOf);
          const overdue = rotations.some(({ rotatedOn }) => rotatedOn === undefined && asOf > dueOn);
          expect(said(credentialsRotatedAfterLeaving, register).length > 0).toBe(overdue);
        },
      ),
    );
  });
});
