import type { Octokit } from "octokit";
import { marker } from "../../report/marker.ts";
import { BadInput } from "../../toolchain/bad-input.ts";
import type { Repository } from "./client.ts";
import { inWords } from "./in-words.ts";

/** Characters that GitHub takes in a comment, and in an issue. */
export const longestBody = 65_536;

export interface StickyComment extends Repository {
  /** Number of the pull request. */
  readonly number: number;
  /** Login of the account that writes; a comment of anybody else is left alone, whatever is in it. */
  readonly author: string;
}

/**
 * Keeps one comment on a pull request: writes it, brings it up to date, or leaves it when it says the same. Of several,
 * which two runs at a time can leave, the newest stays. Throws `BadInput` for what is too long, and `GitHubRefused`.
 */
export async function keepComment(
  octokit: Octokit,
  { number, author, ...at }: StickyComment,
  report: string,
): Promise<"written" | "brought up to date" | "left as it was"> {
  const body = bodyOf(marker, report);
  const comments = await inWords(`Reading the comments of pull request ${number}`, () =>
    octokit.paginate(octokit.rest.issues.listComments, { ...at, issue_number: number, per_page: 100 }),
  );
  const [newest, ...older] = comments
    .filter(({ user, body: text }) => user?.login === author && text?.startsWith(marker) === true)
    .toSorted((a, b) => b.id - a.id);
  for (const { id } of older) {
    await inWords("Deleting a comment that is there twice", () =>
      octokit.rest.issues.deleteComment({ ...at, comment_id: id }),
    );
  }
  if (newest === undefined) {
    await inWords(`Writing a comment on pull request ${number}`, () =>
      octokit.rest.issues.createComment({ ...at, issue_number: number, body }),
    );
    return "written";
  }
  if (sameText(newest.body, body)) return "left as it was";
  await inWords(`Bringing the comment on pull request ${number} up to date`, () =>
    octokit.rest.issues.updateComment({ ...at, comment_id: newest.id, body }),
  );
  return "brought up to date";
}

/** A report with its marker in front. Throws `BadInput` when GitHub would not take it. */
export function bodyOf(mark: string, report: string): string {
  const body = report.startsWith(mark) ? report : `${mark}\n${report}`;
  if (body.length > longestBody) {
    throw new BadInput(`The report has ${body.length} characters, and GitHub takes ${longestBody}; shorten it.`);
  }
  return body;
}

/** Whether GitHub has a text already; it changes the ends of lines, and drops empty ones at the end. */
export function sameText(there: string | null | undefined, here: string): boolean {
  return (there ?? "").replaceAll("\r\n", "\n").trimEnd() === here.replaceAll("\r\n", "\n").trimEnd();
}
