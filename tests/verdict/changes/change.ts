import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { parseDocument } from "yaml";
import { type LoadedRegister, loadRegister } from "../../../model/load.ts";
import { root } from "../../commands/cli.ts";

/** A change of the shipped register as somebody would make it, for tests and examples of reports. */
export interface RegisterChange {
  /** What a reviewer would call it. */
  readonly title: string;
  readonly edits: readonly Edit[];
}

/** One value of one file set, or taken away where `value` is left out; comments stay. */
export interface Edit {
  /** Path below the register's folder. */
  readonly file: string;
  readonly path: readonly (string | number)[];
  readonly value?: unknown;
}

/** Makes the change in a folder that holds a copy of the shipped register. */
export function applyChange({ edits }: RegisterChange, folder: string): void {
  for (const { file, path, value } of edits) {
    const document = parseDocument(readFileSync(join(folder, file), "utf8"));
    if (!document.hasIn(path.slice(0, -1))) throw new Error(`${file} has no ${path.slice(0, -1).join("/")}`);
    if (value === undefined) {
      if (!document.deleteIn(path)) throw new Error(`${file} has no ${path.join("/")} to take away`);
    } else {
      document.setIn(path, document.createNode(value));
    }
    writeFileSync(join(folder, file), document.toString({ lineWidth: 0 }));
  }
}

/** The shipped register, and what a change makes of it, in a folder that goes away with the test. */
export interface ChangedRegister {
  readonly before: LoadedRegister;
  readonly after: LoadedRegister;
  /** Folder of the changed register. */
  readonly folder: string;
}

/** Makes the change in a copy. Places are told as of `register`, wherever the copy lies. */
export function changed(change: RegisterChange): ChangedRegister {
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-change-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(join(root, "register"), folder, { recursive: true });
  applyChange(change, folder);
  return { before: shown(join(root, "register")), after: shown(folder), folder };
}

function shown(folder: string): LoadedRegister {
  const loaded = loadRegister(folder);
  return {
    ...loaded,
    locate: (subject) => {
      const place = loaded.locate(subject);
      return place && { ...place, file: place.file.replace(folder, "register") };
    },
  };
}
