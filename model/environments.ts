import type { Register } from "./register.ts";
import type { Environment } from "./schema/hosting.ts";

/** How an environment's alarms reach people. */
export type Alerts = NonNullable<Environment["alerts"]>;

/**
 * The environments whose alarms reach people by what an environment's stack makes, and how each one's do: its own, and
 * those of the environments that share its account, since a chat channel may be set up once in an account. None for an
 * environment that shares another one's account itself.
 */
export function alertsMadeBy({ environments }: Register, id: string): Readonly<Record<string, Alerts>> {
  const owner = Object.hasOwn(environments, id) ? environments[id] : undefined;
  if (owner === undefined || owner.sharesAccountWith !== undefined) return {};
  const sharers = Object.entries(environments).filter(([, { sharesAccountWith }]) => sharesAccountWith === id);
  return Object.fromEntries(
    [[id, owner] as const, ...sharers].flatMap(([each, { alerts }]) =>
      alerts === undefined ? [] : [[each, alerts] as const],
    ),
  );
}
