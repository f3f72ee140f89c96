import { describe, expect, test } from "vitest";
import * as application from "../../../../policies/rules/notify/application-roles.ts";
import * as cloudGov from "../../../../policies/rules/notify/cloud-gov.ts";
import * as parts from "../../../../policies/rules/notify/environment-parts.ts";
import { secretsRegistered } from "../../../../policies/rules/notify/secrets.ts";
import { serviceAccountsAsPlanned } from "../../../../policies/rules/notify/service-accounts.ts";
import type { RegisterRule } from "../../../../policies/rules/rule.ts";
import { approved, asOf, changed, type Draft, notifyRegister } from "../../compliant.ts";
import { said } from "../../judge.ts";

type Row = [string, (draft: Draft) => void, string];

/** Each change of the compliant register that a rule refuses, with a part of what it says; the register itself passes. */
function refuses(rule: RegisterRule, rows: Row[]): void {
  describe(rule.name, () => {
    test("lets the compliant register pass", () => {
      expect(said(rule, notifyRegister)).toEqual([]);
    });
    test.each(rows)("refuses %s", (_, change, problem) => {
      const lines = said(rule, changed(notifyRegister, change));
      expect(lines).toHaveLength(1);
      expect(lines[0]).toContain(problem);
    });
  });
}

const grantIn = (draft: Draft, system: string, role: string, person: string, more: object = {}) =>
  draft.grants[system][role].push({ ...approved(person), ...more });

refuses(cloudGov.productionSpacesFederal, [
  [
    "a contractor as OrgManager",
    (d) => grantIn(d, "cloud-gov", "org-manager", "devops-1"),
    "devops-1 has OrgManager in the whole organisation",
  ],
  [
    "a federal employee who is no Administrator",
    (d) => {
      d.people["engineer-1"].employment = "pbs-fed";
      grantIn(d, "cloud-gov", "org-manager", "engineer-1");
    },
    "is no Administrator of PBS federal staff",
  ],
  [
    "a contractor in production's space",
    (d) => grantIn(d, "cloud-gov", "space-developer", "devops-1", { space: "notify-production" }),
    "notify-production",
  ],
  [
    "one in the space of the production broker",
    (d) => grantIn(d, "cloud-gov", "space-manager", "devops-1", { space: "notify-management" }),
    "notify-management",
  ],
  [
    "one in a space that nobody knows",
    (d) => grantIn(d, "cloud-gov", "space-manager", "devops-1", { space: "elsewhere" }),
    "elsewhere",
  ],
  [
    "an Administrator whose role ended",
    (d) => (d.grants.github.administrator[1].revokedOn = asOf),
    "admin-2 has OrgManager",
  ],
]);

refuses(cloudGov.devOpsOutsideProduction, [
  [
    "a SpaceManager in production's egress",
    (d) => grantIn(d, "cloud-gov", "space-manager", "devops-1", { space: "notify-production-egress" }),
    "notify-production-egress is or may be a production space",
  ],
  [
    "a SpaceManager of no space",
    (d) => grantIn(d, "cloud-gov", "space-manager", "devops-1"),
    "it is not said in which space",
  ],
  [
    "an agency partner",
    (d) => grantIn(d, "cloud-gov", "space-manager", "partner-1", { space: "notify-staging" }),
    "the employment of partner-1 is agency-partner",
  ],
  [
    "a role that is none",
    (d) => {
      d.systems["cloud-gov"].roles["org-manager"].permission = "SpaceDeployer";
    },
    "SpaceDeployer is no role that anybody may have",
  ],
]);

refuses(cloudGov.awsAdministratorsByAccount, [
  [
    "a contractor in production",
    (d) => grantIn(d, "aws-production", "administrator", "devops-1"),
    "the employment of devops-1 is contractor, not pbs-fed",
  ],
  [
    "an agency partner in staging",
    (d) => grantIn(d, "aws-staging", "devops-engineer", "partner-1"),
    "not pbs-fed or contractor",
  ],
  [
    "another role than the group's",
    (d) => {
      d.systems["aws-production"].roles.administrator.permission = "AdministratorAccess";
    },
    "its role is not the membership of NotifyAdministrators",
  ],
]);

describe(cloudGov.productionMarked.name, () => {
  const problemsOf = (change: (draft: Draft) => void) =>
    said(cloudGov.productionMarked, changed(notifyRegister, change));

  test("lets the compliant register pass", () => {
    expect(said(cloudGov.productionMarked, notifyRegister)).toEqual([]);
  });

  test.each<[string, (draft: Draft) => void]>([
    ["production's account as none", (d) => (d.accounts["aws-production"].production = false)],
    ["the broker's space as none", (d) => (d.accounts["cloud-gov"].spaces["notify-management"].production = false)],
    ["a space that is gone", (d) => delete d.accounts["cloud-gov"].spaces["notify-production-egress"]],
    ["demo in production's account", (d) => (d.environments.demo.account = "aws-production")],
    ["demo in production's space", (d) => d.environments.demo.spaces.push("notify-production")],
    ["an environment in a space that nobody knows", (d) => d.environments.demo.spaces.push("elsewhere")],
    ["production as none", (d) => (d.environments.production.production = false)],
    ["demo as production", (d) => (d.environments.demo.production = true)],
  ])("refuses %s", (_, change) => {
    expect(problemsOf(change)).not.toEqual([]);
  });
});

refuses(application.platformAdministratorsFederal, [
  [
    "a contractor",
    (d) => grantIn(d, "application", "platform-administrator", "devops-1"),
    "the employment of devops-1 is contractor, not pbs-fed",
  ],
  [
    "the permission under another role",
    (d) => grantIn(d, "application", "user", "partner-1", { permissions: ["platform_admin"] }),
    "agency-partner, not pbs-fed",
  ],
]);

refuses(application.userManagersOfTheirAgency, [
  [
    "a partner of another agency",
    (d) => (d.agencyServices["pilot-partner-1"].agency = "pbs"),
    "partner-1 is of agency-1, and the service is of pbs",
  ],
  ["no service", (d) => delete d.grants.application["user-manager"][0].service, "it is not said in which service"],
]);

test("a federal employee is no User Manager, nor of the service's agency", () => {
  const draft = changed(notifyRegister, (d) =>
    grantIn(d, "application", "user-manager", "admin-1", { service: "pilot-partner-1" }),
  );
  expect(said(application.userManagersOfTheirAgency, draft)).toHaveLength(2);
});

refuses(application.usersWithoutReserved, [
  [
    "a user with manage_users",
    (d) => grantIn(d, "application", "user", "partner-1", { permissions: ["send_texts", "manage_users"] }),
    "partner-1 would hold manage_users",
  ],
  [
    "a user with platform_admin",
    (d) => grantIn(d, "application", "user", "partner-1", { permissions: ["platform_admin"] }),
    "partner-1 would hold platform_admin",
  ],
  [
    "a user without permissions",
    (d) => grantIn(d, "application", "user", "partner-1"),
    "it is not said what they may do",
  ],
  [
    "a user who is a contractor",
    (d) => grantIn(d, "application", "user", "devops-1", { permissions: ["send_texts"] }),
    "not agency-partner",
  ],
  [
    "a role that the application does not have",
    (d) => {
      d.grants.application.other = [{ ...approved("partner-1"), permissions: ["send_texts"] }];
    },
    "other is no role of the application",
  ],
]);

refuses(application.servicesHaveUserManagers, [
  [
    "a service without any",
    (d) => d.grants.application["user-manager"].shift(),
    "nobody of agency-1 is its User Manager",
  ],
  [
    "one whose grant was revoked",
    (d) => (d.grants.application["user-manager"][0].revokedOn = asOf),
    "nobody of agency-1",
  ],
  ["one who left", (d) => (d.people["partner-1"].leftOn = "2026-05-31"), "nobody of agency-1"],
  ["one who has not accepted", (d) => (d.grants.application["user-manager"][0].pending = true), "nobody of agency-1"],
  [
    "one without the permission",
    (d) => (d.grants.application["user-manager"][0].permissions = ["send_texts"]),
    "nobody of agency-1",
  ],
  [
    "a federal employee alone",
    (d) => (d.grants.application["user-manager"][0].person = "admin-1"),
    "nobody of agency-1",
  ],
  ["one of another agency", (d) => (d.people["partner-1"].organisation = "pbs"), "nobody of agency-1"],
]);

test("a User Manager still counts on their last day, and a service that is not live needs none", () => {
  const last = changed(notifyRegister, (d) => (d.people["partner-1"].leftOn = asOf));
  expect(said(application.servicesHaveUserManagers, last)).toEqual([]);
  const idle = changed(notifyRegister, (d) => {
    d.agencyServices.idle = { title: "Idle", agency: "pbs", live: false };
  });
  expect(said(application.servicesHaveUserManagers, idle)).toEqual([]);
});

refuses(serviceAccountsAsPlanned, [
  [
    "SpaceDeveloper alone",
    (d) => (d.serviceAccounts["cloud-gov-staging"].roles = ["SpaceDeveloper"]),
    "not exactly OrgManager and SpaceDeveloper",
  ],
  [
    "a broker's deployer that is OrgManager",
    (d) => d.serviceAccounts["ssb-cloud-gov-staging"].roles.push("OrgManager"),
    "not exactly SpaceDeveloper",
  ],
  [
    "a deployer that is administrator",
    (d) => (d.serviceAccounts["ssb-deployment-staging"].roles = ["AdministratorAccess"]),
    "not exactly IAMFullAccess",
  ],
  [
    "a broker with both policies",
    (d) => d.serviceAccounts["sms-broker-staging"].roles.push("smtp_broker"),
    "not exactly sms_broker",
  ],
  [
    "a second deployer",
    (d) => (d.serviceAccounts.second = d.serviceAccounts["ssb-deployment-staging"]),
    "2 service accounts of the kind ssb-deployment, not one",
  ],
  [
    "no broker",
    (d) => delete d.serviceAccounts["smtp-broker-production"],
    "0 service accounts of the kind smtp-broker, not one",
  ],
  [
    "one of no kind",
    (d) => (d.serviceAccounts.other = { title: "Other", account: "cloud-gov", roles: ["x"] }),
    "it is of no kind",
  ],
  [
    "an environment that nobody deploys to",
    (d) => delete d.serviceAccounts["cloud-gov-demo"],
    "0 accounts at cloud.gov deploy to it",
  ],
  ["a broker without a login", (d) => delete d.serviceAccounts["sms-broker-staging"].login, "no stack makes it"],
]);

refuses(secretsRegistered, [
  [
    "a secret that is kept nowhere",
    (d) => d.credentials["cloud-gov-demo-key"].storedIn.pop(),
    "no credential is kept in notifications-admin/demo/CLOUDGOV_PASSWORD",
  ],
  ["no key of New Relic", (d) => delete d.credentials["new-relic-production"], "NEW_RELIC_LICENSE_KEY"],
  [
    "a secret of a whole repository",
    (d) =>
      d.credentials["new-relic-demo"].storedIn.push({
        repository: "notifications-api",
        secretName: "NEW_RELIC_LICENSE_KEY",
      }),
    "could be read by every workflow of notifications-api",
  ],
]);

refuses(parts.environmentsComplete, [
  ["an environment that is gone", (d) => delete d.environments.demo, "it is not in the register"],
  ["no scheduler", (d) => d.environments.demo.processes.pop(), "no scheduler runs in it"],
  ["no application", (d) => d.environments.demo.apps.pop(), "it lacks the applications notify-admin-demo"],
  ["another bucket", (d) => (d.environments.demo.csvBucket = "uploads"), "its bucket for uploads is uploads"],
  [
    "another channel",
    (d) => (d.environments.demo.alerts.slackChannel = "C0OTHER0000"),
    "its alerts go to the channel C0OTHER0000",
  ],
  ["no address of the API", (d) => delete d.environments.demo.apiUrl, "where its API answers"],
]);

refuses(parts.applicationsMonitored, [
  ["no monitoring", (d) => delete d.environments.demo.monitoring, "nothing monitors"],
]);
refuses(parts.logsInCloudGov, [["no logs", (d) => delete d.environments.demo.logs, "where its logs are"]]);

describe(parts.accountsOwnedOnce.name, () => {
  const lines = (change: (draft: Draft) => void) => said(parts.accountsOwnedOnce, changed(notifyRegister, change));

  test("lets the compliant register pass", () => {
    expect(lines(() => {})).toEqual([]);
  });

  test("two that write the same settings of text messages are refused, each", () => {
    const two = lines((d) => {
      delete d.environments.demo.sharesAccountWith;
      d.environments.demo.monthlySpendLimit = 25;
    });
    expect(two).toHaveLength(2);
    expect(two[0]).toContain("demo would write the settings of aws-staging in us-west-2 too");
  });

  test.each<[string, (draft: Draft) => void]>([
    ["an owner without a limit", (d) => delete d.environments.staging.monthlySpendLimit],
    ["sharing another account", (d) => (d.environments.demo.sharesAccountWith = "production")],
    ["sharing another region", (d) => (d.environments.demo.region = "us-east-2")],
    ["sharing with oneself", (d) => (d.environments.demo.sharesAccountWith = "demo")],
  ])("%s is refused", (_, change) => {
    expect(lines(change)).toHaveLength(1);
  });
});
