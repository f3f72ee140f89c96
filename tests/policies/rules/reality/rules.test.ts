import { describe, expect, test } from "vitest";
import { addDays } from "../../../../model/dates.ts";
import type { Register } from "../../../../model/register.ts";
import { clause, isRequirementId } from "../../../../policies/clauses/index.ts";
import * as access from "../../../../policies/rules/reality/access-listed.ts";
import * as accounts from "../../../../policies/rules/reality/accounts.ts";
import * as administrators from "../../../../policies/rules/reality/administrators.ts";
import { readingRules } from "../../../../policies/rules/reality/index.ts";
import * as leavers from "../../../../policies/rules/reality/leavers.ts";
import * as use from "../../../../policies/rules/reality/use.ts";
import { readingProves } from "../../../../policies/rules/reality/whole.ts";
import {
  admin,
  comparing,
  day,
  type Given,
  key,
  keys,
  member,
  readingOf,
  register,
  role,
  root,
  said,
} from "./cases.ts";

const ada: Given = { who: "ada@open-contracting.org", has: [member, admin] };
const bo: Given = { who: "bo@open-contracting.org" };
const cy: Given = { who: "cy@opendataservices.coop" };
const redash = (given: readonly Given[], of?: Register, asOf?: string) =>
  comparing("redash", readingOf(given), { ...(of && { of }), ...(asOf && { asOf }) });
const withPerson = (id: string, more: Partial<Register["people"][string]>): Register => ({
  ...register,
  people: { ...register.people, [id]: { ...register.people[id], ...more } as Register["people"][string] },
});
const withGrant = (role: string, more: object): Register => ({
  ...register,
  grants: {
    ...register.grants,
    redash: { ...register.grants.redash, [role]: [{ createdOn: "2026-01-05", ...more } as never] },
  },
});

test("what is as it is listed passes every rule", () => {
  const readings = [
    redash([ada, bo]),
    comparing("root", readingOf([key(keys.ada, "toucan"), key(keys.ci, "docs")])),
    comparing("sentry", readingOf([{ who: "ADA@open-contracting.org", has: [role("owner", true)] }])),
    comparing("bytemark", readingOf([{ who: "opencon-tech", has: [role("secondary")] }])),
  ];
  for (const compared of readings) for (const rule of readingRules) expect(said(rule, compared)).toEqual([]);
});

test("every rule has clauses of the catalogue, a name of its own, and words", () => {
  expect(new Set(readingRules.map(({ name }) => name)).size).toBe(readingRules.length);
  for (const { clauses, description, remedy } of readingRules) {
    for (const id of clauses) expect(isRequirementId(id) && clause(id).level).not.toBe(false);
    expect(`${description} ${remedy}`).toMatch(/^[A-Z].*\. [A-Z].*\.$/s);
  }
});

describe("access that is not listed", () => {
  test.each([
    ["somebody of the register", [ada, bo, cy], "cy has member of the group default, and is not listed for redash"],
    [
      "somebody who is invited",
      [ada, bo, { ...cy, state: "invited", since: "2026-11-01", by: "ada" }],
      "cy is invited by ada since 2026-11-01 as member",
    ],
    ["an account without anything", [ada, bo, { ...cy, has: [] }], "cy has an account, and is not listed"],
  ] as const)("%s is found", (_, given, expected) => {
    const [found, ...more] = said(access.accessListed, redash(given));
    expect(found).toContain(`ocp/readings/redash/cy@opendataservices.coop: ${expected}`);
    expect(more).toEqual([]);
  });

  test("what was revoked by the register and is still there is found, with the day", () => {
    const of = withGrant("member", { person: "bo", revokedOn: "2026-10-01" });
    expect(said(access.accessListed, redash([ada, bo], of)).join()).toContain(
      "bo has member of the group default, and is not listed for redash; by the register it was revoked on 2026-10-01",
    );
    expect(
      said(access.accessListed, redash([ada, bo], withGrant("member", { person: "bo", revokedOn: addDays(day, 1) }))),
    ).toEqual([]);
  });

  test("a key without root on that server is found, and one for every server lets into each", () => {
    const on = (server: string, of = register) =>
      said(access.roleAsListed, comparing("root", readingOf([key(keys.ada, server)]), { of }));
    expect(on("docs")).toEqual([expect.stringContaining("ada has root on docs, and is listed as root on toucan")]);
    expect(said(access.accessListed, comparing("root", readingOf([key(keys.bo, "toucan")]))).join()).toContain(
      "bo has root on toucan, and is not listed for root",
    );
    expect(on("docs", { ...register, rootGrants: { "*": register.rootGrants.toucan ?? [] } })).toEqual([]);
  });

  test.each(["toucan", "toucan.open-contracting.org", "toucan-minion", "TOUCAN"])("a server is known as %s", (name) => {
    expect(said(access.roleAsListed, comparing("root", readingOf([key(keys.ada, name)])))).toEqual([]);
  });

  test("an account that is suspended lets nobody in", () => {
    const given = [
      ada,
      bo,
      { ...cy, state: "suspended" } as const,
      { who: "x@example.org", state: "suspended" } as const,
    ];
    for (const rule of readingRules.filter(({ level }) => level === "mandatory"))
      expect(said(rule, redash(given))).toEqual([]);
  });
});

describe("another role than listed", () => {
  test("one that gives more is found, where it stands", () => {
    const found = access.roleAsListed.judge(redash([ada, { ...bo, has: [member, admin] }]), day);
    expect(found).toMatchObject([
      {
        subject: "ocp/readings/redash/bo@open-contracting.org",
        problems: ["bo has member of the group admin, and is listed as member"],
        at: { file: "users.json", keys: [1] },
        clauses: ["OCP-REDASH-1", "OCP-ADM-1"],
      },
    ]);
  });

  test("what belongs to a listed role is none", () => {
    expect(said(access.roleAsListed, redash([ada, bo]))).toEqual([]);
    expect(
      said(
        access.roleAsListed,
        comparing("bytemark", readingOf([{ who: "opencon-tech", has: [role("primary", true)] }])),
      ),
    ).toEqual([
      expect.stringContaining(
        "opencon-tech has primary of the organization open-contracting, and is listed as secondary",
      ),
    ]);
  });

  test("a grant for a place gives nothing in another", () => {
    const of: Register = {
      ...register,
      grants: { sentry: { admin: [{ person: "ada", createdOn: day, team: "web" }] } },
    };
    const team = (id: string) => ({ resource: { type: "team", id }, slug: "admin", administrative: true }) as const;
    const given = (id: string) => comparing("sentry", readingOf([{ ...ada, has: [team(id)] }]), { of });
    expect(said(access.roleAsListed, given("WEB"))).toEqual([]);
    expect(said(access.roleAsListed, given("data"))).toHaveLength(1);
  });
});

describe("listed and not there", () => {
  test("nobody has an account", () => {
    expect(said(access.listedHasAccess, redash([ada]))).toEqual([
      `ocp/grants/redash/member/bo: bo is listed as member, and the reading of ${day} has no account of theirs`,
    ]);
  });

  test("an account with less", () => {
    expect(said(access.listedHasAccess, redash([{ ...ada, has: [member] }, bo]))).toEqual([
      "ocp/grants/redash/admin/ada: ada is listed as admin, and their account has member of the group default",
    ]);
  });

  test("who was invited need not be there yet, and is told once they are", () => {
    const of = withGrant("member", { person: "bo", pending: true });
    expect(said(access.listedHasAccess, redash([ada], of))).toEqual([]);
    expect(said(access.invitationsTaken, redash([ada, { ...bo, state: "invited" }], of))).toEqual([]);
    expect(said(access.invitationsTaken, redash([ada, bo], of))).toEqual([
      "ocp/grants/redash/member/bo: it is pending in the register, and member of the group default is held",
    ]);
  });
});

describe("a leaver", () => {
  const left = (leftOn: string) => redash([ada, bo], withPerson("bo", { leftOn }));
  test.each([
    [0, [], []],
    [
      1,
      [],
      ["bo left on 2026-11-28, 1 days ago, and has member of the group default; it is to be closed by 2026-12-12"],
    ],
    [
      14,
      [],
      ["bo left on 2026-11-15, 14 days ago, and has member of the group default; it is to be closed by 2026-11-29"],
    ],
    [
      15,
      [
        "bo left on 2026-11-14, 15 days ago, and still has member of the group default; it was to be closed by 2026-11-28",
      ],
      [],
    ],
  ] as const)("%i days later", (days, gone, closing) => {
    const compared = left(addDays(day, -days));
    const plain = (lines: readonly string[]) => lines.map((line) => line.split(": ").slice(1).join(": "));
    expect(plain(said(leavers.leaversGone, compared))).toEqual(gone);
    expect(plain(said(leavers.leaversLeaving, compared))).toEqual(closing);
    expect(said(access.accessListed, compared)).toEqual([]);
  });

  test("a key that was left on a server is found, though root was revoked in time", () => {
    const of = {
      ...withPerson("bo", { leftOn: "2026-10-30" }),
      rootGrants: {
        toucan: [{ person: "bo", basis: "developer", grantedOn: "2026-01-05", revokedOn: "2026-10-31" } as const],
      },
    };
    const compared = comparing("root", readingOf([key(keys.bo, "toucan")]), { of });
    expect(said(leavers.leaversGone, compared).join()).toContain(
      "bo left on 2026-10-30, 30 days ago, and still has root on toucan",
    );
  });
});

describe("administrators", () => {
  const others = (count: number, domain = "open-contracting.org") =>
    Array.from({ length: count }, (_, index): Given => ({ who: `a${index}@${domain}`, has: [admin] }));
  const found = (...given: Given[]) => said(administrators.administratorsCapped, redash([ada, ...given]));

  test("as many as may be pass, listed or not, and one more does not", () => {
    expect(found(...others(1))).toEqual([]);
    expect(found(...others(2))).toEqual([
      "ocp/grants/redash/admin: 3 of ocp are administrators there (a0@open-contracting.org, a1@open-contracting.org and ada); at most 2 may be",
    ]);
    expect(found(...others(2, "opendataservices.coop"))).toEqual([]);
    expect(found(...others(3, "opendataservices.coop"))).toHaveLength(1);
  });

  test("a suspended one does not count, an invited one does, and a person counts once", () => {
    const [first, second] = others(2);
    expect(found(first as Given, { ...second, state: "suspended" } as Given)).toEqual([]);
    expect(found(first as Given, { ...second, state: "invited" } as Given)).toHaveLength(1);
    expect(found(first as Given, { ...ada, id: "another" })).toEqual([]);
  });

  test("one who has to be there is", () => {
    const sentry = (...given: Given[]) =>
      said(administrators.administratorsPresent, comparing("sentry", readingOf(given)));
    const owner = { ...ada, has: [role("owner", true)] };
    expect(sentry(owner)).toEqual([]);
    const nobody = ["ocp/grants/sentry/owner: nobody of ocp who is listed as owner is that there; at least 1 must be"];
    expect(sentry({ ...owner, state: "suspended" })).toEqual(nobody);
    expect(sentry({ ...owner, state: "invited" })).toEqual(nobody);
    expect(sentry({ ...owner, who: "ods@opendataservices.coop" })).toEqual(nobody);
  });
});

describe("an account", () => {
  const stranger = (more: Partial<Given> = {}) =>
    said(accounts.accountsHavePeople, redash([ada, bo, { who: "x@example.org", ...more }]));
  test.each([
    [{}, "it has member of the group default, and is of nobody in the register"],
    [{ who: "ada@example.org" }, "unless of ada (its address is ada@example.org), which proves nothing"],
    [{ kind: "machine" }, "is of nobody in the register"],
    [
      { identity: { login: "bo@open-contracting.org", emails: ["ada@open-contracting.org"] } },
      "whose it is is doubtful: ada by its e-mail address and bo by its e-mail address",
    ],
  ] as const)("of nobody is found: %j", (more, expected) => {
    expect(stranger(more as Partial<Given>).join()).toContain(expected);
  });

  test("two of one person are told, unless the register names both", () => {
    const twice = (of: Register) =>
      said(accounts.oneAccountEach, redash([ada, bo, { ...ada, id: "ada2", identity: { login: "ada2" } }], of));
    expect(twice(withPerson("ada", { accounts: { redash: ["ada2"] } }))).toEqual([
      "ocp/readings/redash/ada2: ada has 2 accounts there: ada@open-contracting.org and ada2",
    ]);
    expect(twice(withPerson("ada", { accounts: { redash: ["ada2", "ada@open-contracting.org"] } }))).toEqual([]);
  });
});

test("a key of nobody is found, with what is beside it", () => {
  const compared = comparing(
    "root",
    readingOf([key(keys.nobody, "toucan", { identity: { fingerprint: "SHA256:abc", name: "old laptop" } })]),
  );
  expect(said(accounts.keysHaveOwners, compared).join()).toContain(
    "SHA256:abc (old laptop) gives root on toucan, and is of nobody in the register",
  );
  expect(said(accounts.keysHaveOwners, comparing("root", readingOf([key(keys.ci, "docs")])))).toEqual([]);
  expect(said(access.roleAsListed, comparing("root", readingOf([key(keys.ci, "toucan")])))).toHaveLength(1);
  expect(root("x").slug).toBe("root");
});

describe("use", () => {
  test.each([
    [{ state: "invited", since: addDays(day, -21) }, 0],
    [{ state: "invited", since: addDays(day, -22) }, 1],
    [{ state: "active", since: addDays(day, -22) }, 0],
  ] as const)("an invitation %j", (more, count) => {
    expect(said(use.invitationsAnswered, redash([{ ...ada, ...more }]))).toHaveLength(count);
  });

  test.each([
    [{ lastUsed: addDays(day, -90) }, []],
    [{ lastUsed: addDays(day, -91) }, [`it was last used on ${addDays(day, -91)}, 91 days ago`]],
    [{ lastUsed: "never", since: addDays(day, -90) }, []],
    [{ lastUsed: "never", since: addDays(day, -91) }, [`it was never used since ${addDays(day, -91)}`]],
    [{ lastUsed: "never" }, ["it was never used"]],
    [{}, []],
    [{ lastUsed: addDays(day, -91), state: "suspended" }, []],
  ] as const)("an account %j", (more, expected) => {
    const found = said(use.accountsInUse, redash([{ ...ada, has: [admin], ...(more as Partial<Given>) }]));
    expect(found).toEqual(
      expected.map(
        (words) => `ocp/readings/redash/ada@open-contracting.org: ${words}, and has member of the group admin`,
      ),
    );
  });
});

describe("a reading", () => {
  const of = (more: object, given: readonly Given[] = [ada, bo]) => comparing("sentry", readingOf(given, more));
  const fault = { at: { file: "users.json", keys: [0, 3] }, problem: "is cut" };
  test.each([
    ["whole and of today", {}, "all", []],
    ["31 days old", { readOn: addDays(day, -31) }, "all", []],
    [
      "32 days old",
      { readOn: addDays(day, -32) },
      "nothing",
      [`it was made on ${addDays(day, -32)}, 32 days before ${day}; after 31 days it proves nothing`],
    ],
    [
      "of tomorrow",
      { readOn: addDays(day, 1) },
      "nothing",
      [`it was made on ${addDays(day, 1)}, which is after ${day}`],
    ],
    ["of no day", { readOn: undefined }, "nothing", ["it does not say on which day it was made"]],
    ["of ours, in capitals", { of: "Open-Contracting" }, "all", []],
    ["of somebody else", { of: "evil" }, "nothing", ["it is of evil, and not of open-contracting"]],
    ["in part", { faults: [fault] }, "presence", ["users.json/0/3 is cut"]],
  ] as const)("%s", (_, more, proves, problems) => {
    const compared = of(more);
    expect(compared.proof.of).toBe(proves);
    expect(said(readingProves, compared)).toEqual(problems.map((each) => `ocp/readings/sentry: ${each}`));
    expect(compared.accounts).toHaveLength(proves === "nothing" ? 0 : 2);
  });

  test("that has nobody is of nobody, and does not prove that nobody has access", () => {
    const compared = of({}, []);
    expect(compared.proof.of).toBe("presence");
    expect(said(readingProves, compared)).toEqual([
      "ocp/readings/sentry: it has nobody, and somebody has access to Sentry",
    ]);
  });
});
