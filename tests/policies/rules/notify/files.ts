import { repositoryFiles } from "../../../../components/repository-files.ts";
import type { ResourceRule } from "../../../../policies/rules/rule.ts";
import { notifyRegister } from "../../compliant.ts";
import { resource, saidOf } from "../../judge.ts";

/** The text of a file that the compliant register gives a repository. */
export function given(repository: string, path: string): string {
  const entry = notifyRegister.repositories[repository];
  const found = entry && repositoryFiles(repository, entry).find((each) => each.path === path);
  if (found === undefined) throw new Error(`${repository} is given no ${path}`);
  return found.content;
}

/** A file of a repository, on its main branch. */
export function file(repository: string, path: string, content: string) {
  return resource("github:index/repositoryFile:RepositoryFile", "file", {
    repository,
    branch: "main",
    file: path,
    content,
  });
}

/** A text with one thing in it replaced, which has to be there. */
export function replaced(text: string, from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`there is no ${JSON.stringify(from)} in the text that is to be changed`);
  return text.replace(from, to);
}

/** What a rule says is wrong with a file: the problems alone, without what is the same for all of them. */
export function problemsOf(rule: ResourceRule, repository: string, path: string, content: string): string[] {
  const end = `. ${rule.remedy} [${rule.clauses.join(", ")}]`;
  return saidOf(rule, file(repository, path, content), notifyRegister).map((line) =>
    line.replace(/^\S+ "file": /, "").replace(end, ""),
  );
}
