import type { Register } from "./register.ts";
import type { Environment } from "./schema/hosting.ts";

/** How an environment's alarms reach people. */
export type Alerts = NonNullable<Environment["alerts"]>;

/**
 * The environments whose alarms reach people by what an environment's stack makes, and how each one's do: its own, and
 * those of the environments that share its account, since a chat channel may be set up once in an account. None for an
 * environment that shares another one's account itself.
 */
export function alertsMadeBy(register: Register, id: string): Readonly<Record<string, Alerts>> {
  const of = (each: string) => (Object.hasOwn(register.environments, each) ? register.environments[each] : undefined);
  if (of(id) === undefined || of(id)?.sharesAccountWith !== undefined) return {};
  const sharers = Object.keys(register.environments).filter((each) => of(each)?.sharesAccountWith === id);
  return Object.fromEntries(
    [id, ...sharers].flatMap((each): [string, Alerts][] => {
      const alerts = of(each)?.alerts;
      return alerts === undefined ? [] : [[each, alerts]];
    }),
  );
}
