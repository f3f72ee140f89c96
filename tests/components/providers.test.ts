import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");

/** How many modules of the providers' packages are loaded after each step, in a process of their own. */
async function loadedAfter(...steps: readonly string[]): Promise<number[]> {
  const script = `
    import { createRequire } from "node:module";
    const { cache } = createRequire(import.meta.url);
    const providers = await import("./components/providers.ts");
    const count = () => Object.keys(cache).filter((path) => /@pulumi.(aws|cloudflare|github|hcloud|linode)\\b/.test(path)).length;
    const counts = [count()];
    for (const step of ${JSON.stringify(steps)}) {
      new Function("providers", "return providers." + step)(providers);
      counts.push(count());
    }
    console.log(JSON.stringify(counts));`;
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", script], { cwd: root });
  return JSON.parse(stdout);
}

test("of the providers' packages no more is loaded than what is asked for", async () => {
  const [before = 0, record = 0, key = 0] = await loadedAfter("cloudflare.DnsRecord", "aws.kms.Key");
  expect(before).toBeLessThan(60);
  expect(record).toBeGreaterThan(before);
  expect(key).toBeGreaterThan(record);
  expect(key).toBeLessThan(120);
});
