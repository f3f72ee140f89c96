import { type Case, casesOf } from "../case.ts";
import { addResource, type ExportedState, nameOf, removeResource, resourceIn, setProperties } from "../state.ts";

const { red, green } = casesOf("notify-platform");

const fileType = "github:index/repositoryFile:RepositoryFile";
const environmentType = "github:index/repositoryEnvironment:RepositoryEnvironment";
const protectionType = "github:index/branchProtection:BranchProtection";
const rulesetType = "github:index/repositoryRuleset:RepositoryRuleset";

/** Rewrites a file of a repository, `REPOSITORY/PATH`. Throws where the text to be replaced is not in it. */
function rewrite(state: ExportedState, name: string, from: string, to: string): void {
  const file = resourceIn(state, fileType, name);
  const content: string = file.inputs?.content ?? "";
  if (!content.includes(from)) throw new Error(`${nameOf(file)} has no ${JSON.stringify(from)}`);
  setProperties(file, { content: content.replace(from, to) });
}

/** A file beside those that a repository has. */
function addFile(state: ExportedState, repository: string, path: string, content: string): void {
  const sibling = resourceIn(state, fileType, `${repository}/.github/CODEOWNERS`);
  const properties = { ...sibling.inputs, file: path, content };
  addResource(state, sibling, { type: fileType, name: `${repository}/${path}`, properties });
}

/** A case in which one file was rewritten. */
const rewritten = (name: string, from: string, to: string) => ({
  state: (state: ExportedState) => rewrite(state, name, from, to),
});

const workflows = ".github/workflows";
const isso = "@GSA/notify-isso";

const documents: readonly Case[] = [
  red("NOTIFY-CHG-4", "a pull-request template with another heading", ["notify-security-impact-analysis"], {
    ...rewritten("notifications-api/.github/pull_request_template.md", "Security Impact Analysis", "Security"),
  }),
  red("NOTIFY-CHG-4", "the heading in a comment only", ["notify-security-impact-analysis"], {
    ...rewritten("usnotify-ssb/.github/pull_request_template.md", "## Security Impact Analysis", "<!--\n$& -->"),
  }),
  red("NOTIFY-CHG-4", "no pull-request template", ["notify-files-present"], {
    state: (state) => removeResource(state, fileType, "notifications-api/.github/pull_request_template.md"),
  }),
  green("NOTIFY-CHG-4", "a template with further headings", {
    ...rewritten("notifications-api/.github/pull_request_template.md", "## How", "## Screenshots\n\n## How"),
  }),

  red("NOTIFY-CHG-5", "a security-relevant path that nobody owns", ["notify-security-paths-owned"], {
    ...rewritten("notifications-api/.github/CODEOWNERS", `/terraform/ ${isso}\n`, ""),
  }),
  red("NOTIFY-CHG-5", "a later line that takes a path away from the ISSO", ["notify-security-paths-owned"], {
    ...rewritten(
      "usnotify-ssb/.github/CODEOWNERS",
      `/app-setup-smtp.sh ${isso}`,
      `$&\n/terraform/production/ @GSA/notify-engineers`,
    ),
  }),
  red("NOTIFY-CHG-5", "code owners whose review is not required", ["notify-code-owners-approve"], {
    state: (state) => {
      const protection = resourceIn(state, protectionType, "notifications-api-main");
      const [reviews] = protection.inputs?.requiredPullRequestReviews ?? [];
      setProperties(protection, { requiredPullRequestReviews: [{ ...reviews, requireCodeOwnerReviews: undefined }] });
    },
  }),
  red(
    "NOTIFY-CHG-5",
    "an ISSO whose login nobody knows",
    ["notify-isso-appointed", "notify-memberships-from-register"],
    {
      register: ({ people }) => {
        delete people["isso-1"].github;
      },
    },
  ),
  green("NOTIFY-CHG-5", "owners of other paths, on lines before the ISSO's", {
    ...rewritten("notifications-api/.github/CODEOWNERS", "# Who", "* @GSA/notify-engineers\n# Who"),
  }),

  red("NOTIFY-CHG-15", "the latest SMS brokerpak, whichever that is", ["notify-brokerpaks-pinned"], {
    ...rewritten("usnotify-ssb/app-setup-sms.sh", 'SMS_BROKERPAK_VERSION="v2.1.1"', 'SMS_BROKERPAK_VERSION="latest"'),
  }),
  green("NOTIFY-CHG-15", "another released SMS brokerpak", {
    ...rewritten("usnotify-ssb/app-setup-sms.sh", 'SMS_BROKERPAK_VERSION="v2.1.1"', 'SMS_BROKERPAK_VERSION="v2.2.0"'),
  }),
  red("NOTIFY-CHG-16", "a branch of the SMTP brokerpak", ["notify-brokerpaks-pinned"], {
    ...rewritten("usnotify-ssb/app-setup-smtp.sh", 'SMTP_BROKERPAK_VERSION="v2.0.0"', 'SMTP_BROKERPAK_VERSION="main"'),
  }),
  green("NOTIFY-CHG-16", "another released SMTP brokerpak", {
    ...rewritten(
      "usnotify-ssb/app-setup-smtp.sh",
      'SMTP_BROKERPAK_VERSION="v2.0.0"',
      'SMTP_BROKERPAK_VERSION="v2.0.1"',
    ),
  }),
];

const deployments: readonly Case[] = [
  red("NOTIFY-CHG-7", "a deployment to staging that checks may have failed before", ["notify-staging-after-checks"], {
    ...rewritten(
      `notifications-api/${workflows}/deploy.yml`,
      "github.event.workflow_run.conclusion == 'success' && ",
      "",
    ),
  }),
  red("NOTIFY-CHG-7", "a second workflow that deploys on every push", ["notify-staging-after-checks"], {
    state: (state) =>
      addFile(
        state,
        "notifications-api",
        `${workflows}/fast.yml`,
        "on: push\njobs:\n  now:\n    runs-on: ubuntu-24.04\n    environment: staging\n    steps: []\n",
      ),
  }),
  red("NOTIFY-CHG-7", "the name of the workflow where its jobs should be required", ["notify-checks-required"], {
    state: (state) =>
      setProperties(resourceIn(state, protectionType, "notifications-admin-main"), {
        requiredStatusChecks: [{ strict: true, contexts: ["Run checks"] }],
      }),
  }),
  red("NOTIFY-CHG-7", "an environment that any branch may use", ["notify-environments-protected"], {
    state: (state) =>
      setProperties(resourceIn(state, environmentType, "notifications-api-staging"), {
        deploymentBranchPolicy: undefined,
      }),
  }),
  green("NOTIFY-CHG-7", "a deployment under one more condition", {
    ...rewritten(
      `notifications-api/${workflows}/deploy.yml`,
      "github.event.workflow_run.event == 'push'",
      "$& && vars.FROZEN != 'true'",
    ),
  }),

  red("NOTIFY-CHG-9", "a deployment to production from main too", ["notify-production-from-production"], {
    ...rewritten(`notifications-api/${workflows}/deploy-prod.yml`, "[production]", "[main, production]"),
  }),
  red("NOTIFY-CHG-9", "a workflow that cannot be understood", ["notify-workflows-understood"], {
    state: (state) =>
      addFile(state, "notifications-api", `${workflows}/other.yml`, "on: push\njobs: { a: { uses: ./b.yml } }\n"),
  }),
  red("NOTIFY-CHG-9", "no deployment to demo", ["notify-environments-present"], {
    state: (state) => removeResource(state, fileType, `notifications-admin/${workflows}/deploy-demo.yml`),
  }),
  green("NOTIFY-CHG-9", "a workflow that deploys nothing", {
    state: (state) =>
      addFile(
        state,
        "notifications-api",
        `${workflows}/spelling.yml`,
        "on: pull_request\njobs:\n  spelling:\n    runs-on: ubuntu-24.04\n    steps: []\n",
      ),
  }),

  red("NOTIFY-CHG-11", "a broker that is deployed from any branch", ["notify-broker-from-main"], {
    ...rewritten(`usnotify-ssb/${workflows}/apply.yml`, "    branches: [main]\n", ""),
  }),
  green("NOTIFY-CHG-11", "a broker whose deployment is named otherwise", {
    ...rewritten(`usnotify-ssb/${workflows}/apply.yml`, "name: Apply", "name: Deploy the broker"),
  }),
  red("NOTIFY-CHG-12", "a broker in production beside staging", ["notify-broker-staging-first"], {
    ...rewritten(`usnotify-ssb/${workflows}/apply.yml`, "    needs: apply-staging\n", ""),
  }),
  red("NOTIFY-CHG-12", "a broker in production whatever became of staging", ["notify-broker-staging-first"], {
    ...rewritten(`usnotify-ssb/${workflows}/apply.yml`, "needs: apply-staging", "$&\n    if: '!cancelled()'"),
  }),
  green("NOTIFY-CHG-12", "a job between the broker's staging and production", {
    state: (state) => {
      const name = `usnotify-ssb/${workflows}/apply.yml`;
      const between = "  smoke-test:\n    needs: apply-staging\n    runs-on: ubuntu-24.04\n    steps: []\n";
      rewrite(state, name, "    needs: apply-staging", "    needs: smoke-test");
      rewrite(state, name, "jobs:\n", `jobs:\n${between}`);
    },
  }),

  red("NOTIFY-CHG-14", "release tags that those who write may make", ["notify-release-tags-limited"], {
    state: (state) => setProperties(resourceIn(state, rulesetType, "ttsnotify-brokerpak-sms-tags"), { rules: {} }),
  }),
  red("NOTIFY-CHG-14", "release tags without a ruleset", ["notify-release-tags-present"], {
    state: (state) => removeResource(state, rulesetType, "ttsnotify-brokerpak-sms-tags"),
  }),
  green("NOTIFY-CHG-14", "a release of any commit, which is advised against", {
    ...rewritten(`ttsnotify-brokerpak-sms/${workflows}/release.yml`, "git merge-base --is-ancestor", "echo"),
    advice: ["notify-releases-from-main"],
  }),
];

const restaging: readonly Case[] = [
  red("NOTIFY-RST-4", "no workflow that restages the brokers", ["notify-files-present"], {
    state: (state) => removeResource(state, fileType, `usnotify-ssb/${workflows}/restage-apps.yml`),
  }),
  green("NOTIFY-RST-4", "a restage workflow with more steps", {
    ...rewritten(`usnotify-ssb/${workflows}/restage-apps.yml`, "    steps:\n", "    steps:\n      - run: echo Hello\n"),
  }),
  red("NOTIFY-RST-5", "restaging by a schedule", ["notify-restaged-by-hand"], {
    ...rewritten(
      `notifications-api/${workflows}/restage-apps.yml`,
      "permissions: {}",
      '  schedule: [{ cron: "0 3 * * 1" }]\n\npermissions: {}',
    ),
  }),
  red("NOTIFY-RST-6", "restaging from any branch", ["notify-restaged-by-hand"], {
    ...rewritten(
      `notifications-api/${workflows}/restage-apps.yml`,
      "needs: order\n    if: github.ref == 'refs/heads/main'",
      "needs: order",
    ),
  }),
  red("NOTIFY-RST-7", "brokers restaged in demo, where there are none", ["notify-restaged-by-hand"], {
    ...rewritten(
      `usnotify-ssb/${workflows}/restage-apps.yml`,
      "[staging, production, ",
      "[staging, demo, production, ",
    ),
  }),
  red("NOTIFY-RST-8", "no development environment", ["notify-environments-present"], {
    state: (state) => removeResource(state, environmentType, "usnotify-ssb-development"),
  }),
  green("NOTIFY-RST-8", "brokers restaged in development only", {
    ...rewritten(`usnotify-ssb/${workflows}/restage-apps.yml`, "[staging, production, development]", "[development]"),
  }),
  red("NOTIFY-ALR-3", "checks without New Relic's configuration", ["notify-checks-required"], {
    state: (state) => {
      rewrite(state, `notifications-api/${workflows}/checks.yml`, "  validate-new-relic-config:", "  newrelic:");
    },
  }),
];

/** Change control, workflows and releases, through the real engine. */
export const notifyChangeCases: readonly Case[] = [...documents, ...deployments, ...restaging];
