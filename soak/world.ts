/** A folder of a soak's own: a copy of the register, an offline set-up with its state, and how commands are run on them. */
import { cp, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { readDeployment } from "../toolchain/offline-state.ts";
import { editedFiles, type Texts } from "./edits.ts";
import { type Resources, resourcesIn } from "./invariants.ts";
import { kill, processesOf } from "./processes.ts";
import type { Trouble } from "./steps.ts";

/** How a run ended. */
export interface Outcome {
  /** Undefined where the command itself was killed. */
  readonly exitCode: number | undefined;
  readonly output: string;
  readonly milliseconds: number;
  /** Whether a process was killed: not, if the run was over before. */
  readonly killed: boolean;
}

export class World {
  readonly folder: string;
  readonly root: string;
  readonly register: string;
  readonly state: string;

  constructor(root: string, folder: string) {
    this.root = root;
    this.folder = folder;
    this.register = join(folder, "register");
    this.state = join(folder, "offline");
  }

  /** Copies the register, and gives the texts that edits begin with. */
  async begin(): Promise<Texts> {
    await cp(join(this.root, "register"), this.register, { recursive: true });
    const read = editedFiles.map(async (file) => [file, await readFile(join(this.register, file), "utf8")] as const);
    return Object.fromEntries(await Promise.all(read)) as unknown as Texts;
  }

  async write(texts: Texts): Promise<void> {
    for (const file of editedFiles) await writeFile(join(this.register, file), texts[file]);
  }

  /** `up` of one stack, with some trouble; `usual` is how long one takes. */
  async up(stack: string, asOf: string, trouble: Trouble, usual: number): Promise<Outcome> {
    const command = [join(this.root, "commands/main.ts"), "up", stack, "--register", this.register, "--as-of", asOf];
    const limit = trouble.kind === "disk" ? `ulimit -f ${trouble.blocks}; ` : "";
    return this.#run(`ulimit -c 0; ${limit}exec "$@"`, [process.execPath, ...command], trouble, usual);
  }

  /** Runs a command as people type it. */
  async type(command: string): Promise<Outcome> {
    return this.#run(command, [], { kind: "none" }, 0);
  }

  async #run(script: string, words: readonly string[], trouble: Trouble, usual: number): Promise<Outcome> {
    const begun = Date.now();
    let killed = false;
    const running = execa("sh", ["-c", script, "sh", ...words], {
      cwd: this.root,
      reject: false,
      all: true,
      stdin: "ignore",
      timeout: 600_000,
      killSignal: "SIGKILL",
      env: {
        GATEHOUSE_OFFLINE_FOLDER: this.state,
        PATH: `${dirname(process.execPath)}:${process.env.PATH ?? ""}`,
        npm_lifecycle_script: undefined,
      },
    });
    const timer =
      trouble.kind !== "kill"
        ? undefined
        : setTimeout(
            async () => {
              const ids = await processesOf(this.state);
              const id = ids[trouble.which % ids.length];
              if (id !== undefined) killed = kill(id);
            },
            (usual * trouble.at) / 1_000,
          );
    const { exitCode, all } = await running;
    clearTimeout(timer);
    return { exitCode, output: all, milliseconds: Date.now() - begun, killed };
  }

  /** What the state of a stack holds. Throws `OfflineStateUnreadable`. */
  async resources(stack: string): Promise<Resources> {
    return resourcesIn(await readDeployment({ folder: this.state, project: "gatehouse", stack }));
  }

  /** The locks that are on a stack. */
  async locks(stack: string): Promise<string[]> {
    return readdir(join(this.state, "state/.pulumi/locks/organization/gatehouse", stack)).catch(() => []);
  }
}
