import { describe, expect, test } from "vitest";
import { repositoryFiles } from "../../../../components/repository-files.ts";
import { secretsDeclaredRead, secretsReadDeclared } from "../../../../policies/rules/notify/workflow-secrets.ts";
import { changed, type Draft, notifyRegister } from "../../compliant.ts";
import { resource, saidOfStack } from "../../judge.ts";
import { given, problemsOf, replaced } from "./files.ts";

const workflows = ".github/workflows";

describe("what a workflow reads is declared", () => {
  const broken = (repository: string, name: string, from: string, to: string) => {
    const path = `${workflows}/${name}`;
    const content = given(repository, path);
    expect(problemsOf(secretsReadDeclared, repository, path, content)).toEqual([]);
    return problemsOf(secretsReadDeclared, repository, path, replaced(content, from, to));
  };

  test.each([
    [
      "one that is not there",
      "secrets.SECRET_KEY",
      "secrets.OTHER_KEY",
      "deploy reads notifications-api/production/OTHER_KEY, where the register keeps no secret",
    ],
    [
      "one of another environment",
      "secrets.SECRET_KEY",
      "secrets.STAGING_SECRET_KEY",
      "deploy reads notifications-api/production/STAGING_SECRET_KEY, where the register keeps no secret",
    ],
    [
      "all of them",
      `\${{ secrets.SECRET_KEY }}`,
      `\${{ toJSON(secrets) }}`,
      "deploy reads secrets in a way that cannot be told: toJSON(secrets)",
    ],
    [
      "one by a name that is put together",
      `\${{ secrets.SECRET_KEY }}`,
      `\${{ secrets[format('{0}', 'X')] }}`,
      "deploy reads secrets in a way that cannot be told: secrets[format('{0}', 'X')]",
    ],
    [
      "one in brackets",
      `\${{ secrets.SECRET_KEY }}`,
      `\${{ secrets['SECRET_KEY'] }}`,
      "deploy reads secrets in a way that cannot be told: secrets['SECRET_KEY']",
    ],
  ])("not %s", (_, from, to, problem) => {
    expect(broken("notifications-api", "deploy-prod.yml", from, to)).toEqual([problem]);
  });

  test("names are the same in any case of letters", () => {
    expect(broken("notifications-api", "deploy-prod.yml", "secrets.SECRET_KEY", "secrets.secret_key")).toEqual([]);
  });

  test("a restage run reads what is in each environment that it may be for", () => {
    expect(
      broken("usnotify-ssb", "restage-apps.yml", "secrets.TF_VAR_CF_USERNAME", "secrets.TF_VAR_AWS_ACCESS_KEY_ID"),
    ).toEqual(["restage reads usnotify-ssb/development/TF_VAR_AWS_ACCESS_KEY_ID, where the register keeps no secret"]);
  });

  test.each([
    ["in a job of its own", `permissions: {}\njobs: { a: { runs-on: x, env: { A: '\${{ secrets.SECRET_KEY }}' } } }`],
    ["for all jobs", `permissions: {}\nenv: { A: '\${{ secrets.SECRET_KEY }}' }\njobs: { a: { runs-on: x } }`],
    ["in a condition", "jobs: { a: { runs-on: x, steps: [{ if: secrets.SECRET_KEY != '', run: a }] } }"],
    [
      "in a container's login",
      `jobs: { a: { runs-on: x, container: { image: a, credentials: { password: '\${{secrets.SECRET_KEY}}' } } } }`,
    ],
    [
      "beside text with braces",
      `jobs: { a: { runs-on: x, env: { A: "\${{ format('}}{0}', secrets.SECRET_KEY) }}" } } }`,
    ],
  ])("none is read outside of every environment: %s", (_, rest) => {
    expect(problemsOf(secretsReadDeclared, "notifications-api", `${workflows}/a.yml`, `on: push\n${rest}`)).toEqual([
      "a reads SECRET_KEY outside of every environment, where the register keeps no secret",
    ]);
  });

  test("the token that GitHub makes is none, and a word is none either", () => {
    const content = `on: push\njobs: { a: { runs-on: x, steps: [{ run: 'echo secrets.SECRET_KEY', env: { A: '\${{ secrets.GITHUB_TOKEN }}' } }] } }`;
    expect(problemsOf(secretsReadDeclared, "notifications-api", `${workflows}/a.yml`, content)).toEqual([]);
  });
});

describe("what is declared is read", () => {
  const judged = (change: (draft: Draft) => void) => {
    const register = changed(notifyRegister, change);
    const files = Object.entries(register.repositories).flatMap(([repository, entry]) =>
      repositoryFiles(repository, entry).map(({ path, content }) =>
        resource("github:index/repositoryFile:RepositoryFile", path, {
          repository,
          branch: "main",
          file: path,
          content,
        }),
      ),
    );
    return saidOfStack(secretsDeclaredRead, files, register);
  };

  test("in the compliant register", () => {
    expect(judged(() => {})).toEqual([]);
  });

  test("a secret that no workflow reads is told, with how to mend it", () => {
    const said = judged(({ credentials }) => {
      credentials["new-relic-demo"].storedIn.push({
        repository: "notifications-admin",
        environment: "demo",
        secretName: "UNREAD",
      });
    });
    expect(said).toEqual([
      "notify/credentials/new-relic-demo: no workflow reads notifications-admin/demo/UNREAD. Take the place from storedIn in register/notify/credentials.yaml, or let the workflow read it. [NOTIFY-SVC-1, NOTIFY-SVC-2, NOTIFY-SVC-3, NOTIFY-ALR-3]",
    ]);
  });

  test("so is one whose workflow has gone", () => {
    const said = judged(
      ({ repositories }) => delete repositories["notifications-api"].files[`${workflows}/deploy-demo.yml`],
    );
    expect(said.join("\n")).toContain("notifications-api/demo/SECRET_KEY");
    expect(said.join("\n")).not.toContain("CLOUDGOV");
  });

  test("not in the stack of an environment, which has no workflows", () => {
    expect(saidOfStack(secretsDeclaredRead, [], notifyRegister, "notify-demo")).toEqual([]);
  });
});
