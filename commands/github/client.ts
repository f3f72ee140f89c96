import { Octokit } from "octokit";

export interface ClientOptions {
  readonly token: string;
  /** Of the REST API, without a slash at its end. */
  readonly baseUrl: string;
  /** What the plugins call a second of waiting, in milliseconds; tests wait less. */
  readonly second?: number;
}

/** How often a request that GitHub asks to be slower is sent again. */
const patience = 3;

/**
 * A client of GitHub's REST API. It sends a request again, after a while, when the server is in trouble (5xx) or asks for
 * less at a time (rate limits, also the secondary ones).
 */
export function githubClient({ token, baseUrl, second = 1000 }: ClientOptions): Octokit {
  const again = (_after: number, _options: object, _octokit: object, retries: number) => retries < patience;
  return new Octokit({
    auth: token,
    baseUrl,
    // What goes wrong is said by the error that ends the command.
    log: { debug() {}, info() {}, warn() {}, error() {} },
    retry: { retryAfterBaseValue: second },
    throttle: { id: baseUrl, onRateLimit: again, onSecondaryRateLimit: again, retryAfterBaseValue: second },
  });
}

/** A repository, as it is named in a path. */
export interface Repository {
  readonly owner: string;
  readonly repo: string;
}
