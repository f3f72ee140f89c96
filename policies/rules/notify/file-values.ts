import type { Register } from "../../../model/register.ts";
import type { DeclaredFile } from "./repository-file.ts";

/** What the register says of a file of a repository; GitHub does not tell cases of a repository's name apart. */
export function registeredFile(register: Register, { repository, path }: Pick<DeclaredFile, "repository" | "path">) {
  const entry = Object.entries(register.repositories).find(([name]) => name.toLowerCase() === repository)?.[1];
  const files = entry?.files ?? {};
  return Object.hasOwn(files, path) ? files[path] : undefined;
}

/** The value of a file in the register; undefined where there is none of that name. */
export function registeredValue(
  register: Register,
  file: Pick<DeclaredFile, "repository" | "path">,
  name: string,
): string | undefined {
  const values = registeredFile(register, file)?.values ?? {};
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

/** What stands for the values of a file, by placeholder. */
export type FileValues = Readonly<Record<"python" | "poetry" | "export" | "node" | "site", string>>;

/**
 * What stands for the register's values of a file in the settings' patterns. Where the register has none, it is what no file
 * says, and tells how to mend that.
 */
export function valuesOfFile(register: Register, file: Pick<DeclaredFile, "repository" | "path">): FileValues {
  const value = (name: string) =>
    registeredValue(register, file, name) ?? `(${name} of ${file.path} in register/notify/repositories.yaml)`;
  return {
    python: value("PYTHON_VERSION"),
    poetry: value("POETRY_VERSION"),
    export: value("POETRY_EXPORT_VERSION"),
    node: value("NODE_VERSION"),
    site: value("SITE"),
  };
}
