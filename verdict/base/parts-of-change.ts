import { git } from "../../driver/git.ts";
import type { State } from "../deployment.ts";
import { differencesIn, type Parts } from "../parts.ts";

/** What of the files differs between the base and the change. */
export interface ChangedFiles {
  /** The program, and all that decides what it makes of a register. */
  readonly program: boolean;
  readonly register: boolean;
}

/** What decides what a program makes of a register: the program, what it is built on, and its settings. */
const ofProgram = ["components", "model", "stacks", "toolchain", "package.json", "package-lock.json", "Pulumi*.yaml"];

/** Compares the checkout with a commit; `register` is its folder there, undefined for one that is not in the checkout. */
export async function changedFiles(root: string, commit: string, register: string | undefined): Promise<ChangedFiles> {
  return {
    program: await differs(root, commit, ofProgram),
    register: register === undefined || (await differs(root, commit, [register])),
  };
}

/** Whether files differ from those of a commit, new ones included. What git cannot tell counts as different. */
async function differs(root: string, commit: string, paths: readonly string[]): Promise<boolean> {
  const changed = await git(root, ["diff", "--quiet", "--no-ext-diff", commit, "--", ...paths]);
  if (changed.failed) return true;
  const added = await git(root, ["ls-files", "--others", "--exclude-standard", "--", ...paths]);
  return added.failed || added.stdout !== "";
}

/** What is needed to tell the parts of a change in a stack. */
export interface Sources {
  readonly changed: ChangedFiles;
  /** What the base holds; undefined where it does not tell. */
  readonly base: readonly State[] | undefined;
  /** What the base's program makes of the change's register, where it was asked and could run. */
  readonly baseOnRegister: readonly State[] | undefined;
  /** What the change would hold. */
  readonly planned: readonly State[];
}

/** Tells apart what comes from the register and what from the program. What cannot be told counts as the program's. */
export function partsOf({ changed, base, baseOnRegister, planned }: Sources): Parts {
  if (base === undefined) {
    const note = "the base does not tell what it holds, so all that this stack would hold counts as the program's";
    return { register: [], program: differencesIn([], planned), note };
  }
  if (!changed.program) return { register: differencesIn(base, planned), program: [] };
  if (!changed.register) return { register: [], program: differencesIn(base, planned) };
  if (baseOnRegister === undefined) {
    const note = "the base's program could not run on the new register, so all that differs counts as the program's";
    return { register: [], program: differencesIn(base, planned), note };
  }
  return { register: differencesIn(base, baseOnRegister), program: differencesIn(baseOnRegister, planned) };
}
