import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { NotAsOnThePage, rehearse } from "./rehearse.ts";
import { steps } from "./steps.ts";

/** Does steps in a folder that goes away, and gives what was told. */
async function told(...given: Parameters<typeof rehearse>[1]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "gatehouse-rehearsal-"));
  const lines: string[] = [];
  try {
    await rehearse(folder, given, (line) => lines.push(line));
    return lines.join("\n");
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

test("going live is as its page says, from the bucket to the restore", { timeout: 1_800_000 }, async () => {
  const lines = await told(...steps);
  for (const { title } of steps) expect(lines).toContain(`# ${title}`);
});

test("a step that comes out otherwise ends it, with all that was printed", async () => {
  const wrong = { title: "no bucket", page: [], before: ["echo so far; aws s3 ls s3://gatehouse-state"] };
  await expect(told(wrong)).rejects.toThrow(/no bucket: it ended with 25[45], not 0[\s\S]*so far[\s\S]*NoSuchBucket/);
  await expect(told({ ...wrong, ends: "refused", prints: ["NoSuchBucket", "so far"] })).rejects.toThrow(NotAsOnThePage);
});
