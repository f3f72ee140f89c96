import { defineConfig } from "vitest/config";

/**
 * Two projects: `unit` shares one module graph between files (the Pulumi SDKs cost half a second to load), `engine`
 * runs the real Pulumi engine, one file at a time because each starts several processes on a small machine.
 */
export default defineConfig({
  test: {
    restoreMocks: true,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["tests/**/*.test.ts"],
          exclude: ["tests/engine/**"],
          isolate: false,
          // Property tests and commands started afresh take their time on a busy machine; no test is about time.
          testTimeout: 60_000,
          sequence: { shuffle: true },
        },
      },
      {
        extends: true,
        test: {
          name: "engine",
          include: ["tests/engine/**/*.test.ts"],
          fileParallelism: false,
          testTimeout: 300_000,
          hookTimeout: 1_200_000,
          globalSetup: ["tests/engine/setup.ts"],
        },
      },
    ],
  },
});
