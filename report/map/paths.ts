import { compare } from "../../driver/events.ts";
import type { DateText } from "../../model/dates.ts";
import type { Register } from "../../model/register.ts";
import { everyServer } from "../../model/schema/access.ts";
import { loginsOf } from "../access/holdings.ts";
import { hasLeft } from "../access/identity.ts";
import { type Reach, reachOf, roleWords } from "../access/reach.ts";
import { counted } from "../words.ts";
import type { AccessPath } from "./register-map.ts";

/** Something that runs, or holds what runs. */
interface Target {
  readonly to: string;
  readonly production: boolean;
}

/** A step of a path: a role and one thing that opens the target by it. */
interface Step extends Target {
  readonly role: string;
  readonly through: string;
}

/**
 * Every way in which the people of a register reach what runs: by what they hold, what that opens, and where that leads.
 * What is alike but for what opens it is one path. By person.
 */
export function pathsOf(register: Register, asOf: DateText): AccessPath[] {
  return Object.keys(register.people)
    .sort(compare)
    .flatMap((person) => {
      const steps = stepsOf(register, person, asOf);
      const alike = Map.groupBy(steps, ({ role, to }) => JSON.stringify([role, to]));
      return [...alike.values()].flatMap((found): AccessPath[] => {
        const [first] = found;
        if (first === undefined) return [];
        const { role, to, production } = first;
        const through = [...new Set(found.map((step) => step.through))];
        return [{ register: register.id, person, role, through, to, production }];
      });
    });
}

function stepsOf(register: Register, person: string, asOf: DateText): Step[] {
  const reach = reachOf(register, person, asOf);
  return [
    ...ownLogins(register, reach),
    ...merges(register, reach),
    ...rootOn(register, reach),
    ...(hasLeft(register, person, asOf) ? [] : sharedLogins(register, person, asOf)),
    ...reach.credentials.flatMap(({ credential, by }) => {
      const target = targetOf(register, credential);
      return target === undefined ? [] : by.map((role) => ({ role, through: credential, ...target }));
    }),
  ];
}

/** A role in the account, or in a space, of an environment is a way into it. */
function ownLogins(register: Register, { roles }: Reach): Step[] {
  return roles
    .filter(({ pending }) => !pending)
    .flatMap((held) => {
      const account = register.systems[held.of.system]?.account;
      const targets = Object.values(register.environments)
        .filter((each) => (held.where === undefined ? each.account === account : each.spaces.includes(held.where)))
        .map(({ title, production }) => ({ to: title, production }));
      const space = account === undefined ? undefined : register.accounts[account]?.spaces?.[held.where ?? ""];
      const inSpace =
        targets.length === 0 && space !== undefined
          ? [{ to: `space ${held.where}`, production: space.production }]
          : [];
      return [...targets, ...inSpace].map((target) => ({ role: roleWords(held), through: "their login", ...target }));
    });
}

/** What is merged into the branch that an environment deploys from runs there. */
function merges(register: Register, { roles }: Reach): Step[] {
  const members = roles.filter(({ pending }) => !pending);
  return Object.entries(register.repositories).flatMap(([repository, { branches, environments = {} }]) =>
    Object.entries(branches).flatMap(([branch, { mergedBy }]) =>
      Object.entries(register.environments)
        .filter(([id, { deploysFrom }]) => deploysFrom === branch && Object.hasOwn(environments, id))
        .flatMap(([, { title, production }]) =>
          members
            .filter(({ team }) => team !== undefined && mergedBy.includes(team))
            .map((held) => ({
              role: roleWords(held),
              through: `merging into ${branch} of ${repository}`,
              ...{ to: title, production },
            })),
        ),
    ),
  );
}

function rootOn({ servers }: Register, { root }: Reach): Step[] {
  const inProduction = Object.values(servers).filter(({ stage }) => stage === "production").length;
  return root.flatMap(({ at, server }) => {
    const step = { role: `root on ${server}`, through: "their SSH key" };
    if (at !== everyServer) return [{ ...step, to: server, production: servers[at]?.stage === "production" }];
    return inProduction === 0
      ? []
      : [{ ...step, to: `${counted(inProduction, "server")} in production`, production: true }];
  });
}

/** Whoever logs in at a server's provider can get at the server. */
function sharedLogins(register: Register, person: string, asOf: DateText): Step[] {
  return loginsOf(register, person, asOf).flatMap(({ account, text }) => {
    const provider = register.accounts[account]?.provider;
    const there = Object.values(register.servers).filter(
      (server) => server.provider === provider && server.stage === "production",
    );
    return there.length === 0
      ? []
      : [
          {
            role: text,
            through: "its password",
            to: `${counted(there.length, "server")} at ${account}`,
            production: true,
          },
        ];
  });
}

/**
 * What a credential opens: its environment, else its space, the account of its service account, or the server that its key
 * lets into. Where errors are sent to is no way into what sends them.
 */
function targetOf(register: Register, id: string): Target | undefined {
  const { kind, environment, space, serviceAccount, service } = register.credentials[id] ?? {};
  const known = environment === undefined ? undefined : register.environments[environment];
  if (known !== undefined) return { to: known.title, production: known.production };
  const owner = serviceAccount === undefined ? undefined : register.serviceAccounts[serviceAccount];
  const account = owner === undefined ? undefined : register.accounts[owner.account];
  const ofSpace = space === undefined ? undefined : account?.spaces?.[space];
  if (ofSpace !== undefined) return { to: `space ${space}`, production: ofSpace.production };
  if (account !== undefined) return { to: `account ${owner?.account}`, production: account.production === true };
  const server = service === undefined || kind !== "ssh-key" ? undefined : register.services[service]?.server;
  if (server === undefined) return undefined;
  const { hostname = server, stage } = register.servers[server] ?? {};
  return { to: hostname, production: stage === "production" };
}
