import { type Register, subjectOf } from "../../../model/register.ts";
import { notify } from "../../settings/notify.ts";
import { change } from "../../settings/notify-change.ts";
import { listed, problems } from "../grants.ts";
import type { ResourceRule, StackRule } from "../rule.ts";
import { type DeclaredFile, fileType, readFile, workflowIn } from "./repository-file.ts";
import { placeText, registeredPlaces, type SecretPlace } from "./secrets.ts";
import type { Job, Workflow } from "./workflow.ts";
import { secretsReadIn } from "./workflow-expressions.ts";
import { chosenEnvironment, isRestage, workflowRule } from "./workflow-rule.ts";

/** The secret that GitHub makes for each job, which is no more than the job's token. */
const own = "GITHUB_TOKEN";

/** The environments that a job may run in: the one that it names, or all that a restage run may be for. */
function environmentsOf({ environment }: Job, file: DeclaredFile): readonly string[] {
  if (environment === undefined) return [];
  if (isRestage(file) && chosenEnvironment.test(environment)) return change.restage.environments[file.repository] ?? [];
  return [environment];
}

/** What a job reads of secrets: its own, and what every job of the workflow reads. */
function readBy(workflow: Workflow, job: Job) {
  const { jobs, ...shared } = workflow.fields;
  const read = [shared, job.fields].map(secretsReadIn);
  return {
    names: [...new Set(read.flatMap(({ names }) => [...names]))].filter((name) => name !== own),
    unclear: read.flatMap(({ unclear }) => unclear),
  };
}

/** Where the workflow of a file reads secrets. */
function placesRead(workflow: Workflow, file: DeclaredFile): SecretPlace[] {
  return [...workflow.jobs.values()].flatMap((job) =>
    environmentsOf(job, file).flatMap((environment) =>
      readBy(workflow, job).names.map((name) => ({ repository: file.repository, environment, name })),
    ),
  );
}

/** A secret that is not in the register is rotated by nobody, and one that is not there at all is empty. */
export const secretsReadDeclared: ResourceRule = workflowRule(
  {
    name: "notify-secrets-read-declared",
    clauses: ["NOTIFY-SVC-1", "NOTIFY-SVC-2", "NOTIFY-SVC-3", "NOTIFY-ALR-3"],
    level: "mandatory",
    description:
      "Every secret that a workflow reads is one that the register keeps in that environment of that repository.",
    remedy: "Name the place in storedIn of the credential in register/notify/credentials.yaml, or read what is there.",
  },
  (workflow, file, register) => {
    const places = registeredPlaces(register);
    return [...workflow.jobs.values()].flatMap((job) => {
      const { names, unclear } = readBy(workflow, job);
      const environments = environmentsOf(job, file);
      const unknown = environments.flatMap((environment) =>
        names
          .map((name) => placeText({ repository: file.repository, environment, name }))
          .filter((place) => !places.has(place)),
      );
      return problems(
        ...unclear.map((expression) => `${job.id} reads secrets in a way that cannot be told: ${expression}`),
        environments.length === 0 &&
          names.length > 0 &&
          `${job.id} reads ${listed(names)} outside of every environment, where the register keeps no secret`,
        unknown.length > 0 && `${job.id} reads ${listed(unknown)}, where the register keeps no secret`,
      );
    });
  },
);

/** A secret that nobody reads is a key that lies about. */
export const secretsDeclaredRead: StackRule = {
  name: "notify-secrets-declared-read",
  clauses: ["NOTIFY-SVC-1", "NOTIFY-SVC-2", "NOTIFY-SVC-3", "NOTIFY-ALR-3"],
  level: "mandatory",
  description: "Every secret that the register keeps in an environment of a repository is read by a workflow there.",
  remedy: "Take the place from storedIn in register/notify/credentials.yaml, or let the workflow read it.",
  scope: "stack",
  judge: (resources, { register, stack }) => {
    if (notify.environmentStacks.includes(stack)) return [];
    const read = new Set(
      resources
        .filter(({ type }) => type === fileType)
        .map(readFile)
        .filter(({ branch }) => branch === undefined || branch === "main")
        .flatMap((file) => {
          const workflow = workflowIn(file);
          return workflow === undefined ? [] : placesRead(workflow, file).map(placeText);
        }),
    );
    return Object.entries(register.credentials).map(([id, credential]) => {
      const unread = keptIn(credential.storedIn ?? [], register).filter((place) => !read.has(place));
      return {
        subject: subjectOf(register.id, "credentials", id),
        problems: problems(unread.length > 0 && `no workflow reads ${listed(unread)}`),
      };
    });
  },
};

type StoredIn = NonNullable<Register["credentials"][string]["storedIn"]>;

/** The places of a credential in repositories whose workflows are ours to know. */
function keptIn(storedIn: StoredIn, { repositories }: Register): string[] {
  return storedIn
    .filter(({ repository }) => repositories[repository]?.managed === true)
    .map(({ repository, environment = "", secretName }) => placeText({ repository, environment, name: secretName }));
}
