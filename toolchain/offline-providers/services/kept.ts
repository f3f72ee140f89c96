import { SIGNATURE } from "../wire.ts";

/** What the made-up services hold: what offline runs made, with whose it is and where. */

/** Properties as JSON. */
export type Json = Readonly<Record<string, unknown>>;

/** One thing at a service. */
export interface Kept {
  readonly type: string;
  /** The provider's id of it. */
  readonly id: string;
  readonly inputs: Json;
  /** What the provider tells of it, without what is secret. */
  readonly outputs: Json;
  /** AWS: account and region of the provider that made it. */
  readonly account: string;
  readonly region: string;
  /** GitHub: the organisation. */
  readonly owner: string;
  /** When it was last written. */
  readonly changedAt: string;
}

interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly custom?: boolean;
  readonly external?: boolean;
  readonly id?: string;
  readonly provider?: string;
  readonly inputs?: Json;
  readonly outputs?: Json;
  readonly created?: string;
  readonly modified?: string;
}

/** What stacks hold at the services, by their deployments. Components and providers are no service's. */
export function keptBy(deployments: readonly Json[]): Kept[] {
  return deployments.flatMap((deployment) => {
    const resources = (deployment.resources ?? []) as readonly StateResource[];
    const settings = new Map(
      resources
        .filter(({ type }) => type.startsWith("pulumi:providers:"))
        .map(({ urn, id, inputs = {} }) => [`${urn}::${id}`, inputs]),
    );
    return resources.flatMap(({ type, id, custom, external, provider = "", inputs = {}, outputs = {}, ...times }) => {
      if (!custom || external || id === undefined || type.startsWith("pulumi:")) return [];
      const { allowedAccountIds, region = "", owner = "" } = settings.get(provider) ?? {};
      const [account = ""] = allowedAccountIds === undefined ? [] : (JSON.parse(String(allowedAccountIds)) as string[]);
      return {
        ...{ type, id, account, region: String(region), owner: String(owner) },
        ...{ inputs: told(inputs), outputs: told(outputs) },
        changedAt: times.modified ?? times.created ?? "",
      };
    });
  });
}

function told(properties: Json): Json {
  return Object.fromEntries(
    Object.entries(properties).filter(
      ([, value]) => typeof value !== "object" || value === null || !(SIGNATURE in value),
    ),
  );
}

/** A property as text; empty where there is none. */
export function text(properties: Json, name: string): string {
  const value = properties[name];
  return value === undefined || value === null ? "" : String(value);
}

/** Picks what is of a type, whose package and module stand in `prefix`. */
export const ofType = (prefix: string) => (kept: readonly Kept[], type: string) =>
  kept.filter((each) => each.type === `${prefix}${type}`);

/** Whether a thing has that value as an input. */
export const isFor = (name: string, value: string) => (each: Kept) => text(each.inputs, name) === value;
