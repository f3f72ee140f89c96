import { addDays, type DateText } from "../../../../model/dates.ts";
import type { Register } from "../../../../model/register.ts";
import { forgotten } from "../../../../policies/rules/history/forgotten.ts";
import { asOf, changed, type Draft, notifyPerson, notifyRegister, ocpRegister } from "../../compliant.ts";

/** A day so many days after the one that the registers are judged as of. */
export const day = (days: number): DateText => addDays(asOf, days);

const grant = { createdOn: "2024-02-05", approvedBy: "system-owner", approvedOn: "2024-02-01", createdBy: "admin-1" };

/** A register of Notify with something of everything that is remembered. */
export const pastNotify: Register = changed(notifyRegister, (draft) => {
  draft.people.leaver = { ...notifyPerson("leaver", "contractor"), leftOn: day(-30) };
  draft.people.mover = { ...notifyPerson("mover"), roleChangedOn: day(-30) };
  draft.grants["cloud-gov"]["space-developer"].push({
    ...{ person: "leaver", ...grant, space: "notify-staging", revokedOn: day(-29) },
  });
  draft.grants.github.engineer.push({ person: "mover", ...grant, updatedOn: day(-20) });
  draft.grants.github.engineer.push({ person: "leaver", ...grant, revokedOn: day(-29) });
  draft.vulnerabilities = {
    open: {
      ...{ title: "Open", severity: "medium", detectedOn: day(-20), owner: "admin-1", repository: "notifications-api" },
      source: { tool: "Dependabot", id: "7" },
    },
    closed: { title: "Closed", severity: "low", detectedOn: day(-60), closedOn: day(-40), owner: "admin-1" },
    finding: {
      title: "Finding",
      severity: "informational",
      detectedOn: day(-60),
      owner: "admin-1",
      analysis: "remediate",
    },
  };
  draft.credentials.spare = { title: "A token", kind: "token", issuedOn: day(-50), rotatedOn: day(-10) };
  draft.waivers = {
    handover: {
      ...{ rule: "notify-two-approvals", subject: "notify/repositories/notifications-api", reason: "Holidays" },
      ...{ owner: "engineer-1", author: "engineer-1", approver: "isso-1", grantedOn: day(-30), expiresOn: day(30) },
    },
  };
  const repository = "notifications-api";
  draft.buildpackReleases = [{ buildpack: "python 1", releasedOn: day(-25), apps: ["notify-api-staging"] }];
  draft.restageRuns = [
    {
      ...{ repository, environment: "staging", ref: "main", apps: ["notify-api-staging"], succeeded: true },
      ...{ startedAt: `${day(-20)}T10:00:00Z`, finishedAt: `${day(-20)}T10:10:00Z` },
    },
  ];
  draft.smokeTests = [{ environment: "staging", part: "ses", testedOn: day(-9), by: "engineer-1", passed: false }];
  draft.corrections = {
    old: {
      ...{ entry: "notify/people/mover", field: "joinedOn", was: "2024-01-01", is: "2024-01-02", reason: "A typo" },
      ...{ author: "engineer-1", approver: "isso-1", correctedOn: day(-60) },
    },
  };
});

/** The same of OCP: a developer's root and what keeps it alive, and root that has ended. */
export const pastOcp: Register = changed(ocpRegister, (draft) => {
  const developer = { basis: "developer", grantedBy: "ocp-owner-1", expectedToDeploy: true, reason: "Deploys" };
  draft.rootGrants.toucan = [
    { person: "ods-developer-1", ...developer, grantedOn: day(-100) },
    { person: "cds-developer-1", ...developer, grantedOn: day(-400), revokedOn: day(-60) },
  ];
  draft.deployments = [
    { person: "ods-developer-1", server: "toucan", deployedOn: day(-30), commit: "0a1b2c3", service: "toucan" },
  ];
  draft.spfRecords = { "example.net": { record: "v=spf1 -all", readOn: day(-5) } };
});

/** What a change of a register forgets, as lines without what a correction would say. */
export function lost(before: Register, change: (draft: Draft) => void, on = asOf): string[] {
  return linesOf(before, changed(before, change), on);
}

/** What a register forgets of another. */
export function linesOf(before: Register, after: Register, on = asOf): string[] {
  return forgotten(before, after, on).map(({ item, problem }) => `${item.subject}: ${problem}`);
}

/** How many keys lead to an entry of a kind: lists have an index, grants a system and a role as well. */
export const keysTo = (kind: string) => (kind === "grants" ? 4 : kind === "rootGrants" ? 3 : 2);
