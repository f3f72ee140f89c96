import { hex, nodeId } from "../invent.ts";
import { boolean, identity, integer, object, output, required, set, string, type Table } from "../table.ts";
import { etagInput, owner, parts, repositoryId, repositoryIdOutput, repositoryName } from "./common.ts";

const status = object({ status: string({ ...required, oneOf: ["enabled", "disabled"] }) });

/** A repository with its owner, as its addresses hold it. */
const fullName = (made: Parameters<typeof owner>[0]) => `${owner(made)}/${made.text("name")}`;

export const repository: Table = {
  type: "github:index/repository:Repository",
  inputs: {
    allowAutoMerge: boolean({ default: false }),
    allowForking: boolean({ filled: false }),
    allowMergeCommit: boolean({ default: true }),
    allowRebaseMerge: boolean({ default: true }),
    allowSquashMerge: boolean({ default: true }),
    allowUpdateBranch: boolean(),
    archiveOnDestroy: boolean(),
    archived: boolean({ default: false }),
    autoInit: boolean(),
    defaultBranch: string({ filled: "main" }),
    deleteBranchOnMerge: boolean({ default: false }),
    description: string(),
    etag: etagInput,
    fork: string({ filled: "false", oneOf: ["true", "false"] }),
    gitignoreTemplate: string(),
    hasDiscussions: boolean(),
    hasDownloads: boolean(),
    hasIssues: boolean(),
    hasProjects: boolean(),
    hasWiki: boolean(),
    homepageUrl: string(),
    ignoreVulnerabilityAlertsDuringRead: boolean({ default: false }),
    isTemplate: boolean(),
    licenseTemplate: string(),
    mergeCommitMessage: string({ default: "PR_TITLE", oneOf: ["PR_BODY", "PR_TITLE", "BLANK"] }),
    mergeCommitTitle: string({ default: "MERGE_MESSAGE", oneOf: ["PR_TITLE", "MERGE_MESSAGE"] }),
    name: string({ ...repositoryName }),
    pages: object({
      buildType: string({ default: "legacy", oneOf: ["legacy", "workflow"] }),
      cname: string(),
      custom404: boolean({ filled: false }),
      htmlUrl: string({ filled: (made) => `https://${owner(made)}.github.io/${made.text("name")}/` }),
      source: object({ branch: string(required), path: string({ default: "/", oneOf: ["/", "/docs"] }) }),
      status: string({ filled: "built" }),
      url: string({ filled: (made) => `https://api.github.com/repos/${fullName(made)}/pages` }),
    }),
    private: boolean({ filled: (made) => (made.input("visibility") ?? "public") !== "public" }),
    securityAndAnalysis: object(
      {
        advancedSecurity: status,
        codeSecurity: status,
        secretScanning: status,
        secretScanningAiDetection: status,
        secretScanningNonProviderPatterns: status,
        secretScanningPushProtection: status,
      },
      { filled: { secretScanning: { status: "disabled" }, secretScanningPushProtection: { status: "disabled" } } },
    ),
    sourceOwner: string({ filled: "" }),
    sourceRepo: string({ filled: "" }),
    squashMergeCommitMessage: string({ default: "COMMIT_MESSAGES", oneOf: ["PR_BODY", "COMMIT_MESSAGES", "BLANK"] }),
    squashMergeCommitTitle: string({ default: "COMMIT_OR_PR_TITLE", oneOf: ["PR_TITLE", "COMMIT_OR_PR_TITLE"] }),
    template: object({
      includeAllBranches: boolean({ default: false }),
      owner: string(required),
      repository: string(required),
    }),
    topics: set(
      string({
        matches: {
          pattern: /^[a-z0-9][a-z0-9-]{0,49}$/,
          says: "a topic: 1 to 50 lower-case letters, digits or hyphens, not starting with a hyphen",
        },
      }),
      { filled: [], count: [0, 20] },
    ),
    visibility: string({ oneOf: ["public", "private", "internal"], filled: "public" }),
    vulnerabilityAlerts: boolean({ filled: false }),
    webCommitSignoffRequired: boolean({ filled: false }),
  },
  outputs: {
    fullName: output(string(), fullName),
    gitCloneUrl: output(string(), (made) => `git://github.com/${fullName(made)}.git`),
    htmlUrl: output(string(), (made) => `https://github.com/${fullName(made)}`),
    httpCloneUrl: output(string(), (made) => `https://github.com/${fullName(made)}.git`),
    nodeId: output(string(), (made) => nodeId("R", `github/${fullName(made)}`)),
    primaryLanguage: output(string(), ""),
    repoId: output(integer(), (made) => repositoryId(made, made.text("name"))),
    sshCloneUrl: output(string(), (made) => `git@github.com:${fullName(made)}.git`),
    svnUrl: output(string(), (made) => `https://github.com/${fullName(made)}`),
  },
  once: (made) => [`the repository ${fullName(made).toLowerCase()}`],
  id: (made) => made.text("name"),
  autoname: { property: "name", most: 100 },
  check: (inputs) =>
    inputs.private !== undefined && inputs.visibility !== undefined
      ? [{ property: "private", reason: "cannot be given together with `visibility`, which takes its place" }]
      : [],
  import: {
    format: "REPOSITORY",
    inputs: (id) => (repositoryName.matches.pattern.test(id) ? { name: id } : undefined),
  },
};

export const branch: Table = {
  type: "github:index/branch:Branch",
  inputs: {
    branch: string(required),
    etag: etagInput,
    repository: string({ ...identity, ...repositoryName }),
    sourceBranch: string({ default: "main", replaces: true }),
    sourceSha: string({ replaces: true, filled: (made) => hex(`github/${made.text("repository")}/commit`, 40) }),
  },
  outputs: {
    ref: output(string(), (made) => `refs/heads/${made.text("branch")}`),
    sha: output(string(), (made) => made.text("sourceSha")),
  },
  id: (made) => `${made.text("repository")}:${made.text("branch")}`,
  import: {
    format: "REPOSITORY:BRANCH",
    inputs: (id) => {
      const [repository, name, source] = id.split(":");
      return repository && name ? { repository, branch: name, ...(source ? { sourceBranch: source } : {}) } : undefined;
    },
  },
};

export const branchDefault: Table = {
  type: "github:index/branchDefault:BranchDefault",
  inputs: {
    branch: string(required),
    etag: etagInput,
    rename: boolean({ default: false }),
    repository: string({ ...required, ...repositoryName }),
    waitForRename: boolean({ default: false }),
  },
  outputs: { repositoryId: repositoryIdOutput },
  id: (made) => made.text("repository"),
  import: {
    format: "REPOSITORY",
    inputs: (id) => (repositoryName.matches.pattern.test(id) ? { repository: id } : undefined),
  },
};

export const repositoryFile: Table = {
  type: "github:index/repositoryFile:RepositoryFile",
  inputs: {
    autocreateBranch: boolean({ default: false }),
    autocreateBranchSourceBranch: string({ default: "main" }),
    autocreateBranchSourceSha: string({ filled: "" }),
    branch: string({ replaces: true, filled: "main" }),
    commitAuthor: string(),
    commitEmail: string(),
    commitMessage: string({ filled: (made) => `Add ${made.text("file")}` }),
    content: string(required),
    file: string(identity),
    overwriteOnCreate: boolean({ default: false }),
    repository: string({ ...required, ...repositoryName }),
  },
  outputs: {
    commitSha: output(string(), (made) => hex(`commit/${made.seed}/${made.text("content")}`, 40)),
    ref: output(string(), (made) => made.text("branch")),
    repositoryId: repositoryIdOutput,
    sha: output(string(), (made) => hex(`blob/${made.text("content")}`, 40)),
  },
  id: (made) => `${made.text("repository")}:${made.text("file")}:${made.text("branch")}`,
  check: ({ commitAuthor, commitEmail }) => {
    if ((commitAuthor === undefined) === (commitEmail === undefined)) return [];
    const [given, missing] =
      commitEmail === undefined ? ["commitAuthor", "commitEmail"] : ["commitEmail", "commitAuthor"];
    return [{ property: given, reason: `cannot be given without \`${missing}\`` }];
  },
  import: {
    format: "REPOSITORY:FILE:BRANCH",
    inputs: (id) => {
      const [repository = "", file = "", name = ""] = parts(id, 3) ?? [];
      return repository ? { repository, file, branch: name } : undefined;
    },
  },
};

export const repositoryPages: Table = {
  type: "github:index/repositoryPages:RepositoryPages",
  inputs: {
    buildType: string({ default: "legacy", oneOf: ["legacy", "workflow"] }),
    cname: string({ atCreation: "" }),
    httpsEnforced: boolean({ filled: true }),
    public: boolean({ filled: true }),
    repository: string({ ...identity, ...repositoryName }),
    source: object({ branch: string(required), path: string({ default: "/", oneOf: ["/", "/docs"] }) }),
  },
  outputs: {
    apiUrl: output(string(), (made) => `https://api.github.com/repos/${owner(made)}/${made.text("repository")}/pages`),
    buildStatus: output(string(), "built"),
    custom404: output(boolean(), false),
    htmlUrl: output(string(), (made) => `https://${owner(made)}.github.io/${made.text("repository")}/`),
    repositoryId: repositoryIdOutput,
  },
  once: (made) => [`the site of ${owner(made)}/${made.text("repository")}`],
  id: (made) => made.text("repository"),
  check: ({ buildType, source, httpsEnforced, cname }) => [
    ...(buildType === "legacy" && source === undefined
      ? [{ property: "source", reason: "is required when `buildType` is `legacy`" }]
      : []),
    ...(buildType === "workflow" && source !== undefined
      ? [{ property: "source", reason: "cannot be given when `buildType` is `workflow`" }]
      : []),
    ...(httpsEnforced !== undefined && cname === undefined
      ? [{ property: "httpsEnforced", reason: "cannot be given without `cname`" }]
      : []),
  ],
  refusesCreation: ({ httpsEnforced }) =>
    httpsEnforced === undefined
      ? undefined
      : "the provider asks for https before it has told GitHub the site's name, and GitHub answers 404: The certificate " +
        "does not exist yet. Leave httpsEnforced out, and enforce https in the repository's settings",
  refusesUpdate: (state, inputs) => {
    const { cname } = inputs;
    if (cname === undefined || cname === "" || state.cname !== cname) return undefined;
    return (
      `GitHub would take the name ${String(cname)} away: the provider sends \`cname: null\` with every change but one of the ` +
      "name. Let the site be made anew (replaceOnChanges), or change it in the repository's settings"
    );
  },
  import: { format: "REPOSITORY", inputs: (id) => ({ repository: id, buildType: "workflow" }) },
};

export const repositoryVulnerabilityAlerts: Table = {
  type: "github:index/repositoryVulnerabilityAlerts:RepositoryVulnerabilityAlerts",
  inputs: { enabled: boolean({ default: true }), repository: string({ ...identity, ...repositoryName }) },
  outputs: { repositoryId: repositoryIdOutput },
  id: (made) => made.text("repository"),
  import: {
    format: "REPOSITORY",
    inputs: (id) => (repositoryName.matches.pattern.test(id) ? { repository: id } : undefined),
  },
};

export const repositoryDependabotSecurityUpdates: Table = {
  type: "github:index/repositoryDependabotSecurityUpdates:RepositoryDependabotSecurityUpdates",
  inputs: { enabled: boolean(required), repository: string({ ...identity, ...repositoryName }) },
  outputs: {},
  id: (made) => made.text("repository"),
  import: {
    format: "REPOSITORY",
    inputs: (id) => (repositoryName.matches.pattern.test(id) ? { repository: id, enabled: true } : undefined),
  },
};
