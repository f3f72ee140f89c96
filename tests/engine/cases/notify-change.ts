import { type Case, type Change, casesOf } from "../case.ts";
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

/** A brokerpak in another version, in the register and in the script that is made from it. */
const brokerpak = (script: string, variable: string, from: string, to: string): Change => ({
  register: ({ repositories }) => {
    repositories["usnotify-ssb"].files[script].values[variable] = to;
  },
  ...rewritten(`usnotify-ssb/${script}`, `${variable}="${from}"`, `${variable}="${to}"`),
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
  red("NOTIFY-CHG-5", "a stranger who owns what nobody else does", ["notify-security-paths-owned"], {
    ...rewritten("notifications-api/.github/CODEOWNERS", "# Who", "* @stranger/team\n# Who"),
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
    ["notify-isso-appointed", "notify-memberships-from-register", "resources-called-for"],
    {
      register: ({ people }) => {
        delete people["isso-1"].github;
      },
    },
  ),
  green("NOTIFY-CHG-5", "owners of other paths, on lines before the ISSO's", {
    register: ({ repositories }) => {
      repositories["notifications-api"].codeOwners.unshift({ team: "notify-engineers", paths: ["/app/dao/"] });
    },
    ...rewritten("notifications-api/.github/CODEOWNERS", "# Who", "/app/dao/ @GSA/notify-engineers\n# Who"),
  }),

  red("NOTIFY-CHG-15", "the latest SMS brokerpak, whichever that is", ["notify-brokerpaks-pinned"], {
    ...brokerpak("app-setup-sms.sh", "SMS_BROKERPAK_VERSION", "v2.1.1", "latest"),
  }),
  green("NOTIFY-CHG-15", "another released SMS brokerpak", {
    ...brokerpak("app-setup-sms.sh", "SMS_BROKERPAK_VERSION", "v2.1.1", "v2.2.0"),
  }),
  red("NOTIFY-CHG-16", "a branch of the SMTP brokerpak", ["notify-brokerpaks-pinned"], {
    ...brokerpak("app-setup-smtp.sh", "SMTP_BROKERPAK_VERSION", "v2.0.0", "main"),
  }),
  green("NOTIFY-CHG-16", "another released SMTP brokerpak", {
    ...brokerpak("app-setup-smtp.sh", "SMTP_BROKERPAK_VERSION", "v2.0.0", "v2.0.1"),
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
  red(
    "NOTIFY-CHG-7",
    "a second workflow that deploys on every push",
    ["notify-deploying-jobs-known", "notify-staging-after-checks", "resources-called-for"],
    {
      state: (state) =>
        addFile(
          state,
          "notifications-api",
          `${workflows}/fast.yml`,
          "on: push\npermissions: {}\njobs:\n  now:\n    runs-on: ubuntu-24.04\n    environment: staging\n    steps: []\n",
        ),
    },
  ),
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
  red("NOTIFY-CHG-9", "a workflow that cannot be understood", ["notify-workflows-understood", "resources-called-for"], {
    state: (state) =>
      addFile(
        state,
        "notifications-api",
        `${workflows}/other.yml`,
        "on: push\npermissions: {}\njobs: { a: { uses: ./b.yml } }\n",
      ),
  }),
  red("NOTIFY-CHG-9", "no deployment to demo", ["notify-environments-present", "notify-secrets-declared-read"], {
    state: (state) => removeResource(state, fileType, `notifications-admin/${workflows}/deploy-demo.yml`),
  }),
  green("NOTIFY-CHG-9", "a workflow that deploys nothing, with its entry", {
    register: ({ repositories }) => {
      repositories["notifications-api"].files[`${workflows}/spelling.yml`] = { template: "every/spelling.yml" };
    },
    state: (state) =>
      addFile(
        state,
        "notifications-api",
        `${workflows}/spelling.yml`,
        "on: pull_request\npermissions:\n  contents: read\njobs:\n  spelling:\n    runs-on: ubuntu-24.04\n    steps: []\n",
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
  red(
    "NOTIFY-CHG-12",
    "a broker in production whatever became of staging",
    ["notify-broker-staging-first", "notify-deploying-jobs-known"],
    {
      ...rewritten(`usnotify-ssb/${workflows}/apply.yml`, "needs: apply-staging", "$&\n    if: '!cancelled()'"),
    },
  ),
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
  red("NOTIFY-CHG-14", "a release of any commit", ["notify-releases-from-main"], {
    ...rewritten(`ttsnotify-brokerpak-sms/${workflows}/release.yml`, "git merge-base --is-ancestor", "echo"),
  }),
  red("NOTIFY-CHG-14", "a release that is started by hand", ["notify-releases-from-main"], {
    ...rewritten(
      `ttsnotify-brokerpak-sms/${workflows}/release.yml`,
      '  push:\n    tags: ["v*"]',
      "  workflow_dispatch:",
    ),
  }),
  red(
    "NOTIFY-CHG-14",
    "a second workflow whose token can release",
    ["notify-releases-from-main", "resources-called-for"],
    {
      state: (state) =>
        addFile(
          state,
          "ttsnotify-brokerpak-sms",
          `${workflows}/nightly.yml`,
          "on: workflow_dispatch\npermissions: {}\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    permissions: { contents: write }\n    steps: [{ run: make build }]\n",
        ),
    },
  ),
  green("NOTIFY-CHG-14", "a release that says what it does", {
    ...rewritten(
      `ttsnotify-brokerpak-sms/${workflows}/release.yml`,
      "        run: make build",
      '        run: |\n          echo "This takes a while."\n          make build',
    ),
  }),
];

/** What jobs that deploy and check are made of: their steps, whatever starts them. */
const payloads: readonly Case[] = [
  red("NOTIFY-CHG-9", "a deployment of another commit to production", ["notify-workflows-confined"], {
    ...rewritten(
      `notifications-api/${workflows}/deploy-prod.yml`,
      "persist-credentials: false",
      "ref: release-candidate\n          persist-credentials: false",
    ),
  }),
  red("NOTIFY-CHG-7", "a deployment to staging whose failure does not count", ["notify-deploying-jobs-known"], {
    ...rewritten(
      `notifications-admin/${workflows}/deploy.yml`,
      "      - name: Apply Terraform",
      "      - continue-on-error: true\n        name: Apply Terraform",
    ),
  }),
  red("NOTIFY-CHG-12", "a broker's staging that is planned and not applied", ["notify-deploying-jobs-known"], {
    ...rewritten(
      `usnotify-ssb/${workflows}/apply.yml`,
      "terraform apply -auto-approve -input=false -var-file=terraform.staging.tfvars",
      "terraform plan -input=false -var-file=terraform.staging.tfvars",
    ),
  }),
  red("NOTIFY-CHG-11", "a deployment in a shell that goes on after a failure", ["notify-deploying-jobs-known"], {
    ...rewritten(
      `usnotify-ssb/${workflows}/apply.yml`,
      "permissions:",
      "defaults:\n  run:\n    shell: sh {0}\n\npermissions:",
    ),
  }),
  red("NOTIFY-CHG-9", "a login script that goes on after a failure", ["notify-scripts-known"], {
    ...rewritten("notifications-api/.github/scripts/cf-login.sh", "cf auth\n", "cf auth || true\n"),
  }),
  red("NOTIFY-CHG-9", "a site that is told a stranger's sign-in", ["notify-deploying-jobs-known"], {
    ...rewritten(
      `notifications-admin/${workflows}/deploy-prod.yml`,
      "LOGIN_DOT_GOV_USER_INFO_URL: https://secure.login.gov/",
      "LOGIN_DOT_GOV_USER_INFO_URL: https://login.example.org/",
    ),
  }),
  red("NOTIFY-CHG-9", "a number of one's own in place of the environment's", ["notify-deploying-jobs-known"], {
    ...rewritten(
      `notifications-api/${workflows}/deploy-demo.yml`,
      `\${{ vars.AWS_US_TOLL_FREE_NUMBER }}`,
      '"+18005550100"',
    ),
  }),
  red("NOTIFY-CHG-11", "a secret that Terraform is told under another name", ["notify-deploying-jobs-known"], {
    ...rewritten(
      `usnotify-ssb/${workflows}/apply.yml`,
      "          TF_VAR_cf_username:",
      `          TF_VAR_note: \${{ secrets.TF_VAR_CF_PASSWORD }}\n          TF_VAR_cf_username:`,
    ),
  }),
  red("NOTIFY-CHG-9", "a deployment to production that waits for demo's", ["notify-deploying-jobs-known"], {
    ...rewritten(
      `notifications-api/${workflows}/deploy-prod.yml`,
      "concurrency: deploy-production",
      "concurrency: deploy-demo",
    ),
  }),
  green("NOTIFY-CHG-9", "a deployment with a limit of time, and a version that the register raises", {
    register: ({ repositories }) => {
      repositories["notifications-api"].files[`${workflows}/deploy-prod.yml`].values.POETRY_VERSION = "2.3.5";
    },
    state: (state) => {
      const name = `notifications-api/${workflows}/deploy-prod.yml`;
      rewrite(state, name, "poetry==2.3.4", "poetry==2.3.5");
      rewrite(state, name, "    steps:\n", "    timeout-minutes: 40\n    steps:\n");
    },
  }),
  red("NOTIFY-CHG-15", "an older broker than the register says", ["notify-scripts-known"], {
    ...rewritten("usnotify-ssb/app-setup-sms.sh", 'CSB_VERSION="v2.5.3"', 'CSB_VERSION="v0.9.0"'),
  }),
  red("NOTIFY-CHG-2", "an action at a commit of somebody's fork", ["notify-workflows-confined"], {
    ...rewritten(
      `notifications-api/${workflows}/checks.yml`,
      "actions/checkout@8e8c483db84b4bee98b60c0593521ed34d9990e8",
      `actions/checkout@${"0123456789".repeat(4)}`,
    ),
  }),
  red(
    "NOTIFY-CHG-7",
    "checks that are cancelled on the branches that are deployed from",
    ["notify-workflows-confined"],
    {
      ...rewritten(
        `notifications-admin/${workflows}/checks.yml`,
        `cancel-in-progress: \${{ github.ref != 'refs/heads/main' && github.ref != 'refs/heads/production' }}`,
        "cancel-in-progress: true",
      ),
    },
  ),
  red("NOTIFY-CHG-7", "tests beside somebody's image", ["notify-checks-can-fail"], {
    ...rewritten(`notifications-api/${workflows}/checks.yml`, "image: postgres:15", "image: somebody/postgres:15"),
  }),
  red("GATE-12", "a Dependabot that leaves a dependency out", ["notify-dependabot-as-called-for"], {
    ...rewritten(
      "notifications-api/.github/dependabot.yml",
      "    directory: /\n",
      "    directory: /\n    ignore: [{ dependency-name: flask }]\n",
    ),
  }),
  green("GATE-12", "a Dependabot that opens pull requests of new versions", {
    ...rewritten("usnotify-ssb/.github/dependabot.yml", "open-pull-requests-limit: 0", "open-pull-requests-limit: 3"),
  }),
  red("GATE-12", "a file that no rule reads, with its entry", ["notify-managed-files-read"], {
    register: ({ repositories }) => {
      repositories["notifications-api"].files.Makefile = { template: "every/Makefile" };
    },
    state: (state) => addFile(state, "notifications-api", "Makefile", "test:\n\ttrue\n"),
  }),
  red("NOTIFY-CHG-9", "a promotion whose comparison is only told", ["notify-promotion-fixed"], {
    ...rewritten(
      `notifications-admin/${workflows}/promotion.yml`,
      'test "$SOURCE" = "$EXPECTED"',
      'test "$SOURCE" = "$EXPECTED" || echo "It does not."',
    ),
  }),
  red("NOTIFY-CHG-1", "a promotion that is looked at when it has a label", ["notify-promotion-fixed"], {
    ...rewritten(
      `notifications-api/${workflows}/promotion.yml`,
      "    branches: [production]",
      "    branches: [production]\n    types: [labeled]",
    ),
  }),
  red("NOTIFY-CHG-7", "tests whose failure is waved off", ["notify-checks-can-fail"], {
    ...rewritten(`notifications-api/${workflows}/checks.yml`, "run: make test", "run: make test || true"),
  }),
  red("NOTIFY-CHG-7", "tests that make is told to go on after", ["notify-checks-can-fail"], {
    ...rewritten(
      `notifications-api/${workflows}/checks.yml`,
      "      NOTIFY_ENVIRONMENT: test\n",
      "      NOTIFY_ENVIRONMENT: test\n      MAKEFLAGS: --ignore-errors\n",
    ),
  }),
  red(
    "NOTIFY-CHG-7",
    "a second job by the name of a check",
    ["notify-checks-can-fail", "notify-checks-of-one-job", "resources-called-for"],
    {
      state: (state) =>
        addFile(
          state,
          "notifications-api",
          `${workflows}/quick.yml`,
          "on: push\npermissions: {}\njobs:\n  quick:\n    name: build\n    runs-on: ubuntu-24.04\n    steps: [{ run: echo well }]\n",
        ),
    },
  ),
  red(
    "NOTIFY-CHG-2",
    "a workflow that strangers start with our token",
    ["notify-workflows-confined", "resources-called-for"],
    {
      state: (state) =>
        addFile(
          state,
          "notifications-api",
          `${workflows}/label.yml`,
          "on: pull_request_target\npermissions: {}\njobs:\n  label:\n    runs-on: ubuntu-24.04\n    steps: []\n",
        ),
    },
  ),
  red("NOTIFY-CHG-11", "a deployment on a machine of our own", ["notify-workflows-confined"], {
    ...rewritten(`usnotify-ssb/${workflows}/apply.yml`, "runs-on: ubuntu-24.04", "runs-on: [self-hosted]"),
  }),
  red(
    "NOTIFY-SVC-1",
    "a secret that no credential is kept as",
    ["notify-deploying-jobs-known", "notify-secrets-read-declared"],
    {
      ...rewritten(
        `notifications-api/${workflows}/deploy-demo.yml`,
        `          SECRET_KEY: \${{ secrets.SECRET_KEY }}\n`,
        `          SECRET_KEY: \${{ secrets.SECRET_KEY }}\n          TF_VAR_more: \${{ secrets.MORE }}\n`,
      ),
    },
  ),
  red("NOTIFY-SVC-3", "a secret that no workflow reads", ["notify-secrets-declared-read"], {
    register: ({ credentials }) => {
      credentials["ssb-cloud-gov-production-key"].storedIn.push({
        repository: "usnotify-ssb",
        environment: "production",
        secretName: "CF_TOKEN",
      });
    },
  }),
  green("NOTIFY-CHG-9", "a deployment with one variable more, which the environment keeps", {
    register: ({ credentials }) => {
      credentials["site-settings-demo"].storedIn.push({
        repository: "notifications-admin",
        environment: "demo",
        secretName: "MAP_KEY",
      });
    },
    state: (state) => {
      const name = `notifications-admin/${workflows}/deploy-demo.yml`;
      rewrite(
        state,
        name,
        "          COMMIT_HASH:",
        `          MAP_KEY: \${{ secrets.MAP_KEY }}\n          COMMIT_HASH:`,
      );
      rewrite(state, name, "--strategy rolling\n", '--strategy rolling\n          --var MAP_KEY="$MAP_KEY"\n');
    },
  }),
  green("NOTIFY-CHG-7", "a check more, of the repository's own set-up", {
    register: ({ repositories }) => {
      const { branches } = repositories["notifications-api"];
      for (const branch of Object.values<{ requiredChecks: string[] }>(branches)) branch.requiredChecks.push("types");
    },
    state: (state) => {
      rewrite(
        state,
        `notifications-api/${workflows}/checks.yml`,
        "jobs:\n",
        "jobs:\n  types:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: ./.github/actions/setup-project\n      - run: poetry run mypy app\n",
      );
      for (const branch of ["main", "production"]) {
        const protection = resourceIn(state, protectionType, `notifications-api-${branch}`);
        const [checks] = protection.inputs?.requiredStatusChecks ?? [];
        setProperties(protection, {
          requiredStatusChecks: [{ ...checks, contexts: [...checks.contexts, "types"] }],
        });
      }
    },
  }),
];

const restaging: readonly Case[] = [
  red(
    "NOTIFY-RST-4",
    "no workflow that restages the brokers",
    ["notify-files-present", "notify-secrets-declared-read"],
    {
      state: (state) => removeResource(state, fileType, `usnotify-ssb/${workflows}/restage-apps.yml`),
    },
  ),
  green("NOTIFY-RST-4", "a restage workflow with another comment", {
    ...rewritten(`usnotify-ssb/${workflows}/restage-apps.yml`, "permissions: {}", "permissions: {} # none"),
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
  red(
    "NOTIFY-ALR-3",
    "checks without New Relic's configuration",
    ["notify-checks-of-one-job", "notify-checks-required"],
    {
      state: (state) => {
        rewrite(state, `notifications-api/${workflows}/checks.yml`, "  validate-new-relic-config:", "  newrelic:");
      },
    },
  ),
];

/** Change control, workflows and releases, through the real engine. */
export const notifyChangeCases: readonly Case[] = [...documents, ...deployments, ...payloads, ...restaging];
