import { describe, expect, test } from "vitest";
import { deployingJobsKnown, scriptsKnown } from "../../../../policies/rules/notify/deploying-jobs.ts";
import { given, problemsOf, replaced } from "./files.ts";

const workflows = ".github/workflows";

/** What the rule says of a workflow of the compliant register in which one thing was replaced. */
function broken(repository: string, name: string, from: string, to: string): string[] {
  const path = `${workflows}/${name}`;
  return problemsOf(deployingJobsKnown, repository, path, replaced(given(repository, path), from, to));
}

const apply = "terraform apply -auto-approve -input=false";

describe("a job that deploys is a list of known steps", () => {
  test.each([
    ["notifications-api", "deploy.yml"],
    ["notifications-api", "deploy-demo.yml"],
    ["notifications-api", "deploy-prod.yml"],
    ["notifications-api", "restage-apps.yml"],
    ["notifications-admin", "deploy.yml"],
    ["notifications-admin", "deploy-demo.yml"],
    ["notifications-admin", "deploy-prod.yml"],
    ["usnotify-ssb", "apply.yml"],
    ["usnotify-ssb", "restage-apps.yml"],
  ])("as %s: %s is", (repository, name) => {
    const path = `${workflows}/${name}`;
    expect(problemsOf(deployingJobsKnown, repository, path, given(repository, path))).toEqual([]);
  });

  test("what is written otherwise is the same list", () => {
    const [repository, name] = ["notifications-api", "deploy-prod.yml"];
    expect(
      broken(repository, name, "    steps:\n", '    timeout-minutes: 30\n    steps:\n      - run: echo "It begins."\n'),
    ).toEqual([]);
    expect(
      broken(
        repository,
        name,
        "terraform init -input=false",
        "# First:\n          terraform   init \\\n            -input=false",
      ),
    ).toEqual([]);
    const less = replaced(
      replaced(given(repository, `${workflows}/${name}`), '          --var SECRET_KEY="$SECRET_KEY"\n', ""),
      `          SECRET_KEY: \${{ secrets.SECRET_KEY }}\n`,
      "",
    );
    expect(problemsOf(deployingJobsKnown, repository, `${workflows}/${name}`, less)).toEqual([]);
    expect(
      broken(repository, name, "persist-credentials: false", "fetch-depth: 2\n          persist-credentials: false"),
    ).toEqual([]);
    expect(broken(repository, name, "    runs-on:", "    if: vars.FROZEN != 'true'\n    runs-on:")).toEqual([]);
  });

  test.each<[string, string, string, string[]]>([
    [
      "only looks at what would change",
      apply,
      "terraform plan",
      [
        "deploy, step 3 (Apply Terraform): terraform plan (in terraform/production) is not one of the known steps",
        `deploy lacks ${apply}`,
      ],
    ],
    [
      "waves a failure off",
      apply,
      `${apply} || true`,
      [
        `deploy, step 3 (Apply Terraform): ${apply} || true (in terraform/production) is not one of the known steps`,
        `deploy lacks ${apply}`,
      ],
    ],
    [
      "does not stop at a failure",
      "terraform init -input=false\n",
      "set +e\n          terraform init -input=false\n",
      ["deploy, step 3 (Apply Terraform): set +e (in terraform/production) is not one of the known steps"],
    ],
    [
      "hides one in a pipe",
      apply,
      `${apply} | tee log`,
      [
        `deploy, step 3 (Apply Terraform): ${apply} | tee log (in terraform/production) is not one of the known steps`,
        `deploy lacks ${apply}`,
      ],
    ],
    [
      "has a step that may fail",
      "      - name: Apply Terraform\n",
      "      - name: Apply Terraform\n        continue-on-error: true\n",
      [
        "deploy, step 3 (Apply Terraform) has continue-on-error, which changes what is run, or whether its failure counts",
      ],
    ],
    [
      "has a step that is skipped",
      "      - name: Apply Terraform\n",
      "      - name: Apply Terraform\n        if: false\n",
      ["deploy, step 3 (Apply Terraform) has if, which changes what is run, or whether its failure counts"],
    ],
    [
      "has a shell of its own",
      "      - name: Apply Terraform\n",
      "      - name: Apply Terraform\n        shell: bash {0} || true\n",
      ["deploy, step 3 (Apply Terraform) has shell, which changes what is run, or whether its failure counts"],
    ],
    [
      "inherits a shell",
      "permissions:\n",
      "defaults:\n  run:\n    shell: bash {0}\n\npermissions:\n",
      ["deploy inherits defaults of the workflow"],
    ],
    [
      "runs in a container",
      "    steps:\n",
      "    container: ghcr.io/somebody/terraform\n    steps:\n",
      ["deploy has container, which changes what is run, or whether its failure counts"],
    ],
    [
      "runs several times, or not at all",
      "    steps:\n",
      "    strategy: { matrix: { only: [] } }\n    steps:\n",
      ["deploy has strategy, which changes what is run, or whether its failure counts"],
    ],
    [
      "is never run",
      "    runs-on:",
      "    if: github.ref == 'refs/heads/other'\n    runs-on:",
      ["deploy runs on a condition that is not known (if: github.ref == 'refs/heads/other')"],
    ],
    [
      "is run whatever came before",
      "    runs-on:",
      "    if: always()\n    runs-on:",
      ["deploy runs on a condition that is not known (if: always())"],
    ],
    [
      "is for another environment",
      "working-directory: terraform/production",
      "working-directory: terraform/demo",
      [
        "deploy, step 3 (Apply Terraform): terraform init -input=false (in terraform/demo) is not one of the known steps",
        `deploy, step 3 (Apply Terraform): ${apply} (in terraform/demo) is not one of the known steps`,
        "deploy lacks terraform init -input=false",
        `deploy lacks ${apply}`,
      ],
    ],
    [
      "takes its programs from elsewhere",
      "          TF_VAR_cf_user:",
      "          PATH: ./bin\n          TF_VAR_cf_user:",
      ["deploy, step 3 (Apply Terraform) sets PATH, which is not known"],
    ],
    [
      "reads a file before each script",
      "          TF_VAR_cf_user:",
      "          BASH_ENV: ./env.sh\n          TF_VAR_cf_user:",
      ["deploy, step 3 (Apply Terraform) sets BASH_ENV, which is not known"],
    ],
    [
      "tells Terraform more than the command does",
      "          TF_VAR_cf_user:",
      "          TF_CLI_ARGS_apply: -target=nothing\n          TF_VAR_cf_user:",
      ["deploy, step 3 (Apply Terraform) sets TF_CLI_ARGS_apply, which is not known"],
    ],
    [
      "puts somebody else's text into a variable",
      `TF_VAR_cf_user: \${{ secrets.CLOUDGOV_USERNAME }}`,
      `TF_VAR_cf_user: \${{ github.event.head_commit.message }}`,
      [
        `deploy, step 3 (Apply Terraform) sets TF_VAR_cf_user to \${{ github.event.head_commit.message }}, which is not known; it has to be \${{ secrets.CLOUDGOV_USERNAME }}`,
      ],
    ],
    [
      "pushes with a variable of another name",
      '--var SECRET_KEY="$SECRET_KEY"',
      '--var SECRET_KEY="$DANGEROUS_SALT"',
      [
        "deploy, step 7 (Deploy) sets SECRET_KEY, which is not known",
        expect.stringMatching(/^deploy, step 7 \(Deploy\): cf push .* is not one of the known steps$/),
        expect.stringMatching(/^deploy lacks cf push /),
      ] as unknown as string[],
    ],
    [
      "does something else besides",
      "        run: bash .github/scripts/cf-login.sh notify-production",
      "        run: |\n          bash .github/scripts/cf-login.sh notify-production\n          env",
      ["deploy, step 6 (Log into cloud.gov): env is not one of the known steps"],
    ],
    [
      "logs into another space",
      "cf-login.sh notify-production",
      "cf-login.sh notify-demo",
      [
        "deploy, step 6 (Log into cloud.gov): bash .github/scripts/cf-login.sh notify-demo is not one of the known steps",
        "deploy lacks bash .github/scripts/cf-login.sh notify-production",
      ],
    ],
    [
      "runs an action of its own",
      "      - name: Log into",
      "      - uses: ./.github/actions/hello\n      - name: Log into",
      ["deploy, step 6: ./.github/actions/hello is not one of the known steps"],
    ],
    [
      "is cancelled half way",
      "concurrency: deploy-production",
      "concurrency: { group: deploy-production, cancel-in-progress: true }",
      ["the workflow is cancelled half way when it is started again"],
    ],
  ])("not one that %s", (_, from, to, problems) => {
    expect(broken("notifications-api", "deploy-prod.yml", from, to)).toEqual(problems);
  });

  const deploy = "deploy, step 7 (Deploy)";
  const number = `default_toll_free_number: \${{ vars.AWS_US_TOLL_FREE_NUMBER }}`;
  test.each<[string, string, string, string[]]>([
    [
      "sends from a number of its own",
      number,
      'default_toll_free_number: "+18005550100"',
      [
        `${deploy} sets default_toll_free_number to +18005550100, which is not known; it has to be \${{ vars.AWS_US_TOLL_FREE_NUMBER }}`,
      ],
    ],
    [
      "leaves the number to what the repository says",
      `          # Of the environment's stack, whatever deploy-config says.\n          ${number}\n`,
      "",
      ["deploy does not set default_toll_free_number"],
    ],
    [
      "signs in at a stranger's",
      "https://secure.login.gov/openid_connect/authorize",
      "https://login.example.org/openid_connect/authorize",
      [expect.stringContaining(`${deploy} sets LOGIN_DOT_GOV_REGISTRATION_URL to https://login.example.org/`)],
    ],
    [
      "sends people who signed in to another site",
      "redirect_uri=https://notify-production.app.cloud.gov/",
      "redirect_uri=https://notify-production.example.org/",
      [expect.stringContaining("has to be https://secure.login.gov/openid_connect/authorize?")],
    ],
    [
      "tells Terraform a secret under another name",
      "          TF_VAR_cf_user:",
      `          TF_VAR_note: \${{ secrets.SECRET_KEY }}\n          TF_VAR_cf_user:`,
      ["deploy, step 3 (Apply Terraform) sets TF_VAR_note, which is not known"],
    ],
    [
      "tells Terraform something of its own",
      "          TF_VAR_cf_user:",
      "          TF_VAR_region: us-east-1\n          TF_VAR_cf_user:",
      ["deploy, step 3 (Apply Terraform) sets TF_VAR_region, which is not known"],
    ],
    [
      "gives one secret for another",
      `SECRET_KEY: \${{ secrets.SECRET_KEY }}`,
      `SECRET_KEY: \${{ secrets.DANGEROUS_SALT }}`,
      [
        `${deploy} sets SECRET_KEY to \${{ secrets.DANGEROUS_SALT }}, which is not known; it has to be \${{ secrets.SECRET_KEY }}`,
      ],
    ],
    [
      "has a key of its own in place of a secret",
      `SECRET_KEY: \${{ secrets.SECRET_KEY }}`,
      "SECRET_KEY: known-to-all",
      [expect.stringContaining(`${deploy} sets SECRET_KEY to known-to-all`)],
    ],
    [
      "hands the keys to an action",
      "      - uses: actions/setup-python@",
      `      - env: { CF_PASSWORD: "\${{ secrets.CLOUDGOV_PASSWORD }}" }\n        uses: actions/setup-python@`,
      ["deploy, step 4 sets CF_PASSWORD, which is not known"],
    ],
    [
      "hands them to a step that does not log in",
      "        run: bash .github/scripts/deploy-egress-proxy.sh",
      `        env: { CF_PASSWORD: "\${{ secrets.CLOUDGOV_PASSWORD }}" }\n        run: bash .github/scripts/deploy-egress-proxy.sh`,
      ["deploy, step 9 (Deploy the egress proxy) sets CF_PASSWORD, which is not known"],
    ],
    [
      "does not list the dependencies",
      "          poetry export --output requirements.txt\n",
      "",
      ["deploy lacks poetry export --output requirements.txt"],
    ],
    [
      "lists them by another Poetry",
      "poetry==2.3.4",
      "poetry==1.0.0",
      [
        "deploy, step 5 (List the dependencies, which the buildpack installs): pipx install poetry==1.0.0 is not one of the known steps",
        "deploy lacks pipx install poetry==2.3.4",
      ],
    ],
    [
      "leaves the proxy as it is",
      "      - name: Deploy the egress proxy\n        run: bash .github/scripts/deploy-egress-proxy.sh notify-api-production notify-production\n",
      "",
      ["deploy lacks bash .github/scripts/deploy-egress-proxy.sh notify-api-production notify-production"],
    ],
    [
      "waits in another environment's queue",
      "concurrency: deploy-production",
      "concurrency: deploy-staging",
      ["the workflow waits in the group deploy-staging, and not in deploy-production"],
    ],
    [
      "waits for nobody",
      "concurrency: deploy-production\n",
      "",
      ["the workflow waits in the group nothing, and not in deploy-production"],
    ],
    [
      "has a queue of its own for the job",
      "    steps:\n",
      "    concurrency: deploy-staging\n    steps:\n",
      ["deploy has concurrency, which changes what is run, or whether its failure counts"],
    ],
    [
      "takes whatever Terraform the machine has",
      "      - uses: hashicorp/setup-terraform@b9cd54a3c349d3f38e8881555d616ced269862dd # v3.1.2\n        with:\n          terraform_version: 1.9.8\n          terraform_wrapper: false\n",
      "",
      ["deploy lacks hashicorp/setup-terraform"],
    ],
    [
      "waits for a job that is skipped",
      "jobs:\n  deploy:\n",
      "jobs:\n  never:\n    if: false\n    runs-on: ubuntu-24.04\n    steps: [{ run: make a }]\n  deploy:\n    needs: never\n",
      ["deploy waits for never, which may be skipped, and is skipped with it (if: false)"],
    ],
    [
      "enters its environment without a deployment",
      "environment: production",
      "environment: { name: production, deployment: false }",
      ["deploy says deployment of its environment, which is not known"],
    ],
    [
      "names its runs by a secret",
      "concurrency:",
      `run-name: it is \${{ secrets.SECRET_KEY }}\nconcurrency:`,
      [`its runs are named it is \${{ secrets.SECRET_KEY }}, and not as the workflow is`],
    ],
    [
      "is broken off at once",
      "    steps:\n",
      "    timeout-minutes: 1\n    steps:\n",
      ["deploy is broken off after 1 minutes; give it 10 at least"],
    ],
    [
      "has a step that is broken off",
      "      - name: Apply Terraform\n",
      `      - name: Apply Terraform\n        timeout-minutes: \${{ vars.MINUTES }}\n`,
      [`deploy, step 3 (Apply Terraform) is broken off after \${{ vars.MINUTES }} minutes; give it 10 at least`],
    ],
    [
      "is cancelled by what an expression says",
      "concurrency: deploy-production",
      `concurrency: { group: deploy-production, cancel-in-progress: "\${{ vars.CANCEL }}" }`,
      ["the workflow is cancelled half way when it is started again"],
    ],
  ])("and does nothing but what is called for: not one that %s", (_, from, to, problems) => {
    expect(broken("notifications-api", "deploy-prod.yml", from, to)).toEqual(problems);
  });

  test("a secret more is set under its own name, where the command names it", () => {
    const pushes = '          --var SECRET_KEY="$SECRET_KEY"';
    const path = `${workflows}/deploy-prod.yml`;
    const content = replaced(
      replaced(given("notifications-api", path), pushes, `          --var MAP_KEY="$MAP_KEY"\n${pushes}`),
      "          SECRET_KEY: ",
      `          MAP_KEY: \${{secrets.map_key}}\n          SECRET_KEY: `,
    );
    expect(problemsOf(deployingJobsKnown, "notifications-api", path, content)).toEqual([]);
    expect(
      problemsOf(
        deployingJobsKnown,
        "notifications-api",
        path,
        replaced(content, `\${{secrets.map_key}}`, "a literal"),
      ),
    ).toEqual([expect.stringContaining("sets MAP_KEY to a literal, which is not known")]);
  });

  test.each<[string, string, string[]]>([
    [
      `STATE_BUCKET: \${{ vars.TERRAFORM_STATE_BUCKET }}`,
      "STATE_BUCKET: somebodys-bucket",
      [expect.stringContaining("sets STATE_BUCKET to somebodys-bucket, which is not known")],
    ],
    [
      `TF_VAR_aws_access_key_id: \${{ secrets.TF_VAR_AWS_ACCESS_KEY_ID }}`,
      "TF_VAR_aws_access_key_id: AKIAEXAMPLE",
      [expect.stringContaining("sets TF_VAR_aws_access_key_id to AKIAEXAMPLE")],
    ],
  ])("brokers are deployed with what is called for: not with %s as %s", (from, to, problems) => {
    expect(broken("usnotify-ssb", "apply.yml", from, to)).toEqual(problems);
  });

  test("a version that the register does not say is none", () => {
    const path = `${workflows}/deploy-demo-2.yml`;
    const content = replaced(
      given("notifications-api", `${workflows}/deploy-demo.yml`),
      "name: Deploy to demo",
      "name: D",
    );
    expect(problemsOf(deployingJobsKnown, "notifications-api", path, content)).toContain(
      `deploy lacks pipx install poetry==(POETRY_VERSION of ${path} in register/notify/repositories.yaml)`,
    );
  });

  test("in the order that is foreseen", () => {
    expect(broken("usnotify-ssb", "apply.yml", "          terraform workspace select staging\n", "")).toEqual([
      "apply-staging lacks terraform workspace select staging",
    ]);
    const late = replaced(
      replaced(given("usnotify-ssb", `${workflows}/apply.yml`), "          terraform workspace select staging\n", ""),
      "staging.tfvars\n",
      "staging.tfvars\n          terraform workspace select staging\n",
    );
    expect(problemsOf(deployingJobsKnown, "usnotify-ssb", `${workflows}/apply.yml`, late)).toEqual([
      "apply-staging lacks terraform apply -auto-approve -input=false -var-file=terraform.staging.tfvars in its place",
    ]);
  });

  test("staging does not take another's workspace", () => {
    expect(broken("usnotify-ssb", "apply.yml", "workspace select default", "workspace select staging")).toHaveLength(2);
  });

  test("a restage job is for the environment that was named", () => {
    expect(
      broken("notifications-api", "restage-apps.yml", `needs: order`, `needs: order\n    container: x`),
    ).toHaveLength(1);
    const all = given("usnotify-ssb", `${workflows}/restage-apps.yml`);
    const fixed = all
      .slice(0, all.lastIndexOf("TARGET: "))
      .concat('TARGET: production\n        run: bash .github/scripts/restage-brokers.sh "$TARGET"\n');
    expect(problemsOf(deployingJobsKnown, "usnotify-ssb", `${workflows}/restage-apps.yml`, fixed)).toEqual([
      `restage, step 2 (Restage the brokers) sets TARGET to production, which is not known; it has to be \${{ inputs.environment }}`,
    ]);
  });

  test("what it waits for counts", () => {
    expect(
      broken("notifications-api", "restage-apps.yml", "  order:\n", "  order:\n    continue-on-error: true\n"),
    ).toEqual(["order, or a step of it, may fail and still count as passed"]);
  });

  test("a job without an environment is not its business", () => {
    expect(
      problemsOf(
        deployingJobsKnown,
        "notifications-api",
        `${workflows}/a.yml`,
        "on: push\njobs: { a: { runs-on: x, steps: [{ run: env }] } }",
      ),
    ).toEqual([]);
  });
});

describe("scripts that run with secrets are those that were looked at", () => {
  const verdict = (path: string, content: string, repository = "usnotify-ssb") =>
    problemsOf(scriptsKnown, repository, path, content);
  const script = (path: string) => given("usnotify-ssb", path);

  test.each([
    ".github/scripts/cf-login.sh",
    ".github/scripts/restage-brokers.sh",
    "app-setup-sms.sh",
    "app-setup-smtp.sh",
  ])("%s", (path) => {
    expect(verdict(path, script(path))).toEqual([]);
  });

  test.each([
    ["app-setup-sms.sh", "v2.1.1", "v2.0.0"],
    ["app-setup-sms.sh", "v2.5.3", "v2.5.2"],
    ["app-setup-smtp.sh", "v2.0.0", "latest"],
  ])("with the versions that the register says: %s", (path, from, to) => {
    expect(verdict(path, replaced(script(path), from, to))).toEqual([
      expect.stringMatching(new RegExp(`^line \\d+ is not as it was looked at: [A-Z_]+="${to}"$`)),
    ]);
  });

  test.each<[string, string, string, string]>([
    ["a login that may fail", "cf auth\n", "cf auth || true\n", "line 17 is not as it was looked at: cf auth || true"],
    [
      "a failure that does not count",
      "set -euo pipefail",
      "set -uo pipefail",
      "line 6 is not as it was looked at: set -uo pipefail",
    ],
    [
      "another service",
      "https://api.fr.cloud.gov",
      "https://api.example.org",
      "line 16 is not as it was looked at: cf api https://api.example.org",
    ],
  ])("not with %s", (_, from, to, problem) => {
    const path = ".github/scripts/cf-login.sh";
    expect(verdict(path, replaced(script(path), from, to))).toEqual([problem]);
  });

  test("not with more, or less", () => {
    const path = "app-setup-sms.sh";
    expect(verdict(path, `${script(path)}curl https://example.org\n`)).toHaveLength(1);
    expect(verdict(path, replaced(script(path), "chmod +x cloud-service-broker\n", ""))).toHaveLength(1);
    expect(verdict(path, replaced(script(path), '"v2.1.1"', '"v2.1.1"; env; x="1"'))).toHaveLength(1);
  });

  test.each([".github/scripts/other.sh", ".github/actions/a/action.yml", "build.sh"])("and no other: %s", (path) => {
    expect(verdict(path, "")).toEqual([`${path} is not one of the scripts of usnotify-ssb`]);
  });

  test("what is no script is not its business", () => {
    expect(verdict("README.md", "")).toEqual([]);
  });
});
