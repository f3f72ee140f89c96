import { type Dirent, lstatSync, readdirSync, realpathSync, statSync } from "node:fs";
import { join, sep } from "node:path";
import { fileOfKind, folderOfKind, type Kind, kinds, type RegisterId, registerIds } from "../register.ts";
import type { Problem } from "./problem.ts";
import { maxBytes, reasonOf } from "./read-text.ts";
import { didYouMean } from "./suggest.ts";

/** The file with what holds for both organisations. */
export const headFile = "register.yaml";

/** What an edit of several files puts down while it writes. Where it lies, the edit broke off, and the register is half of it. */
export const unfinishedEdit = "unfinished-edit.json";

/** A file to be read, and what is kept in it. */
export interface RegisterFile {
  readonly path: string;
  /** The path as messages show it. */
  readonly file: string;
  /** Nothing for the head. */
  readonly holds?: { readonly id: RegisterId; readonly kind: Kind };
  /** Whether it is one of a folder that holds its kind. */
  readonly isPart?: boolean;
}

/** As much as a register has in all: a hundred thousand grants are half of it. */
export const most = { files: 500, bytes: 48 * 1024 * 1024 } as const;

/** What lies in a register's folder, and what should not lie there or is missing. */
export interface RegisterFolder {
  /** The folder's real path; links may not lead out of it. */
  readonly root: string;
  readonly files: readonly RegisterFile[];
  /** What files whose names are nearly right are meant to hold. */
  readonly misnamed: readonly NonNullable<RegisterFile["holds"]>[];
  readonly problems: readonly Problem[];
}

const kindOfFile = new Map((Object.keys(kinds) as Kind[]).map((kind) => [fileOfKind(kind), kind]));
const kindOfFolder = new Map((Object.keys(kinds) as Kind[]).map((kind) => [folderOfKind(kind), kind]));

/**
 * The files that a kind is kept in, in the order in which they are read; the one that it would be kept in where there is none.
 * New entries go into the last.
 */
export function filesOfKind(dir: string, id: RegisterId, kind: Kind): readonly [string, ...string[]] {
  const found = listFolder(dir).files.filter(({ holds }) => holds?.id === id && holds.kind === kind);
  const [first, ...others] = found.map(({ file }) => file);
  return [first ?? join(dir, id, fileOfKind(kind)), ...others];
}

/** Lists the files of the register in `dir`. Hidden files and `README.md` are nobody's business here. */
export function listFolder(dir: string): RegisterFolder {
  const shown = join(dir).replaceAll("\\", "/").replace(/\/$/, "");
  let root: string;
  try {
    root = realpathSync(dir);
  } catch (error) {
    const message = `there is no register here (${reasonOf(error)}); expected a folder with ${headFile}, ${registerIds.join(" and ")}`;
    return { root: dir, files: [], misnamed: [], problems: [problemOf(shown, message)] };
  }
  const problems: Problem[] = [];
  const names = listNames(root, shown, problems);
  const expected = [headFile, "schemas", ...registerIds];
  for (const name of names ?? []) {
    if (name === unfinishedEdit) problems.push(problemOf(`${shown}/${name}`, brokeOff));
    else if (!expected.includes(name)) problems.push(unknownName(shown, name, expected));
  }
  const files: RegisterFile[] = [];
  const misnamed: NonNullable<RegisterFile["holds"]>[] = [];
  for (const name of expected) {
    if (names === undefined || name === "schemas") continue;
    if (!names.includes(name)) problems.push(problemOf(`${shown}/${name}`, "is missing; create it"));
    else if (name === headFile) files.push({ path: join(root, name), file: `${shown}/${name}` });
    else files.push(...listOrganisation(root, name as RegisterId, shown, problems, misnamed));
  }
  const tooMuch = tooMuchIn(files);
  if (tooMuch === undefined) return { root, files, misnamed, problems };
  return { root, files: [], misnamed, problems: [...problems, problemOf(shown, tooMuch)] };
}

const brokeOff =
  "an edit broke off while it was written, so some of its files are as they were and some are not; run its command again (npm run join, role, or who with --leave), with or without --write: it puts them back first";

/** Says that there is too much to be read. What no file of its own may have is not counted: it is refused by itself. */
function tooMuchIn(files: readonly RegisterFile[]): string | undefined {
  if (files.length > most.files) {
    return `has ${files.length} files and was not read: a register has at most ${most.files}; put some together`;
  }
  const sizes = files.map(({ path }) => sizeOf(path)).filter((size) => size <= maxBytes);
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  if (bytes <= most.bytes) return undefined;
  return `has ${bytes} bytes in ${files.length} files and was not read: a register has at most ${most.bytes}; trim it`;
}

/** Bytes of a file, none of one that cannot be read: reading it says why. */
function sizeOf(path: string): number {
  try {
    return statSync(path).size;
  } catch {
    return 0;
  }
}

function listOrganisation(
  root: string,
  id: RegisterId,
  shown: string,
  problems: Problem[],
  misnamed: NonNullable<RegisterFile["holds"]>[],
): RegisterFile[] {
  const path = join(root, id);
  const file = `${shown}/${id}`;
  const names = listNames(path, file, problems, root) ?? [];
  return names.flatMap((name): RegisterFile[] => {
    const kind = kindOfFile.get(name);
    if (kind !== undefined) return [{ path: join(path, name), file: `${file}/${name}`, holds: { id, kind } }];
    const known = isFile(join(path, name)) ? kindOfFile : kindOfFolder;
    const held = known === kindOfFolder ? kindOfFolder.get(name) : undefined;
    if (held !== undefined) {
      const other = names.includes(fileOfKind(held));
      if (other) problems.push(problemOf(`${file}/${fileOfKind(held)}`, bothHold(name)));
      return listParts(join(path, name), `${file}/${name}`, { id, kind: held }, root, problems, misnamed);
    }
    const absent = [...known].filter(([each]) => !names.includes(each));
    problems.push(unknownName(file, name, known.keys()));
    const meant = absent.find(([each]) => didYouMean(name, [each]) !== "");
    if (meant !== undefined) misnamed.push({ id, kind: meant[1] });
    return [];
  });
}

function bothHold(folder: string): string {
  return `there is a folder ${folder} too; move this file into it, as ${folder}/NAME.yaml, or the entries of the folder into this file`;
}

/** How a file of a folder is called, so that names are told apart on every file system and in every message. */
const partName = /^[a-z0-9][a-z0-9._-]*\.yaml$/;

/** The files of a folder that holds one kind, in the order of their names. */
function listParts(
  path: string,
  file: string,
  holds: NonNullable<RegisterFile["holds"]>,
  root: string,
  problems: Problem[],
  misnamed: NonNullable<RegisterFile["holds"]>[],
): RegisterFile[] {
  // A plan is bound to what the files hold, and a link to a folder is not seen there.
  const message = isLink(path) ? "is a link; put the folder itself here" : undefined;
  const names = message === undefined ? listNames(path, file, problems, root) : undefined;
  if (message !== undefined) problems.push(problemOf(file, message));
  else if (names?.length === 0) {
    problems.push(problemOf(file, "the folder has no file; give it one with entries, or delete it"));
  }
  const parts = (names ?? []).toSorted().filter((name) => partName.test(name));
  for (const name of names ?? []) {
    if (parts.includes(name)) continue;
    const like = `${name.toLowerCase().replace(/\.[^.]*$/, "")}.yaml`;
    const hint = partName.test(like) && !parts.includes(like) ? `; did you mean \`${like}\`?` : "; move it away";
    problems.push(
      problemOf(
        `${file}/${name}`,
        `nothing of this name belongs here: a file is NAME.yaml, in small letters, digits, dots and dashes${hint}`,
      ),
    );
  }
  if (parts.length === 0 || parts.length < (names ?? []).length) misnamed.push(holds);
  return parts.map((name) => ({ path: join(path, name), file: `${file}/${name}`, holds, isPart: true }));
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}

/** Whether something is no folder; a link is what it leads to. */
function isFile(path: string): boolean {
  try {
    return !statSync(path).isDirectory();
  } catch {
    return true;
  }
}

function listNames(path: string, shown: string, problems: Problem[], root?: string): string[] | undefined {
  let entries: Dirent[];
  try {
    if (root !== undefined && !realpathSync(path).startsWith(root + sep)) {
      problems.push(problemOf(shown, "is a link that leads out of the register; put the folder itself here"));
      return undefined;
    }
    entries = readdirSync(path, { withFileTypes: true });
  } catch (error) {
    problems.push(problemOf(shown, `cannot be listed (${reasonOf(error)}); expected a folder`));
    return undefined;
  }
  return entries.map(({ name }) => name).filter((name) => !name.startsWith(".") && name !== "README.md");
}

function unknownName(shown: string, name: string, known: Iterable<string>): Problem {
  return problemOf(
    `${shown}/${name}`,
    `nothing of this name belongs here${didYouMean(name, known) || "; move it away"}`,
  );
}

function problemOf(file: string, message: string): Problem {
  return { file, line: 1, column: 1, message };
}
