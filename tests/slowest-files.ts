import { relative } from "node:path";
import type { Reporter, TestModule } from "vitest/node";

/** How many files are named. */
const named = 10;

/** Says at the end of a run which files took longest, so that whoever makes the tests slower sees it at once. */
export class SlowestFiles implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    if (modules.length < 2) return;
    const slowest = modules.toSorted((a, b) => timeOf(b) - timeOf(a)).slice(0, named);
    const lines = slowest.map((module) => {
      const { collectDuration, setupDuration, duration } = module.diagnostic();
      const loading = inSeconds(collectDuration + setupDuration);
      return `  ${inSeconds(timeOf(module))}  ${relative("", module.moduleId)} (loading ${loading.trim()}, tests ${inSeconds(duration).trim()})`;
    });
    console.log(["", " The slowest files:", ...lines, ""].join("\n"));
  }
}

function timeOf(module: TestModule): number {
  const { collectDuration, setupDuration, duration } = module.diagnostic();
  return collectDuration + setupDuration + duration;
}

function inSeconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`.padStart(8);
}
