import type { Register } from "../../../model/register.ts";
import { type DeclaredFile, registeredRepository } from "./repository-file.ts";

/** The value of a file in the register; undefined where there is none of that name. */
export function registeredValue(
  register: Register,
  { repository, path }: Pick<DeclaredFile, "repository" | "path">,
  name: string,
): string | undefined {
  const files = registeredRepository(register, repository)?.files ?? {};
  const values = (Object.hasOwn(files, path) ? files[path]?.values : undefined) ?? {};
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
