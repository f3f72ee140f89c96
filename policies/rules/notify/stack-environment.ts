import { type AwsPlace, awsPlaceOf } from "../../../model/arn.ts";
import { type Alerts, alertsMadeBy } from "../../../model/environments.ts";
import type { Register } from "../../../model/register.ts";
import type { Environment } from "../../../model/schema/hosting.ts";
import { type Resource, stackOf } from "../rule.ts";

/** The environment that a stack is for: `notify-staging` is for staging. */
export interface StackEnvironment {
  readonly id: string;
  readonly environment: Environment;
  readonly place: AwsPlace;
  /** Whether the stack makes what its account has once in a region. */
  readonly ownsAccount: boolean;
  /** The environments whose alarms the stack brings to people, and how; none where another stack owns the account. */
  readonly alerts: Readonly<Record<string, Alerts>>;
}

/** The environments whose alarms a stack brings to people over AWS's chat service. */
export function alertsInChat({ alerts }: StackEnvironment): string[] {
  return Object.keys(alerts).filter((id) => alerts[id]?.relay === undefined);
}

/** The environment of a stack; undefined for a stack that is for none, and for one whose account is not known. */
export function environmentOfStack(register: Register, stack: string): StackEnvironment | undefined {
  const id = /^notify-(.+)$/.exec(stack)?.[1];
  if (id === undefined || !Object.hasOwn(register.environments, id)) return undefined;
  const environment = register.environments[id];
  const place = awsPlaceOf(register, id);
  return environment === undefined || place === undefined
    ? undefined
    : {
        ...{ id, environment, place },
        ownsAccount: environment.sharesAccountWith === undefined,
        alerts: alertsMadeBy(register, id),
      };
}

/** The environment of the stack that a resource stands in. */
export function environmentOf(register: Register, resource: Resource): StackEnvironment | undefined {
  return environmentOfStack(register, stackOf(resource));
}

/** What is said of a resource that belongs into an environment's stack and is not in one. */
export const inNoEnvironment =
  "its stack is for no environment of the register, so it is not known what may be in its account";
