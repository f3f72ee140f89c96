import { MINIMUM_ENGINE } from "./version.ts";

/** What each way said; `undefined` for a way that was not reached. */
export interface Reasons {
  readonly path: string;
  readonly official: string;
  readonly built: string;
}

/** No way led to an engine. The message names all three, why each failed, and what a person can do about it. */
export class EngineUnavailableError extends Error {
  override readonly name = "EngineUnavailableError";
  readonly reasons: Reasons;

  constructor(reasons: Reasons, goMinimum: string) {
    super(
      [
        "No Pulumi engine can be had on this machine. Three ways were tried:",
        `  1. \`pulumi\` on PATH: ${reasons.path}`,
        `  2. the official distribution from get.pulumi.com: ${reasons.official}`,
        `  3. a build from Go modules: ${reasons.built}`,
        "Do one of these and run the command again:",
        `  - install Pulumi ${MINIMUM_ENGINE} or a newer 3.x (https://www.pulumi.com/docs/install/) and put it on PATH;`,
        "  - let this machine reach get.pulumi.com;",
        `  - install Go ${goMinimum} or newer (https://go.dev/dl/) and let it reach a Go module proxy (GOPROXY).`,
      ].join("\n"),
    );
    this.reasons = reasons;
  }
}
