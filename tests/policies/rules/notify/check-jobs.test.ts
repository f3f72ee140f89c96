import { describe, expect, test } from "vitest";
import { checkJobsFail } from "../../../../policies/rules/notify/check-jobs.ts";
import { given, problemsOf, replaced } from "./files.ts";

const workflows = ".github/workflows";

function broken(name: string, from: string, to: string, repository = "notifications-api"): string[] {
  const path = `${workflows}/${name}`;
  return problemsOf(checkJobsFail, repository, path, replaced(given(repository, path), from, to));
}

describe("a check can fail", () => {
  test.each([
    ["notifications-api", "checks.yml"],
    ["notifications-admin", "checks.yml"],
    ["usnotify-ssb", "validate.yml"],
    ["ttsnotify-brokerpak-sms", "test.yml"],
  ])("of %s: %s", (repository, name) => {
    const path = `${workflows}/${name}`;
    expect(problemsOf(checkJobsFail, repository, path, given(repository, path))).toEqual([]);
  });

  test("one more step, one more check, and a set-up of the repository's own are in order", () => {
    expect(
      broken(
        "checks.yml",
        "      - name: Run linters and tests\n",
        "      - run: make dead-code\n      - name: Run linters and tests\n",
      ),
    ).toEqual([]);
    expect(
      broken(
        "checks.yml",
        "jobs:\n",
        "jobs:\n  types:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: ./.github/actions/setup-project\n      - run: poetry run mypy app\n",
      ),
    ).toEqual([]);
    expect(
      broken(
        "checks.yml",
        "        run: make test\n",
        "        run: poetry run coverage run --omit=*/migrations/*,*/tests/* -m pytest --maxfail=10\n",
      ),
    ).toEqual([]);
  });

  const test6 = "build, step 5 (Run linters and tests)";
  test.each<[string, string, string, string[]]>([
    [
      "waved off",
      "run: make test\n",
      "run: make test || true\n",
      [
        `${test6}: make test || true is not a plain command that is known`,
        expect.stringMatching(/^build does not do what it is for/) as unknown as string,
      ],
    ],
    [
      "told to go on",
      "run: make test\n",
      "run: make -i test\n",
      [
        `${test6}: make -i test is not a plain command that is known`,
        expect.stringMatching(/^build does not do/) as unknown as string,
      ],
    ],
    [
      "only spoken of",
      "run: make test\n",
      "run: echo make test\n",
      [expect.stringMatching(/^build does not do/) as unknown as string],
    ],
    [
      "of a dry run",
      "run: make test\n",
      "run: poetry run pytest --collect-only\n",
      [
        `${test6}: poetry run pytest --collect-only is not a plain command that is known`,
        expect.stringMatching(/^build does not do/) as unknown as string,
      ],
    ],
    [
      "in the background",
      "run: make test\n",
      "run: make test &\n",
      [
        `${test6}: make test & is not a plain command that is known`,
        expect.stringMatching(/^build does not do/) as unknown as string,
      ],
    ],
    [
      "in a pipe",
      "run: make test\n",
      "run: make test | tee log\n",
      [
        `${test6}: make test | tee log is not a plain command that is known`,
        expect.stringMatching(/^build does not do/) as unknown as string,
      ],
    ],
    [
      "after set +e",
      "run: make test\n",
      "run: |\n          set +e\n          make test\n",
      [`${test6}: set +e is not a plain command that is known`],
    ],
    [
      "before a success",
      "run: make test\n",
      "run: |\n          make test\n          exit 0\n",
      [`${test6}: exit 0 is not a plain command that is known`],
    ],
    [
      "in a condition",
      "run: make test\n",
      "run: if make test; then echo well; fi\n",
      [
        `${test6}: if make test; then echo well; fi is not a plain command that is known`,
        expect.stringMatching(/^build does not do/) as unknown as string,
      ],
    ],
    [
      "with a shell of its own",
      "run: make test\n",
      "run: make test\n        shell: bash {0}\n",
      [`${test6} has shell, which changes what is run, or whether its failure counts`],
    ],
    [
      "in another folder",
      "run: make test\n",
      "run: make test\n        working-directory: docs\n",
      [`${test6} runs in docs, and not in the checkout`],
    ],
    [
      "with a step that may fail",
      "run: make test\n",
      "run: make test\n        continue-on-error: true\n",
      [`${test6} has continue-on-error, which changes what is run, or whether its failure counts`],
    ],
    [
      "with a step that is skipped",
      "run: make test\n",
      "run: make test\n        if: failure()\n",
      [`${test6} has if, which changes what is run, or whether its failure counts`],
    ],
    [
      "with make taken from elsewhere",
      "      NOTIFY_ENVIRONMENT: test\n",
      "      NOTIFY_ENVIRONMENT: test\n      PATH: ./bin\n",
      ["build sets PATH, by which a command becomes another"],
    ],
    [
      "with make told otherwise",
      "      NOTIFY_ENVIRONMENT: test\n",
      "      NOTIFY_ENVIRONMENT: test\n      MAKEFLAGS: -i\n",
      ["build sets MAKEFLAGS, by which a command becomes another"],
    ],
    [
      "with tests told otherwise",
      "run: make test\n",
      "run: make test\n        env: { PYTEST_ADDOPTS: --co }\n",
      ["build sets PYTEST_ADDOPTS, by which a command becomes another"],
    ],
    [
      "in somebody's container",
      "  build:\n",
      "  build:\n    container: ghcr.io/somebody/make\n",
      ["build has container, which changes what is run, or whether its failure counts"],
    ],
    [
      "skipped",
      "  build:\n",
      "  build:\n    if: github.actor != 'somebody'\n",
      ["build may be skipped, which counts as passed (if: github.actor != 'somebody')"],
    ],
    [
      "skipped after another job",
      "  build:\n",
      "  before:\n    runs-on: ubuntu-24.04\n    steps: [{ run: make a }, { run: make b }]\n  build:\n    needs: before\n    environment: staging\n",
      ["build has the secrets of an environment, whatever branch it runs on"],
    ],
    [
      "with a default shell",
      "jobs:\n",
      "defaults: { run: { shell: 'sh {0}' } }\njobs:\n",
      ["build", "validate-new-relic-config", "pip-audit", "static-scan", "dynamic-scan"].map(
        (id) => `${id} inherits defaults of the workflow`,
      ),
    ],
  ])("%s it cannot", (_, from, to, problems) => {
    expect(broken("checks.yml", from, to)).toEqual(problems);
  });

  test.each<[string, string, string, string[]]>([
    ["another database", "image: postgres:15", "image: ghcr.io/somebody/postgres:15", ["otherwise"]],
    ["rights", "options: --health-cmd", "options: --privileged --health-cmd", ["otherwise"]],
    ["a folder of the machine", "        ports:\n", "        volumes: ['/:/host']\n        ports:\n", ["otherwise"]],
    ["somebody's password", "POSTGRES_PASSWORD: password", "POSTGRES_PASSWORD: other", ["otherwise"]],
    [
      "another service",
      "    services:\n",
      "    services:\n      miner: { image: somebody/miner }\n",
      ["the service miner"],
    ],
    [
      "a literal that is not known",
      "NOTIFY_ENVIRONMENT: test",
      "NOTIFY_ENVIRONMENT: production",
      ["sets NOTIFY_ENVIRONMENT"],
    ],
    [
      "a variable that is not known",
      "      NOTIFY_ENVIRONMENT: test\n",
      "      NOTIFY_ENVIRONMENT: test\n      SKIP: all\n",
      ["sets SKIP"],
    ],
    [
      "another Poetry",
      "pipx install poetry==2.3.4",
      "pipx install poetry==1.0.0",
      ["poetry==1.0.0 is not a plain command"],
    ],
    [
      "something from elsewhere",
      "run: make bootstrap",
      "run: pip install --index-url=https://x.example a",
      ["is not a plain command"],
    ],
    ["a minute alone", "  build:\n", "  build:\n    timeout-minutes: 1\n", ["is broken off after 1 minutes"]],
    [
      "New Relic told otherwise",
      "NEW_RELIC_ENVIRONMENT: test",
      "NEW_RELIC_ENVIRONMENT: production",
      ["sets NEW_RELIC_ENVIRONMENT"],
    ],
  ])("not with %s", (_, from, to, problems) => {
    expect(broken("checks.yml", from, to)).toEqual(problems.map((each) => expect.stringContaining(each)));
  });

  test("another version of the database, and a tool more, are in order", () => {
    expect(broken("checks.yml", "image: postgres:15", "image: postgres:17")).toEqual([]);
    expect(broken("checks.yml", "run: make bootstrap", "run: pipx install ruff==0.14.2")).toEqual([]);
  });

  test("a job that it waits for is a check too", () => {
    expect(
      broken(
        "test.yml",
        "  test:\n",
        "  before:\n    runs-on: ubuntu-24.04\n    steps: []\n  test:\n    needs: before\n",
        "ttsnotify-brokerpak-sms",
      ),
    ).toEqual(["test is skipped, which counts as passed, when before fails"]);
  });

  test("wherever it is defined", () => {
    const content =
      "on: push\npermissions: {}\njobs: { fast: { name: build, runs-on: ubuntu-24.04, steps: [{ run: 'true' }] } }";
    expect(problemsOf(checkJobsFail, "notifications-api", `${workflows}/fast.yml`, content)).toEqual([
      "fast, step 1: true is not a plain command that is known",
      expect.stringMatching(/^fast does not do what it is for: make test, or /),
    ]);
    const other = content.replace("name: build, ", "");
    expect(problemsOf(checkJobsFail, "notifications-api", `${workflows}/fast.yml`, other)).toEqual([]);
  });

  test("a new one checks something", () => {
    expect(
      broken(
        "checks.yml",
        "jobs:\n",
        "jobs:\n  nothing:\n    runs-on: ubuntu-24.04\n    steps: [{ run: echo well }]\n",
      ),
    ).toEqual(["nothing checks nothing"]);
  });
});
