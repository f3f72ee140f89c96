import { mkdtemp, rm } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { aboutThis } from "./about.ts";
import { inWords } from "./measure/in-words.ts";
import type { Results, Row, Section, SectionId } from "./results.ts";
import { measureCommands } from "./sections/commands.ts";
import { measureLoading } from "./sections/loading.ts";
import { measurePacks } from "./sections/packs.ts";
import { measureRules } from "./sections/rules.ts";
import type { Setting } from "./sections/setting.ts";
import { measureTests } from "./sections/tests.ts";

const measures: Readonly<Record<SectionId, (setting: Setting) => Promise<Row[]>>> = {
  commands: measureCommands,
  packs: measurePacks,
  rules: measureRules,
  loading: measureLoading,
  tests: measureTests,
};

/**
 * Measures the sections, in a folder of its own that is removed afterwards. What a section needs may be missing, which it
 * then says in its one row; the others go on.
 */
export async function measureAll(sections: readonly SectionId[], options: Omit<Setting, "folder">): Promise<Results> {
  const load = loadavg()[0] ?? 0;
  const folder = await mkdtemp(join(tmpdir(), "gatehouse-bench-"));
  const setting = { ...options, folder };
  try {
    const about = await aboutThis(setting, load);
    const measured: Section[] = [];
    for (const id of sections) measured.push({ id, rows: await measures[id](setting).catch(notAtAll(id, setting)) });
    return { about, sections: measured };
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

function notAtAll(id: SectionId, { progress, signal }: Setting): (error: unknown) => Row[] {
  return (error) => {
    signal.throwIfAborted();
    progress(`  ${id}: ${inWords(error)}`);
    return [{ what: id, runs: [], failed: inWords(error) }];
  };
}
