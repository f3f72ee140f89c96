import { subjectOf } from "../../../model/register.ts";
import { notifyAccess, type ServiceAccountKind } from "../../settings/notify-access.ts";
import { listed, problems } from "../grants.ts";
import type { Finding, RegisterRule } from "../rule.ts";

const { serviceAccounts } = notifyAccess;

/** Accounts that are not people's do what the run book gives them, and all of them are there. */
export const serviceAccountsAsPlanned: RegisterRule = {
  name: "notify-service-accounts-as-planned",
  clauses: ["NOTIFY-SVC-1", "NOTIFY-SVC-2", "NOTIFY-SVC-3", "NOTIFY-SVC-4"],
  level: "mandatory",
  description:
    "Each service account is of a kind that the run book names, with exactly its roles; every environment and AWS account has one of each kind that it needs.",
  remedy: "Correct or complete register/notify/service-accounts.yaml.",
  scope: "register",
  judge: (register) => {
    const entries = Object.entries(register.serviceAccounts);
    const listedKinds = Object.entries(serviceAccounts) as [
      ServiceAccountKind,
      (typeof serviceAccounts)[ServiceAccountKind],
    ][];
    const each = entries.map(([id, { kind, roles, account, login, spaces }]): Finding => {
      const subject = subjectOf(register.id, "serviceAccounts", id);
      if (kind === undefined) return { subject, problems: ["it is of no kind that the run book names"] };
      const planned = serviceAccounts[kind];
      const wanted = [...planned.roles].sort();
      const provider = register.accounts[account]?.provider;
      return {
        subject,
        problems: problems(
          roles.toSorted().join() !== wanted.join() && `it has ${listed(roles)}, not exactly ${listed(wanted)}`,
          provider !== planned.provider && `it is at ${provider ?? "an unknown provider"}, not at ${planned.provider}`,
          planned.provider === "aws" && login === undefined && "it has no login, so no stack makes it",
          planned.provider === "cloud-gov" && spaces?.length !== 1 && "it is not of exactly one space",
        ),
      };
    });
    const inAccounts = [...new Set(Object.values(register.environments).map(({ account }) => account))];
    const perAccount = inAccounts.flatMap((account) =>
      listedKinds
        .filter(([, { provider }]) => provider === "aws")
        .map(([kind]) => {
          const found = entries.filter(([, entry]) => entry.kind === kind && entry.account === account).length;
          return {
            subject: subjectOf(register.id, "accounts", account),
            problems: problems(found !== 1 && `it has ${found} service accounts of the kind ${kind}, not one`),
          };
        }),
    );
    const perEnvironment = Object.entries(register.environments).map(([id, { spaces }]) => {
      const found = entries.filter(
        ([, entry]) => entry.kind === "cloud-gov" && entry.spaces?.some((space) => spaces.includes(space)),
      ).length;
      return {
        subject: subjectOf(register.id, "environments", id),
        problems: problems(found !== 1 && `${found} accounts at cloud.gov deploy to it, not one`),
      };
    });
    return [...each, ...perAccount, ...perEnvironment];
  },
};
