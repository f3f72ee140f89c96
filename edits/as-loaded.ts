import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { filesOfKind } from "../model/load/folder.ts";
import { type LoadedRegister, loadRegister, RegisterError } from "../model/load.ts";
import type { Kind, RegisterId } from "../model/register.ts";
import { BadInput } from "../toolchain/bad-input.ts";
import type { ChangedFile } from "./changed-file.ts";

/**
 * What an edit makes of an organisation's files of some kinds: those that it changes. `edit` is given the texts of all files of
 * a kind, in their order; the text of one that is not there yet is empty. New entries go into the last.
 */
export function filesAfter(
  folder: string,
  id: RegisterId,
  kinds: readonly Kind[],
  edit: (kind: Kind, texts: readonly string[]) => readonly string[],
): ChangedFile[] {
  return kinds.flatMap((kind) => {
    const files = filesOfKind(folder, id, kind);
    const before = files.map((file) => (existsSync(file) ? readFileSync(file, "utf8") : ""));
    const after = edit(kind, before);
    return files.flatMap((file, at): ChangedFile[] => {
      const [old = "", text = old] = [before[at], after[at]];
      return text === old ? [] : [{ file, before: old, text }];
    });
  });
}

/** The register with some of its files changed, as it would load. Throws `BadInput` where it would not; `by` says by what. */
export function asLoaded(register: string, files: readonly Omit<ChangedFile, "before">[], by = ""): LoadedRegister {
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-edit-"));
  try {
    cpSync(register, folder, { recursive: true, dereference: true });
    for (const { file, text } of files) {
      const copy = join(folder, relative(register, file));
      mkdirSync(dirname(copy), { recursive: true });
      writeFileSync(copy, text);
    }
    return loadRegister(folder);
  } catch (error) {
    if (!(error instanceof RegisterError)) throw error;
    const message = error.message.replaceAll(folder, register.replace(/\/$/, ""));
    throw new BadInput(`${by}the register would not load, so nothing was written:\n${message}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
