import { readFile } from "node:fs/promises";
import { z } from "zod";
import { nameOf } from "../../driver/events.ts";
import { unknownText } from "../../policies/rules/reading.ts";

/** Properties as the engine writes them: what is secret is encrypted, what is not known yet is a mark. */
export type Json = Readonly<Record<string, unknown>>;

/** A resource that a program declares, as the engine planned it. */
export interface Planned {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** URN of the parent; empty where it is the stack. */
  readonly parent: string;
  /** Whether a provider makes it; a component has none. */
  readonly custom: boolean;
  readonly inputs: Json;
  /** What a component says of itself. */
  readonly outputs: Json;
  /** What the engine would do: `create`, `same`, `update` … */
  readonly step: string;
  /** The id that the program itself takes it over by. */
  readonly importId?: string;
  /** Version of the provider's package. */
  readonly version: string;
}

/** The settings of the providers that a stack uses, by package. */
export type ProviderSettings = Readonly<Record<string, Json>>;

/** A provider that the engine makes by itself, as it would make it. */
export interface DefaultProvider {
  readonly package: string;
  readonly name: string;
  readonly urn: string;
  readonly inputs: Json;
}

/** What the engine planned for a stack. */
export interface Plan {
  readonly resources: readonly Planned[];
  readonly providers: ProviderSettings;
  readonly defaults: readonly DefaultProvider[];
}

const diff = z.object({ adds: z.record(z.string(), z.unknown()).optional() }).optional();
const planFile = z.object({
  resourcePlans: z.record(
    z.string(),
    z.object({
      goal: z
        .object({
          type: z.string(),
          custom: z.boolean(),
          inputDiff: diff,
          outputDiff: diff,
          parent: z.string().optional(),
          provider: z.string().optional(),
          id: z.string().optional(),
        })
        .nullish(),
      steps: z.array(z.string()).optional(),
      state: z.record(z.string(), z.unknown()).nullish(),
    }),
  ),
});

/** Whether a property, or anything in it, is not known before `up`. */
export function isUnknown(value: unknown): boolean {
  return JSON.stringify(value ?? null).includes(unknownText);
}

/** Reads the file that `pulumi preview --save-plan` wrote. */
export async function readPlan(file: string): Promise<Plan> {
  const { resourcePlans } = planFile.parse(JSON.parse(await readFile(file, "utf8")));
  const resources: Planned[] = [];
  const providers: Record<string, Json> = {};
  const defaults: DefaultProvider[] = [];
  for (const [urn, { goal, steps, state }] of Object.entries(resourcePlans)) {
    if (!goal) continue;
    const { type, custom, inputDiff, outputDiff, parent = "", provider, id } = goal;
    if (type.startsWith("pulumi:providers:")) {
      const name = type.slice("pulumi:providers:".length);
      providers[name] = state ?? {};
      if (steps?.[0] === "create")
        defaults.push({ package: name, name: nameOf(urn), urn, inputs: inputDiff?.adds ?? {} });
    }
    if (type.startsWith("pulumi:")) continue;
    // What was there before is not in the difference, but what will be there is in the state.
    const step = id !== undefined && steps === undefined ? "import" : (steps?.[0] ?? "same");
    resources.push({
      ...{ urn, type, custom, step, name: nameOf(urn), version: versionOf(provider) },
      parent: parent.split("::")[2] === "pulumi:pulumi:Stack" ? "" : parent,
      inputs: step === "create" ? (inputDiff?.adds ?? {}) : (state ?? {}),
      outputs: outputDiff?.adds ?? {},
      ...(id !== undefined && { importId: id }),
    });
  }
  return { resources, providers, defaults };
}

/** The version in the name of a default provider: `…::default_7_48_0::ID`. */
function versionOf(provider = ""): string {
  return (/::default_([\d_]+)(?:::|$)/.exec(provider)?.[1] ?? "").replaceAll("_", ".");
}
