import type { Register } from "../../../model/register.ts";
import type { Repository } from "../../../model/schema/change.ts";
import { shown } from "../reading.ts";
import type { Resource } from "../rule.ts";
import { readWorkflow, type Workflow } from "./workflow.ts";

/** The type of a file in a repository. */
export const fileType = "github:index/repositoryFile:RepositoryFile";

/** A file that a stack puts into a repository. */
export interface DeclaredFile {
  /** Name of the repository, in lower case, as GitHub does not tell cases apart. */
  readonly repository: string;
  readonly path: string;
  /** undefined: whichever is the repository's default branch. */
  readonly branch?: string;
  readonly content: string;
}

/** Reads a file; the content last, since it may not be known at preview. */
export function readFile({ props }: Resource): DeclaredFile {
  return {
    repository: shown(props.repository).toLowerCase(),
    path: shown(props.file),
    ...(props.branch !== undefined && { branch: shown(props.branch) }),
    content: shown(props.content),
  };
}

/** The register's entry of a repository by its name in lower case; the register may write it in any letters. */
export function registeredRepository({ repositories }: Register, repository: string): Repository | undefined {
  return Object.entries(repositories).find(([name]) => name.toLowerCase() === repository)?.[1];
}

/** Whether a path is written plainly: one that says `..`, or starts at nothing, may be another file than it seems. */
export function isPlainPath(path: string): boolean {
  return path.split("/").every((part) => part !== "" && part !== "." && part !== "..");
}

/** Whether GitHub runs the file as a workflow. */
export function isWorkflowPath(path: string): boolean {
  return /^\.github\/workflows\/[^/]+\.ya?ml$/i.test(path);
}

/** The workflow in a file; undefined where it is none, or one that another rule reports as not understood. */
export function workflowIn({ path, content }: DeclaredFile): Workflow | undefined {
  if (!isWorkflowPath(path)) return undefined;
  const read = readWorkflow(content);
  return "workflow" in read ? read.workflow : undefined;
}
