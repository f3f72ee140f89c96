import type { Register } from "../../model/register.ts";
import type { Answer } from "./answer.ts";
import { type Ask, aws, cloudflare, github, hcloud, linode } from "./ask.ts";
import type { Context, Found } from "./finder.ts";
import { finders } from "./finders/index.ts";
import type { Json, Plan, Planned } from "./planned.ts";

/** What a resource of the program is at its service. */
export interface Match {
  readonly planned: Planned;
  readonly found: Found;
}

/** The context of a stack, but for the answers. */
export type Place = Omit<Context, "items">;

/** Where the providers of a stack look, by its plan, and what the register says of secrets. */
export function placeOf({ resources, providers }: Plan, register: Register): Place {
  const organization = String(providers.github?.owner ?? "");
  const region = String(providers.aws?.region ?? "");
  const account = accountOf(providers.aws?.allowedAccountIds);
  return {
    ...{ planned: resources, organization, region, account },
    ...{ github: github(organization), aws: aws(account, region), cloudflare, linode, hcloud },
    rotatedOn: (repository, environment, secret) => {
      const kept = Object.values(register.credentials).find(({ storedIn = [] }) =>
        storedIn.some(
          (each) => each.repository === repository && each.environment === environment && each.secretName === secret,
        ),
      );
      return kept && (kept.rotatedOn ?? kept.issuedOn);
    },
  };
}

function accountOf(allowed: unknown): string {
  if (typeof allowed !== "string") return "";
  const [account = ""] = JSON.parse(allowed) as string[];
  return account;
}

/** What would be made, because the state does not have it: what may be there already. */
export function toAdopt({ resources }: Plan): Planned[] {
  return resources.filter(({ custom, step }) => custom && (step === "create" || step === "import"));
}

/** Everything that is asked of the services for some resources, each once, in the order of the files. */
export function asksFor(resources: readonly Planned[], place: Place): Ask[] {
  const asks = new Map(
    resources.flatMap((planned) => finders[planned.type]?.asks(planned, place) ?? []).map((ask) => [ask.file, ask]),
  );
  return [...asks.values()].sort((a, b) => (a.file < b.file ? -1 : 1));
}

/** Looks for each resource in the answers. */
export function match(resources: readonly Planned[], place: Place, answers: ReadonlyMap<string, Answer>): Match[] {
  const context: Context = { ...place, items: (ask) => itemsOf(answers.get(ask.file)) };
  return resources.map((planned) => {
    const finder = finders[planned.type];
    const found: Found = finder?.find(planned, context) ?? {
      is: "untold",
      why: `adopt knows no way to find a ${planned.type}`,
    };
    return { planned, found };
  });
}

function itemsOf(answer: Answer | undefined): readonly Json[] | undefined {
  return answer !== undefined && "items" in answer ? answer.items : undefined;
}

/** Two resources that would be imported as one and the same thing. */
export function claimedTwice(matches: readonly Match[]): string[] {
  const seen = new Map<string, string>();
  return matches.flatMap(({ planned, found }) => {
    if (found.is !== "there") return [];
    const key = `${planned.type} ${found.id}`;
    const other = seen.get(key);
    seen.set(key, planned.name);
    return other === undefined ? [] : [`${planned.type} ${found.id} is both ${other} and ${planned.name}`];
  });
}
