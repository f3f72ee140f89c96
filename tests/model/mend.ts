import type { Register } from "../../model/register.ts";
import type { Repository } from "../../model/schema/change.ts";
import type { Domain, Sender } from "../../model/schema/mail.ts";
import type { Person } from "../../model/schema/people.ts";
import { sshKeyOf } from "./ssh-key.ts";

/** Makes a register of right shape agree with itself: what the loader checks between two places. */
export function mend(register: Register): Register {
  const systems = mapEntries(register.systems, (system) =>
    Object.keys(system.roles).length > 0 ? system : { ...system, roles: { member: { title: "Member" } } },
  );
  const spacesOf = (account: string | undefined) => {
    const spaces = account === undefined ? undefined : register.accounts[account]?.spaces;
    return spaces && Object.keys(spaces);
  };
  const grants = mapEntries(register.grants, (lists, system) => {
    const roles = Object.keys(systems[system]?.roles ?? {});
    const spaces = spacesOf(systems[system]?.account);
    const kept = Object.values(lists).slice(0, roles.length);
    return Object.fromEntries(
      kept.map((list, at) => [
        roles[at],
        list.map((grant) =>
          grant.space === undefined || spaces === undefined || spaces.includes(grant.space)
            ? inOrder(grant, "createdOn", "updatedOn", "revokedOn")
            : without(inOrder(grant, "createdOn", "updatedOn", "revokedOn"), "space"),
        ),
      ]),
    );
  });
  return {
    ...register,
    systems,
    grants,
    people: mapEntries(register.people, mendPerson),
    servers: mapEntries(register.servers, (server, _, at) => ({
      ...server,
      hostname: `host-${at}.example.org`,
      ...(server.saltTarget === undefined ? {} : { saltTarget: `minion-${at}` }),
      ...(server.ipv4 === undefined ? {} : { ipv4: `192.0.2.${at + 1}` }),
      ...(server.ipv6 === undefined ? {} : { ipv6: `2001:db8::${at + 1}` }),
    })),
    repositories: mapEntries(register.repositories, mendRepository),
    phoneNumbers: mapEntries(register.phoneNumbers, (number, _, at) => ({
      ...number,
      phoneNumberId: `phone-${String(at).padStart(32, "0")}`,
    })),
    rootGrants: mapEntries(register.rootGrants, (list) =>
      list.map((grant) => inOrder(grant, "grantedOn", "revokedOn")),
    ),
    serviceAccounts: mapEntries(register.serviceAccounts, (entry, _, at) => {
      const spaces = spacesOf(entry.account);
      const login = entry.login === undefined ? {} : { login: `robot-${at}` };
      return { ...entry, ...login, ...(entry.spaces === undefined || spaces === undefined ? {} : { spaces }) };
    }),
    environments: mapEntries(register.environments, (entry) => ({
      ...entry,
      spaces: spacesOf(entry.account) ?? entry.spaces,
    })),
    domains: mapEntries(register.domains, (domain, name) =>
      mendDomain(domain, name, Object.keys(register.environments)),
    ),
    credentials: mapEntries(register.credentials, (entry) => inOrder(entry, "issuedOn", "rotatedOn")),
    vulnerabilities: mapEntries(register.vulnerabilities, (entry) => inOrder(entry, "detectedOn", "closedOn")),
    waivers: mapEntries(register.waivers, (entry) => inOrder(entry, "grantedOn", "expiresOn")),
    restageRuns: register.restageRuns.map((run) => inOrder(run, "startedAt", "finishedAt")),
  };
}

/** Whether no two roles have one name in a stack; too rare in random registers to be worth mending. */
export function hasDistinctRoleNames({ systems }: Register): boolean {
  const names = Object.entries(systems).flatMap(([system, { roles }]) =>
    Object.keys(roles).map((r) => `${system}-${r}`),
  );
  return new Set(names).size === names.length;
}

function mendPerson(person: Person, id: string, at: number): Person {
  return {
    ...inOrder(person, "joinedOn", "roleChangedOn", "leftOn"),
    email: `${id}@example.org`,
    ...(person.github === undefined ? {} : { github: `login-${at}` }),
    ...(person.sshKeys === undefined ? {} : { sshKeys: person.sshKeys.map((_, key) => sshKeyOf(id, at * 10 + key)) }),
  };
}

function mendRepository(repository: Repository): Repository {
  const branches = mapEntries(repository.branches, (branch) => ({
    ...branch,
    mergedBy: branch.mergedBy.filter((team) => Object.hasOwn(repository.teams, team)),
  }));
  const [first] = Object.keys(branches);
  return first === undefined
    ? { ...repository, branches, managed: false }
    : { ...repository, branches, defaultBranch: first };
}

function mendDomain(domain: Domain, name: string, environments: readonly string[]): Domain {
  const { senders, spf, receives, mtaSts, delegations, aliases, texts, ...rest } = domain;
  const hosts = receives?.map(({ host }) => host) ?? [];
  const [environment] = environments;
  return {
    ...rest,
    ...(environment !== undefined && { environment: domain.environment ?? environment }),
    ...(domain.sendsMail && spf !== undefined && { spf }),
    // Each under a name of its own, so that no two have a key in common.
    ...(domain.sendsMail &&
      senders !== undefined && {
        senders: mapEntries(senders, (sender, _, at) => ({ ...mendSender(sender), host: `s${at}.${name}` })),
      }),
    ...(receives !== undefined && { receives: receives.filter(({ host }, at) => hosts.indexOf(host) === at) }),
    ...(mtaSts !== undefined && hosts.length > 0 && { mtaSts }),
    // Below it, and each at a name where nothing else stands.
    ...(delegations !== undefined && { delegations: renamed(delegations, (at) => `delegated-${at}.${name}`) }),
    ...(aliases !== undefined && { aliases: renamed(aliases, (at) => `alias-${at}.${name}`) }),
    ...(texts !== undefined && { texts: renamed(texts, (at) => `text-${at}.${name}`) }),
  };
}

function renamed<T>(entries: Readonly<Record<string, T>>, nameAt: (at: number) => string): Record<string, T> {
  return Object.fromEntries(Object.values(entries).map((entry, at) => [nameAt(at), entry]));
}

function mendSender(sender: Sender): Sender {
  const { region = "us-east-1", mailFrom = "mail", account, sendsFrom, feedback, dkimAliases: _, ...rest } = sender;
  const ses = {
    ...{ region, mailFrom },
    ...(account !== undefined && { account }),
    ...(sendsFrom !== undefined && { sendsFrom }),
    ...(feedback !== undefined && { feedback }),
  };
  return { ...rest, ...(rest.kind === "ses" && ses), ...(rest.kind === "other" && { include: "spf.example.org" }) };
}

/** An entry whose dates, as far as it has them, are in the order of `keys`. */
function inOrder<T extends object, K extends keyof T>(entry: T, ...keys: K[]): T {
  const held = keys.filter((key) => entry[key] !== undefined);
  const dates = held.map((key) => String(entry[key])).toSorted();
  return { ...entry, ...Object.fromEntries(held.map((key, at) => [key, dates[at]])) };
}

function without<T extends object, K extends keyof T>(entry: T, key: K): Omit<T, K> {
  const { [key]: _, ...rest } = entry;
  return rest;
}

function mapEntries<T, U>(
  entries: Readonly<Record<string, T>>,
  change: (entry: T, id: string, at: number) => U,
): Record<string, U> {
  return Object.fromEntries(Object.entries(entries).map(([id, entry], at) => [id, change(entry, id, at)]));
}
