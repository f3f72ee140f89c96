import { notifyDependabot } from "../../settings/notify-dependabot.ts";
import { problems } from "../grants.ts";
import type { ResourceRule } from "../rule.ts";
import { isScriptPath, knownScript } from "./deploying-jobs.ts";
import { isTemplateOrOwners } from "./pull-requests.ts";
import { type DeclaredFile, fileType, isWorkflowPath, readFile } from "./repository-file.ts";

/** Whether some rule reads what a file says. */
function isRead(file: DeclaredFile): boolean {
  const { path } = file;
  return (
    isTemplateOrOwners(path) ||
    path === notifyDependabot.file ||
    isWorkflowPath(path) ||
    isScriptPath(path) ||
    knownScript(file) !== undefined
  );
}

/** A file that no rule reads can say anything: a Makefile that checks nothing, the configuration of a deployment. */
export const managedFilesRead: ResourceRule = {
  name: "notify-managed-files-read",
  clauses: ["GATE-12"],
  level: "mandatory",
  description:
    "Every file that is put into a repository is of a kind whose content a rule reads: workflows, scripts, CODEOWNERS, the pull-request template, Dependabot's configuration.",
  remedy: "Leave the file to the repository, where its code owners approve it, or write a rule that reads it.",
  scope: "resource",
  types: [fileType],
  judge: (resource) => {
    const file = readFile(resource);
    return problems(!isRead(file) && `no rule reads what ${file.path} of ${file.repository} says`);
  },
};
