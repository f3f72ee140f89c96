import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { bytesBelow, watchChildren } from "../../bench/measure/process-tree.ts";

test("memory is that of children and their children, and of nobody else", () => {
  const processes = new Map([
    [1, { parent: 0, bytes: 1000 }],
    [10, { parent: 1, bytes: 500 }],
    [11, { parent: 10, bytes: 30 }],
    [12, { parent: 11, bytes: 4 }],
    [20, { parent: 1, bytes: 70 }],
  ]);
  expect(bytesBelow(10, processes)).toBe(34);
});

test("a child's memory and processor time are seen where the system tells of them", { timeout: 60_000 }, async () => {
  const script = `
    const kept = Buffer.alloc(150e6, 1);
    const end = process.cpuUsage().user + 500_000;
    while (process.cpuUsage().user < end) for (let turn = 0; turn < 1e6; turn++);
    process.stdout.write(String(kept.length));`;
  const { result, usage } = await watchChildren(() => promisify(execFile)(process.execPath, ["-e", script]));
  expect(result.stdout).toBe("150000000");
  const seen = (usage.peakBytes ?? 0) > 150e6 && (usage.cpuSeconds ?? 0) >= 0.5;
  expect(process.platform === "linux" ? seen : usage).toEqual(process.platform === "linux" ? true : {});
});
