import { type NormalForm, normalForms } from "../normal-form.ts";
import type { Register } from "../register.ts";

/** What the register writes as somebody likes, and a service reads in one way. `*` stands for each entry, `[]` for each of a list. */
const spelled: readonly (readonly [path: string, form: NormalForm])[] = [
  ["people.*.github", "name"],
  ["people.*.email", "email"],
  ["servers.*.contact", "email"],
  ["servers.*.ipv4", "network"],
  ["servers.*.ipv6", "network"],
  ["accounts.*.users.*.email", "email"],
  ["serviceAccounts.*.deploysFrom.[]", "network"],
  ["environments.*.sendsFrom.[]", "network"],
  ["environments.*.apiUrl", "url"],
  ["environments.*.alerts.relay", "url"],
  ["domains.*.dmarc.aggregateReports.[]", "email"],
  ["domains.*.dmarc.forensicReports.[]", "email"],
  ["domains.*.tlsReports.[]", "email"],
  ["domains.*.senders.*.sendsFrom.[]", "network"],
  ["domains.*.senders.*.feedback", "email"],
];

/**
 * The one form of a register that says the same: every role of a system and every server has its list of grants, be it
 * empty, lists that are kept per server or environment follow the order of those, and what a service reads in one way is
 * written in one. Reading a register's records back gives this form. The input is not changed.
 */
export function normalise(written: Register): Register {
  const register = spelled.reduce(
    (all, [path, form]) => respelled(all, path.split("."), normalForms[form]) as Register,
    written,
  );
  const { systems, servers, environments } = register;
  const grants = Object.entries(systems).map(([system, { roles }]) => [
    system,
    Object.fromEntries(Object.keys(roles).map((role) => [role, register.grants[system]?.[role] ?? []])),
  ]);
  const rootGrants = Object.keys(servers).map((server) => [server, register.rootGrants[server] ?? []]);
  return {
    ...register,
    grants: { ...register.grants, ...Object.fromEntries(grants) },
    rootGrants: { ...register.rootGrants, ...Object.fromEntries(rootGrants) },
    deployments: inOrderOf(Object.keys(servers), register.deployments, ({ server }) => server),
    smokeTests: inOrderOf(Object.keys(environments), register.smokeTests, ({ environment }) => environment),
  };
}

function inOrderOf<T>(order: readonly string[], items: readonly T[], keyOf: (item: T) => string): T[] {
  const rank = new Map(order.map((key, index) => [key, index]));
  const rankOf = (item: T) => rank.get(keyOf(item)) ?? order.length;
  return items.toSorted((a, b) => rankOf(a) - rankOf(b));
}

/** A value in which the texts at a path are in another form; where there is nothing at the path, as it was. */
function respelled(value: unknown, [step, ...rest]: readonly string[], form: (text: string) => string): unknown {
  if (step === undefined) return typeof value === "string" ? form(value) : value;
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return step === "[]" ? value.map((item) => respelled(item, rest, form)) : value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      key,
      step === "*" || step === key ? respelled(each, rest, form) : each,
    ]),
  );
}
