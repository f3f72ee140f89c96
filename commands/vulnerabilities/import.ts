import { existsSync, readFileSync } from "node:fs";
import { asLoaded } from "../../edits/as-loaded.ts";
import { homesIn } from "../../edits/homes.ts";
import { writeAll } from "../../edits/write-all.ts";
import { addDays } from "../../model/dates.ts";
import { filesOfKind } from "../../model/load/folder.ts";
import { didYouMean } from "../../model/load/suggest.ts";
import { loadRegister } from "../../model/load.ts";
import { BadInput } from "../../toolchain/bad-input.ts";
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

/** What an import makes of the register, file by file. */
export interface Import extends Omit<Proposal, "text"> {
  /** Each file that an entry is kept in, or will be, with its text after the import. */
  readonly files: readonly { readonly file: string; readonly text: string; readonly isChanged: boolean }[];
}

/**
 * `vulnerabilities import`: what a scanner's report adds to the register. What it gives, and writes, is a register that
 * loads. An entry stays in the file that it is in; what is new goes into the last. Throws `RegisterError` and `BadInput`.
 */
export function importVulnerabilities(options: ImportOptions): Import {
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
  const paths = filesOfKind(options.register, "notify", "vulnerabilities");
  const homes = homesIn(paths);
  const proposals = paths.map((file, at) => {
    const found = reading.found.filter(({ id }) => (homes.get(id) ?? paths.length - 1) === at);
    const before = existsSync(file) ? readFileSync(file, "utf8") : "";
    const own = { ...reading, found, told: [] };
    const { text, ...rest } = propose(before, own, { owner, since: addDays(head.asOf, -daysOfHistory) });
    return { file, before, text, isChanged: text !== before, ...rest };
  });
  const changed = proposals.filter(({ isChanged }) => isChanged);
  // Refuses a report from which no register comes that loads, before anything is written.
  asLoaded(options.register, changed, `with ${source}, `);
  if (options.write === true) writeAll(options.register, changed);
  return {
    files: proposals.map(({ file, text, isChanged }) => ({ file, text, isChanged })),
    added: proposals.flatMap(({ added }) => added),
    changed: proposals.flatMap(({ changed }) => changed),
    told: [...reading.told, ...proposals.flatMap(({ told }) => told)],
  };
}

function inFile(file: string, read: () => Reading): Reading {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof BadInput) || error.message.startsWith(file)) throw error;
    throw new BadInput(`${file}: ${error.message}`);
  }
}

function required(repository: string | undefined): string {
  if (repository === undefined) throw new BadInput("--sarif needs --repository: a log does not say what it is of.");
  return repository;
}

function known(what: "owner" | "repository", id: string, entries: object): void {
  if (Object.hasOwn(entries, id)) return;
  // Of people none is offered in place of another.
  const guess = what === "owner" ? "" : didYouMean(id, Object.keys(entries));
  throw new BadInput(`there is no ${what} ${JSON.stringify(id)} in the register${guess}`);
}
