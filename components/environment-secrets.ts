import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import { github } from "./providers.ts";

/** A secret that a workflow of a repository has in one environment. */
export interface SecretPlace {
  readonly repository: string;
  /** The repository's environment on GitHub: the one that the secrets are of, or one beside it. */
  readonly environment: string;
  readonly secretName: string;
}

export interface EnvironmentSecretsArgs {
  readonly secrets: readonly SecretPlace[];
  /** Whether the providers are the offline ones: what the settings lack is then made up, and never opened by anybody. */
  readonly offline: boolean;
}

/**
 * The secrets of an environment of GitHub (NOTIFY-SVC-1 to 3, NOTIFY-ALR-3), in the repositories that need them.
 *
 * No secret passes through here: what the stack's settings hold, under `gatehouse:sealedSecrets` by repository and name
 * (`REPOSITORY/ENVIRONMENT` where it is for an environment beside the stack's own), was sealed with that environment's
 * public key (`gh secret set NAME --env ENVIRONMENT --no-store`), and only GitHub opens it. So neither the settings, nor
 * the state, nor a preview tells anything.
 */
export class EnvironmentSecrets extends pulumi.ComponentResource {
  constructor(id: string, { secrets, offline }: EnvironmentSecretsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gatehouse:github:EnvironmentSecrets", id, {}, opts);
    const sealed = sealedSecrets();
    const missing: string[] = [];
    for (const { repository, environment, secretName } of secrets) {
      const key = environment === id ? repository : `${repository}/${environment}`;
      const given = sealed[key]?.[secretName];
      if (given === undefined && !offline) {
        missing.push(`${key} ${secretName}`);
        continue;
      }
      new github.ActionsEnvironmentSecret(
        `${repository}-${environment}-${secretName}`,
        {
          repository,
          environment,
          secretName,
          valueEncrypted: given ?? placeholder(environment, repository, secretName),
        },
        { parent: this },
      );
    }
    if (missing.length > 0) {
      throw new pulumi.RunError(
        `The settings of this stack lack sealed secrets for the environment ${id}: ${missing.join(", ")}. ` +
          "Seal each with `gh secret set NAME --env ENVIRONMENT --repo OWNER/REPOSITORY --no-store`, and keep the result with `pulumi config set --plaintext --path gatehouse:sealedSecrets.REPOSITORY.NAME`.",
      );
    }
    this.registerOutputs({});
  }
}

/** What the settings hold, by repository and name. Anything else there is for people to mend. */
function sealedSecrets(): Record<string, Record<string, string>> {
  const value = new pulumi.Config("gatehouse").getObject<unknown>("sealedSecrets") ?? {};
  const isObject = (each: unknown): each is Record<string, unknown> =>
    typeof each === "object" && each !== null && !Array.isArray(each);
  if (
    !isObject(value) ||
    !Object.values(value).every((names) => isObject(names) && Object.values(names).every(isText))
  ) {
    throw new pulumi.RunError(
      "gatehouse:sealedSecrets is not an object of repositories, each with an object of names and sealed texts.",
    );
  }
  return value as Record<string, Record<string, string>>;
}

const isText = (each: unknown) => typeof each === "string";

/**
 * What stands for a secret offline, where a fresh clone has none: text that says what it is, in the form of something
 * sealed. The rules refuse it where a provider is real.
 */
function placeholder(environment: string, repository: string, secretName: string): string {
  const digest = createHash("sha256").update(`${environment}/${repository}/${secretName}`).digest("hex");
  return Buffer.from(`offline placeholder, no secret ${digest}`).toString("base64");
}
