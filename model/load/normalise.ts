import type { Register } from "../register.ts";

/**
 * The one form of a register that says the same: every role of a system and every server has its list of grants, be it
 * empty, and lists that are kept per server or environment follow the order of those. Reading a register's records back
 * gives this form. The input is not changed.
 */
export function normalise(register: Register): Register {
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
