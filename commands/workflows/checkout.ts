import { lstatSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { BadInput } from "../../toolchain/bad-input.ts";

/** A file of a checkout, as a commit of it would hold it. */
export interface CheckoutFile {
  /** From the root of the checkout. */
  readonly path: string;
  /** Its text; of a link where it leads, which is what git keeps and GitHub reads. Undefined where it is no text. */
  readonly text: string | undefined;
}

/** More than any workflow needs; GitHub itself takes half a megabyte. */
const mostBytes = 1_000_000;

/** Where GitHub looks for the template of a pull request and for code owners besides, below the root and `docs`. */
const elsewhere = /^(?:pull_request_template(?:\.|$)|codeowners$)/i;

/**
 * The files of a checkout below `.github`, those that GitHub would read elsewhere in their place, and those of `paths` that are
 * there, by path. Links are not followed, since GitHub follows none. Throws `BadInput` where there is no such folder, or it
 * cannot be read.
 */
export function filesOfCheckout(folder: string, paths: readonly string[]): CheckoutFile[] {
  try {
    const names = (path: string) => readdirSync(join(folder, path)).filter((name) => elsewhere.test(name));
    const found = new Set([
      ...below(folder, ".github"),
      ...names(".").flatMap((name) => below(folder, name)),
      ...(kindOf(join(folder, "docs")) === "folder"
        ? names("docs").flatMap((name) => below(folder, `docs/${name}`))
        : []),
      ...paths.filter((path) => isFile(folder, path)),
    ]);
    return [...found].sort().map((path) => ({ path, text: textOf(join(folder, path)) }));
  } catch (error) {
    throw new BadInput(`The checkout ${folder} cannot be read: ${(error as Error).message}`);
  }
}

type Kind = "folder" | "file" | "link" | "other";

function kindOf(path: string): Kind | undefined {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return undefined;
  return stat.isDirectory() ? "folder" : stat.isSymbolicLink() ? "link" : stat.isFile() ? "file" : "other";
}

/** The paths of files and links below a folder of the checkout, to any depth. */
function below(root: string, path: string): string[] {
  const kind = kindOf(join(root, path));
  if (kind === "file" || kind === "link") return [path];
  // What is neither is kept by no commit.
  if (kind !== "folder") return [];
  return readdirSync(join(root, path)).flatMap((name) => below(root, `${path}/${name}`));
}

/** Whether a path is a file or a link, below folders that are folders. */
function isFile(root: string, path: string): boolean {
  const names = path.split("/");
  const folders = names.slice(0, -1).map((_, index) => names.slice(0, index + 1).join("/"));
  return (
    folders.every((each) => kindOf(join(root, each)) === "folder") &&
    ["file", "link"].includes(kindOf(join(root, path)) ?? "")
  );
}

function textOf(path: string): string | undefined {
  if (kindOf(path) === "link") return readlinkSync(path);
  if ((lstatSync(path).size ?? 0) > mostBytes) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(path));
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
