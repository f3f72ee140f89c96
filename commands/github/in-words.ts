import { RequestError } from "octokit";
import { GitHubRefused } from "./refused.ts";

const advice: Readonly<Record<number, string>> = {
  401: "The token is not valid, or has expired.",
  403: "The token may not do this; give the job the permission that is named in docs/github.md.",
  404: "There is no such thing there, or the token may not see it.",
  413: "It is too large for GitHub.",
  422: "GitHub could not make sense of it.",
  429: "GitHub asks for less at a time, still after waiting; try again later.",
};

/** Does something at GitHub. What GitHub refuses is said in words: `doing` is what was being done, as `writing a comment`. */
export async function inWords<T>(doing: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    const what = error.status >= 500 ? "GitHub is in trouble, still after some tries." : (advice[error.status] ?? "");
    const where = `${error.request.method} ${new URL(error.request.url).pathname}`;
    throw new GitHubRefused(`${doing}: ${where} ended with ${error.status}. ${what} GitHub says: ${error.message}`);
  }
}
