/** `npm run github -- COMMAND`: what the workflows write to GitHub. See `--help`, and docs/github.md. */
import { appendFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { marker } from "../../report/marker.ts";
import { BadInput } from "../../toolchain/bad-input.ts";
import { root } from "../../toolchain/root.ts";
import { exitCodes } from "../../verdict/exit-codes.ts";
import type { PlansManifest } from "../preview/plans/manifest.ts";
import { differences, manifestIn } from "../preview/plans/same.ts";
import { dayNamed, exitCodeOfRun } from "../run-command.ts";
import { refuseSwallowed } from "../swallowed-options.ts";
import { fromHere, goWhereTheUserIs } from "../working-folder.ts";
import { githubClient, type Repository } from "./client.ts";
import { uploadSarif } from "./code-scanning.ts";
import { demandHead, pullNumber } from "./pull-request.ts";
import { reviewedRun } from "./reviewed-run.ts";
import { addToSummary } from "./step-summary.ts";
import { keepComment } from "./sticky-comment.ts";
import { keepIssue } from "./sticky-issue.ts";
import { takeRegister } from "./take-register.ts";

goWhereTheUserIs(root);

const program = new Command("npm run github")
  .description("Write to GitHub what a run has found.")
  .usage("-- COMMAND OPTION...")
  .helpCommand(false)
  .exitOverride()
  .addHelpText(
    "after",
    `
Environment (GitHub Actions sets all but the first):
  GITHUB_TOKEN          the token that is used
  GITHUB_API_URL        the REST API (default: https://api.github.com)
  GITHUB_REPOSITORY     the repository, OWNER/NAME
  GITHUB_SERVER_URL     where repositories are fetched from (default: https://github.com)
  GITHUB_STEP_SUMMARY   the file for the summary of the step
  GITHUB_OUTPUT         the file for the outputs of the step

Exit codes:
  0  done
  2  bad input: the command line, or what was to be written, is wrong; nothing was written
  3  failed: GitHub refused it`,
  );

const registerFolder = ["--register <dir>", "folder of the register", fromHere(join(root, "register"))] as const;
const repository = [
  "--repository <owner/name>",
  "the repository (default: GITHUB_REPOSITORY)",
  repositoryNamed,
] as const;
const author = ["--author <login>", "the account that the token is of", "github-actions[bot]"] as const;

program
  .command("comment")
  .description("Keep one comment with the report on a pull request, also when there is no report.")
  .requiredOption("--report <file>", "the report, Markdown; when there is none, the comment says so")
  .requiredOption("--pull <number>", "number of the pull request, or @FILE that has it")
  .requiredOption(
    "--head <sha>",
    "the commit that was judged; nothing is written when the pull request is at another",
    sha,
  )
  .option("--run <url>", "where the run can be seen, for a comment that has no report")
  .option(...repository)
  .option(...author)
  .action(async (options: CommentOptions) => console.log(await comment(options)));

program
  .command("code-scanning")
  .description("Hand a SARIF log to code scanning.")
  .requiredOption("--sarif <file>", "the log")
  .requiredOption("--commit <sha>", "the commit that it is of", sha)
  .option("--ref <ref>", "its branch, as refs/heads/main", refNamed)
  .option("--pull <number>", "number of its pull request, or @FILE that has it; it must be at the commit")
  .option(...repository)
  .action(async ({ sarif, commit, ref, pull, repository }) => {
    if ((ref === undefined) === (pull === undefined)) throw new BadInput("Give either --ref REF or --pull NUMBER.");
    const log = await reportIn(sarif);
    if (log === undefined) throw new BadInput(`${sarif} is not there, or empty.`);
    const octokit = client();
    const where = at(repository);
    const number = pull === undefined ? undefined : await pullIn(pull);
    if (number !== undefined) await demandHead(octokit, where, number, commit);
    await uploadSarif(octokit, { ...where, commit, ref: ref ?? `refs/pull/${number}/head` }, log);
    console.log("Code scanning has the log.");
  });

program
  .command("summary")
  .description("Add a report to the summary of the step.")
  .requiredOption("--report <file>", "the report, Markdown; when there is none, the summary says so")
  .action(async ({ report }) => {
    const file = process.env.GITHUB_STEP_SUMMARY;
    if (!file) throw new BadInput("GITHUB_STEP_SUMMARY names no file.");
    await addToSummary(file, (await reportIn(report)) ?? noReport());
    console.log("The summary has the report.");
  });

program
  .command("issue")
  .description("Keep one open issue on a topic, or close it.")
  .requiredOption("--topic <word>", "what it is found again by, as drift", topicNamed)
  .requiredOption("--title <title>", "its title")
  .option("--report <file>", "what it says, Markdown; without, the issue is closed")
  .option("--run <url>", "where the run can be seen, for an issue that has no report")
  .option(...repository)
  .option(...author)
  .action(async ({ topic, title, report, run, repository, author }) => {
    const text = report === undefined ? undefined : ((await reportIn(report)) ?? noReport(run));
    const { done, number } = await keepIssue(client(), { ...at(repository), topic, title, author }, text);
    console.log(number === undefined ? "There is no such issue, and none is needed." : `Issue ${number}: ${done}.`);
  });

program
  .command("access-review")
  .description("Write who holds what, and what is due, as the text of an issue.")
  .requiredOption("--out <file>", "the file, Markdown")
  .option("--as-of <date>", "tell it as of a day, YYYY-MM-DD (default: today)", dayNamed)
  .option(...registerFolder)
  .action(async ({ out, asOf = dayNamed("today"), register }) => {
    const { loadRegister } = await import("../../model/load.ts");
    const { accessReview } = await import("./access-review.ts");
    await writeFile(out, `${accessReview(loadRegister(register), asOf)}\n`);
    console.log(`${out} has the access review as of ${asOf}.`);
  });

program
  .command("codeowners")
  .description("Write .github/CODEOWNERS from the register.")
  .option("--out <file>", "another file", fromHere(join(root, ".github/CODEOWNERS")))
  .option(...registerFolder)
  .action(async ({ out, register }) => {
    const { loadRegister } = await import("../../model/load.ts");
    const { codeowners } = await import("../../report/codeowners.ts");
    const { registers, head } = loadRegister(register);
    await writeFile(out, codeowners(registers, head.asOf));
    console.log(`${out} is as the register of ${head.asOf} has it.`);
  });

program
  .command("take-register")
  .description("Put the register of a pull request, and nothing else of it, in place of this checkout's own.")
  .requiredOption("--pull <number>", "number of the pull request, or @FILE that has it")
  .requiredOption("--head <sha>", "the commit that is judged", sha)
  .option("--remote <url>", "where to fetch from (default: the repository at GITHUB_SERVER_URL)")
  .option(...repository)
  .action(async ({ pull, head, remote, repository }) => {
    const number = await pullIn(pull);
    const { owner, repo } = at(repository);
    const { GITHUB_TOKEN: token, GITHUB_SERVER_URL: server = "https://github.com" } = process.env;
    const url = remote ?? `${server}/${owner}/${repo}`;
    await takeRegister({ root, remote: url, pull: number, head, ...(token && { token }) });
    console.log(`The register is that of pull request ${number} after its merge.`);
  });

program
  .command("reviewed-run")
  .description("Tell which run made the plans that were reviewed, as the step's output `run`; empty where none did.")
  .requiredOption("--plans <dir>", "plans of the same files, made now")
  .option(...repository)
  .action(async ({ plans, repository }) => {
    const { tree } = await plansIn(plans);
    const run = await reviewedRun(client(), at(repository), tree);
    await output("run", String(run ?? ""));
    console.log(
      run === undefined ? `Nobody reviewed plans of ${tree}.` : `Run ${run} made the plans that were reviewed.`,
    );
  });

program
  .command("compare-plans")
  .description("Tell whether plans do what the reviewed ones do, as the step's output `reviewed`: true or false.")
  .requiredOption("--plans <dir>", "plans made now")
  .requiredOption("--reviewed <dir>", "plans that were reviewed; where there are none, the answer is false")
  .action(async ({ plans, reviewed }) => {
    const now = await plansIn(plans);
    const before = await manifestIn(reviewed);
    const apart = before === undefined ? ["nobody reviewed plans of these files"] : differences(now, before);
    await output("reviewed", String(apart.length === 0));
    console.log(
      apart.length === 0 ? "The plans do what was reviewed." : `Not what was reviewed:\n  ${apart.join("\n  ")}`,
    );
  });

process.exitCode = await exitCodeOfRun(async () => {
  refuseSwallowed(program);
  await program.parseAsync();
  return exitCodes.clean;
});

interface CommentOptions {
  readonly report: string;
  readonly pull: string;
  readonly head: string;
  readonly run?: string;
  readonly repository?: Repository;
  readonly author: string;
}

async function comment({ report, pull, head, run, repository, author }: CommentOptions): Promise<string> {
  const number = await pullIn(pull);
  const octokit = client();
  const where = at(repository);
  await demandHead(octokit, where, number, head);
  // Nothing brings the comment up to date when a later push is not judged, so it says which one was.
  const text = `Of commit ${head}.\n\n${withoutMarker((await reportIn(report)) ?? noReport(run))}`;
  const done = await keepComment(octokit, { ...where, number, author }, text);
  return `The comment on pull request ${number} was ${done}.`;
}

function withoutMarker(report: string): string {
  return report.startsWith(marker) ? report.slice(marker.length).trimStart() : report;
}

/** The number of a pull request, given as it is or as `@FILE`. */
async function pullIn(given: string): Promise<number> {
  return pullNumber(given.startsWith("@") ? ((await reportIn(given.slice(1))) ?? "") : given);
}

async function plansIn(folder: string): Promise<PlansManifest> {
  const manifest = await manifestIn(folder);
  if (manifest === undefined) throw new BadInput(`There are no plans in ${folder}; make them with --save-plans.`);
  return manifest;
}

/** Sets an output of the step. */
async function output(name: string, value: string): Promise<void> {
  const file = process.env.GITHUB_OUTPUT;
  if (!file) throw new BadInput("GITHUB_OUTPUT names no file.");
  await appendFile(file, `${name}=${value}\n`);
}

/** What stands in place of a report: a preview that broke off left none, and a reviewer has to be told. */
function noReport(run?: string): string {
  const where = run === undefined ? "The log of the run" : `[The log of the run](${run})`;
  return `## ✖ not judged\n\nThe run ended without a report, so nothing is known of this change. ${where} tells why.\n`;
}

/** What is in a file; nothing when it is not there or has no text. */
async function reportIn(path: string): Promise<string | undefined> {
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw new BadInput(`${path} cannot be read: ${error.message}`);
  });
  return text.trim() === "" ? undefined : text;
}

function client() {
  const { GITHUB_TOKEN: token, GITHUB_API_URL: baseUrl = "https://api.github.com" } = process.env;
  if (!token) throw new BadInput("GITHUB_TOKEN is not set; it is the token that writes.");
  return githubClient({ token, baseUrl });
}

function at(given: Repository | undefined): Repository {
  if (given !== undefined) return given;
  const own = process.env.GITHUB_REPOSITORY;
  if (!own) throw new BadInput("Name the repository with --repository OWNER/NAME.");
  return repositoryNamed(own);
}

function repositoryNamed(text: string): Repository {
  const { owner, repo } = /^(?<owner>[\w.-]+)\/(?<repo>[\w.-]+)$/.exec(text)?.groups ?? {};
  if (owner === undefined || repo === undefined) throw new InvalidArgumentError("Give it as OWNER/NAME.");
  return { owner, repo };
}

function sha(text: string): string {
  if (!/^[0-9a-f]{40}$/.test(text)) throw new InvalidArgumentError("Give the whole commit, 40 hexadecimal digits.");
  return text;
}

function refNamed(text: string): string {
  if (!/^refs\/[\w./-]+$/.test(text)) throw new InvalidArgumentError("Give it in full, as refs/heads/main.");
  return text;
}

function topicNamed(text: string): string {
  if (!/^[a-z][a-z-]*$/.test(text)) throw new InvalidArgumentError("Give a word of small letters and hyphens.");
  return text;
}
