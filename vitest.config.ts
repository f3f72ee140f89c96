import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { SlowestFiles } from "./tests/slowest-files.ts";

/** One test file on each core; the tests leave nothing for the main process to do that would need one of its own. */
const maxWorkers = availableParallelism();

/**
 * Three projects: `unit` shares one module graph between files (the Pulumi SDKs cost half a second to load), `engine`
 * runs the real Pulumi engine, each file with states of its own, after the units. A third, `services`, holds what the project does
 * against what answers as the real services do; it takes minutes and what Python's registry has, so it runs each night.
 */
export default defineConfig({
  test: {
    restoreMocks: true,
    maxWorkers,
    reporters: [
      "default",
      ...(process.env.GITHUB_ACTIONS === "true" ? ["github-actions" as const] : []),
      new SlowestFiles(),
    ],
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["tests/**/*.test.ts"],
          exclude: ["tests/engine/**", "tests/services/**"],
          isolate: false,
          setupFiles: ["tests/lean-sdk.ts"],
          // Property tests and commands started afresh take their time on a busy machine; no test is about time.
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { shuffle: true, groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: "engine",
          include: ["tests/engine/**/*.test.ts"],
          // Each test starts several processes, so two of a file at a time keep a small machine busy.
          maxConcurrency: 2,
          testTimeout: 300_000,
          hookTimeout: 1_200_000,
          globalSetup: ["tests/engine/setup.ts"],
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: "services",
          include: ["tests/services/**/*.test.ts"],
          testTimeout: 300_000,
          hookTimeout: 1_200_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
