import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { didYouMean } from "../../model/load/suggest.ts";
import { loadRegister } from "../../model/load.ts";
import { BadInput } from "../bad-input.ts";
import { dependabotAlerts, fromDependabot } from "./dependabot.ts";
import { type Proposal, propose } from "./propose.ts";
import { fromSarif, sarifLog } from "./sarif.ts";

export interface ImportOptions {
  /** Folder of the register. */
  readonly register: string;
  /** File with alerts as GitHub lists them. */
  readonly dependabot?: string;
  /** File with a SARIF log. */
  readonly sarif?: string;
  /** Id of the repository that the SARIF log is of. */
  readonly repository?: string;
  /** Who answers for what is new: a person's id. */
  readonly owner: string;
  /** Write the register's file. */
  readonly write?: boolean;
}

/** `vulnerabilities import`: what a scanner's report adds to the register. Throws `RegisterError` and `BadInput`. */
export function importVulnerabilities(options: ImportOptions): Proposal {
  const { dependabot, sarif, repository, owner } = options;
  if ((dependabot === undefined) === (sarif === undefined)) throw new BadInput("Give one of --dependabot and --sarif.");
  const { head, registers } = loadRegister(options.register);
  known("owner", owner, registers.notify.people);
  const found =
    dependabot !== undefined
      ? fromDependabot(readJson(dependabot, dependabotAlerts, "a list of Dependabot alerts"))
      : fromSarif(readJson(sarif ?? "", sarifLog, "a SARIF 2.1.0 log"), required(repository), head.asOf);
  for (const { repository: name } of found) known("repository", name, registers.notify.repositories);
  const file = join(options.register, "notify/vulnerabilities.yaml");
  const proposal = propose(existsSync(file) ? readFileSync(file, "utf8") : "", found, owner);
  if (options.write === true) writeFileSync(file, proposal.text);
  return proposal;
}

function required(repository: string | undefined): string {
  if (repository === undefined) throw new BadInput("--sarif needs --repository: a log does not say what it is of.");
  return repository;
}

function known(what: string, id: string, entries: object): void {
  if (Object.hasOwn(entries, id)) return;
  throw new BadInput(
    `there is no ${what} ${JSON.stringify(id)} in the register${didYouMean(id, Object.keys(entries))}`,
  );
}

function readJson<T>(file: string, schema: z.ZodType<T>, expected: string): T {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new BadInput(`${file} cannot be read as JSON: ${(error as Error).message}`);
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new BadInput(`${file} is not ${expected}:\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
