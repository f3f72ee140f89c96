import { join } from "node:path";
import { RunError } from "@pulumi/pulumi";
import type { Repository } from "../model/schema/change.ts";
import { readTemplate } from "./template.ts";

/** A file as it is to stand on a repository's default branch. */
export interface RepositoryContent {
  readonly path: string;
  readonly content: string;
}

/** Where code owners are written; of the places that GitHub looks at, the first. */
const codeOwnersPath = ".github/CODEOWNERS";

/**
 * The files that the register gives a repository: those made from a template, and its CODEOWNERS. Throws an error for
 * people where a template is not there, or its `@NAME@`s and the register's values do not match.
 */
export function repositoryFiles(name: string, repository: Repository): RepositoryContent[] {
  const files = Object.entries(repository.files ?? {}).map(([path, { template, values = {} }]) => ({
    path,
    content: filledIn(`register/notify/repositories.yaml: ${name}: ${path}`, template, values),
  }));
  const owners = (repository.codeOwners ?? []).flatMap(({ team, paths }) =>
    paths.map((path) => `${path} @${repository.owner}/${team}`),
  );
  if (owners.length === 0) return files;
  const content = ["# Who approves what. The last line that matches a file decides.", ...owners, ""].join("\n");
  return [...files, { path: codeOwnersPath, content }];
}

function filledIn(where: string, template: string, values: Readonly<Record<string, string>>): string {
  const text = readTemplate(where, join(import.meta.dirname, "templates"), template);
  const wanted = new Set([...text.matchAll(placeholder)].map(([, name = ""]) => name));
  const problems = [
    ...[...wanted].filter((name) => !Object.hasOwn(values, name)).map((name) => `give ${name} a value`),
    ...Object.keys(values).flatMap((name) => (wanted.has(name) ? [] : `remove ${name}, which is not in the template`)),
  ];
  if (problems.length > 0) throw new RunError(`${where}: ${template} does not fit: ${problems.join("; ")}.`);
  return text.replaceAll(placeholder, (_, name: string) => values[name] ?? "");
}

/** What the register fills in; an action's `owner/name@commit` is none, having no second `@`. */
const placeholder = /@([A-Z][A-Z0-9_]*)@/g;
