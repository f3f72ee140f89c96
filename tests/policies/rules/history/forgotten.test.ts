import { describe, expect, test } from "vitest";
import type { Register } from "../../../../model/register.ts";
import { type Draft, sshKey } from "../../compliant.ts";
import { day, lost, pastNotify, pastOcp } from "./past.ts";

type Edit = readonly [what: string, register: Register, change: (draft: Draft) => void];

const erased =
  (id: string) =>
  (draft: Draft): void => {
    delete draft.people[id];
    for (const roles of Object.values<Record<string, { person: string }[]>>(draft.grants)) {
      for (const [role, grants] of Object.entries(roles)) {
        roles[role] = grants.filter(({ person }) => person !== id);
      }
    }
  };

/** Each edit says something otherwise to somebody's advantage, or forgets it. */
const red: readonly (readonly [...Edit, said: RegExp])[] = [
  [
    "a leaver and their grants",
    pastNotify,
    erased("leaver"),
    /people\/leaver: it was there and is gone, .* of theirs is needed/,
  ],
  ["somebody who holds a role and their grants", pastNotify, erased("mover"), /people\/mover: .*leftOn/],
  ["a leaver later", pastNotify, (d) => (d.people.leaver.leftOn = day(-1)), /leftOn is another/],
  ["a leaver earlier, before a rotation", pastNotify, (d) => (d.people.leaver.leftOn = day(-80)), /leftOn is another/],
  [
    "a leaver who never left, before a key was changed",
    unrotated(),
    (d) => delete d.people.leaver.leftOn,
    /leftOn is not said any more/,
  ],
  [
    "a change of role that never was",
    pastNotify,
    (d) => {
      delete d.people.mover.roleChangedOn;
      delete d.grants.github.engineer.at(-2).updatedOn;
    },
    /roleChangedOn is not said any more/,
  ],
  [
    "a change of role later, before anybody reviewed it",
    pastNotify,
    (d) => {
      d.people.mover.roleChangedOn = day(-10);
      delete d.grants.github.engineer.at(-2).updatedOn;
    },
    /roleChangedOn is another/,
  ],
  [
    "a change of role earlier",
    pastNotify,
    (d) => (d.people.mover.roleChangedOn = "2024-02-05"),
    /roleChangedOn is another/,
  ],
  [
    "a review of an account earlier",
    pastNotify,
    (d) => (d.grants.github.engineer.at(-2).updatedOn = day(-25)),
    /updatedOn/,
  ],
  [
    "a grant in place of revoking it",
    pastNotify,
    (d) => d.grants.github.engineer.shift(),
    /engineer-1: it was there and is gone, and it is in force/,
  ],
  [
    "a grant that was made earlier",
    pastNotify,
    (d) => (d.grants.github.engineer[0].createdOn = "2023-04-18"),
    /createdOn is another/,
  ],
  [
    "a grant that another made",
    pastNotify,
    (d) => (d.grants.github.engineer[0].createdBy = "admin-2"),
    /createdBy is another/,
  ],
  [
    "a grant that another approved",
    pastNotify,
    (d) => (d.grants.github.isso[0].approvedBy = "admin-2"),
    /approvedBy is another/,
  ],
  [
    "a grant that was approved another day",
    pastNotify,
    (d) => (d.grants.github.isso[0].approvedOn = "2023-04-30"),
    /approvedOn is another/,
  ],
  [
    "a grant that is in force again",
    pastNotify,
    (d) => delete d.grants.github.engineer.at(-1).revokedOn,
    /revokedOn is not said/,
  ],
  [
    "a grant that ended earlier",
    pastNotify,
    (d) => (d.grants.github.engineer.at(-1).revokedOn = day(-31)),
    /revokedOn is another/,
  ],
  [
    "an accepted grant as an invitation",
    pastNotify,
    (d) => (d.grants.github.engineer[0].pending = true),
    /pending was not said/,
  ],
  [
    "a grant for another space",
    pastNotify,
    (d) => (d.grants["cloud-gov"]["space-developer"].at(-1).space = "notify-demo"),
    /space-developer\/leaver: it was there and is gone/,
  ],
  [
    "a vulnerability that was found later",
    pastNotify,
    (d) => (d.vulnerabilities.open.detectedOn = day(-19)),
    /detectedOn is another.*was: .*is: /,
  ],
  [
    "a vulnerability that is less severe",
    pastNotify,
    (d) => (d.vulnerabilities.open.severity = "low"),
    /severity is another/,
  ],
  [
    "a finding that needs no remedy after all",
    pastNotify,
    (d) => (d.vulnerabilities.finding.analysis = "no-action"),
    /analysis is another/,
  ],
  [
    "a finding that nobody analysed",
    pastNotify,
    (d) => delete d.vulnerabilities.finding.analysis,
    /analysis is not said/,
  ],
  [
    "a vulnerability that was closed earlier",
    pastNotify,
    (d) => (d.vulnerabilities.closed.closedOn = day(-41)),
    /closedOn is another/,
  ],
  [
    "a vulnerability of another finding",
    pastNotify,
    (d) => (d.vulnerabilities.open.source.id = "8"),
    /source\.id is another/,
  ],
  [
    "an open vulnerability",
    pastNotify,
    (d) => delete d.vulnerabilities.open,
    /open: it was there and is gone, and it is open/,
  ],
  [
    "all vulnerabilities",
    pastNotify,
    (d) => (d.vulnerabilities = {}),
    /vulnerabilities\/closed: it was there and is gone/,
  ],
  [
    "an open vulnerability, under another id and of today",
    pastNotify,
    (d) => {
      d.vulnerabilities.fresh = { ...d.vulnerabilities.open, title: "Other words", detectedOn: day(0) };
      delete d.vulnerabilities.open;
    },
    /vulnerabilities\/open: detectedOn is another/,
  ],
  ["a rotation earlier", pastNotify, (d) => (d.credentials.spare.rotatedOn = day(-20)), /rotatedOn is another/],
  [
    "a rotation that was before",
    pastNotify,
    (d) => (d.credentials.spare.earlierRotations = [day(-28)]),
    /earlierRotations was not said/,
  ],
  [
    "a rotation, and one before it",
    pastNotify,
    (d) => {
      Object.assign(d.credentials.spare, { rotatedOn: day(0), earlierRotations: [day(-10), day(-28)] });
    },
    /earlierRotations/,
  ],
  [
    "a credential that was issued later",
    pastNotify,
    (d) => (d.credentials.spare.issuedOn = day(-12)),
    /issuedOn is another/,
  ],
  ["a credential of another kind", pastNotify, (d) => (d.credentials.spare.kind = "api-key"), /kind is another/],
  [
    "a credential of a space that it was not of",
    pastNotify,
    (d) => (d.credentials.spare.space = "notify-demo"),
    /space was not said/,
  ],
  ["a waiver that lasts longer", pastNotify, (d) => (d.waivers.handover.expiresOn = day(31)), /expiresOn is another/],
  [
    "a waiver that was granted later",
    pastNotify,
    (d) => (d.waivers.handover.grantedOn = day(-1)),
    /grantedOn is another/,
  ],
  [
    "a waiver of something else",
    pastNotify,
    (d) => (d.waivers.handover.subject = "notify/repositories/x"),
    /subject is another/,
  ],
  [
    "a waiver that another approved",
    pastNotify,
    (d) => (d.waivers.handover.approver = "admin-2"),
    /approver is another/,
  ],
  [
    "a waiver, under another id and for longer",
    pastNotify,
    (d) => {
      d.waivers = { again: { ...d.waivers.handover, grantedOn: day(0), expiresOn: day(80) } };
    },
    /waivers\/handover: again waives the same for longer/,
  ],
  ["a correction", pastNotify, (d) => (d.corrections = {}), /corrections\/old: it was there and is gone/],
  ["a correction of something else", pastNotify, (d) => (d.corrections.old.is = "2024-03-01"), /is is another/],
  ["a release later", pastNotify, (d) => (d.buildpackReleases[0].releasedOn = day(-1)), /releasedOn is another/],
  ["a release that concerns nothing", pastNotify, (d) => (d.buildpackReleases[0].apps = []), /apps is not said/],
  ["a release", pastNotify, (d) => d.buildpackReleases.pop(), /buildpack-releases: it was there and is gone/],
  ["a restage of more", pastNotify, (d) => d.restageRuns[0].apps.push("notify-admin-staging"), /apps is another/],
  [
    "a restage that ended another time",
    pastNotify,
    (d) => (d.restageRuns[0].finishedAt = `${day(-20)}T10:09:00Z`),
    /finishedAt/,
  ],
  ["a restage", pastNotify, (d) => d.restageRuns.pop(), /restage-runs: it was there and is gone/],
  ["a smoke test that passed after all", pastNotify, (d) => (d.smokeTests[0].passed = true), /passed is another/],
  [
    "a failed smoke test",
    pastNotify,
    (d) => d.smokeTests.pop(),
    /smoke-tests: it was there and is gone, and it is the last/,
  ],
  [
    "root that was granted later",
    pastOcp,
    (d) => (d.rootGrants.toucan[0].grantedOn = day(-1)),
    /toucan\/ods-developer-1: grantedOn is another/,
  ],
  [
    "root that another granted",
    pastOcp,
    (d) => (d.rootGrants.toucan[0].grantedBy = "dogsbody-manager-1"),
    /grantedBy is another/,
  ],
  ["root in place of revoking it", pastOcp, (d) => d.rootGrants.toucan.shift(), /it is in force/],
  [
    "root of an owner who was a developer",
    pastOcp,
    (d) => (d.rootGrants.toucan[0].basis = "owner"),
    /basis is another/,
  ],
  ["root that has ended, and goes within the time", pastOcp, (d) => d.rootGrants.toucan.pop(), /it is needed until/],
  ["all root on a server", pastOcp, (d) => delete d.rootGrants.toucan, /it is in force/],
  ["a deployment later", pastOcp, (d) => (d.deployments[0].deployedOn = day(-1)), /deployedOn is another/],
  ["a deployment", pastOcp, (d) => d.deployments.pop(), /deployments\/ods-developer-1: it was there and is gone/],
  ["a review later", pastOcp, (d) => (d.reviews[0].reviewedOn = day(-1)), /reviewedOn is another/],
  [
    "a review, and one of today",
    pastOcp,
    (d) => {
      d.reviews = [{ subject: "access", reviewedOn: day(0), by: "ocp-owner-1" }];
    },
    /ocp\/reviews: it was there and is gone/,
  ],
  ["a review by somebody else", pastOcp, (d) => (d.reviews[0].by = "dogsbody-manager-1"), /it was there and is gone/],
  [
    "an answer of the DNS before the one on record",
    pastOcp,
    (d) => (d.spfRecords["example.net"].readOn = day(-6)),
    /readOn/,
  ],
  [
    "somebody under another id, who joined the team later",
    pastOcp,
    (d) => {
      d.people.other = { ...d.people["ods-developer-1"], sshKeys: [sshKey("other", "ods-developer-1")] };
      d.rootGrants.toucan[0] = { ...d.rootGrants.toucan[0], person: "other", grantedOn: day(-2) };
      d.deployments[0].person = "other";
      delete d.people["ods-developer-1"];
    },
    /grantedOn is another/,
  ],
  [
    "a server under another id, with root of today",
    pastOcp,
    (d) => {
      d.servers["toucan-2"] = d.servers.toucan;
      delete d.servers.toucan;
      d.rootGrants["toucan-2"] = d.rootGrants.toucan.map((each: Draft) => ({ ...each, grantedOn: day(0) }));
      delete d.rootGrants.toucan;
      d.deployments[0].server = "toucan-2";
    },
    /grantedOn is another/,
  ],
];

test.each(red)("is refused: %s", (_, register, change, said) => {
  expect(lost(register, change).join("\n")).toMatch(said);
});

/** Each edit is honest, and needs no correction. */
const green: readonly Edit[] = [
  ["nothing", pastNotify, () => {}],
  [
    "somebody who leaves, and everything of theirs",
    pastNotify,
    (d) => {
      d.people["engineer-1"].leftOn = day(-3);
      d.grants.github.engineer[0].revokedOn = day(-2);
    },
  ],
  ["somebody who will leave", pastNotify, (d) => (d.people["engineer-1"].leftOn = day(20))],
  [
    "free words",
    pastNotify,
    (d) => {
      Object.assign(d.people.leaver, { name: "Another Name", email: "another@example.gov" });
      Object.assign(d.vulnerabilities.open, { title: "Better words", owner: "admin-2", reason: "Why" });
      Object.assign(d.credentials.spare, { title: "Better words", pillarKey: "a:b" });
      d.grants.github.engineer[0].reason = "Why";
    },
  ],
  [
    "a vulnerability that is worse, or was found earlier",
    pastNotify,
    (d) => {
      d.vulnerabilities.open.severity = "critical";
      d.vulnerabilities.closed.detectedOn = day(-61);
    },
  ],
  [
    "the other word for critical",
    pastNotify,
    (d) => {
      d.vulnerabilities.open.severity = "very-high";
    },
  ],
  ["a vulnerability that is mended", pastNotify, (d) => (d.vulnerabilities.open.closedOn = day(-1))],
  ["an alert that is open again", pastNotify, (d) => delete d.vulnerabilities.closed.closedOn],
  [
    "an alert that was open again and is mended again",
    pastNotify,
    (d) => (d.vulnerabilities.closed.closedOn = day(-1)),
  ],
  ["a finding that is analysed", pastNotify, (d) => (d.vulnerabilities.finding.closedOn = day(0))],
  [
    "a rotation, with the one before it",
    pastNotify,
    (d) => {
      Object.assign(d.credentials.spare, { rotatedOn: day(0), earlierRotations: [day(-10)] });
    },
  ],
  [
    "two rotations at once",
    pastNotify,
    (d) => {
      Object.assign(d.credentials.spare, { rotatedOn: day(0), earlierRotations: [day(-10), day(-4)] });
    },
  ],
  ["a credential that nothing deploys with", pastNotify, (d) => delete d.credentials.spare],
  ["a waiver that is over", pastNotify, (d) => (d.waivers = {})],
  [
    "a waiver that ends earlier, and is another's to end",
    pastNotify,
    (d) => {
      Object.assign(d.waivers.handover, { expiresOn: day(1), owner: "engineer-1", reason: "Less" });
    },
  ],
  [
    "a grant of another space for the same person",
    pastNotify,
    (d) => {
      const grants = d.grants["cloud-gov"]["space-developer"];
      grants.push({ ...grants[0], space: "notify-demo", createdOn: day(0) });
    },
  ],
  ["an account that is reviewed again", pastNotify, (d) => (d.grants.github.engineer.at(-2).updatedOn = day(0))],
  [
    "another change of role, after the accounts were reviewed",
    pastNotify,
    (d) => (d.people.mover.roleChangedOn = day(-1)),
  ],
  [
    "a restage that had not ended",
    { ...pastNotify, restageRuns: [unfinished()] },
    (d) => {
      Object.assign(d.restageRuns[0], { finishedAt: `${day(-20)}T10:10:00Z`, succeeded: true });
    },
  ],
  [
    "a release that concerns more, or was earlier",
    pastNotify,
    (d) => {
      d.buildpackReleases[0].apps.push("notify-admin-staging");
      d.buildpackReleases[0].releasedOn = day(-26);
    },
  ],
  [
    "a smoke test that passes after one that failed",
    pastNotify,
    (d) => {
      d.smokeTests.push({ ...d.smokeTests[0], testedOn: day(0), passed: true });
    },
  ],
  ["the order of a list", pastOcp, (d) => void d.rootGrants.toucan.reverse()],
  [
    "a review and a deployment more",
    pastOcp,
    (d) => {
      d.reviews.unshift({ subject: "root-access", reviewedOn: day(0), by: "ocp-owner-1" });
      d.deployments.push({ ...d.deployments[0], deployedOn: day(0), commit: "fffffff" });
    },
  ],
  [
    "a server with all that was on it",
    pastOcp,
    (d) => {
      delete d.servers.toucan;
      delete d.rootGrants.toucan;
      d.deployments = [];
    },
  ],
  [
    "root that is given anew after it had ended",
    pastOcp,
    (d) => {
      d.rootGrants.toucan.push({ ...d.rootGrants.toucan[1], grantedOn: day(0), revokedOn: undefined });
    },
  ],
  [
    "somebody under another id, with all that they have",
    pastOcp,
    (d) => {
      d.people.other = d.people["ods-developer-1"];
      delete d.people["ods-developer-1"];
      for (const entry of [...d.rootGrants.toucan, ...d.deployments, ...d.grants.sentry.admin]) {
        if (entry.person === "ods-developer-1") entry.person = "other";
      }
    },
  ],
  [
    "whoever made and approved accounts, under another id",
    pastNotify,
    (d) => {
      d.people["administrator-one"] = d.people["admin-1"];
      delete d.people["admin-1"];
      const all = Object.values<Draft>(d.grants).flatMap((roles) => Object.values<Draft[]>(roles as never).flat());
      for (const entry of [...all, ...Object.values<Draft>(d.vulnerabilities)]) {
        for (const field of ["person", "createdBy", "owner"] as const) {
          if (entry[field as never] === "admin-1") Object.assign(entry, { [field]: "administrator-one" });
        }
      }
    },
  ],
  [
    "a vulnerability under another id",
    pastNotify,
    (d) => {
      d.vulnerabilities.other = d.vulnerabilities.open;
      delete d.vulnerabilities.open;
    },
  ],
  [
    "somebody who never had anything",
    { ...pastNotify, people: { ...pastNotify.people, idle: idle() } },
    (d) => delete d.people.idle,
  ],
  ["an invitation that nobody accepted", invited(), (d) => d.grants.github.engineer.pop()],
  ["an invitation that was accepted", invited(), (d) => delete d.grants.github.engineer.at(-1).pending],
];

test.each(green)("passes: %s", (_, register, change) => {
  expect(lost(register, change)).toEqual([]);
});

/** Where the keys that the leaver could read were last changed on a day long before, or on the one that is given. */
function unrotated(rotatedOn = "2024-01-01"): Register {
  const credentials = Object.entries(pastNotify.credentials).map(([id, each]) => [
    id,
    each.kind === "space-deployer" ? { ...each, rotatedOn } : each,
  ]);
  return { ...pastNotify, credentials: Object.fromEntries(credentials) };
}

function unfinished() {
  const { finishedAt: _, succeeded: __, ...run } = pastNotify.restageRuns[0] as Register["restageRuns"][number];
  return run;
}

function idle() {
  return { ...(pastNotify.people.mover as Register["people"][string]), name: "Idle", email: "idle@example.gov" };
}

function invited(): Register {
  const { engineer = [], ...roles } = pastNotify.grants.github ?? {};
  const pending = { person: "mover", createdOn: day(-3), pending: true };
  return { ...pastNotify, grants: { ...pastNotify.grants, github: { ...roles, engineer: [...engineer, pending] } } };
}

describe("what was needed may go", () => {
  const goes = (what: (draft: Draft) => void, register: Register, days: readonly number[]) =>
    days.map((each) => lost(register, what, day(each)).length);

  test("a closed vulnerability 90 days after it was closed, and not a day earlier", () => {
    expect(goes((d) => delete d.vulnerabilities.closed, pastNotify, [49, 50, 51])).toEqual([1, 1, 0]);
  });

  test("root that has ended, after as many days", () => {
    expect(goes((d) => d.rootGrants.toucan.pop(), pastOcp, [29, 30, 31])).toEqual([1, 1, 0]);
  });

  test("a review 90 days after the next one was due", () => {
    // Of 15 March: the next by 14 September.
    const days = [Date.parse("2026-12-13"), Date.parse("2026-12-14")].map(
      (at) => (at - Date.parse("2026-06-01")) / 864e5,
    );
    expect(goes((d) => d.reviews.pop(), pastOcp, days)).toEqual([1, 0]);
  });

  test("a deployment 90 days after it has kept root alive for six months", () => {
    // Of 2 May: until 2 November, and 90 days more.
    const at = (date: string) => (Date.parse(date) - Date.parse("2026-06-01")) / 864e5;
    expect(goes((d) => d.deployments.pop(), pastOcp, [at("2027-01-31"), at("2027-02-01")])).toEqual([1, 0]);
  });

  test("a correction after a year", () => {
    expect(goes((d) => (d.corrections = {}), pastNotify, [304, 305, 306])).toEqual([1, 1, 0]);
  });

  test("a waiver is given anew on the last day of the one before, and not a day earlier", () => {
    const again = (d: Draft) => {
      d.waivers = { again: { ...d.waivers.handover, grantedOn: day(30), expiresOn: day(80) } };
    };
    expect(goes(again, pastNotify, [29, 30, 31])).toEqual([1, 0, 0]);
  });

  test("a leaver, once every key that they could read was changed, and 90 days more", () => {
    // Left 30 days ago, without the grants since 29, and the key was changed 10 days ago.
    expect(goes(erased("leaver"), unrotated(), [61, 62, 400])).toEqual([3, 2, 2]);
    expect(lost(unrotated(), erased("leaver"), day(400)).join("\n")).toMatch(/has not been rotated since/);
    expect(goes(erased("leaver"), unrotated(day(-10)), [61, 62, 80, 81])).toEqual([3, 2, 2, 0]);
  });

  test("an end that has not come yet moves, and one that has stays", () => {
    const soon: Register = {
      ...pastNotify,
      people: {
        ...pastNotify.people,
        leaver: { ...(pastNotify.people.leaver as Register["people"][string]), leftOn: day(5) },
      },
    };
    const later = (d: Draft) => (d.people.leaver.leftOn = day(9));
    expect(goes(later, soon, [4, 5, 6])).toEqual([0, 1, 1]);
  });

  test("leaving is taken back once nothing of it is left to do", () => {
    const back = (d: Draft) => {
      delete d.people.leaver.leftOn;
      d.grants.github.engineer.push({ ...d.grants.github.engineer.at(-1), createdOn: day(0), revokedOn: undefined });
    };
    expect(goes(back, unrotated(), [0])).toEqual([1]);
    expect(goes(back, unrotated(day(-10)), [0])).toEqual([0]);
  });
});
