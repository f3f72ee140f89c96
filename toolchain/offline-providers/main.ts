import { argv, env, exit, stderr, stdout } from "node:process";
import { watchEngine, watchStdin } from "../language-host/lifetime.ts";
import { packages } from "./packages.ts";
import { OfflineProvider } from "./provider.ts";
import { serve } from "./serve.ts";
import { findIn } from "./services/found.ts";

// Started by the engine as `pulumi-resource-NAME [flags] ENGINE-ADDRESS`, through a script that puts NAME first.
const [name = "", ...rest] = argv.slice(2);
const pkg = packages.find((candidate) => candidate.name === name);
if (!pkg) {
  stderr.write(`no offline provider \`${name}\`; expected one of ${packages.map((known) => known.name).join(", ")}\n`);
  exit(2);
}

// The engine holds the other end of standard input, and closes it by its death, however it dies.
const end = () => exit(0);
watchStdin(end);

// Any value but empty guards: a guard must not hang on how it is spelt.
const provider = new OfflineProvider(pkg, { readOnly: (env.GATEHOUSE_READ_ONLY ?? "") !== "", find: findIn(env) });
const engine = rest.findLast((argument) => !argument.startsWith("-"));
if (engine !== undefined) watchEngine(engine, end);
const { port } = await serve(provider, engine);
// The engine reads the port from the first line.
stdout.write(`${port}\n`);
