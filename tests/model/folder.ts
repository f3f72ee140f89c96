import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { stringify } from "yaml";
import { type LoadedRegister, loadRegister, RegisterError } from "../../model/load.ts";
import { fileOfKind, type Kind, kinds, type Register } from "../../model/register.ts";

/** Files of a register by path below its folder. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

/** A register with nothing in it but its date. */
export const bareFiles: Files = {
  "register.yaml": "asOf: 2026-01-05\n",
  "ocp/people.yaml": "{}\n",
  "notify/people.yaml": "{}\n",
};

/** Writes files to a new folder that goes away with the test. */
export function folderOf(files: Files): string {
  const root = mkdtempSync(join(tmpdir(), "register-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), content);
  }
  return root;
}

/** An organisation's register as files. */
export function filesOf(register: Register): Files {
  const names = Object.keys(kinds) as Kind[];
  return Object.fromEntries(
    names.map((kind) => [
      `${register.id}/${fileOfKind(kind)}`,
      stringify(register[kind], { aliasDuplicateObjects: false }),
    ]),
  );
}

/** The lines that loading a folder prints, with `register` for the folder's name; throws when there is no problem. */
export function problemsOf(root: string): string[] {
  const outcome = outcomeOf(root);
  if (!(outcome instanceof RegisterError)) throw new Error("the register loaded without a problem");
  return outcome.problems.map(
    ({ file, line, column, message }) => `${file.replace(root, "register")}:${line}:${column}: ${message}`,
  );
}

/** What loading gives: the register or the one kind of error; anything else is thrown. */
export function outcomeOf(root: string): LoadedRegister | RegisterError {
  try {
    return loadRegister(root);
  } catch (error) {
    if (error instanceof RegisterError) return error;
    throw error;
  }
}
