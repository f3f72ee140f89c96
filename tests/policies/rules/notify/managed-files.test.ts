import { expect, test } from "vitest";
import { repositoryFiles } from "../../../../components/repository-files.ts";
import { managedFilesRead } from "../../../../policies/rules/notify/managed-files.ts";
import { notifyRegister } from "../../compliant.ts";
import { problemsOf } from "./files.ts";

test("every file that the register gives a repository is read", () => {
  const files = Object.entries(notifyRegister.repositories).flatMap(([repository, entry]) =>
    repositoryFiles(repository, entry).map(({ path, content }) => ({ repository, path, content })),
  );
  expect(files.length).toBeGreaterThan(20);
  for (const { repository, path, content } of files) {
    expect(problemsOf(managedFilesRead, repository, path, content), `${repository}: ${path}`).toEqual([]);
  }
});

test.each([
  ...["Makefile", "pyproject.toml", "manifest.yml", "deploy-config/production.yml", "terraform/production/main.tf"],
  ...[".github/dependabot.yaml", ".github/workflows/a/b.yml", ".github/zizmor.yml", "app/config.py", ".nvmrc"],
])("%s is read by no rule", (path) => {
  expect(problemsOf(managedFilesRead, "notifications-api", path, "")).toEqual([
    `no rule reads what ${path} of notifications-api says`,
  ]);
});

test("a script that another rule refuses is not refused twice", () => {
  expect(problemsOf(managedFilesRead, "notifications-api", ".github/scripts/other.sh", "")).toEqual([]);
});
