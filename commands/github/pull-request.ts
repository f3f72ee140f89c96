import type { Octokit } from "octokit";
import { BadInput } from "../../toolchain/bad-input.ts";
import type { Repository } from "./client.ts";
import { inWords } from "./in-words.ts";

/** Reads the number of a pull request. It may come from an artifact that the change's own code wrote. Throws `BadInput`. */
export function pullNumber(text: string): number {
  const trimmed = text.trim();
  if (!/^[1-9][0-9]{0,9}$/.test(trimmed)) {
    throw new BadInput(`${JSON.stringify(trimmed.slice(0, 40))} is no number of a pull request.`);
  }
  return Number(trimmed);
}

/**
 * Makes sure that a pull request is at a commit: else a change could have its report put on somebody else's. Throws
 * `BadInput` when it is not, also because something was pushed since; the run of that will report.
 */
export async function demandHead(octokit: Octokit, at: Repository, pull: number, commit: string): Promise<void> {
  const { data } = await inWords(`Looking at pull request ${pull}`, () =>
    octokit.rest.pulls.get({ ...at, pull_number: pull }),
  );
  if (data.head.sha !== commit) {
    throw new BadInput(
      `Pull request ${pull} is at ${data.head.sha}, not at ${commit} that was judged: something was pushed since, or the number is not that of this change. Nothing is written.`,
    );
  }
}
