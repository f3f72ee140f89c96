import type { Register, RegisterId } from "../../../model/register.ts";
import type { Whose } from "../../../readings/adapter.ts";
import { rootOnServers } from "../../settings/readings.ts";
import { onceFor } from "../once-for.ts";
import { type ClausesOfSystem, clausesOfSystems } from "./clauses.ts";

/** Something whose access the register lists, and which can be read: a system, an account with a provider, the servers. */
export interface SystemToRead extends ClausesOfSystem {
  readonly register: RegisterId;
  /** The id of the system in the register, of the account where no system has it, or `root` for the servers. */
  readonly id: string;
  readonly title: string;
  /** What the register lists of it: grants of roles, users of an account, or root. */
  readonly lists: "grants" | "users" | "root";
  /** The account that it is in the register, where it is one. */
  readonly account?: string;
  /** Which adapter reads it: the account's provider, else the system's id. */
  readonly service: string;
  readonly whose: Whose;
}

/** The service whose adapter reads root's authorised keys. */
export const rootService = "servers";

/** Everything of a register that can be read, in its order: systems, then accounts that are no system, then the servers. */
export const systemsToRead = onceFor((register: Register): readonly SystemToRead[] => {
  const { id: registerId, systems, accounts, servers, rootGrants } = register;
  const about = (id: string) => ({
    register: registerId,
    id,
    ...clausesOfSystem(registerId, id),
  });
  const taken = new Set(Object.values(systems).flatMap(({ account }) => account ?? []));
  return [
    ...Object.entries(systems).map(
      ([id, { title, url, account }]): SystemToRead => ({
        ...about(id),
        ...{ title, lists: "grants", service: (account && accounts[account]?.provider) ?? id },
        ...(account !== undefined && { account }),
        whose: { ...whoseOf(register, account, id), ...(url !== undefined && { url }) },
      }),
    ),
    ...Object.entries(accounts)
      .filter(([id]) => !taken.has(id) && !Object.hasOwn(systems, id))
      .map(
        ([id, { name, provider }]): SystemToRead => ({
          ...about(id),
          ...{ title: `${provider} (${name})`, lists: "users", account: id, service: provider },
          whose: whoseOf(register, id, id),
        }),
      ),
    ...(Object.keys(servers).length + Object.keys(rootGrants).length === 0
      ? []
      : [
          {
            ...about(rootOnServers),
            ...{ title: "root on the servers", lists: "root", service: rootService },
            whose: { name: registerId, things: Object.keys(servers), names: namesOf(register) },
          } satisfies SystemToRead,
        ]),
  ];
});

/** What servers are called beside their ids: how they are reached, and what Salt calls them. */
function namesOf({ servers }: Register): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    Object.entries(servers).map(([id, { hostname, saltTarget }]) => [
      id,
      [hostname, ...(saltTarget === undefined ? [] : [saltTarget])],
    ]),
  );
}

function clausesOfSystem(register: RegisterId, id: string): ClausesOfSystem {
  const { systems, otherwise } = clausesOfSystems[register];
  return (Object.hasOwn(systems, id) ? systems[id] : undefined) ?? otherwise;
}

/** By what name the service knows it, and what the register has of it there. */
function whoseOf({ accounts, repositories }: Register, account: string | undefined, id: string): Whose {
  const found = account === undefined ? undefined : accounts[account];
  if (found === undefined) return { name: id, things: [] };
  const name = found.accountId ?? found.name;
  const ours = Object.entries(repositories).filter(([, { owner, managed }]) => managed && owner === found.name);
  return { name, things: found.provider === "github" ? ours.map(([repository]) => repository) : [] };
}
