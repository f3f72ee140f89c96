import { subjectOf } from "../../../model/register.ts";
import { notify } from "../../settings/notify.ts";
import { listed, problems } from "../grants.ts";
import { sharing } from "../sharing.ts";
import { type Agreement, entryOf } from "./pair.ts";

/** Where something is, said of the place and of what is in it. */
export const placesAgree: readonly Agreement[] = [
  {
    facts: ["accounts.*.accountId", "accounts.*.provider", "accounts.*.name"],
    what: "An account stands in the register once: no two entries have one account's id, or its name with the provider.",
    judge: ({ id: register, accounts }) => {
      const sameId = sharing(accounts, ({ accountId }) => accountId);
      const sameName = sharing(accounts, ({ provider, name }) => `${provider} ${name.trim().toLowerCase()}`);
      return Object.entries(accounts).map(([id, account]) => {
        const [byId, byName] = [sameId(id, account), sameName(id, account)];
        return {
          subject: subjectOf(register, "accounts", id),
          problems: problems(
            byId !== undefined && `its accountId is also that of ${byId}`,
            byName !== undefined && `its name at ${account.provider} is also that of ${byName}`,
            account.provider === "aws" && account.accountId === undefined && "it is of AWS and has no accountId",
          ),
        };
      });
    },
  },
  {
    facts: ["accounts.*.partition", "accounts.*.region"],
    what: "An AWS account's region is one of its partition.",
    judge: ({ id: register, accounts }) =>
      Object.entries(accounts).map(([id, { partition, region }]) => ({
        subject: subjectOf(register, "accounts", id),
        problems: problems(
          partition !== undefined &&
            region !== undefined &&
            !isInPartition(region, partition) &&
            `its region ${region} is not in its partition ${partition}`,
        ),
      })),
  },
  {
    facts: ["environments.*.region", "accounts.*.region", "accounts.*.partition"],
    what: "An environment is in its account's partition and, where the account has one, in its region.",
    judge: ({ id: register, accounts, environments }) =>
      Object.entries(environments).map(([id, { account, region }]) => {
        const where = entryOf(accounts, account);
        return {
          subject: subjectOf(register, "environments", id),
          problems: problems(
            where?.region !== undefined &&
              where.region !== region &&
              `its region is ${region}, and that of its account ${account} is ${where.region}`,
            where?.partition !== undefined &&
              !isInPartition(region, where.partition) &&
              `its region ${region} is not in the partition ${where.partition} of its account ${account}`,
          ),
        };
      }),
  },
  {
    facts: ["environments.*.spaces.*", "accounts.*.spaces.*"],
    what: "A space of an environment is a space of an account, and of no other environment.",
    judge: ({ id: register, environments, accounts }) => {
      const known = new Set(Object.values(accounts).flatMap(({ spaces = {} }) => Object.keys(spaces)));
      return Object.entries(environments).map(([id, { spaces }]) => ({
        subject: subjectOf(register, "environments", id),
        problems: spaces.flatMap((space) => {
          const others = Object.keys(environments).filter(
            (other) => other !== id && environments[other]?.spaces.includes(space) === true,
          );
          return problems(
            !known.has(space) && `its space ${space} is in no account`,
            others.length > 0 && `its space ${space} is also that of ${listed(others)}`,
          );
        }),
      }));
    },
  },
  {
    facts: ["serviceAccounts.*.spaces.*", "accounts.*.spaces.*"],
    what: "A space of a service account is a space of its account.",
    judge: ({ id: register, serviceAccounts, accounts }) =>
      Object.entries(serviceAccounts).map(([id, { account, spaces = [] }]) => ({
        subject: subjectOf(register, "serviceAccounts", id),
        problems: spaces.flatMap((space) =>
          problems(
            !Object.hasOwn(entryOf(accounts, account)?.spaces ?? {}, space) && `${account} has no space ${space}`,
          ),
        ),
      })),
  },
  {
    facts: ["repositories.*.teams.*", "repositories.*.codeOwners.*.team", "repositories.*.branches.*.mergedBy.*"],
    what: "Who merges into a repository of ours, or owns code in it, may write to it: GitHub leaves out, without a word, who may not.",
    judge: ({ id: register, repositories }) =>
      Object.entries(repositories)
        .filter(([, { managed }]) => managed)
        .map(([id, { teams, codeOwners = [], branches }]) => {
          const named = [
            ...codeOwners.map(({ team }) => team),
            ...Object.values(branches).flatMap((each) => each.mergedBy),
          ];
          const idle = [...new Set(named)].filter((team) => !mayWrite(entryOf(teams, team)));
          return {
            subject: subjectOf(register, "repositories", id),
            problems: idle.map(
              (team) =>
                `${team} merges or owns code and may only ${entryOf(teams, team) ?? "look from outside"}; it needs push`,
            ),
          };
        }),
  },
  {
    facts: ["repositories.*.managed", "repositories.*.owner"],
    what: "A repository is ours to manage when, and only when, its owner on GitHub is.",
    judge: ({ id: register, repositories }) =>
      Object.entries(repositories).map(([id, { managed, owner }]) => ({
        subject: subjectOf(register, "repositories", id),
        problems: problems(
          register === "notify" &&
            managed !== (owner.toLowerCase() === notify.githubOwner.toLowerCase()) &&
            `it is ${managed ? "" : "not "}managed, and its owner is ${owner}`,
        ),
      })),
  },
  {
    facts: ["deployments.*.service", "deployments.*.server", "services.*.server"],
    what: "A deployment is to the server of its service.",
    judge: ({ id: register, deployments, services }) =>
      deployments.map(({ service, server }, index) => ({
        subject: subjectOf(register, "deployments", index),
        problems: problems(
          service !== undefined &&
            entryOf(services, service)?.server !== server &&
            `${service} is on ${entryOf(services, service)?.server ?? "no server"}, not on ${server}`,
        ),
      })),
  },
];

/** Whether a permission of GitHub's is to write: what is not known is not. */
function mayWrite(permission: string | undefined): boolean {
  return permission === "push" || permission === "maintain" || permission === "admin";
}

/** Whether a region is one of a partition of AWS: GovCloud's are named so, and no other's. */
function isInPartition(region: string, partition: string): boolean {
  return (partition === "aws-us-gov") === region.startsWith("us-gov-");
}
