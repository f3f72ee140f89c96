import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { describe, expect, onTestFinished, test } from "vitest";
import { clearDeadLocks, clearSidecars, readDeployment, stateFile } from "../../toolchain/offline-state.ts";

const whole = JSON.stringify({
  version: 3,
  checkpoint: { latest: { resources: [{ urn: "urn:a", type: "a" }], pending_operations: [] } },
});

/** A stack of an offline state, with a file of this text. */
function stack(text?: string) {
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-state-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const at = { folder, project: "gatehouse", stack: "ocp" };
  const locks = join(folder, "state/.pulumi/locks/organization/gatehouse/ocp");
  mkdirSync(dirname(stateFile(at)), { recursive: true });
  mkdirSync(locks, { recursive: true });
  if (text !== undefined) writeFileSync(stateFile(at), text);
  const lock = (content: string | Readonly<Record<string, unknown>>): string => {
    const file = join(locks, "0b1c.json");
    writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
    return file;
  };
  return { at, lock };
}

describe("the state", () => {
  test("is what the file holds; nothing, where there is none or nothing was deployed", async () => {
    expect(await readDeployment(stack(whole).at)).toMatchObject({ resources: [{ urn: "urn:a" }] });
    expect(await readDeployment(stack('{"version":3,"checkpoint":{"latest":null}}').at)).toEqual({});
    expect(await readDeployment(stack().at)).toBeUndefined();
  });

  test("cut off anywhere, or overwritten, is told with the file's name and the way out", async () => {
    const { at } = stack();
    const spoilt = fc.oneof(
      fc.nat(whole.length - 1).map((length) => whole.slice(0, length)),
      fc.json().filter((text) => !text.includes("checkpoint")),
      fc.string(),
    );
    await fc.assert(
      fc.asyncProperty(spoilt, async (text) => {
        writeFileSync(stateFile(at), text);
        const told = readDeployment(at).catch(({ message }: Error) => message);
        expect(await told).toMatch(new RegExp(`^The offline state of ocp cannot be read: ${stateFile(at)} .*rm '`));
      }),
      { numRuns: 200 },
    );
    writeFileSync(`${stateFile(at)}.bak`, whole);
    await expect(readDeployment(at)).rejects.toThrow(`cp '${stateFile(at)}.bak' '${stateFile(at)}'`);
  });

  test("is not kept from being read by what lies beside it", async () => {
    const { at } = stack(whole);
    writeFileSync(`${stateFile(at)}.attrs`, "");
    await clearSidecars(at);
    expect(existsSync(`${stateFile(at)}.attrs`)).toBe(false);
    expect(readFileSync(stateFile(at), "utf8")).toBe(whole);
  });
});

describe("a lock", () => {
  const by = (pid: number, host = hostname()) => ({
    pid,
    hostname: host,
    username: "ada",
    timestamp: "2026-11-23T10:00:00Z",
  });

  test("of a process that is gone is taken away, and that is said", async () => {
    const { at, lock } = stack(whole);
    const file = lock(by(await endedProcess()));
    expect(await clearDeadLocks(at)).toEqual([
      expect.stringMatching(/^ocp: took away the lock of a run that was ended/),
    ]);
    expect(existsSync(file)).toBe(false);
    expect(await clearDeadLocks(at)).toEqual([]);
  });

  test("of a number that another program has now is taken away", async () => {
    const { at, lock } = stack(whole);
    lock(by(process.pid));
    expect(await clearDeadLocks(at)).toHaveLength(process.platform === "linux" ? 1 : 0);
  });

  test.runIf(process.platform === "linux")("of an engine that is at work stays", async () => {
    const { at, lock } = stack(whole);
    // The system names a process by its executable; a script that is one is named by itself.
    const pulumi = join(at.folder, "pulumi");
    writeFileSync(pulumi, "#!/bin/sh\nread line\n", { mode: 0o755 });
    const engine = spawn(pulumi, { stdio: ["pipe", "ignore", "ignore"] });
    onTestFinished(() => void engine.kill("SIGKILL"));
    await new Promise((resolve) => engine.once("spawn", resolve));
    const file = lock(by(engine.pid as number));
    await expect.poll(() => clearDeadLocks(at)).toEqual([]);
    expect(existsSync(file)).toBe(true);
  });

  test("of another machine stays", async () => {
    const { at, lock } = stack(whole);
    const file = lock(by(await endedProcess(), "elsewhere"));
    expect(await clearDeadLocks(at)).toEqual([]);
    expect(existsSync(file)).toBe(true);
  });

  test.each(["", "{", "[]", '{"pid": "x"}', "null"])("that nobody can read, %j, is taken away", async (text) => {
    const { at, lock } = stack(whole);
    const file = lock(text);
    expect(await clearDeadLocks(at)).toHaveLength(1);
    expect(existsSync(file)).toBe(false);
  });
});

/** The number of a process that has ended. */
async function endedProcess(): Promise<number> {
  const child = spawn(process.execPath, ["-e", "0"]);
  await new Promise((resolve) => child.once("close", resolve));
  return child.pid as number;
}
