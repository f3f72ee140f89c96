import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addDays } from "../../model/dates.ts";
import { didYouMean } from "../../model/load/suggest.ts";
import { loadRegister, RegisterError } from "../../model/load.ts";
import { BadInput } from "../bad-input.ts";
import { fromDependabot } from "./dependabot.ts";
import type { Reading } from "./found.ts";
import { readJsonValues } from "./json-file.ts";
import { type Proposal, propose } from "./propose.ts";
import { fromSarif } from "./sarif.ts";

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

/** How long after it was closed a finding is still taken up that the register never had. */
const daysOfHistory = 90;

const registerFile = "notify/vulnerabilities.yaml";

/**
 * `vulnerabilities import`: what a scanner's report adds to the register. What it gives, and writes, is a register that
 * loads. Throws `RegisterError` and `BadInput`.
 */
export function importVulnerabilities(options: ImportOptions): Proposal {
  const { dependabot, sarif, repository, owner } = options;
  if ((dependabot === undefined) === (sarif === undefined)) throw new BadInput("Give one of --dependabot and --sarif.");
  const { head, registers } = loadRegister(options.register);
  const { people, repositories } = registers.notify;
  known("owner", owner, people);
  if (sarif !== undefined) known("repository", required(repository), repositories);
  const source = sarif ?? dependabot ?? "";
  const reading = inFile(source, () => {
    const values = readJsonValues(source);
    if (sarif === undefined) return fromDependabot(values, repositories);
    if (values.length > 1) throw new BadInput("it has several logs: give them one by one.");
    return fromSarif(values[0], required(repository), head.asOf);
  });
  const file = join(options.register, registerFile);
  const before = existsSync(file) ? readFileSync(file, "utf8") : "";
  const proposal = propose(before, reading, { owner, since: addDays(head.asOf, -daysOfHistory) });
  mustLoad(options.register, proposal.text, source);
  if (options.write === true) writeFileSync(file, proposal.text);
  return proposal;
}

function inFile(file: string, read: () => Reading): Reading {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof BadInput) || error.message.startsWith(file)) throw error;
    throw new BadInput(`${file}: ${error.message}`);
  }
}

/** Refuses a report from which no register comes that loads, before anything is written. */
function mustLoad(register: string, text: string, source: string): void {
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-import-"));
  try {
    cpSync(register, folder, { recursive: true, dereference: true });
    writeFileSync(join(folder, registerFile), text);
    loadRegister(folder);
  } catch (error) {
    if (!(error instanceof RegisterError)) throw error;
    throw new BadInput(`with ${source}, the register would not load, so nothing was written:\n${error.message}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
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
