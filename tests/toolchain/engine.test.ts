import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readdir, utimes } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { engineFolder } from "../../toolchain/engine/cache.ts";
import { type Installer, officialVersion } from "../../toolchain/engine/official.ts";
import { EngineUnavailableError, findEngine } from "../../toolchain/engine.ts";
import { builds, fakeEngine, fakeGo, type Machine, machine, PINNED } from "./engine-fakes.ts";

const VENDOR = await officialVersion();
const vendor: Installer = ({ root }) => fakeEngine(join(root, "bin"), VENDOR);

/** Names in the cache's folder of engines; empty when it was never made. */
const kept = (on: Machine) => readdir(join(on.cache, "engines")).catch(() => []);

describe("the engine on PATH", () => {
  test("is taken when it is new enough and has its language host", async () => {
    const on = await machine();
    await fakeEngine(on.bin, "3.259.0");
    expect(await findEngine(on.options)).toStrictEqual({
      command: join(on.bin, "pulumi"),
      version: "3.259.0",
      origin: "path",
    });
    expect(on.shown).toStrictEqual([]);
    expect(await kept(on)).toStrictEqual([]);
  });

  test.each(["3.258.9", "2.300.0", "4.0.0"])("is passed over as version %s", async (version) => {
    const on = await machine();
    await fakeEngine(on.bin, version);
    expect(await reasons(on)).toMatchObject({
      path: `${on.bin}/pulumi is version ${version}, and 3.259.0 or a newer 3.x is needed`,
    });
  });

  test("is passed over without its language host", async () => {
    const on = await machine();
    await on.script(join(on.bin, "pulumi"), ["echo v3.300.0"]);
    expect((await reasons(on)).path).toContain("has no pulumi-language-nodejs beside it");
  });

  test("is found behind one that will not do", async () => {
    const on = await machine();
    await on.script(join(on.bin, "pulumi"), ["echo v3.300.0"]);
    const other = join(on.cache, "other");
    await fakeEngine(other, "3.300.0");
    const env = { ...on.options.env, PATH: `${on.bin}:${other}` };
    expect(await findEngine({ ...on.options, env })).toMatchObject({ command: join(other, "pulumi"), origin: "path" });
  });

  test("is passed over when it does not run", async () => {
    const on = await machine();
    await fakeEngine(on.bin, "3.300.0");
    await on.script(join(on.bin, "pulumi"), ["echo broken install >&2; exit 1"]);
    expect((await reasons(on)).path).toContain("broken install");
  });
});

describe("the official distribution", () => {
  test("is fetched when there is none on PATH, before anything is built, and kept", async () => {
    const on = await machine();
    await fakeGo(on);
    const engine = await findEngine({ ...on.options, install: vendor });
    expect(engine).toMatchObject({ version: VENDOR, origin: "official" });
    expect(await on.logged()).toStrictEqual([]);

    expect(await findEngine(on.options)).toStrictEqual({ ...engine, origin: "cache" });
  });

  test("is given up within its time when the vendor never answers, and leaves nothing", async () => {
    const on = await machine();
    const silent: Installer = ({ signal }) =>
      new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
    const failure = findEngine({ ...on.options, install: silent, patience: { answerMs: 30, installMs: 60_000 } });
    await expect(failure).rejects.toThrow("get.pulumi.com did not answer within 0.03 s");
    expect(await kept(on)).toStrictEqual([]);
  });

  test("is given up with the vendor's own installer, too", async () => {
    const on = await machine();
    const { install: _, ...options } = on.options;
    // Less than Node.js takes to start, so nobody is contacted.
    const failure = findEngine({ ...options, patience: { answerMs: 1, installMs: 60_000 } });
    await expect(failure).rejects.toThrow("get.pulumi.com did not answer within 0.001 s");
    expect(await kept(on)).toStrictEqual([]);
  });

  test("is given up when the download does not end", async () => {
    const on = await machine();
    const stalled: Installer = ({ signal, onReachable }) => {
      onReachable();
      return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
    };
    const failure = findEngine({ ...on.options, install: stalled, patience: { answerMs: 60_000, installMs: 30 } });
    await expect(failure).rejects.toThrow("the download did not end");
  });

  test("has the longer time once the vendor has answered", async () => {
    const on = await machine();
    const slow: Installer = async (request) => {
      request.onReachable();
      await sleep(120);
      await vendor(request);
    };
    const patience = { answerMs: 50, installMs: 60_000 };
    expect(await findEngine({ ...on.options, install: slow, patience })).toMatchObject({ origin: "official" });
  });

  test("is not kept when it is another version than was asked for", async () => {
    const on = await machine();
    const other: Installer = ({ root }) => fakeEngine(join(root, "bin"), "3.100.0");
    await expect(findEngine({ ...on.options, install: other })).rejects.toThrow(
      `it gave version 3.100.0 instead of ${VENDOR}`,
    );
    expect(await kept(on)).toStrictEqual([]);
  });
});

describe("the engine built from Go modules", () => {
  test("is built at the pinned version without changing the pins, and kept", async () => {
    const on = await machine();
    await fakeGo(on);
    const engine = await findEngine(on.options);
    expect(engine).toMatchObject({ version: PINNED, origin: "built" });
    expect(engine.command).toBe(join(engineFolder(on.cache, PINNED, "built"), "bin/pulumi"));
    const [build] = await on.logged();
    expect(build).toContain("-mod=readonly");
    expect(build).toContain(`version.Version=${PINNED}`);

    expect(await findEngine(on.options)).toStrictEqual({ ...engine, origin: "cache" });
    expect(await on.logged()).toHaveLength(1);
  });

  test("has a language host beside it that runs the one of the checkout", async () => {
    const on = await machine();
    await fakeGo(on);
    const { command } = await findEngine(on.options);
    const host = join(dirname(command), "pulumi-language-nodejs");
    await on.script(join(on.bin, "host"), ["echo host of the checkout: $*"]);
    expect(await run(host, ["-x"], { GATEHOUSE_LANGUAGE_HOST: join(on.bin, "host") })).toMatchObject({
      stdout: "host of the checkout: -x\n",
    });
    expect((await run(host, [], {})).stderr).toContain("npm run env");
  });

  test("is announced with what it costs, and tells that the vendor could not be reached", async () => {
    const on = await machine();
    await fakeGo(on);
    await findEngine(on.options);
    expect(on.shown).toStrictEqual([
      expect.stringMatching(/^There is no Pulumi engine .* three to seven minutes on two cores\. This is done once\.$/),
      `Looking for the official Pulumi distribution ${VENDOR} at get.pulumi.com …`,
      "The official Pulumi distribution cannot be had: getaddrinfo ENOTFOUND get.pulumi.com.",
      `Building the Pulumi engine ${PINNED} from Go modules with go1.26.0.`,
      `The Pulumi engine ${PINNED} is ready in ${engineFolder(on.cache, PINNED, "built")}.`,
    ]);
  });

  test("is not kept when the compiler fails, and the reason is the compiler's", async () => {
    const on = await machine();
    await fakeGo(on, "go1.26.0", ["echo example.com/some/package >&2", "echo 'undefined: frobnicate' >&2", "exit 1"]);
    const { built } = await reasons(on);
    expect(built).toBe("`go build` failed: undefined: frobnicate");
    expect(await kept(on)).toStrictEqual([]);
  });

  test.each([
    ["does not run", ['echo nonsense > "$output"', '/bin/chmod +x "$output"'], "gave no version"],
    ["is of another version", builds("3.1.0"), `it gave version 3.1.0 instead of ${PINNED}`],
  ])("is not kept when it %s", async (_, steps, reason) => {
    const on = await machine();
    await fakeGo(on, "go1.26.0", steps);
    expect((await reasons(on)).built).toContain(reason);
    expect(await kept(on)).toStrictEqual([]);
  });

  test("needs the Go that go.mod asks for", async () => {
    const on = await machine();
    await fakeGo(on, "go1.25.9");
    expect((await reasons(on)).built).toBe(
      `${on.bin}/go is too old: Go 1.26 or newer is needed, and it says: go1.25.9`,
    );
  });

  test("is built anew over what a killed run left behind, which goes away", async () => {
    const on = await machine();
    await fakeGo(on);
    const folder = engineFolder(on.cache, PINNED, "built");
    await mkdir(join(folder, "bin"), { recursive: true });
    const dead = `${folder}.tmp-${await pidOfTheDead()}-abcdef`;
    const alive = `${folder}.tmp-${process.pid}-abcdef`;
    await Promise.all([mkdir(dead), mkdir(alive)]);
    expect(await findEngine(on.options)).toMatchObject({ origin: "built" });
    expect(await kept(on)).toStrictEqual([basename(folder), basename(alive)]);
  });

  test("is built once by two runs at the same time, and the second says that it waits", async () => {
    const on = await machine();
    await fakeGo(on, "go1.26.0", ["/bin/sleep 0.3", ...builds(PINNED)]);
    const engines = await Promise.all([findEngine(on.options), findEngine(on.options)]);
    expect(engines.map(({ origin }) => origin).sort()).toStrictEqual(["built", "cache"]);
    expect(await on.logged()).toHaveLength(1);
    expect(on.shown.join("\n")).toContain("Waiting for another run");
  });

  test("is not held up by the lock of a run that died", async () => {
    const on = await machine();
    await fakeGo(on);
    const lock = join(on.cache, "engines.lock");
    await mkdir(lock, { recursive: true });
    await utimes(lock, new Date(0), new Date(0));
    expect(await findEngine(on.options)).toMatchObject({ origin: "built" });
  });

  test("stops with all its processes when the search is aborted, and leaves nothing", async () => {
    const on = await machine();
    await fakeGo(on, "go1.26.0", ["/bin/sleep 60 &", on.log("started $$ $!"), "wait"]);
    const controller = new AbortController();
    const search = findEngine({ ...on.options, signal: controller.signal });
    const pids = await startedPids(on);
    controller.abort(new Error("enough"));
    await expect(search).rejects.toThrow("enough");
    await expect.poll(() => pids.filter(isAlive), { timeout: 5_000 }).toStrictEqual([]);
    expect(await kept(on)).toStrictEqual([]);
  });

  test("stops with all its processes when the user interrupts the command, which then ends by that signal", async () => {
    const on = await machine();
    // A compiler that pays no heed to the request to end has to be killed.
    await fakeGo(on, "go1.26.0", ["trap '' TERM", "/bin/sleep 60 &", on.log("started $$ $!"), "wait; wait; wait"]);
    const module = (path: string) => new URL(`../../toolchain/${path}`, import.meta.url).href;
    const script = `
      import { findEngine } from "${module("engine.ts")}";
      import { WayFailed } from "${module("engine/types.ts")}";
      await findEngine({ progress() {}, async install() { throw new WayFailed("unreachable"); } });`;
    const command = spawn(process.execPath, ["--input-type=module", "-e", script], {
      env: { PATH: on.bin, GATEHOUSE_CACHE: on.cache },
      stdio: "inherit",
    });
    const ended = once(command, "exit");
    const pids = await startedPids(on);
    command.kill("SIGTERM");
    expect(await ended).toStrictEqual([null, "SIGTERM"]);
    await expect.poll(() => pids.filter(isAlive), { timeout: 5_000 }).toStrictEqual([]);
    expect(await kept(on)).toStrictEqual([]);
  }, 20_000);
});

test("when no way works, one error names all three and what to do", async () => {
  const on = await machine();
  const failure = await findEngine(on.options).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(EngineUnavailableError);
  expect(String((failure as Error).message)).toMatchInlineSnapshot(`
    "No Pulumi engine can be had on this machine. Three ways were tried:
      1. \`pulumi\` on PATH: there is none
      2. the official distribution from get.pulumi.com: getaddrinfo ENOTFOUND get.pulumi.com
      3. a build from Go modules: there is no \`go\` on PATH; Go 1.26 or newer is needed
    Do one of these and run the command again:
      - install Pulumi 3.259.0 or a newer 3.x (https://www.pulumi.com/docs/install/) and put it on PATH;
      - let this machine reach get.pulumi.com;
      - install Go 1.26 or newer (https://go.dev/dl/) and let it reach a Go module proxy (GOPROXY)."
  `);
});

/** Why each way failed, on a machine where none is to work. */
async function reasons(on: Machine): Promise<EngineUnavailableError["reasons"]> {
  const failure = await findEngine(on.options).catch((error: unknown) => error);
  if (failure instanceof EngineUnavailableError) return failure.reasons;
  throw failure;
}

async function startedPids(on: Machine): Promise<number[]> {
  const started = async () => (await on.logged()).find((line) => line.startsWith("started"));
  await expect.poll(started, { timeout: 10_000 }).toBeDefined();
  const line = await started();
  return (line ?? "").split(" ").slice(1).map(Number);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function pidOfTheDead(): Promise<number> {
  const child = spawn("/bin/sh", ["-c", "exit"]);
  await once(child, "exit");
  return child.pid ?? 0;
}

async function run(command: string, args: string[], env: Record<string, string>) {
  const child = spawn(command, args, { env });
  const output = { stdout: "", stderr: "" };
  child.stdout.on("data", (chunk) => {
    output.stdout += chunk;
  });
  child.stderr.on("data", (chunk) => {
    output.stderr += chunk;
  });
  await once(child, "close");
  return output;
}
