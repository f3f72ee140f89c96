import { expect, test } from "vitest";
import { githubClient } from "../../../commands/github/client.ts";
import { artifactOf, reviewedRun } from "../../../commands/github/reviewed-run.ts";
import { type GitHub, startGitHub, token } from "./server.ts";

const tree = "b".repeat(40);

/** A run of the preview with real providers, which may be trusted. */
const preview = (id: number) => ({
  id,
  path: ".github/workflows/preview-live.yml",
  event: "workflow_run",
  head_branch: "main",
  head_repository: { id: 42 },
});

function add(github: GitHub, run: { readonly id: number }, artifact: object = {}): void {
  const id = github.artifacts.length + 1;
  github.artifacts.push({ id, name: artifactOf(tree), expired: false, workflow_run: { id: run.id }, ...artifact });
  github.runs[run.id] = run;
}

const find = (github: GitHub) =>
  reviewedRun(githubClient({ token, baseUrl: github.url, second: 5 }), { owner: "example", repo: "gatehouse" }, tree);

test("it is the newest run that made plans of the tree", async () => {
  const github = await startGitHub();
  add(github, preview(1));
  add(github, preview(2));
  add(github, preview(3), { name: artifactOf("c".repeat(40)) });
  expect(await find(github)).toBe(2);
});

test("there is none when nobody made plans of the tree, or they are gone", async () => {
  const github = await startGitHub();
  add(github, preview(1), { expired: true });
  expect(await find(github)).toBeUndefined();
});

test.each([
  ["another workflow", { path: ".github/workflows/preview.yml" }],
  ["a pull request, which may change the workflow", { event: "pull_request" }],
  ["another branch", { head_branch: "change" }],
  ["a fork whose branch is called main", { head_repository: { id: 43 } }],
])("an artifact of that name from %s does not count", async (_, change) => {
  const github = await startGitHub();
  add(github, preview(1));
  add(github, { ...preview(2), ...change });
  expect(await find(github)).toBe(1);
});
