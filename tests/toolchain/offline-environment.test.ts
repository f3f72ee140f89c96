import { execFile } from "node:child_process";
import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { compileCache } from "../../toolchain/compile-cache.ts";
import {
  ensureStack,
  OFFLINE_PROVIDERS,
  prepareOffline,
  strayPulumiVariables,
} from "../../toolchain/offline-environment.ts";
import { offlineChildEnvironment } from "../../toolchain/offline-variables.ts";
import { machine, writeExecutable } from "./engine-fakes.ts";

const run = promisify(execFile);

/** What a person may have in their shell, none of which an offline run may see. */
const OF_THE_USER = {
  PULUMI_ACCESS_TOKEN: "marker",
  PULUMI_ORGANIZATION: "marker",
  PULUMI_API: "marker",
  PULUMI_CREDENTIALS_PATH: "marker",
  PULUMI_OPTION_REFRESH: "marker",
  PULUMI_DEBUG_PROVIDERS: "marker",
  AWS_SECRET_ACCESS_KEY: "marker",
  AWS_PROFILE: "first line\nmarker",
  GITHUB_TOKEN: "marker",
  LINODE_TOKEN: "marker",
  HCLOUD_TOKEN: "marker",
  CLOUDFLARE_API_TOKEN: "marker",
  GOOGLE_APPLICATION_CREDENTIALS: "marker",
  ARM_CLIENT_SECRET: "marker",
  VAULT_TOKEN: "marker",
  SSH_AUTH_SOCK: "marker",
  NODE_OPTIONS: "--no-warnings=marker",
};

const SETTINGS = `secretsprovider: awskms://alias/example?region=us-east-1
encryptedkey: AQICAHexample
config:
  project:encryptionsalt: kept
  project:colour: green
`;

/** A checkout whose engine writes down how it was called: its arguments, its settings file and its whole environment. */
async function checkout() {
  const { bin: root, script } = await machine();
  const called = join(root, "called");
  const command = join(root, "engine/pulumi");
  await script(command, [
    `if [ "$*" = "stack --show-name --non-interactive" ]; then echo selected; exit 0; fi`,
    `echo "$*" >> '${called}'`,
    `env > '${called}.env'`,
    `cat "\${PULUMI_OPTION_CONFIG_FILE-/dev/null}" > '${called}.settings'`,
    `if [ "$1 $2" = "stack init" ]; then`,
    `  mkdir -p '${root}/.gatehouse/state/.pulumi/stacks/project' && echo '{"checkpoint":{}}' > "${root}/.gatehouse/state/.pulumi/stacks/project/$3.json"`,
    `  cat "$7/Pulumi.yaml" > '${called}.settings'`,
    "fi",
  ]);
  await mkdir(join(root, "toolchain/engine"), { recursive: true });
  const wrapper = fileURLToPath(new URL("../../toolchain/engine/pulumi-offline.sh", import.meta.url));
  await writeFile(join(root, "toolchain/engine/pulumi-offline.sh"), await readFile(wrapper));
  await writeFile(join(root, "Pulumi.yaml"), "name: project\nruntime: nodejs\n");
  await writeFile(join(root, "Pulumi.blue.yaml"), SETTINGS);
  for (const name of OFFLINE_PROVIDERS) await installProvider(root, name, "7.1.0");

  const engine = { command, version: "3.259.0", origin: "built" } as const;
  const read = (suffix: string) => readFile(called + suffix, "utf8");
  return {
    root,
    engine,
    prepare: () => prepareOffline({ root, engine }),
    calls: async () => (await read("").catch(() => "")).split("\n").filter((line) => line !== ""),
    settings: () => read(".settings"),
    variables: () => read(".env"),
  };
}

async function installProvider(root: string, name: string, version: string) {
  const folder = join(root, "node_modules/@pulumi", name);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "package.json"), JSON.stringify({ name: `@pulumi/${name}`, version }));
}

/** All files below a folder with the time of their last change. */
async function snapshot(folder: string): Promise<[string, number][]> {
  const names = (await readdir(folder, { recursive: true })).sort();
  return Promise.all(names.map(async (name) => [name, (await stat(join(folder, name))).mtimeMs] as [string, number]));
}

describe("the offline set-up", () => {
  test("has a folder for what programs compile, which they may fill and not make", async () => {
    const { prepare } = await checkout();
    await prepare();
    expect((await stat(compileCache.programs)).isDirectory()).toBe(true);
  });

  test("has the Node.js in use, which starts the SDK's runners lean and all else as it is", async () => {
    const { root, prepare } = await checkout();
    await prepare();
    await mkdir(join(root, "toolchain/sdk"), { recursive: true });
    await writeFile(join(root, "toolchain/sdk/preload.ts"), "globalThis.lean = true;");
    const judge = join(tmpdir(), "gatehouse-compile-cache-of-tests");
    const start = async (name: string) => {
      const file = join(root, name);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(
        file,
        "const { execPath, env } = process; console.log([execPath, env.NODE_COMPILE_CACHE, lean]);",
      );
      const given = {
        NODE_COMPILE_CACHE: judge,
        NODE_OPTIONS: "--import=data:text/javascript,globalThis.lean??=false",
      };
      const { stdout } = await run(join(root, ".gatehouse/bin/node"), [file, "word"], { env: given });
      return stdout.split(/[\s',[\]]+/).filter((word) => word !== "");
    };
    const runners = "node_modules/@pulumi/pulumi/cmd";
    expect(await start(`${runners}/run/index.js`)).toEqual([process.execPath, compileCache.programs, "true"]);
    expect(await start(`${runners}/run-policy-pack/index.js`)).toEqual([process.execPath, judge, "true"]);
    expect(await start("other.js")).toEqual([process.execPath, judge, "false"]);
  });

  test("has its own home, backend and plugins inside the checkout", async () => {
    const { root, prepare } = await checkout();
    const environment = await prepare();
    expect(environment).toMatchObject({
      GATEHOUSE_OFFLINE: "1",
      PULUMI_HOME: join(root, ".gatehouse/home"),
      PULUMI_BACKEND_URL: `file://${root.replace(" ", "%20")}/.gatehouse/state?metadata=skip`,
      PULUMI_SKIP_UPDATE_CHECK: "true",
    });
    expect(environment.PATH).toMatch(new RegExp(`^${root}/.gatehouse/bin:`));
    expect((await readdir(join(root, ".gatehouse/home/plugins"))).sort()).toStrictEqual(
      OFFLINE_PROVIDERS.map((name) => `resource-${name}-v7.1.0`),
    );
  });

  test("starts each provider, and the language host, from the checkout with the Node.js in use", async () => {
    const { root, prepare } = await checkout();
    const environment = await prepare();
    const say = "console.log(JSON.stringify(process.argv.slice(2)))";
    await mkdir(join(root, "toolchain/offline-providers"));
    await mkdir(join(root, "toolchain/language-host"));
    await writeFile(join(root, "toolchain/offline-providers/main.ts"), say);
    await writeFile(join(root, "toolchain/language-host/main.ts"), say);
    const provider = join(root, ".gatehouse/home/plugins/resource-github-v7.1.0/pulumi-resource-github");
    expect((await run(provider, ["127.0.0.1:9"])).stdout).toBe('["github","127.0.0.1:9"]\n');
    const host = environment.GATEHOUSE_LANGUAGE_HOST ?? "";
    expect((await run(host, ["--root=a b"])).stdout).toBe('["--root=a b"]\n');
  });

  test("writes nothing when all is there", async () => {
    const { root, prepare } = await checkout();
    const environment = await prepare();
    const before = await snapshot(join(root, ".gatehouse"));
    expect(await prepare()).toStrictEqual(environment);
    expect(await snapshot(join(root, ".gatehouse"))).toStrictEqual(before);
  });

  test("follows a new version of a provider's package and another engine", async () => {
    const { root, engine, prepare } = await checkout();
    await prepare();
    await installProvider(root, "aws", "8.0.0");
    await writeExecutable(join(root, "other/pulumi"), ["echo the other engine"]);
    await prepareOffline({ root, engine: { ...engine, command: join(root, "other/pulumi") } });
    expect(await readdir(join(root, ".gatehouse/home/plugins"))).toContain("resource-aws-v8.0.0");
    expect((await run(join(root, ".gatehouse/bin/pulumi"), ["about"])).stdout).toBe("the other engine\n");
  });

  test("can be made by several at once, and leaves no temporary file", async () => {
    const { root, prepare } = await checkout();
    await Promise.all([prepare(), prepare(), prepare(), prepare()]);
    const names = await readdir(join(root, ".gatehouse"), { recursive: true });
    expect(names.filter((name) => name.includes("tmp"))).toStrictEqual([]);
  });

  test("asks for `npm ci` when a provider's package is not installed", async () => {
    const { root, engine } = await checkout();
    await expect(prepareOffline({ root: join(root, "engine"), engine })).rejects.toThrow(
      /@pulumi\/\w+ is not installed .*run `npm ci`/,
    );
  });
});

describe("an offline child's environment", () => {
  test("has what a program needs to run and print, and nothing else of the user's", async () => {
    const { prepare } = await checkout();
    const environment = await prepare();
    const own = { ...OF_THE_USER, HOME: "/home/someone", TERM: "xterm", LC_ALL: "C", TZ: "UTC" };
    expect(offlineChildEnvironment(environment, own)).toStrictEqual({
      HOME: "/home/someone",
      TERM: "xterm",
      LC_ALL: "C",
      TZ: "UTC",
      ...environment,
    });
  });

  test("is what the engine gets by plain `pulumi`, whatever the shell holds", async () => {
    const { root, prepare, variables } = await checkout();
    const environment = await prepare();
    const env = { ...process.env, ...OF_THE_USER, ...environment, PULUMI_STACK: "blue" };
    await run("pulumi", ["whoami"], { cwd: root, env });
    const seen = await variables();
    expect(seen).not.toContain("marker");
    expect(seen).toContain(`PULUMI_HOME=${environment.PULUMI_HOME}\n`);
    expect(seen).toContain("PULUMI_STACK=blue\n");
  });

  test("names the variables of another Pulumi set-up that a shell has to unset", async () => {
    const { prepare } = await checkout();
    const own = { PULUMI_STACK: "x", PULUMI_ACCESS_TOKEN: "x", PULUMI_HOME: "x", AWS_PROFILE: "x" };
    expect(strayPulumiVariables(await prepare(), own)).toStrictEqual(["PULUMI_ACCESS_TOKEN", "PULUMI_STACK"]);
  });
});

describe("a stack's settings file", () => {
  const OFFLINE = /^config:\n {2}project:encryptionsalt: kept\n {2}project:colour: green\n\nencryptionsalt: v1:\S+\n$/;

  test.each([
    [["preview", "-s", "blue", "--policy-pack", "policies/ocp"], {}],
    [["up", "--stack", "blue"], {}],
    [["--non-interactive", "destroy", "--stack=organization/project/blue"], {}],
    [["refresh"], { PULUMI_STACK: "blue" }],
  ])("is read by %j without its secrets provider, and stays as it is", async (args, more) => {
    const { root, prepare, settings, calls } = await checkout();
    const env = { ...(await prepare()), ...more };
    await run("pulumi", args, { cwd: root, env });
    expect(await settings()).toMatch(OFFLINE);
    expect(await calls()).toStrictEqual([args.join(" ")]);
    expect(await readFile(join(root, "Pulumi.blue.yaml"), "utf8")).toBe(SETTINGS);
  });

  test("is that of the selected stack when none is named", async () => {
    const { root, prepare, settings } = await checkout();
    const env = await prepare();
    await writeFile(join(root, "Pulumi.selected.yaml"), SETTINGS);
    await run("pulumi", ["preview"], { cwd: root, env });
    expect(await settings()).toMatch(OFFLINE);
  });

  test("is found from a folder below the project and from one given by --cwd", async () => {
    const { root, prepare, settings } = await checkout();
    const env = await prepare();
    await run("pulumi", ["preview", "-s", "blue"], { cwd: join(root, "engine"), env });
    expect(await settings()).toMatch(OFFLINE);
    await run("pulumi", ["--cwd", root, "preview", "-s", "blue"], { cwd: "/", env });
    expect(await settings()).toMatch(OFFLINE);
  });

  test("need not be there", async () => {
    const { root, prepare, settings } = await checkout();
    await run("pulumi", ["preview", "-s", "new"], { cwd: root, env: await prepare() });
    expect(await settings()).toMatch(/^\nencryptionsalt: v1:\S+\n$/);
    expect(await readdir(root)).not.toContain("Pulumi.new.yaml");
  });

  test.each([[["config", "set", "preview", "red", "-s", "blue"]], [["preview", "--config-file", "mine.yaml"]]])(
    "is not stood in for when the user works on a file: %j",
    async (args) => {
      const { root, prepare, settings } = await checkout();
      await run("pulumi", args, { cwd: root, env: await prepare() });
      expect(await settings()).toBe("");
    },
  );
});

describe("a stack", () => {
  test("is made once, from the project's name alone, without touching its settings file", async () => {
    const { root, prepare, calls, settings } = await checkout();
    const environment = await prepare();
    await ensureStack(root, environment, "blue");
    expect(await calls()).toStrictEqual([expect.stringMatching(/^stack init blue --no-select /)]);
    expect(JSON.parse(await settings())).toStrictEqual({ name: "project", runtime: "nodejs" });

    await ensureStack(root, environment, "blue");
    expect(await calls()).toHaveLength(1);
    expect(await readFile(join(root, "Pulumi.blue.yaml"), "utf8")).toBe(SETTINGS);
    expect((await readdir(join(root, ".gatehouse"))).filter((name) => name.startsWith("init-"))).toStrictEqual([]);
  });

  test("is made in the folder of its environment, where that is not the checkout's", async () => {
    const { root, engine, calls } = await checkout();
    const folder = join(root, "elsewhere");
    const environment = await prepareOffline({ root, engine, folder });
    await ensureStack(root, environment, "blue");
    expect(await calls()).toStrictEqual([expect.stringContaining(`--cwd ${folder}/init-`)]);
    expect(await readdir(root)).not.toContain(".gatehouse/home");
  });

  test("that the engine refuses is an error in the engine's words", async () => {
    const { root, engine, prepare } = await checkout();
    const environment = await prepare();
    await writeExecutable(engine.command, ["echo error: disk full >&2; exit 1"]);
    await expect(ensureStack(root, environment, "blue")).rejects.toThrow(/stack blue could not be made.*disk full/);
  });

  test.each(["", "a/b", "../up", "a b"])("cannot be named %j", async (name) => {
    const { root, prepare } = await checkout();
    await expect(ensureStack(root, await prepare(), name)).rejects.toThrow("is no name for a stack");
  });
});
