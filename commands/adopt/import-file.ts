import { OFFLINE_MARK } from "../../toolchain/offline-providers/provider.ts";
import { untold } from "../../toolchain/offline-providers/services/untold.ts";
import type { Match } from "./match.ts";
import { isUnknown, type Json, type Plan, type Planned } from "./planned.ts";

/** A line of the file that `pulumi import --file` reads. */
interface Spec {
  readonly type: string;
  readonly name: string;
  readonly logicalName: string;
  readonly id?: string;
  readonly parent?: string;
  readonly version?: string;
  readonly provider?: string;
  readonly component?: true;
  readonly inputs?: Json;
  readonly outputs?: Json;
}

/** The file for `pulumi import --file`. */
export interface ImportFile {
  readonly nameTable: Readonly<Record<string, string>>;
  readonly resources: readonly Spec[];
}

/**
 * The file that takes over what is there, with the components that it hangs on, and their data, so that nothing of them
 * changes at the next preview either. What is in the state already is referred to by its URN.
 */
export function importFile({ resources, defaults }: Plan, matches: readonly Match[]): ImportFile {
  const byUrn = new Map(resources.map((each) => [each.urn, each]));
  const there = matches.flatMap(({ planned, found }) => (found.is === "there" ? [{ planned, found }] : []));
  const components = resources.filter(({ custom, step }) => !custom && step === "create");
  const nameTable: Record<string, string> = {};
  const parentOf = ({ parent }: Planned) => {
    if (parent === "") return {};
    if (byUrn.get(parent)?.step !== "create") nameTable[parent] = parent;
    return { parent };
  };
  // The engine makes providers for an import without asking them, so the mark of the offline ones has to be given; and it
  // makes none of its own, which reads a stack's earlier outputs.
  const offline = defaults.filter(({ package: name, inputs }) => name === "pulumi" || OFFLINE_MARK in inputs);
  const providerOf = ({ type }: Planned) => {
    const provider = offline.find((each) => type.startsWith(`${each.package}:`));
    return provider === undefined ? {} : { provider: provider.urn };
  };
  const specs = [
    ...offline.map(
      ({ package: name, ...each }): Spec => ({
        ...{ type: `pulumi:providers:${name}`, name: each.urn, logicalName: each.name, inputs: each.inputs },
      }),
    ),
    ...components.map((planned): Spec => {
      const [inputs, outputs] = [known(planned.inputs), known(planned.outputs)];
      return {
        ...{ type: planned.type, name: planned.urn, logicalName: planned.name, component: true, ...parentOf(planned) },
        ...(Object.keys(inputs).length > 0 && { inputs }),
        ...(Object.keys(outputs).length > 0 && { outputs }),
      };
    }),
    ...there.map(({ planned, found }): Spec => {
      const own = found.outputs === undefined ? ownInputs(planned) : {};
      const inputs = known({ ...own, ...found.inputs });
      return {
        ...{ type: planned.type, name: planned.urn, logicalName: planned.name, id: found.id, ...parentOf(planned) },
        ...(planned.version !== "" && { version: planned.version }),
        ...providerOf(planned),
        ...(Object.keys(inputs).length > 0 && { inputs }),
        ...(found.outputs !== undefined && { outputs: known(found.outputs) }),
      };
    }),
  ];
  return { nameTable, resources: specs };
}

/** What no service tells of a resource, as the program has it. */
function ownInputs({ type, inputs }: Planned): Json {
  // What is secret is another thing: what the service has of it cannot be told at all.
  const names = (untold[type] ?? []).filter((name) => name in inputs && !isSecret(inputs[name]));
  return Object.fromEntries(names.map((name) => [name, inputs[name]]));
}

const isSecret = (value: unknown) => typeof value === "object" && value !== null && "ciphertext" in value;

function known(properties: Json): Json {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => !isUnknown(value)));
}
