import type { DateText } from "../../../model/dates.ts";
import type { Register } from "../../../model/register.ts";
import type { Organisation } from "../../../model/schema/people.ts";
import { isActive } from "../../../policies/rules/grants.ts";
import type { Group } from "../yaml.ts";

/** The order in which people read a list of keys: who answers for the servers comes first. */
const kindOrder: readonly Organisation["kind"][] = ["owner", "manager", "partner", "contractor", "agency"];

/**
 * The keys of those who have root by the list of grants under `server` (an id or `*`), by organisation: owners, managers,
 * partners, then others, each in the order of the register. Everybody is listed once; a holder without a key is not there.
 */
export function rootKeys(register: Register, server: string, asOf: DateText): Group[] {
  const holders = new Set(
    (register.rootGrants[server] ?? []).filter((grant) => isActive(grant, asOf)).map(({ person }) => person),
  );
  return Object.entries(register.organisations)
    .toSorted(([, a], [, b]) => kindOrder.indexOf(a.kind) - kindOrder.indexOf(b.kind))
    .map(([id, { name }]) => ({
      title: name,
      items: Object.entries(register.people)
        .filter(([person, { organisation }]) => organisation === id && holders.has(person))
        .flatMap(([, { sshKeys = [] }]) => sshKeys),
    }));
}

/**
 * The keys of machines that let into each service's account on a server: account to keys, an account without any too. A
 * service whose account has another name is there by its own as well, since states read either.
 */
export function accountKeys(register: Register, server: string): Record<string, Group[]> {
  const services = Object.entries(register.services).filter(([, service]) => service.server === server);
  const accounts = Map.groupBy(services, ([, { user }]) => user);
  const byAccount = [...accounts].flatMap(([user, members]): [string, Group[]][] =>
    user === undefined ? [] : [[user, members.map(([id, { title }]) => ({ title, items: robotKeys(register, id) }))]],
  );
  const byService = services.flatMap(([id, { title, user }]): [string, Group[]][] =>
    user === undefined || accounts.has(id) ? [] : [[id, [{ title, items: robotKeys(register, id) }]]],
  );
  return Object.fromEntries([...byAccount, ...byService]);
}

function robotKeys(register: Register, service: string): string[] {
  return Object.values(register.credentials)
    .filter((credential) => credential.kind === "ssh-key" && credential.service === service)
    .flatMap(({ publicKey }) => publicKey ?? []);
}
