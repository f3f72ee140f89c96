import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { root } from "../commands/cli.ts";

/** A workflow or an action of this repository, as GitHub reads it. */
export interface OwnFile {
  /** Path from the checkout. */
  readonly path: string;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: as GitHub has it
  readonly value: any;
}

const folder = ".github/workflows";

export const workflows: readonly OwnFile[] = readdirSync(join(root, folder))
  .map((name) => read(join(folder, name)))
  .toSorted((a, b) => (a.path < b.path ? -1 : 1));

export const actions: readonly OwnFile[] = readdirSync(join(root, ".github/actions")).map((name) =>
  read(join(".github/actions", name, "action.yml")),
);

function read(path: string): OwnFile {
  const text = readFileSync(join(root, path), "utf8");
  return { path, text, value: parse(text) };
}

/** A step of a job, with what it inherits. */
export interface OwnStep {
  readonly job: string;
  readonly run?: string;
  readonly uses?: string;
  /** The shell of its script, as GitHub would choose it. */
  readonly shell?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

/** All steps of a workflow. */
export function stepsOf({ value }: Pick<OwnFile, "value">): OwnStep[] {
  // biome-ignore lint/suspicious/noExplicitAny: as GitHub has it
  return Object.entries<any>(value.jobs).flatMap(([job, { steps, defaults }]) =>
    // biome-ignore lint/suspicious/noExplicitAny: as GitHub has it
    steps.map((step: any) => ({
      ...step,
      job,
      shell: step.shell ?? defaults?.run?.shell ?? value.defaults?.run?.shell,
    })),
  );
}

/** What could let a failure pass unseen in a script: a pipe in a shell that looks only at the end of it, or a failure waved off. */
export function hiddenFailures(steps: readonly OwnStep[]): string[] {
  return steps.flatMap(({ run, shell, job }) => {
    if (run === undefined) return [];
    const pipe = /[^|]\|[^|]/.test(run.replaceAll(/'[^']*'|"[^"]*"/g, ""));
    return [
      // `bash` by its name is run with pipefail; without a name it is not.
      ...(pipe && shell !== "bash" ? [`${job}: a pipe without pipefail: ${run}`] : []),
      ...(/\|\|\s*(true|:)(\s|$)|set \+e|continue-on-error/.test(run) ? [`${job}: a failure waved off: ${run}`] : []),
    ];
  });
}

/** Whether the code of a change is what a workflow runs: it is started for pull requests and checks out what they hold. */
export function runsCodeOfChange({ value }: Pick<OwnFile, "value">): boolean {
  const triggers =
    typeof value.on === "string" ? [value.on] : Array.isArray(value.on) ? value.on : Object.keys(value.on);
  return triggers.includes("pull_request") || triggers.includes("pull_request_target");
}

/** Each way in which a workflow could give something worth having to the code that it runs. */
export function givenAway({ text, value }: Pick<OwnFile, "text" | "value">): string[] {
  // biome-ignore lint/suspicious/noExplicitAny: as GitHub has it
  const jobs: [string, any][] = Object.entries(value.jobs);
  const permissions = [["the workflow", value.permissions], ...jobs.map(([id, job]) => [id, job.permissions ?? {}])];
  return [
    ...(value.permissions === undefined ? ["the workflow does not say what its token may do"] : []),
    ...permissions.flatMap(([where, granted]) =>
      typeof granted === "string"
        ? [`${where}: ${granted}`]
        : Object.entries(granted ?? {})
            .filter(([, access]) => access !== "read" && access !== "none")
            .map(([scope, access]) => `${where}: ${scope}: ${access}`),
    ),
    ...jobs.filter(([, { environment }]) => environment !== undefined).map(([id]) => `${id}: an environment`),
    ...[...text.matchAll(/\b(?:secrets|vars)\.\w+/g)].map(([name]) => name),
  ];
}

/** The commands of the engine in a script that judge or change something, and name no pack. */
export function enginesWithoutPack(script: string): string[] {
  return script
    .replaceAll(/\\\n/g, " ")
    .split("\n")
    .filter((line) => /\bpulumi\s+(?:\S+\s+)*?(?:preview|up|update|policy analyze|refresh|destroy)\b/.test(line))
    .filter((line) => !/^\s*#/.test(line) && !/--policy-pack[ =]"?(?:\$pack|policies\/packs\/)/.test(line));
}
