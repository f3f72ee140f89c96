import { join } from "node:path";
import type { DateText } from "../../model/dates.ts";
import { didYouMean } from "../../model/load/suggest.ts";
import { loadRegister } from "../../model/load.ts";
import type { Register } from "../../model/register.ts";
import type { Repository } from "../../model/schema/change.ts";
import { managedFilesRead } from "../../policies/rules/notify/managed-files.ts";
import { knownScripts } from "../../policies/settings/notify-scripts.ts";
import { assembleReport } from "../../report/assemble.ts";
import { type Form, openForms } from "../../report/forms.ts";
import { registerEnd } from "../../report/terminal.ts";
import { BadInput } from "../../toolchain/bad-input.ts";
import { exitCodeOf } from "../../verdict/exit-codes.ts";
import { type CheckoutFile, filesOfCheckout } from "./checkout.ts";
import { fileResource, stack } from "./repository.ts";
import { fileRules, filesRules } from "./rules.ts";
import { clauseLines, ruleBlocks } from "./text.ts";
import { remedyOf, verdictOnCheckout } from "./verdict.ts";

export interface WorkflowsOptions extends Readonly<Partial<Record<Form, string>>> {
  /** Folder of the register. */
  readonly register: string;
  /** Id of the repository in register/notify/repositories.yaml. */
  readonly repository: string;
  /** Folder of a checkout of that repository. */
  readonly checkout: string;
  /** Day to judge as of, YYYY-MM-DD; the register's own, if left out. */
  readonly asOf?: DateText;
}

/**
 * `workflows`: what a real checkout of a repository has in `.github` by the rules that our own templates have to pass, and what
 * would have to change, clause by clause. Nothing is written to the checkout. Gives what to print, and the exit code. Throws
 * `RegisterError` and `BadInput`.
 */
export async function workflows(options: WorkflowsOptions): Promise<{ report: string; exitCode: number }> {
  const { repository: id, checkout: folder } = options;
  const write = await openForms(options);
  const loaded = loadRegister(options.register);
  const asOf = options.asOf ?? loaded.head.asOf;
  const register = loaded.registers.notify;
  const entry = repositoryNamed(register, id);
  const all = filesOfCheckout(folder, scriptsOf(id));
  const { own = [], judged: files = [] } = Object.groupBy(all, (file) =>
    isOwn(id, entry, register, asOf, file) ? "own" : "judged",
  );
  const verdict = verdictOnCheckout({ id, entry, folder, files, register, asOf, locate: loaded.locate });
  const notJudged = [
    ...own.map(
      ({ path }) =>
        `${join(folder, path)}, which is the repository's own: people approve it, and no job with secrets may run it`,
    ),
    "what GitHub itself has set: branches, environments and secrets, which the stack declares",
  ];
  const stacks = [{ ...verdict, diff: "" }];
  await write(async () => ({ ...assembleReport({ mode: "offline", asOf, stacks, loaded, deployed: {} }), notJudged }));
  const rules = [...fileRules, ...filesRules];
  const taken = Object.keys(entry.files ?? {}).filter((path) => all.some((file) => file.path === path));
  const lines = [
    ...ruleBlocks(rules, verdict, remedyOf),
    registerEnd(verdict),
    "",
    "Clause by clause",
    ...clauseLines(id, rules, verdict),
    "",
    ...(taken.length === 0
      ? []
      : [`${stack} writes these, by the register; what is there now would be replaced: ${taken.join(", ")}.`]),
    `Judged as of ${asOf}, by the files of the checkout as they stand there; no service was asked.`,
    "Not judged:",
    ...notJudged.map((each) => `  ${each}`),
  ];
  return { report: lines.join("\n"), exitCode: exitCodeOf([verdict]) };
}

function repositoryNamed(register: Register, id: string): Repository {
  const entry = Object.hasOwn(register.repositories, id) ? register.repositories[id] : undefined;
  const known = Object.keys(register.repositories);
  if (entry === undefined) {
    throw new BadInput(
      `There is no repository ${JSON.stringify(id)} in the register${didYouMean(id, known) || "."} It has ${known.join(", ")}; no clause of ocp asks anything of workflows.`,
    );
  }
  if (!entry.managed)
    throw new BadInput(`${id} belongs to others (managed: false), and no clause asks anything of its workflows.`);
  return entry;
}

/**
 * Whether a file is the repository's own: no rule reads it, or it is an action or a script that no list of ours knows. A stack may
 * write none of that; what stands in a repository is of the commit that runs, as its Makefile is.
 */
function isOwn(
  id: string,
  entry: Repository,
  register: Register,
  asOf: DateText,
  { path, text }: CheckoutFile,
): boolean {
  const resource = fileResource(id, entry, { path, text });
  const isScript = /^\.github\/(?:scripts|actions)\//i.test(path) || /\.sh$/i.test(path);
  return (isScript && !scriptsOf(id).includes(path)) || managedFilesRead.judge(resource, { register, asOf }).length > 0;
}

/** The scripts of a repository that the settings know. */
function scriptsOf(id: string): string[] {
  return Object.keys((Object.hasOwn(knownScripts, id) ? knownScripts[id] : undefined) ?? {});
}
