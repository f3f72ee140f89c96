/**
 * A process of its own, so that it can be stopped whatever it waits for:
 * `node install-official.ts ROOT VERSION` puts the vendor's distribution into ROOT/bin.
 *
 * Prints `reachable` once the vendor has answered; the caller gives it a few seconds for that and minutes for the rest.
 * Failures are one line on standard error, exit code 1.
 */
import { PulumiCommand } from "@pulumi/pulumi/automation/index.js";

const [root = "", version = ""] = process.argv.slice(2);
const archive = `https://get.pulumi.com/releases/sdk/pulumi-v${version}-${process.platform}-${process.arch}.tar.gz`;

try {
  for (const url of ["https://get.pulumi.com/install.sh", archive]) {
    const answer = await fetch(url, { method: "HEAD" });
    if (!answer.ok) throw new Error(`${url} answered ${answer.status} ${answer.statusText}`);
  }
  console.log("reachable");
  // Without a version it installs its own, the version of the SDK, which is what the caller asked for.
  await PulumiCommand.install({ root });
} catch (error) {
  console.error(explain(error));
  process.exit(1);
}

/** `fetch failed` says nothing; its cause names the host and what happened. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? error.cause.message : undefined;
  return [error.message, cause].filter(Boolean).join(": ").trim();
}
