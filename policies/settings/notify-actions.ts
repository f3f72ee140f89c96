/** What an action may be told, by input: the pattern of its value; `any` where it changes nothing that is judged. */
export type ActionInputs = "any" | Readonly<Record<string, string>>;

/** An action that workflows may use. */
export interface KnownAction {
  /**
   * The commits that are called for, and the release that each is: a new one is one line. Any commit of any fork can be
   * asked for under the name of the action, so that a commit alone says nothing of whose it is.
   */
  readonly commits: Readonly<Record<string, string>>;
  readonly inputs: ActionInputs;
  /** Inputs that are told it, since it takes what is newest, or does something else, where they are left out. */
  readonly demands?: readonly string[];
}

/** Actions by owner and name. Where no commit stands, the action is known, and not called for yet. */
export const notifyActions: Readonly<Record<string, KnownAction>> = {
  "actions/checkout": {
    commits: { "8e8c483db84b4bee98b60c0593521ed34d9990e8": "v6.0.1" },
    inputs: { "persist-credentials": "false", "fetch-depth": "{number}" },
  },
  "actions/setup-python": {
    commits: { a26af69be951a213d495a4c3e4e4022e16d87065: "v5.6.0" },
    inputs: { "python-version": "{python}" },
    demands: ["python-version"],
  },
  "actions/setup-node": {
    commits: { "49933ea5288caeca8642d1e84afbd3f7d6820020": "v4.4.0" },
    inputs: { "node-version": "{node}", "node-version-file": ".nvmrc" },
  },
  "hashicorp/setup-terraform": {
    commits: { b9cd54a3c349d3f38e8881555d616ced269862dd: "v3.1.2" },
    inputs: { terraform_version: "1.9.8", terraform_wrapper: "false" },
    demands: ["terraform_version", "terraform_wrapper"],
  },
  "actions/upload-artifact": { commits: {}, inputs: "any" },
  "actions/github-script": { commits: {}, inputs: "any" },
  "github/codeql-action/init": { commits: {}, inputs: "any" },
  "github/codeql-action/autobuild": { commits: {}, inputs: "any" },
  "github/codeql-action/analyze": { commits: {}, inputs: "any" },
  "pypa/gh-action-pip-audit": { commits: {}, inputs: "any" },
  "zaproxy/action-baseline": { commits: {}, inputs: "any" },
  "zaproxy/action-api-scan": { commits: {}, inputs: "any" },
};
