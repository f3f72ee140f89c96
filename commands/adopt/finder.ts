import type { Ask, aws, cloudflare, github, hcloud, linode } from "./ask.ts";
import type { Json, Planned } from "./planned.ts";

/** Whether what a program declares is there. */
export type Found =
  | {
      readonly is: "there";
      /** The id that the provider's importer takes; with `outputs`, the one that the provider itself would give. */
      readonly id: string;
      /** Inputs besides those that the service tells. */
      readonly inputs?: Json;
      /** All of it, where the provider cannot import the type, or would not import it as it is. */
      readonly outputs?: Json;
      /** What of the listing it is. */
      readonly claims: readonly Json[];
      readonly note?: string;
    }
  | { readonly is: "absent"; readonly why: string }
  /** It cannot be told: something that was asked has no usable answer, which is told by itself. */
  | { readonly is: "untold"; readonly why?: string };

/** What a finder looks at. */
export interface Context {
  /** The things in an answer; undefined where it cannot be used. */
  items(ask: Ask): readonly Json[] | undefined;
  /** Everything that the stack declares. */
  readonly planned: readonly Planned[];
  readonly github: ReturnType<typeof github>;
  readonly aws: ReturnType<typeof aws>;
  readonly cloudflare: typeof cloudflare;
  readonly linode: typeof linode;
  readonly hcloud: typeof hcloud;
  readonly organization: string;
  readonly account: string;
  readonly region: string;
  /** When the credential that is kept in a secret of an environment was last rotated; undefined for none that is known. */
  rotatedOn(repository: string, environment: string, secret: string): string | undefined;
}

/** How a type is found: what is asked for it, and how it is told in the answers. */
export interface Finder {
  asks(planned: Planned, context: Omit<Context, "items">): readonly Ask[];
  find(planned: Planned, context: Context): Found;
}

/** An input as text; empty where there is none. */
export function text(properties: Json, name: string): string {
  const value = properties[name];
  return value === undefined || value === null ? "" : String(value);
}

/** The one item with such a value, by the spelling that the service compares. */
export function itemBy(
  items: readonly Json[],
  name: string,
  value: string,
  spelling: "exact" | "any case" = "exact",
): Json | undefined {
  const key = (given: unknown) => (spelling === "exact" ? String(given) : String(given).toLowerCase());
  return items.find((item) => key(item[name]) === key(value));
}

/** A set in the program's order, which means nothing to a service, where both have the same. */
export function asWanted(found: unknown, wanted: unknown): readonly unknown[] {
  const list = Array.isArray(found) ? found : [];
  if (!Array.isArray(wanted)) return list;
  return [...list].sort().join("\n") === [...wanted].sort().join("\n") ? wanted : list;
}

/** What a TXT record says, without the quotes around it and those that part it. */
export function textSaid(content: string): string {
  return content.replaceAll(/"\s+"/g, "").replaceAll(/^"|"$/g, "");
}

/** What a team is given in a repository, by the name that GitHub lists it under. */
export function permissionOf(role: string): string {
  return { read: "pull", write: "push" }[role] ?? role;
}

/** A type that stands in a list, and is imported by something of its entry there. */
export function listed(
  askOf: (context: Omit<Context, "items">, planned: Planned) => Ask,
  match: (item: Json, planned: Planned, context: Context) => boolean,
  idOf: (item: Json, planned: Planned, context: Context) => string,
): Finder {
  return {
    asks: (planned, context) => [askOf(context, planned)],
    find: (planned, context) => {
      const ask = askOf(context, planned);
      const items = context.items(ask);
      if (items === undefined) return { is: "untold" };
      const item = items.find((each) => match(each, planned, context));
      if (item === undefined) return { is: "absent", why: `${ask.file} has none` };
      return { is: "there", id: idOf(item, planned, context), claims: [item] };
    },
  };
}
