/** `npm run github -- COMMAND`: what the workflows write to GitHub. See `--help`, and docs/github.md. */
import { readFile } from "node:fs/promises";
import { Command, InvalidArgumentError } from "commander";
import { BadInput } from "../bad-input.ts";
import { exitCodes } from "../exit-codes.ts";
import { root } from "../root.ts";
import { exitCodeOfRun } from "../run-command.ts";
import { goWhereTheUserIs } from "../working-folder.ts";
import { githubClient, type Repository } from "./client.ts";
import { uploadSarif } from "./code-scanning.ts";
import { demandHead, pullNumber } from "./pull-request.ts";
import { addToSummary } from "./step-summary.ts";
import { keepComment } from "./sticky-comment.ts";
import { keepIssue } from "./sticky-issue.ts";

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
  GITHUB_STEP_SUMMARY   the file for the summary of the step

Exit codes:
  0  done
  2  bad input: the command line, or what was to be written, is wrong; nothing was written
  3  failed: GitHub refused it`,
  );

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
  .requiredOption("--ref <ref>", "its branch or pull request, as refs/heads/main or refs/pull/7/head", ref)
  .option(...repository)
  .action(async ({ sarif, commit, ref, repository }) => {
    const log = await reportIn(sarif);
    if (log === undefined) throw new BadInput(`${sarif} is not there, or empty.`);
    await uploadSarif(client(), { ...at(repository), commit, ref }, log);
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

process.exitCode = await exitCodeOfRun(async () => {
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
  const number = pullNumber(pull.startsWith("@") ? ((await reportIn(pull.slice(1))) ?? "") : pull);
  const octokit = client();
  const where = at(repository);
  await demandHead(octokit, where, number, head);
  const done = await keepComment(octokit, { ...where, number, author }, (await reportIn(report)) ?? noReport(run));
  return `The comment on pull request ${number} was ${done}.`;
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

function ref(text: string): string {
  if (!/^refs\/[\w./-]+$/.test(text)) throw new InvalidArgumentError("Give it in full, as refs/heads/main.");
  return text;
}

function topicNamed(text: string): string {
  if (!/^[a-z][a-z-]*$/.test(text)) throw new InvalidArgumentError("Give a word of small letters and hyphens.");
  return text;
}
