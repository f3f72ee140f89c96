/** GitHub did not do what it was asked for; the message says why and what to do. */
export class GitHubRefused extends Error {
  override readonly name = "GitHubRefused";
}
