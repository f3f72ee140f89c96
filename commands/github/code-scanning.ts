import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import type { Octokit } from "octokit";
import { BadInput } from "../../toolchain/bad-input.ts";
import type { Repository } from "./client.ts";
import { inWords } from "./in-words.ts";
import { GitHubRefused } from "./refused.ts";

/** Bytes of a compressed log that GitHub takes. */
const largest = 10 * 1024 * 1024;

/** How often GitHub is asked what became of a log. */
const looks = 30;

export interface ScannedCommit extends Repository {
  readonly commit: string;
  /** Such as `refs/heads/main` or `refs/pull/7/head`. */
  readonly ref: string;
}

/**
 * Hands a SARIF log to code scanning, and waits until GitHub has read it. `pause` is the time between two looks, in
 * milliseconds. Throws `BadInput` for what is no SARIF log, and `GitHubRefused`, also when GitHub finds the log faulty.
 */
export async function uploadSarif(
  octokit: Octokit,
  { commit, ref, ...at }: ScannedCommit,
  log: string,
  pause = 2000,
): Promise<void> {
  demandSarif(log);
  const packed = gzipSync(log);
  if (packed.length > largest) {
    throw new BadInput(`The SARIF log has ${packed.length} bytes when compressed, and GitHub takes ${largest}.`);
  }
  const { data } = await inWords("Handing the SARIF log to code scanning", () =>
    octokit.rest.codeScanning.uploadSarif({ ...at, commit_sha: commit, ref, sarif: packed.toString("base64") }),
  );
  for (let look = 0; look < looks; look++) {
    const { data: state } = await inWords("Asking what became of the SARIF log", () =>
      octokit.rest.codeScanning.getSarif({ ...at, sarif_id: data.id ?? "" }),
    );
    if (state.processing_status === "complete") return;
    if (state.processing_status === "failed") {
      throw new GitHubRefused(`GitHub could not read the SARIF log: ${state.errors?.join("; ") || "it says no more"}`);
    }
    await sleep(pause);
  }
  throw new GitHubRefused(`GitHub has not read the SARIF log after ${looks} looks; try again later.`);
}

function demandSarif(log: string): void {
  try {
    if (JSON.parse(log).version === "2.1.0") return;
  } catch {
    // Said below.
  }
  throw new BadInput("The file is no SARIF log of version 2.1.0.");
}
