/** What has to hold of a state after each step, whatever became of the run. */
import { z } from "zod";

const deployment = z.object({
  resources: z
    .array(z.looseObject({ urn: z.string(), id: z.string().optional(), delete: z.boolean().optional() }))
    .nullish(),
});

/** The resources of a deployment that the state's file holds; none, where nothing was deployed. */
export type Resources = NonNullable<z.infer<typeof deployment>["resources"]>;

/** Reads the resources of a deployment. Throws where it is none. */
export function resourcesIn(state: unknown): Resources {
  return deployment.parse(state ?? {}).resources ?? [];
}

/** A run, as far as it decides what may have changed. */
export interface Ran {
  /** Undefined where the command itself was killed. */
  readonly exitCode: number | undefined;
  /** Whether the register that it was given has to be refused. */
  readonly refused: boolean;
}

/** What does not hold, in words. */
export function broken(before: Resources, after: Resources, { exitCode, refused }: Ran): string[] {
  return [
    ...twice(after).map((urn) => `the state has ${urn} twice`),
    ...lost(before, after).map((each) => `the state has lost ${each}`),
    ...(refused && exitCode === 0 ? ["a register that has to be refused was found clean"] : []),
    ...((refused || [1, 2, 4].includes(exitCode ?? 0)) && JSON.stringify(before) !== JSON.stringify(after)
      ? [`the state changed though nothing was judged clean (exit code ${exitCode ?? "none: killed"})`]
      : []),
  ];
}

/** URNs that stand more than once; one that is to be deleted after its replacement was made may. */
function twice(resources: Resources): string[] {
  const standing = resources.filter((each) => each.delete !== true).map(({ urn }) => urn);
  return [...new Set(standing.filter((urn, index) => standing.indexOf(urn) !== index))];
}

/** Resources whose id was known and is not any more, though no edit takes anything out. */
function lost(before: Resources, after: Resources): string[] {
  const known = new Set(after.map(({ urn, id }) => `${urn} ${id}`));
  return before
    .filter(({ id, urn }) => id !== undefined && !known.has(`${urn} ${id}`))
    .map(({ urn, id }) => `${urn} (id ${id})`);
}
