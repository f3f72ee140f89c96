import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays } from "../../../../model/dates.ts";
import * as root from "../../../../policies/rules/ocp/root-access.ts";
import type { RegisterRule } from "../../../../policies/rules/rule.ts";
import { changed, type Draft, developersGrant, ocpRegister } from "../../compliant.ts";
import { said } from "../../judge.ts";

const by = (rule: RegisterRule) => (change: (draft: Draft) => void, asOf?: string) =>
  said(rule, changed(ocpRegister, change), asOf);

/** A change to the developer's grant of root on toucan. */
const grant = (change: Record<string, unknown>) => (draft: Draft) => {
  Object.assign(developersGrant(draft), change);
};

/** The developer's grant as it was given on a day, with the deployments that followed. */
const granted =
  (grantedOn: string, ...deployedOn: string[]) =>
  (draft: Draft) => {
    developersGrant(draft).grantedOn = grantedOn;
    draft.deployments = deployedOn.map((day) => ({
      person: "ods-developer-1",
      server: "toucan",
      deployedOn: day,
      commit: "0a1b2c3",
    }));
  };

describe("OCP-ROOT-1: owners and managers have root on every server", () => {
  const verdict = by(root.rootOfOwnersAndManagers);

  test("through the list for every server", () => {
    expect(verdict(() => {})).toEqual([]);
  });

  test("not when the manager's grant has ended", () => {
    expect(
      verdict((draft) => {
        draft.rootGrants["*"][1].revokedOn = "2026-06-01";
      }),
    ).toEqual([
      'ocp/servers/crm: no server manager (dogsbody) has root on it. Grant root under "*" in register/ocp/root-grants.yaml to an owner and a manager, and to nobody else. [OCP-ROOT-1]',
      'ocp/servers/kingfisher-replica1: no server manager (dogsbody) has root on it. Grant root under "*" in register/ocp/root-grants.yaml to an owner and a manager, and to nobody else. [OCP-ROOT-1]',
      'ocp/servers/toucan: no server manager (dogsbody) has root on it. Grant root under "*" in register/ocp/root-grants.yaml to an owner and a manager, and to nobody else. [OCP-ROOT-1]',
    ]);
  });

  test("not when the owner is somebody who is not in the register", () => {
    expect(
      verdict((draft) => {
        draft.rootGrants["*"][0].person = "nobody";
        draft.servers = { crm: draft.servers.crm };
      }),
    ).toEqual([
      'ocp/servers/crm: no server owner (ocp) has root on it. Grant root under "*" in register/ocp/root-grants.yaml to an owner and a manager, and to nobody else. [OCP-ROOT-1]',
      'ocp/root-grants/*/nobody: nobody of an unknown organisation cannot have root as owner, which is for ocp. Grant root under "*" in register/ocp/root-grants.yaml to an owner and a manager, and to nobody else. [OCP-ROOT-1]',
    ]);
  });

  test("no developer is on the list for every server", () => {
    expect(
      verdict((draft) => {
        draft.rootGrants["*"].push({ person: "ods-developer-1", basis: "developer", grantedOn: "2025-02-03" });
      }),
    ).toEqual([
      'ocp/root-grants/*/ods-developer-1: ods-developer-1 has root on every server as a developer. Grant root under "*" in register/ocp/root-grants.yaml to an owner and a manager, and to nobody else. [OCP-ROOT-1]',
    ]);
  });

  test("nobody of ODS is there as a manager", () => {
    expect(
      verdict((draft) => {
        draft.rootGrants["*"].push({ person: "ods-developer-1", basis: "manager", grantedOn: "2025-02-03" });
      }),
    ).toEqual([
      'ocp/root-grants/*/ods-developer-1: ods-developer-1 of ods cannot have root as manager, which is for dogsbody. Grant root under "*" in register/ocp/root-grants.yaml to an owner and a manager, and to nobody else. [OCP-ROOT-1]',
    ]);
  });

  test("what somebody had until it was revoked is history", () => {
    expect(
      verdict((draft) => {
        const ended = { grantedOn: "2025-02-03", revokedOn: "2025-03-03" };
        draft.rootGrants["*"].push({ person: "ods-developer-1", basis: "manager", ...ended });
        draft.rootGrants.toucan.push({ person: "ocp-owner-1", basis: "owner", ...ended });
      }),
    ).toEqual([]);
  });

  test("an owner has root everywhere, not on one server alone", () => {
    expect(
      verdict((draft) => {
        draft.rootGrants.toucan.push({ person: "ocp-owner-1", basis: "owner", grantedOn: "2025-02-03" });
      }),
    ).toEqual([
      'ocp/root-grants/toucan/ocp-owner-1: as owner, ocp-owner-1 should have root on every server, not on toucan alone. Grant root under "*" in register/ocp/root-grants.yaml to an owner and a manager, and to nobody else. [OCP-ROOT-1]',
    ]);
  });

  test("a register without servers proves nothing", () => {
    expect(
      verdict((draft) => {
        draft.servers = {};
        draft.rootGrants = {};
      }),
    ).toEqual([
      "ocp: there is nothing that ocp-root-owners-and-managers could judge. Put the entries back into the register that the rule is about. [OCP-ROOT-1]",
    ]);
  });
});

describe("OCP-ROOT-2: a developer has root where they are expected to deploy", () => {
  const verdict = by(root.rootOfDevelopers);

  test("on a named server, for a reason", () => {
    expect(verdict(() => {})).toEqual([]);
  });

  test("not on every server", () => {
    expect(
      verdict((draft) => {
        draft.rootGrants["*"].push(draft.rootGrants.toucan.pop());
      }),
    ).toEqual([
      "ocp/root-grants/*/ods-developer-1: ods-developer-1 is a developer, so the server has to be named. Name the server, the expectation and the reason in register/ocp/root-grants.yaml, or revoke the grant. [OCP-ROOT-2]",
    ]);
  });

  test("not without a reason", () => {
    expect(verdict(grant({ reason: undefined }))).toEqual([
      "ocp/root-grants/toucan/ods-developer-1: there is no reason. Name the server, the expectation and the reason in register/ocp/root-grants.yaml, or revoke the grant. [OCP-ROOT-2]",
    ]);
  });

  test.each([undefined, false])("not with expectedToDeploy: %s", (expectedToDeploy) => {
    expect(verdict(grant({ expectedToDeploy }))).toEqual([
      "ocp/root-grants/toucan/ods-developer-1: it is not said that ods-developer-1 is expected to deploy (expectedToDeploy: true). Name the server, the expectation and the reason in register/ocp/root-grants.yaml, or revoke the grant. [OCP-ROOT-2]",
    ]);
  });

  test("a revoked grant needs none of it", () => {
    expect(verdict(grant({ reason: undefined, revokedOn: "2026-01-01" }))).toEqual([]);
  });
});

describe("OCP-ROOT-3: a developer's root lapses after six months without use", () => {
  const verdict = by(root.rootInUse);

  test("granted in January, never used: red by September", () => {
    expect(verdict(granted("2020-01-10"), "2020-09-15")).toEqual([
      "ocp/root-grants/toucan/ods-developer-1: ods-developer-1 has neither deployed to toucan nor been granted root on it since 2020-03-15 (last on 2020-01-10). Revoke the grant in register/ocp/root-grants.yaml, or record the deployment in register/ocp/deployments.yaml. [OCP-ROOT-3]",
    ]);
  });

  test("granted in August: green in September", () => {
    expect(verdict(granted("2020-08-01"), "2020-09-15")).toEqual([]);
  });

  test.each([
    { asOf: "2020-09-14", deployedOn: "2020-03-15", red: false },
    { asOf: "2020-09-15", deployedOn: "2020-03-15", red: false },
    { asOf: "2020-09-16", deployedOn: "2020-03-15", red: true },
    // 31 August less six months is the last of February, in a leap year and in any other.
    { asOf: "2023-08-31", deployedOn: "2023-02-27", red: true },
    { asOf: "2023-08-28", deployedOn: "2023-02-28", red: false },
    { asOf: "2023-08-29", deployedOn: "2023-02-28", red: true },
    { asOf: "2023-08-31", deployedOn: "2023-02-28", red: true },
    { asOf: "2024-08-31", deployedOn: "2024-02-28", red: true },
    { asOf: "2024-08-29", deployedOn: "2024-02-29", red: false },
    { asOf: "2024-08-30", deployedOn: "2024-02-29", red: true },
    { asOf: "2024-08-29", deployedOn: "2024-02-29", red: false },
    { asOf: "2024-09-01", deployedOn: "2024-02-29", red: true },
  ])("deployed on $deployedOn, as of $asOf: red is $red", ({ asOf, deployedOn, red }) => {
    expect(verdict(granted("2020-01-10", deployedOn), asOf)).toHaveLength(red ? 1 : 0);
  });

  test("the latest deployment counts, in whatever order they stand", () => {
    expect(verdict(granted("2020-01-10", "2026-05-01", "2020-03-01"))).toEqual([]);
  });

  test("a deployment to another server, or by somebody else, is no use of this grant", () => {
    for (const change of [{ server: "crm" }, { person: "cds-developer-1" }]) {
      const elsewhere = verdict((draft) => {
        granted("2020-01-10", "2026-05-01")(draft);
        Object.assign(draft.deployments[0], change);
      });
      expect(elsewhere).toHaveLength(1);
    }
  });

  test("a date that is still to come proves no use", () => {
    expect(verdict(granted("2020-01-10", "2026-06-02"))).toEqual([
      "ocp/root-grants/toucan/ods-developer-1: 2026-06-02 is in the future and proves no use. Revoke the grant in register/ocp/root-grants.yaml, or record the deployment in register/ocp/deployments.yaml. [OCP-ROOT-3]",
      "ocp/root-grants/toucan/ods-developer-1: ods-developer-1 has neither deployed to toucan nor been granted root on it since 2025-12-01 (last on 2020-01-10). Revoke the grant in register/ocp/root-grants.yaml, or record the deployment in register/ocp/deployments.yaml. [OCP-ROOT-3]",
    ]);
    expect(verdict(granted("2026-06-02"))).toEqual([
      "ocp/root-grants/toucan/ods-developer-1: 2026-06-02 is in the future and proves no use. Revoke the grant in register/ocp/root-grants.yaml, or record the deployment in register/ocp/deployments.yaml. [OCP-ROOT-3]",
      "ocp/root-grants/toucan/ods-developer-1: ods-developer-1 has neither deployed to toucan nor been granted root on it since 2025-12-01 (never). Revoke the grant in register/ocp/root-grants.yaml, or record the deployment in register/ocp/deployments.yaml. [OCP-ROOT-3]",
    ]);
  });

  test("owners and managers are exempt, and so is a revoked grant", () => {
    expect(verdict(grant({ grantedOn: "2020-01-10", revokedOn: "2021-01-01" }))).toEqual([]);
    expect(
      verdict((draft) => {
        delete draft.rootGrants.toucan;
        draft.rootGrants["*"][0].grantedOn = "2010-01-01";
      }),
    ).toEqual([]);
  });
});

describe("OCP-ROOT-3: that root is about to lapse is said in good time", () => {
  const verdict = by(root.rootSoonIdle);
  const lapses = by(root.rootInUse);

  test.each([
    { day: "2026-08-03", days: 149, warned: false, lapsed: false },
    { day: "2026-08-04", days: 150, warned: true, lapsed: false },
    { day: "2026-08-05", days: 151, warned: true, lapsed: false },
    { day: "2026-09-06", days: 183, warned: true, lapsed: false },
    { day: "2026-09-07", days: 184, warned: true, lapsed: false },
    { day: "2026-09-08", days: 185, warned: false, lapsed: true },
  ])("$days days after the last deployment: warned $warned, lapsed $lapsed", ({ day, warned, lapsed }) => {
    const change = granted("2025-02-03", "2026-03-07");
    expect([verdict(change, day).length > 0, lapses(change, day).length > 0]).toEqual([warned, lapsed]);
  });

  test("with the day, and what to do", () => {
    expect(root.rootSoonIdle.level).toBe("advisory");
    expect(verdict(granted("2025-02-03", "2026-03-07"), "2026-08-04")).toEqual([
      "ocp/root-grants/toucan/ods-developer-1: ods-developer-1 last used root on toucan on 2026-03-07, 150 days ago; it lapses after 2026-09-07. Ask whether root is still needed: record a deployment in register/ocp/deployments.yaml, or revoke the grant before it lapses. [OCP-ROOT-3]",
    ]);
  });

  test("the grant itself counts as use, a deployment to another server or by somebody else does not", () => {
    expect(verdict(granted("2026-05-01"))).toEqual([]);
    expect(verdict(granted("2026-01-01"))).toHaveLength(1);
    const elsewhere = (change: object) => (draft: Draft) => {
      granted("2026-01-01", "2026-05-31")(draft);
      Object.assign(draft.deployments[0], change);
    };
    expect(verdict(elsewhere({}))).toEqual([]);
    expect(verdict(elsewhere({ server: "crm" }))).toHaveLength(1);
    expect(verdict(elsewhere({ person: "cds-developer-1" }))).toHaveLength(1);
  });

  test("owners, managers and those whose grant has ended are left in peace", () => {
    expect(verdict(grant({ grantedOn: "2026-01-01", revokedOn: "2026-06-01" }))).toEqual([]);
    expect(
      verdict((draft) => {
        draft.rootGrants.toucan = [];
        draft.deployments = [];
      }),
    ).toEqual([]);
  });

  test("every day is either in order, warned about or lapsed, in that order", () => {
    const day = fc.integer({ min: 0, max: 1500 }).map((days) => addDays("2023-01-01", days));
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 200 }), (latest, days) => {
        const asOf = addDays(latest, days);
        const change = granted(latest);
        const lapsed = lapses(change, asOf).length > 0;
        const warned = verdict(change, asOf);
        expect(warned.length > 0).toBe(days >= 150 && !lapsed);
        const last = /lapses after (\S+)\./.exec(warned[0] ?? "")?.[1];
        if (last === undefined) return;
        expect(lapses(change, last)).toEqual([]);
        expect(lapses(change, addDays(last, 1))).toHaveLength(1);
      }),
    );
  });
});

describe("OCP-ROOT-4: root is granted by somebody with root there", () => {
  const verdict = by(root.rootGrantedByRoot);

  test("by a manager, whose own grant is older", () => {
    expect(verdict(() => {})).toEqual([]);
  });

  test("by a developer with root on that very server", () => {
    expect(
      verdict((draft) => {
        draft.rootGrants.toucan.push({
          person: "cds-developer-1",
          basis: "developer",
          grantedOn: "2026-02-02",
          grantedBy: "ods-developer-1",
        });
      }),
    ).toEqual([]);
  });

  test("not by nobody", () => {
    expect(verdict(grant({ grantedBy: undefined }))).toEqual([
      "ocp/root-grants/toucan/ods-developer-1: it is not said who granted it. Have somebody else who has root on the server grant it anew, and name them in register/ocp/root-grants.yaml. [OCP-ROOT-4]",
    ]);
  });

  test("not by oneself", () => {
    expect(verdict(grant({ grantedBy: "ods-developer-1" }))).toEqual([
      "ocp/root-grants/toucan/ods-developer-1: ods-developer-1 granted it to themselves. Have somebody else who has root on the server grant it anew, and name them in register/ocp/root-grants.yaml. [OCP-ROOT-4]",
    ]);
  });

  test("not by somebody without root there", () => {
    expect(verdict(grant({ grantedBy: "cds-developer-1" }))).toEqual([
      "ocp/root-grants/toucan/ods-developer-1: cds-developer-1 had no root on toucan before 2025-02-03. Have somebody else who has root on the server grant it anew, and name them in register/ocp/root-grants.yaml. [OCP-ROOT-4]",
    ]);
  });

  test("not by somebody with root on another server", () => {
    expect(
      verdict((draft) => {
        draft.rootGrants.crm = [{ ...developersGrant(draft), person: "cds-developer-1", grantedOn: "2024-03-01" }];
        developersGrant(draft).grantedBy = "cds-developer-1";
      }),
    ).toEqual([expect.stringContaining("cds-developer-1 had no root on toucan before 2025-02-03")]);
  });

  test("not by somebody who got root on the same day or later, or had lost it by then", () => {
    const managers = (change: object) => (draft: Draft) => Object.assign(draft.rootGrants["*"][1], change);
    expect(verdict(managers({ grantedOn: "2025-02-02" }))).toEqual([]);
    expect(verdict(managers({ grantedOn: "2025-02-03" }))).toHaveLength(1);
    expect(verdict(managers({ grantedOn: "2025-02-04" }))).toHaveLength(1);
    expect(verdict(managers({ revokedOn: "2025-02-03" }))).toHaveLength(1);
    expect(verdict(managers({ revokedOn: "2025-02-04" }))).toEqual([]);
  });

  test("two people cannot vouch for each other", () => {
    expect(
      verdict((draft) => {
        const { toucan } = draft.rootGrants;
        toucan[0].grantedBy = "cds-developer-1";
        toucan.push({ ...toucan[0], person: "cds-developer-1", grantedBy: "ods-developer-1" });
      }),
    ).toHaveLength(2);
  });
});

describe("what counts as an owner and as a deployment", () => {
  test("somebody of the owners' organisation is no owner for that", () => {
    const verdict = by(root.rootOfOwnersAndManagers)((draft) => {
      draft.people["ocp-analyst-1"] = { ...draft.people["ocp-owner-1"] };
      draft.rootGrants["*"].push({ person: "ocp-analyst-1", basis: "owner", grantedOn: "2026-01-15" });
    });
    expect(verdict).toHaveLength(1);
    expect(verdict[0]).toContain("ocp-analyst-1 cannot have root as owner");
  });

  const lastDeployment = (change: (draft: Draft) => void) =>
    by(root.rootInUse)((draft) => {
      granted("2025-11-01", "2026-04-07")(draft);
      change(draft);
    });

  test("a deployment on the first day with root counts, one on the day before does not", () => {
    expect(lastDeployment(() => {})).toEqual([]);
    const from = (grantedOn: string, deployedOn: string) =>
      by(root.rootInUse)(granted(grantedOn, deployedOn), "2026-05-02");
    expect(from("2025-11-02", "2025-11-02")).toEqual([]);
    expect(
      lastDeployment((draft) => {
        draft.deployments[0].deployedOn = "2025-10-31";
      }),
    ).toHaveLength(1);
  });

  test("a deployment of a service of another server does not count", () => {
    expect(
      lastDeployment((draft) => {
        draft.deployments[0].service = "toucan";
      }),
    ).toEqual([]);
    expect(
      lastDeployment((draft) => {
        draft.deployments[0].service = "kingfisher";
      }),
    ).toHaveLength(1);
  });
});

describe("OCP-ROOT-5: root access is reviewed routinely", () => {
  const verdict = by(root.rootReviewed);
  const reviewed =
    (...days: string[]) =>
    (draft: Draft) => {
      draft.rootGrants["*"][0].grantedOn = "2020-01-01";
      draft.reviews = days.map((reviewedOn) => ({ subject: "root-access", reviewedOn, by: "ocp-owner-1" }));
    };

  test("not when there is no review", () => {
    expect(verdict(reviewed())).toEqual([
      "ocp/reviews: there is no review of root access. Have an owner or a manager review who has root on which server, and record it in register/ocp/reviews.yaml (subject: root-access; without a server it is for all). [OCP-ROOT-5]",
    ]);
  });

  test("not when the last one is 243 days old", () => {
    expect(verdict(reviewed("2025-10-01"))).toEqual([
      "ocp/reviews: the last review of root access was on 2025-10-01; the next was due by 2026-04-02. Have an owner or a manager review who has root on which server, and record it in register/ocp/reviews.yaml (subject: root-access; without a server it is for all). [OCP-ROOT-5]",
    ]);
  });

  test("183 days are in order, 184 are not", () => {
    expect(verdict(reviewed("2025-12-01"), "2026-06-01")).toEqual([]);
    expect(verdict(reviewed("2025-12-01"), "2026-06-02")).toEqual([]);
    expect(verdict(reviewed("2025-12-01"), "2026-06-03")).toHaveLength(1);
  });

  test("the latest review counts", () => {
    expect(verdict(reviewed("2026-03-15", "2020-01-01"))).toEqual([]);
  });

  test("a review in the future proves nothing, and spoils no other", () => {
    expect(verdict(reviewed("2026-06-02"))).toEqual([
      "ocp/reviews: a review dated 2026-06-02 is in the future and proves nothing. Have an owner or a manager review who has root on which server, and record it in register/ocp/reviews.yaml (subject: root-access; without a server it is for all). [OCP-ROOT-5]",
      "ocp/reviews: there is no review of root access. Have an owner or a manager review who has root on which server, and record it in register/ocp/reviews.yaml (subject: root-access; without a server it is for all). [OCP-ROOT-5]",
    ]);
    expect(verdict(reviewed("2026-03-15", "2026-06-02"))).toHaveLength(1);
  });

  test.each(["ods-developer-1", "cds-developer-1", "nobody"])(
    "a review by %s counts for nothing, and is refused",
    (by) => {
      expect(
        verdict((draft) => {
          draft.reviews[0].by = by;
        }),
      ).toHaveLength(2);
    },
  );

  test("a review before its author had root counts for nothing", () => {
    expect(
      verdict((draft) => {
        draft.rootGrants["*"][0].grantedOn = "2026-03-15";
      }),
    ).toEqual([]);
    expect(
      verdict((draft) => {
        draft.rootGrants["*"][0].grantedOn = "2026-03-16";
      }),
    ).toHaveLength(2);
  });

  test("a review of some servers leaves the others", () => {
    const of =
      (...servers: string[]) =>
      (draft: Draft) => {
        draft.reviews = servers.map((server) => ({ ...draft.reviews[0], server }));
      };
    expect(verdict(of("crm", "toucan"))[0]).toMatch(
      /^ocp\/reviews: there is no review of root access to kingfisher-replica1\./,
    );
    expect(verdict(of("crm", "toucan", "kingfisher-replica1"))).toEqual([]);
  });

  test("a review of something else is none", () => {
    expect(
      verdict((draft) => {
        draft.reviews[0].subject = "backup-restore";
      }),
    ).toHaveLength(1);
  });
});
