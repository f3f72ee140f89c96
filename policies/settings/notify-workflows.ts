/**
 * A step that is known: a command, where it is run and which variables it reads that it does not name, or an action by owner
 * and name.
 */
export type KnownStep = { readonly required?: true } & (
  | { readonly run: string; readonly in?: string; readonly reads?: readonly string[] }
  | { readonly uses: string }
);

/** What logging into cloud.gov reads, and what Terraform does. */
const cloudGov = ["CF_USERNAME", "CF_PASSWORD"];
const terraformState = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"];

/** How an application is deployed, and what comes after it. */
function application(app: string, after: readonly KnownStep[]): readonly KnownStep[] {
  const reads = [...terraformState, "TF_VAR_cf_user", "TF_VAR_cf_password"];
  const terraform = { in: "terraform/{environment}", required: true, reads } as const;
  return [
    { uses: "actions/checkout", required: true },
    { uses: "hashicorp/setup-terraform", required: true },
    { run: "terraform init -input=false", ...terraform },
    { run: "terraform apply -auto-approve -input=false", ...terraform },
    { uses: "actions/setup-python", required: true },
    { run: "pipx install poetry=={poetry}", required: true },
    { run: "pipx inject poetry poetry-plugin-export=={export}", required: true },
    // Without it, the buildpack installs what it finds.
    { run: "poetry export --output requirements.txt", required: true },
    { run: "bash .github/scripts/cf-login.sh notify-{environment}", required: true, reads: cloudGov },
    {
      run: "cf push -f manifest.yml --vars-file deploy-config/{environment}.yml --strategy rolling{variables}",
      required: true,
    },
    ...after,
    { run: `bash .github/scripts/deploy-egress-proxy.sh ${app}-{environment} notify-{environment}`, required: true },
    { run: "echo {text}" },
  ];
}

/** The script that finds out whether staging was restaged since the last time for an environment; `free` need not wait. */
function restageOrder(free: string): string {
  return `if ${free}; then exit 0; fi
last() {
  gh run list --repo "$GITHUB_REPOSITORY" --workflow restage-apps.yml --branch main --status success \\
    --limit 100 --json displayTitle,updatedAt \\
    --jq "[.[] | select(.displayTitle == \\"Restage $1\\") | .updatedAt] | max // \\"\\""
}
staging="$(last staging)"
target="$(last "$TARGET")"
if [[ -z "$staging" || ! "$staging" > "$target" ]]; then
  echo "::error::Restage staging first: it was last restaged \${staging:-never}, $TARGET \${target:-never}."
  exit 1
fi
`;
}

const tests = [
  "make test",
  "poetry run coverage run{arguments} -m pytest --maxfail={number}",
  "poetry run coverage run{arguments} -m pytest --maxfail={number} --ignore=tests/end_to_end tests/",
];
const newRelic = [
  "poetry run newrelic-admin validate-config newrelic.ini",
  "poetry run newrelic-admin validate-config $NEW_RELIC_CONFIG_FILE",
];
const pipAudit = ["poetry run pip-audit -r requirements.txt --skip-editable", "pypa/gh-action-pip-audit"];
const bandit = [
  "make static-scan",
  "bandit -r app/ --confidence-level medium",
  "poetry run bandit -r app/ --confidence-level medium",
];
const zap = (scan: string, action: string) => [
  `docker run --rm --network host ghcr.io/zaproxy/zaproxy:{version} ${scan}.py{arguments}`,
  action,
];

/**
 * What workflows in the repositories of US Notify may be made of, as data. Jobs that deploy, restage, release or check
 * are lists of what is known here; whatever else they do is refused by name. Patterns of commands stand for whole
 * commands; `{name}` stands for what `policies/rules/notify/workflow-script.ts` says, or for the environment.
 */
export const workflowSettings = {
  /** What may start a workflow. A deployment to staging is started by a run of the checks, and by that alone. */
  events: ["push", "pull_request", "merge_group", "workflow_dispatch", "schedule"],

  /** Machines of GitHub's own, which are new for each job. */
  runners: ["ubuntu-latest", "ubuntu-24.04", "ubuntu-22.04", "ubuntu-24.04-arm", "ubuntu-22.04-arm"],

  /** What a job's token may write beside reading: findings of scanners. Releases have their own rule. */
  writes: ["security-events"],

  /** Inputs by which an action finds fault and says nothing of it, and what they have to be where they are given. */
  mustFail: { fail_action: "true", "no-fail": "false", "continue-on-error": "false" } as Readonly<
    Record<string, string>
  >,

  /** The commit that the checks have passed, which is what a deployment after checks takes. */
  checkedCommit: "github.event.workflow_run.head_sha",

  /** Variables by which a shell, or what it starts, becomes another; and those of the machinery itself. */
  shellVariables:
    /^(?:PATH|IFS|PS4|ENV|HOME|SHELL|TMPDIR|CDPATH|BASH.*|SHELLOPTS|PROMPT_COMMAND|LD_.*|DYLD_.*|PYTHON.*|PIP_.*|PIPX_.*|POETRY_.*|VIRTUAL_ENV|PYTEST_.*|COVERAGE_.*|NODE_OPTIONS|NODE_PATH|NPM_.*|MAKE.*|MFLAGS|GNUMAKEFLAGS|GIT_.*|SSH_.*|PERL5.*|RUBY.*|JAVA_.*|JDK_.*|DOCKER_.*|TF_(?!VAR_).*|CF_(?!USERNAME$|PASSWORD$).*|AWS_(?!ACCESS_KEY_ID$|SECRET_ACCESS_KEY$|US_TOLL_FREE_NUMBER$).*|GH_(?!TOKEN$).*|GITHUB_.*|RUNNER_.*|ACTIONS_.*|.*_PROXY|SSL_.*|REQUESTS_CA_BUNDLE|CURL_.*)$/i,

  /** Conditions that let a job run less often; each one alone, or several joined by `&&`. */
  conditions: [
    "github.event.workflow_run.conclusion == 'success'",
    "github.event.workflow_run.event == 'push'",
    "github.ref == 'refs/heads/main'",
    "success()",
    "vars.FROZEN != 'true'",
  ],

  /** What jobs are made of that deploy, by repository: steps in any number, those that are required in this order. */
  deployments: {
    "notifications-api": application("notify-api", [
      { run: 'cf run-task notify-api-{environment} --command "flask command update-templates" --wait', required: true },
    ]),
    "notifications-admin": application("notify-admin", []),
    "usnotify-ssb": [
      { uses: "actions/checkout", required: true },
      { uses: "hashicorp/setup-terraform", required: true },
      { run: "./app-setup-sms.sh", required: true },
      { run: "./app-setup-smtp.sh", required: true },
      {
        run: 'terraform init -input=false -backend-config="bucket=$STATE_BUCKET" -backend-config="key=ssb-tfstate" -backend-config="region=$STATE_REGION" -backend-config="encrypt=true"',
        required: true,
      },
      { run: "terraform workspace select {workspace}", required: true },
      {
        run: "terraform apply -auto-approve -input=false -var-file=terraform.{environment}.tfvars",
        required: true,
        reads: [
          ...terraformState,
          ...["TF_VAR_cf_username", "TF_VAR_cf_password", "TF_VAR_aws_access_key_id", "TF_VAR_aws_secret_access_key"],
        ],
      },
      { run: "echo {text}" },
    ],
  } as Readonly<Record<string, readonly KnownStep[]>>,

  /** Terraform's workspace of each environment of the broker. */
  workspaces: { staging: "staging", production: "default" } as Readonly<Record<string, string>>,

  /** The group of each workflow that deploys or restages: one at a time, and none waits for another environment's. */
  queues: {
    deploying: {
      "notifications-api": "deploy-{environment}",
      "notifications-admin": "deploy-{environment}",
      // Staging and production follow each other in one workflow.
      "usnotify-ssb": "apply",
    } as Readonly<Record<string, string>>,
    restaging: "restage-apps",
  },

  /** Fewest minutes after which a job or a step may be broken off. */
  leastMinutes: 10,

  /** How groups of workflows begin that deploy, restage or release: no other workflow is in one, lest it cancel them. */
  groups: ["deploy", "apply", "restage", "release"],

  /** When a run may be cancelled by a later one: never on a branch that is deployed from. */
  cancelsBranches: [
    `\${{ github.ref != 'refs/heads/main' && github.ref != 'refs/heads/production' }}`,
  ] as readonly string[],

  /** The job that makes sure that staging was restaged before, whole, and the environments that it does not hold back. */
  restageOrder: {
    env: { GH_TOKEN: `\${{ github.token }}`, TARGET: `\${{ inputs.environment }}` },
    permissions: { actions: "read" },
    script: {
      "notifications-api": restageOrder('[ "$TARGET" = "staging" ]'),
      "usnotify-ssb": restageOrder('[ "$TARGET" = "staging" ] || [ "$TARGET" = "development" ]'),
    } as Readonly<Record<string, string>>,
  },

  /** What the jobs that restage are made of. */
  restaging: {
    "notifications-api": [
      { uses: "actions/checkout", required: true },
      { run: 'bash .github/scripts/cf-login.sh "notify-$TARGET"', required: true, reads: cloudGov },
      { run: 'cf restage --strategy rolling "notify-api-$TARGET"', required: true },
      { run: 'cf restage --strategy rolling "notify-admin-$TARGET"', required: true },
      { run: 'cf target -s "notify-$TARGET-egress"', required: true },
      { run: 'cf restage --strategy rolling "egress-proxy-notify-api-$TARGET"', required: true },
      { run: 'cf restage --strategy rolling "egress-proxy-notify-admin-$TARGET"', required: true },
      { run: "echo {text}" },
    ],
    "usnotify-ssb": [
      { uses: "actions/checkout", required: true },
      { run: 'bash .github/scripts/restage-brokers.sh "$TARGET"', required: true, reads: cloudGov },
      { run: "echo {text}" },
    ],
  } as Readonly<Record<string, readonly KnownStep[]>>,

  /** What a release is made of: first the proof that main has the commit. */
  releasing: [
    { uses: "actions/checkout", required: true },
    { run: 'git merge-base --is-ancestor "$GITHUB_SHA" origin/main', required: true },
    { run: "make build", required: true },
    {
      run: 'mv ttsnotify-brokerpak-sms-current.brokerpak "ttsnotify-brokerpak-sms-$GITHUB_REF_NAME.brokerpak"',
      required: true,
    },
    {
      run: 'gh release create "$GITHUB_REF_NAME" ./*.brokerpak --verify-tag --generate-notes',
      required: true,
      reads: ["GH_TOKEN"],
    },
    { run: "echo {text}" },
  ] as readonly KnownStep[],

  /** The job that lets nothing but main into production, whole. */
  promotion: {
    on: { pull_request: { branches: ["production"] } },
    env: {
      SOURCE: `\${{ github.event.pull_request.head.repo.full_name }}:\${{ github.head_ref }}`,
      EXPECTED: `\${{ github.repository }}:main`,
    },
    commands: ['echo "This pull request comes from $SOURCE."', 'test "$SOURCE" = "$EXPECTED"'],
  },

  /** Commands that checks are made of. */
  checkCommands: [
    "make {target}",
    "poetry install{arguments}",
    "poetry sync{arguments}",
    "poetry self add poetry-plugin-export=={export}",
    "poetry export --output requirements.txt",
    "poetry run {name}{arguments}",
    "pip install {tool}=={version}",
    "pipx install poetry=={poetry}",
    "pipx install {tool}=={version}",
    "pipx inject poetry poetry-plugin-export=={export}",
    "npm ci",
    "npm ci --ignore-scripts",
    "npm install",
    "npm test",
    "npm run {target}",
    "bandit{arguments}",
    "sudo apt-get update{arguments}",
    "sudo apt-get install{arguments}",
    "docker run --rm --network host ghcr.io/zaproxy/zaproxy:{version} {name}.py{arguments}",
    "terraform fmt -check{arguments}",
    "terraform init -input=false -backend=false",
    "terraform validate",
    "./app-setup-sms.sh",
    "./app-setup-smtp.sh",
    "echo {text}",
  ],

  /** Commands of checks that run on while others do. */
  servers: ["make run-flask &"],

  /** What each check is for: one of these has to be run, be it a command or an action. */
  checks: {
    "notifications-api": {
      build: tests,
      "validate-new-relic-config": newRelic,
      "pip-audit": pipAudit,
      "static-scan": bandit,
      "dynamic-scan": zap("zap-api-scan", "zaproxy/action-api-scan"),
    },
    "notifications-admin": {
      build: tests,
      "end-to-end-tests": ["make e2e-test"],
      "validate-new-relic-config": newRelic,
      "dependency-audits": pipAudit,
      "static-scan": bandit,
      "dynamic-scan": zap("zap-baseline", "zaproxy/action-baseline"),
      "a11y-scan": ["make a11y-scan"],
    },
    "usnotify-ssb": { validate: ["terraform validate"] },
    "ttsnotify-brokerpak-sms": { test: ["make build"] },
  } as Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>,
};
