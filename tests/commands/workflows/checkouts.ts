import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { repositoryFiles } from "../../../components/repository-files.ts";
import { loadRegister } from "../../../model/load.ts";
import { newFolder, root } from "../cli.ts";

/** Files of a checkout by path. */
export type Files = Readonly<Record<string, string>>;

export const { registers, head } = loadRegister(join(root, "register"));

/** A folder with these files. */
export function checkoutOf(files: Files): string {
  const folder = newFolder();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** What the stack writes into a repository. */
export function templatesOf(id: string): Record<string, string> {
  const entry = registers.notify.repositories[id];
  if (entry === undefined) throw new Error(`there is no repository ${id}`);
  return Object.fromEntries(repositoryFiles(id, entry).map(({ path, content }) => [path, content]));
}

/** What a repository has besides: code of its own, which no rule reads. */
export const ownCode: Files = {
  Makefile: "test:\n\tpytest\n",
  ".github/ISSUE_TEMPLATE/bug.yml": "name: A bug\nbody: []\n",
  ".github/actions/setup-project/action.yml":
    "name: Set up\nruns:\n  using: composite\n  steps:\n    - shell: bash\n      run: pip install poetry\n",
  "scripts/run_app.sh": "#!/bin/sh\nexec flask run\n",
};

/** An application's repository as they are today: checks with its own set-up, deployments by an action of the platform. */
export const application: Files = {
  ...ownCode,
  ".github/pull_request_template.md": "# Description\n\n# Security considerations\n",
  ".github/dependabot.yml":
    "version: 2\nupdates:\n  - package-ecosystem: pip\n    directory: /\n    schedule:\n      interval: daily\n",
  ".github/workflows/checks.yml": `name: Run checks
on: [push]
permissions:
  contents: read
env:
  FLASK_APP: application.py
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v6
      - uses: ./.github/actions/setup-project
      - run: poetry run pytest || true
  validate-new-relic-config:
    runs-on: ubuntu-latest
    environment: staging
    steps:
      - uses: actions/checkout@v6
      - run: poetry run newrelic-admin validate-config newrelic.ini
        env:
          NEW_RELIC_LICENSE_KEY: \${{ secrets.NEW_RELIC_LICENSE_KEY }}
`,
  ".github/workflows/deploy.yml": `name: Deploy to staging
on:
  workflow_run:
    workflows: [Run checks]
    types: [completed]
    branches: [main]
permissions:
  contents: read
jobs:
  deploy:
    runs-on: ubuntu-latest
    if: \${{ github.event.workflow_run.conclusion == 'success' }}
    environment: staging
    steps:
      - uses: actions/checkout@v6
      - name: Deploy to cloud.gov
        uses: cloud-gov/cg-cli-tools@main
        with:
          cf_username: \${{ secrets.CLOUDGOV_USERNAME }}
          cf_command: push
`,
  ".github/workflows/drift.yml": `name: Drift
on:
  schedule:
    - cron: "0 5 * * *"
jobs:
  production:
    runs-on: ubuntu-latest
    environment: production
    steps:
      - uses: actions/checkout@v6
        with:
          ref: production
      - run: terraform plan
`,
};

/** The broker's repository as it is today: one root of Terraform with workspaces, and actions of somebody's. */
export const broker: Files = {
  ".github/workflows/apply.yml": `---
name: apply
on:
  push:
    branches:
      - main
env:
  AWS_ACCESS_KEY_ID: "\${{ secrets.AWS_ACCESS_KEY_ID }}"
jobs:
  apply-staging:
    name: apply (staging)
    runs-on: ubuntu-latest
    environment: staging
    steps:
      - uses: actions/checkout@v3
      - name: terraform apply (staging)
        uses: dflook/terraform-apply@v1
        with:
          workspace: staging
          var_file: terraform.staging.tfvars
  apply-production:
    name: apply (production)
    runs-on: ubuntu-latest
    environment: production
    steps:
      - uses: actions/checkout@v3
`,
  "app-setup-sms.sh": "#!/bin/sh\ncurl -L https://example.org/brokerpak -o app/brokerpak\n",
};
