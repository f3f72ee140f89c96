import type { Octokit } from "octokit";
import type { Repository } from "./client.ts";
import { inWords } from "./in-words.ts";

/** The workflow that previews pull requests with real providers, and so the only one whose plans count as reviewed. */
const workflow = ".github/workflows/preview-live.yml";

/** The artifact that holds the plans of a tree. */
export function artifactOf(tree: string): string {
  return `plans-${tree}`;
}

/**
 * The run of the preview that made the plans of a tree, the newest; nothing where there is none. A pull request's own code can
 * upload an artifact of any name, so only those count that the workflow uploaded on the default branch of this repository.
 */
export async function reviewedRun(octokit: Octokit, at: Repository, tree: string): Promise<number | undefined> {
  const { data: repository } = await inWords("Looking at the repository", () => octokit.rest.repos.get({ ...at }));
  const artifacts = await inWords("Looking for the plans that were reviewed", () =>
    octokit.paginate(octokit.rest.actions.listArtifactsForRepo, { ...at, name: artifactOf(tree), per_page: 100 }),
  );
  const candidates = artifacts
    .filter(({ expired, workflow_run: run }) => !expired && run?.id !== undefined)
    .toSorted((a, b) => b.id - a.id);
  for (const { workflow_run: made } of candidates) {
    const { data: run } = await inWords("Looking at the run of a preview", () =>
      octokit.rest.actions.getWorkflowRun({ ...at, run_id: made?.id ?? 0 }),
    );
    const trusted =
      // A path may have the branch after an @.
      run.path.split("@")[0] === workflow &&
      run.event === "workflow_run" &&
      run.head_branch === repository.default_branch &&
      run.head_repository?.id === repository.id;
    if (trusted) return run.id;
  }
  return undefined;
}
