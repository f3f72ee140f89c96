/**
 * Makes `@pulumi/pulumi` start several times as fast, without a change of what it does: loading it also loads the
 * TypeScript compiler and npm's own installer, which serve closures alone, and while it runs it keeps a stack trace of
 * each promise and looks for source maps of each, which a person with a debugger reads.
 */
import Module, { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { lazyV8Hooks } from "./v8-hooks.ts";

type Exports = Record<string, unknown>;
type Call = (...args: unknown[]) => unknown;

/** Modules that only turn functions into text, with all that they export, functions all of it. */
export const closureModules = {
  "runtime/closure/serializeClosure.js": ["serializeFunction", "serializeFunctionAsync"],
  "runtime/closure/codePaths.js": ["computeCodePaths", "findWorkspaceRoot", "packageArchivePath"],
} as const;

/** Set by people who look for promises that never end: then the SDK keeps its stack traces. */
const LEAK_HUNT = "PULUMI_DEBUG_PROMISE_LEAKS";

/**
 * Set where nobody can ask the engine for its debugging output (`--debug`): then the SDK does not send it what it would
 * throw away, which is a call for each of several lines a resource.
 */
export const NO_DEBUG_LOG = "GATEHOUSE_NO_DEBUG_LOG";

/**
 * Applies to the SDK that the file `from` would load, and has to come before that is loaded. Where none is installed, or
 * one without these modules, nothing is done to what is not there.
 */
export function leanSdk(from: string, env: NodeJS.ProcessEnv = process.env): void {
  const require = createRequire(from);
  const folder = found(() => dirname(require.resolve("@pulumi/pulumi/package.json")));
  if (folder === undefined) return;
  const own = createRequire(join(folder, "package.json"));
  const replace = (name: string, exports: (real: () => Exports) => Exports) => {
    const path = found(() => own.resolve(name));
    if (path !== undefined) inPlaceOf(path, own, exports);
  };
  for (const [name, functions] of Object.entries(closureModules)) {
    replace(`./${name}`, (real) =>
      Object.fromEntries(functions.map((each) => [each, (...args: unknown[]) => (real()[each] as Call)(...args)])),
    );
  }
  replace("./runtime/closure/v8Hooks.js", () => lazyV8Hooks());
  // Nothing is compiled here, so what a stack trace names is the file as it is.
  replace("source-map-support/register", () => ({}));
  if (!env[LEAK_HUNT]) replace("./runtime/debuggable.js", (real) => withoutTraces(real()));
  if (env[NO_DEBUG_LOG]) replace("./log/index.js", (real) => Object.assign(real(), { debug: async () => {} }));
}

/** Puts what `exports` gives in the place of a module, once that is asked for; it may ask for the real one at any time. */
function inPlaceOf(path: string, require: NodeJS.Require, exports: (real: () => Exports) => Exports): void {
  const module = new Module(path);
  let real: Exports | undefined;
  let given: Exports | undefined;
  const load = () => {
    if (real === undefined) {
      delete require.cache[path];
      real = require(path) as Exports;
      require.cache[path] = module;
    }
    return real;
  };
  Object.assign(module, { filename: path, loaded: true });
  Object.defineProperty(module, "exports", {
    get: () => {
      given ??= exports(load);
      return given;
    },
  });
  require.cache[path] = module;
}

/** The same module, in which a promise is made known without the trace of who made it. */
function withoutTraces(real: Exports): Exports {
  const debuggablePromise = real.debuggablePromise as Call;
  real.debuggablePromise = (...args: unknown[]) => {
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 0;
    try {
      return debuggablePromise(...args);
    } finally {
      Error.stackTraceLimit = limit;
    }
  };
  return real;
}

function found(resolve: () => string): string | undefined {
  try {
    return resolve();
  } catch {
    return undefined;
  }
}
