import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { closureModules } from "../../../toolchain/sdk/lean.ts";

const ROOT = join(import.meta.dirname, "../../..");
const PRELOAD = join(ROOT, "toolchain/sdk/preload.ts");

/** What a script prints that runs where the SDK's runner would, with its whole start or a lean one. */
async function printed(script: string, lean: boolean, env: Record<string, string> = {}): Promise<unknown> {
  const runner = join(ROOT, "node_modules/@pulumi/pulumi/cmd/run/index.js");
  const body = `process.argv[1] = ${JSON.stringify(runner)};
    ${lean ? `require(${JSON.stringify(PRELOAD)});` : ""}
    const pulumi = require("@pulumi/pulumi");
    (async () => { ${script} })().then((value) => console.log(JSON.stringify(value)));`;
  const { stdout } = await promisify(execFile)(process.execPath, ["-e", body], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, ...env },
  });
  return JSON.parse(stdout);
}

/** Whether what the SDK seldom needs was loaded, and whether a promise keeps the trace of who made it. */
const state = `
  const { debuggablePromise } = require("@pulumi/pulumi/runtime/debuggable");
  const promise = Promise.resolve(1);
  debuggablePromise(promise, "context");
  const loaded = Object.keys(require.cache).filter((path) => /\\/(typescript|arborist)\\/lib\\//.test(path)).length > 0;
  return { loaded, traced: promise._debugStackTrace.includes(" at "), context: promise._debugCtx, limit: Error.stackTraceLimit };
`;

/** A function that closes over a value, a function of its own file and a module, as the SDK writes it down. */
const closure = `
  const path = require("node:path");
  const step = 3;
  const add = (n) => n + step;
  const { text } = await pulumi.runtime.serializeFunction((n) => path.join("a", String(add(n))));
  return text;
`;

test("the SDK has every module that is put off, with just the functions that are passed on", () => {
  const require = createRequire(import.meta.url);
  for (const [name, functions] of Object.entries(closureModules)) {
    const real = require(`@pulumi/pulumi/${name}`) as Record<string, unknown>;
    expect(Object.keys(real).sort()).toEqual([...functions].sort());
  }
  expect(Object.keys(require("@pulumi/pulumi/runtime/closure/v8Hooks.js") as object).sort()).toEqual([
    "getScriptUrl",
    "getSessionAsync",
    "isInitializedAsync",
  ]);
});

test("neither a compiler nor an installer is loaded, and no promise keeps a trace", async () => {
  const usual = { loaded: true, traced: true, context: "context", limit: 10 };
  expect(await printed(state, false)).toEqual(usual);
  expect(await printed(state, true)).toEqual({ ...usual, loaded: false, traced: false });
});

test("who looks for promises that never end gets the traces", async () => {
  expect(await printed(state, true, { PULUMI_DEBUG_PROMISE_LEAKS: "1" })).toMatchObject({ traced: true });
});

test("a function is written down as it is without all this", async () => {
  const text = await printed(closure, true);
  expect(text).toContain("step");
  expect(text).toBe(await printed(closure, false));
});

test("code paths are worked out as they are without all this", async () => {
  const script = `return [...(await pulumi.runtime.computeCodePaths({ extraIncludePaths: ["register"] })).keys()].length`;
  expect(await printed(script, true)).toBe(await printed(script, false));
});

test("debugging output is kept from the engine only where nobody can ask for it, and all else is told", async () => {
  const script = `
    const told = [];
    const settings = require("@pulumi/pulumi/runtime/settings");
    settings.getEngine = () => ({ log: (request, done) => { told.push(request.getMessage()); done(); } });
    await pulumi.log.debug("details");
    await pulumi.log.info("news");
    await pulumi.log.warn("a warning");
    return told;`;
  expect(await printed(script, true)).toEqual(["details", "news", "a warning"]);
  expect(await printed(script, true, { GATEHOUSE_NO_DEBUG_LOG: "1" })).toEqual(["news", "a warning"]);
});
