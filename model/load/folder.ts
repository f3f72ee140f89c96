import { type Dirent, readdirSync, realpathSync } from "node:fs";
import { join, sep } from "node:path";
import { fileOfKind, type Kind, kinds, type RegisterId, registerIds } from "../register.ts";
import type { Problem } from "./problem.ts";
import { reasonOf } from "./read-text.ts";
import { didYouMean } from "./suggest.ts";

/** The file with what holds for both organisations. */
export const headFile = "register.yaml";

/** A file to be read, and what is kept in it. */
export interface RegisterFile {
  readonly path: string;
  /** The path as messages show it. */
  readonly file: string;
  /** Nothing for the head. */
  readonly holds?: { readonly id: RegisterId; readonly kind: Kind };
}

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
  for (const name of names ?? []) if (!expected.includes(name)) problems.push(unknownName(shown, name, expected));
  const files: RegisterFile[] = [];
  const misnamed: NonNullable<RegisterFile["holds"]>[] = [];
  for (const name of expected) {
    if (names === undefined || name === "schemas") continue;
    if (!names.includes(name)) problems.push(problemOf(`${shown}/${name}`, "is missing; create it"));
    else if (name === headFile) files.push({ path: join(root, name), file: `${shown}/${name}` });
    else files.push(...listOrganisation(root, name as RegisterId, shown, problems, misnamed));
  }
  return { root, files, misnamed, problems };
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
    const absent = [...kindOfFile].filter(([each]) => !names.includes(each));
    problems.push(unknownName(file, name, kindOfFile.keys()));
    const meant = absent.find(([each]) => didYouMean(name, [each]) !== "");
    if (meant !== undefined) misnamed.push({ id, kind: meant[1] });
    return [];
  });
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
