import type { Octokit } from "octokit";
import type { Repository } from "./client.ts";
import { inWords } from "./in-words.ts";
import { bodyOf, sameText } from "./sticky-comment.ts";

export interface StickyIssue extends Repository {
  /** What the issue is about, one word: it is found again by it. */
  readonly topic: string;
  readonly title: string;
  /** Login of the account that writes. */
  readonly author: string;
}

/**
 * Keeps one open issue on a topic. With a report it is opened or brought up to date; with none, it is closed. Gives what was
 * done and the issue's number, if there is one.
 */
export async function keepIssue(
  octokit: Octokit,
  { topic, title, author, ...at }: StickyIssue,
  report: string | undefined,
): Promise<{ readonly done: "opened" | "brought up to date" | "left as it was" | "closed"; readonly number?: number }> {
  const mark = `<!-- gatehouse:${topic} -->`;
  const open = await inWords("Reading the open issues", () =>
    octokit.paginate(octokit.rest.issues.listForRepo, { ...at, state: "open", creator: author, per_page: 100 }),
  );
  const own = open
    .filter((issue) => issue.pull_request === undefined && issue.body?.startsWith(mark) === true)
    .toSorted((a, b) => b.number - a.number);
  const [issue, ...older] = own;
  for (const { number } of report === undefined ? own : older) {
    await inWords(`Closing issue ${number}`, () =>
      octokit.rest.issues.update({ ...at, issue_number: number, state: "closed", state_reason: "completed" }),
    );
  }
  if (report === undefined) {
    return issue === undefined ? { done: "left as it was" } : { done: "closed", number: issue.number };
  }
  const body = bodyOf(mark, report);
  if (issue === undefined) {
    const { data } = await inWords("Opening an issue", () => octokit.rest.issues.create({ ...at, title, body }));
    return { done: "opened", number: data.number };
  }
  const { number } = issue;
  if (issue.title === title && sameText(issue.body, body)) return { done: "left as it was", number };
  await inWords(`Bringing issue ${number} up to date`, () =>
    octokit.rest.issues.update({ ...at, issue_number: number, title, body }),
  );
  return { done: "brought up to date", number };
}
