import { OFFLINE_TIME, wholeNumber } from "../invent.ts";
import { boolean, identity, integer, list, object, output, required, set, string, type Table } from "../table.ts";
import { type Bag, isBag, isList, type Value } from "../wire.ts";
import { parts, repositoryIdOutput, repositoryName } from "./common.ts";

/** Reviewers that an environment may name, teams and users together. */
const MOST_REVIEWERS = 6;

export const repositoryEnvironment: Table = {
  type: "github:index/repositoryEnvironment:RepositoryEnvironment",
  inputs: {
    canAdminsBypass: boolean({ default: true }),
    deploymentBranchPolicy: object({ customBranchPolicies: boolean(required), protectedBranches: boolean(required) }),
    environment: string({ ...identity, length: [1, 255] }),
    preventSelfReview: boolean({ default: false }),
    repository: string({ ...required, ...repositoryName }),
    reviewers: list(object({ teams: set(integer()), users: set(integer()) }), { count: [0, 1] }),
    waitTimer: integer({ range: [0, 43_200] }),
  },
  outputs: { repositoryId: repositoryIdOutput },
  id: (made) => `${made.text("repository")}:${made.text("environment")}`,
  check: (inputs) => {
    const reviewers = countReviewers(inputs);
    return [
      ...(reviewers > MOST_REVIEWERS
        ? [
            {
              property: "reviewers",
              reason: `expected at most ${MOST_REVIEWERS} teams and users together, got ${reviewers}`,
            },
          ]
        : []),
      ...samePolicies(inputs),
    ];
  },
  import: {
    format: "REPOSITORY:ENVIRONMENT",
    inputs: (id) => {
      const [repository = "", environment = ""] = parts(id, 2) ?? [];
      return repository ? { repository, environment } : undefined;
    },
  },
};

function countReviewers({ reviewers }: Bag): number {
  if (!isList(reviewers)) return 0;
  return reviewers
    .filter(isBag)
    .flatMap(({ teams, users }) => [teams, users])
    .reduce((total: number, named) => total + (isList(named) ? named.length : 0), 0);
}

function samePolicies({ deploymentBranchPolicy }: Bag) {
  if (!isBag(deploymentBranchPolicy)) return [];
  const { customBranchPolicies, protectedBranches } = deploymentBranchPolicy;
  return typeof customBranchPolicies === "boolean" && customBranchPolicies === protectedBranches
    ? [
        {
          property: "deploymentBranchPolicy",
          reason: "`customBranchPolicies` and `protectedBranches` cannot have the same value",
        },
      ]
    : [];
}

export const repositoryEnvironmentDeploymentPolicy: Table = {
  type: "github:index/repositoryEnvironmentDeploymentPolicy:RepositoryEnvironmentDeploymentPolicy",
  inputs: {
    branchPattern: string(),
    environment: string(identity),
    repository: string({ ...required, ...repositoryName }),
    tagPattern: string(),
  },
  outputs: { policyId: output(integer(), (made) => wholeNumber(made.seed, 8)), repositoryId: repositoryIdOutput },
  id: (made) => `${made.text("repository")}:${made.text("environment")}:${wholeNumber(made.seed, 8)}`,
  check: ({ branchPattern, tagPattern }) =>
    (branchPattern === undefined) === (tagPattern === undefined)
      ? [{ property: "branchPattern", reason: "expected either `branchPattern` or `tagPattern`" }]
      : [],
};

const SECRET_FORMS = ["value", "valueEncrypted", "encryptedValue", "plaintextValue"] as const;
const SEALED_FORMS = ["valueEncrypted", "encryptedValue"] as const;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const isSealed = (value: Value | undefined) => typeof value !== "string" || BASE64.test(value);
const hidden = { secret: true } as const;

export const actionsEnvironmentSecret: Table = {
  type: "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret",
  inputs: {
    encryptedValue: string(hidden),
    environment: string(identity),
    keyId: string({ filled: (made) => String(wholeNumber(`github/key/${made.text("repository")}`, 15)) }),
    plaintextValue: string(hidden),
    repository: string({ ...required, ...repositoryName }),
    secretName: string({
      ...identity,
      matches: {
        pattern: /^(?!GITHUB_)[A-Z_][A-Z0-9_]*$/i,
        says: "a secret's name: letters, digits and underscores, starting with neither a digit nor `GITHUB_`",
      },
    }),
    value: string(hidden),
    valueEncrypted: string(hidden),
  },
  outputs: {
    createdAt: output(string(), OFFLINE_TIME),
    remoteUpdatedAt: output(string(), OFFLINE_TIME),
    repositoryId: repositoryIdOutput,
    updatedAt: output(string(), OFFLINE_TIME),
  },
  id: (made) => `${made.text("repository")}:${made.text("environment")}:${made.text("secretName")}`,
  check: (inputs) => {
    const given = SECRET_FORMS.filter((form) => inputs[form] !== undefined);
    return [
      ...(given.length === 1
        ? []
        : [{ property: "value", reason: `expected exactly one of ${SECRET_FORMS.join(", ")}, got ${given.length}` }]),
      ...SEALED_FORMS.filter((form) => !isSealed(inputs[form])).map((form) => ({
        property: form,
        reason: "expected a sealed value in base64",
      })),
      // Not beside the older name of it either (`RequiredWith` in the provider's code).
      ...(inputs.keyId !== undefined && inputs.valueEncrypted === undefined
        ? [{ property: "keyId", reason: "cannot be given without `valueEncrypted`" }]
        : []),
    ];
  },
};

/** A variable of an environment, which everybody who can read the repository can read. */
export const actionsEnvironmentVariable: Table = {
  type: "github:index/actionsEnvironmentVariable:ActionsEnvironmentVariable",
  inputs: {
    environment: string(identity),
    repository: string({ ...required, ...repositoryName }),
    value: string(required),
    variableName: string({
      ...identity,
      matches: {
        pattern: /^(?!GITHUB_)[A-Z_][A-Z0-9_]*$/i,
        says: "a variable's name: letters, digits and underscores, starting with neither a digit nor `GITHUB_`",
      },
    }),
  },
  outputs: {
    createdAt: output(string(), OFFLINE_TIME),
    repositoryId: repositoryIdOutput,
    updatedAt: output(string(), OFFLINE_TIME),
  },
  id: (made) => `${made.text("repository")}:${made.text("environment")}:${made.text("variableName")}`,
};
