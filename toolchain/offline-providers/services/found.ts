import { readFileSync } from "node:fs";
import { teamId } from "../github/common.ts";
import { nodeId } from "../invent.ts";
import { importIdOf, notImportable } from "./import-ids.ts";
import type { Json, Kept } from "./kept.ts";
import { untold } from "./untold.ts";

/** Names the file with what the made-up services hold, of which an import asks. */
const SERVICES_VARIABLE = "GATEHOUSE_OFFLINE_SERVICES";

/** What an import of the offline providers finds: the service's own word for a thing, or why there is none. */
export type Find = (
  type: string,
  importId: string,
  configured: (key: string) => string,
) => { readonly id: string; readonly inputs: Json; readonly state: Json } | string;

/** Answers imports from a file of what services hold; undefined where none is named. Throws when it cannot be read. */
export function findIn({ [SERVICES_VARIABLE]: file }: NodeJS.ProcessEnv): Find | undefined {
  if (!file) return undefined;
  let held: ReadonlyMap<string, readonly Kept[]> | undefined;
  return (type, importId, configured) => {
    held ??= Map.groupBy(
      JSON.parse(readFileSync(file, "utf8")) as Kept[],
      (kept) => `${kept.type} ${importIdOf(kept)}`,
    );
    if (notImportable.has(type)) return "its provider does not import this type";
    const kept = held.get(`${type} ${importId}`)?.find((each) => isOf(each, configured));
    if (kept === undefined) return `the service has nothing by that id (${file})`;
    const hidden = new Set([...(untold[type] ?? []), "__defaults"]);
    const inputs = Object.fromEntries(Object.entries(kept.inputs).filter(([name]) => !hidden.has(name)));
    return { id: kept.id, inputs: asNumbers(type, inputs), state: kept.outputs };
  };
}

/** Whether a thing is where a provider looks: an account has what another of that name has not. */
function isOf({ account, region, owner }: Kept, configured: (key: string) => string): boolean {
  const accounts = configured("allowedAccountIds");
  return (
    (accounts === "" || (JSON.parse(accounts) as string[]).includes(account)) &&
    [configured("region"), ""].includes(region) &&
    [configured("owner"), ""].includes(owner)
  );
}

/** GitHub's importers put numbers where the program says the name of a team or of a repository. */
function asNumbers(type: string, inputs: Json): Json {
  if (/^github:index\/team(?:Membership|Repository):/.test(type)) {
    return { ...inputs, teamId: String(teamId(String(inputs.teamId))) };
  }
  if (type !== "github:index/branchProtection:BranchProtection") return inputs;
  return { ...inputs, repositoryId: nodeId("R", String(inputs.repositoryId)) };
}
