import { cp, mkdir, readdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { loadRegister } from "../../../model/load.ts";
import { type Engine, findEngine } from "../../../toolchain/engine.ts";
import { prepareOffline } from "../../../toolchain/offline-environment.ts";
import { commitAll } from "../../commands/preview/plans/repository.ts";
import { root } from "../../engine/world.ts";
import { rooms } from "../../rooms.ts";
import { type Moto, startMoto } from "../moto.ts";
import { clockShows } from "./shifted-day.ts";
import { type Step, scriptOf, wrongWith } from "./step.ts";

const patience = 600_000;

/** A step that did not come out as it has to. */
export class NotAsOnThePage extends Error {}

/**
 * Does the steps in a folder, each by a shell of its own; tells each command and throws {@link NotAsOnThePage} at the first that
 * comes out otherwise, with all that was printed.
 */
export async function rehearse(folder: string, steps: readonly Step[], tell: (line: string) => void): Promise<void> {
  const engine = await findEngine({ progress: tell });
  const moto = await startMoto();
  try {
    await checkoutIn(join(folder, "first"));
    for (const step of steps) {
      if (step.by === "second") await cloneFor(folder);
      const script = scriptOf(step);
      tell(`\n# ${step.title}`);
      for (const line of script) tell(`$ ${line}`);
      const { exitCode, all = "" } = await execa("bash", ["-euo", "pipefail", "-c", script.join("\n")], {
        cwd: join(folder, step.by ?? "first"),
        env: await environmentOf(folder, engine, moto, step),
        extendEnv: false,
        all: true,
        stdin: "ignore",
        reject: false,
        timeout: patience,
        killSignal: "SIGKILL",
      });
      const problems = wrongWith(step, exitCode, all);
      if (problems.length > 0) throw new NotAsOnThePage(`${step.title}: ${problems.join("; ")}\n\n${all}`);
    }
  } finally {
    await moto.stop();
  }
}

/** The project as it is here, as a repository. */
async function checkoutIn(folder: string): Promise<void> {
  const folders = [...rooms, ".github", "docs", "register"];
  const files = (await readdir(root)).filter((name) => /^(Pulumi.*\.yaml|package\.json|\.gitignore)$/.test(name));
  for (const name of [...folders, ...files]) await cp(join(root, name), join(folder, name), { recursive: true });
  await symlink(join(root, "node_modules"), join(folder, "node_modules"));
  await commitAll(folder);
}

/** The second operator's own clone, as far as the first has come. */
async function cloneFor(folder: string): Promise<void> {
  const clone = join(folder, "second");
  if ((await readdir(folder)).includes("second")) return void (await execa("git", ["pull", "--quiet"], { cwd: clone }));
  await execa("git", ["clone", "--quiet", join(folder, "first"), clone]);
  await symlink(join(root, "node_modules"), join(clone, "node_modules"));
}

/**
 * What a step's shell has: of the user's own nothing. The engine runs as it does live; that the providers are the offline
 * ones is all that tells them so.
 */
async function environmentOf(
  folder: string,
  engine: Engine,
  moto: Moto,
  { by, later = 0 }: Step,
): Promise<Record<string, string>> {
  const who = by ?? "first";
  const home = join(folder, `home-of-${who}`);
  const offline = await prepareOffline({ root: join(folder, who), engine, folder: join(home, "offline") });
  await mkdir(join(home, "tmp"), { recursive: true });
  await writeFile(
    join(home, ".gitconfig"),
    `[user]\n\tname = Operator ${who}\n\temail = ${who}@example.org\n[core]\n\texcludesFile = ${join(home, "ignored")}\n`,
  );
  await writeFile(join(home, "ignored"), "/*.json\n/plans/\n/killed.log\n/urn\n/versions\nnode_modules\n");
  const { head } = loadRegister(join(root, "register"));
  return {
    HOME: home,
    TMPDIR: join(home, "tmp"),
    LANG: "C.UTF-8",
    PATH: [dirname(engine.command), dirname(process.execPath), moto.path].join(":"),
    ...moto.environment,
    AWS_REGION: "us-gov-west-1",
    AWS_DEFAULT_REGION: "us-gov-west-1",
    PULUMI_BACKEND_URL: "s3://gatehouse-state?region=us-gov-west-1&s3ForcePathStyle=true",
    PULUMI_HOME: offline.PULUMI_HOME ?? "",
    PULUMI_CREDENTIAL_STORE: "plaintext",
    PULUMI_IGNORE_AMBIENT_PLUGINS: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    GATEHOUSE_LANGUAGE_HOST: offline.GATEHOUSE_LANGUAGE_HOST ?? "",
    NODE_OPTIONS: clockShows(head.asOf, later),
  };
}
