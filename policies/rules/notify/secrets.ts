import { type Register, subjectOf } from "../../../model/register.ts";
import { notifyAccess } from "../../settings/notify-access.ts";
import { change } from "../../settings/notify-change.ts";
import { notifyEnvironments } from "../../settings/notify-environments.ts";
import { listed, problems } from "../grants.ts";
import { isOn, shown } from "../reading.ts";
import { type RegisterRule, type Resource, type ResourceRule, type StackRule, subjectOfResource } from "../rule.ts";
import { environmentOf, environmentOfStack, inNoEnvironment } from "./stack-environment.ts";

const { serviceAccounts, brokerEnvironments } = notifyAccess;
const { environments, monitoring, sealedOverhead } = notifyEnvironments;

const environmentSecret = "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret";

/** Secrets that more than one environment could read. */
const widerSecrets = [
  "github:index/actionsSecret:ActionsSecret",
  "github:index/actionsOrganizationSecret:ActionsOrganizationSecret",
  "github:index/codespacesSecret:CodespacesSecret",
  "github:index/codespacesOrganizationSecret:CodespacesOrganizationSecret",
  "github:index/codespacesUserSecret:CodespacesUserSecret",
  "github:index/dependabotSecret:DependabotSecret",
  "github:index/dependabotOrganizationSecret:DependabotOrganizationSecret",
] as const;

/** Values that everybody can read. */
const variables = [
  "github:index/actionsVariable:ActionsVariable",
  "github:index/actionsEnvironmentVariable:ActionsEnvironmentVariable",
  "github:index/actionsOrganizationVariable:ActionsOrganizationVariable",
] as const;

/** The types that this room judges, for the list of known ones. */
export const secretTypes: readonly string[] = [environmentSecret, ...widerSecrets, ...variables];

/** A secret of one environment of one repository. */
export interface SecretPlace {
  readonly repository: string;
  readonly environment: string;
  readonly name: string;
}

/** A place in words. Names are the same to GitHub in any case of letters. */
export function placeText({ repository, environment, name }: SecretPlace): string {
  return `${repository}/${environment}/${name.toUpperCase()}`;
}

function placeOf({ props }: Resource): SecretPlace {
  return {
    repository: shown(props.repository),
    environment: shown(props.environment),
    name: shown(props.secretName),
  };
}

/** Where the register says that secrets are kept. */
export function registeredPlaces(register: Register): Set<string> {
  return new Set(
    Object.values(register.credentials)
      .flatMap(({ storedIn }) => storedIn ?? [])
      .map(({ repository, environment = "", secretName }) => placeText({ repository, environment, name: secretName })),
  );
}

/** The places where the clauses want secrets of an environment. */
function neededPlaces(environment: string): SecretPlace[] {
  const places = (repositories: readonly string[], names: readonly string[]) =>
    repositories.flatMap((repository) => names.map((name) => ({ repository, environment, name })));
  return [
    ...Object.values(serviceAccounts).flatMap(({ repositories, secrets }) =>
      repositories.some((each) => each === "usnotify-ssb") && !brokerEnvironments.some((each) => each === environment)
        ? []
        : places(repositories, secrets),
    ),
    ...places(monitoring.repositories, [monitoring.secret]),
  ];
}

/** Secrets are sealed for one environment of one repository, and the register knows each of them. */
export const secretsSealed: ResourceRule = {
  name: "notify-secrets-sealed",
  clauses: ["NOTIFY-SVC-1", "NOTIFY-SVC-2", "NOTIFY-SVC-3", "NOTIFY-ALR-3"],
  level: "mandatory",
  description:
    "Secrets of workflows are secrets of one environment, sealed with its key before they come here; none is a repository's or the organisation's, and none is a variable.",
  remedy:
    "Seal the value with `gh secret set NAME --env ENVIRONMENT --no-store`, give it as valueEncrypted, and name the place in register/notify/credentials.yaml.",
  scope: "resource",
  types: secretTypes,
  judge: (resource, { register }) => {
    const { type, props } = resource;
    if (widerSecrets.some((each) => each === type))
      return [`${shown(props.secretName)} could be read outside of the environment that it is for`];
    if (variables.some((each) => each === type)) {
      const name = shown(props.variableName).toUpperCase();
      const secret = [...registeredPlaces(register)].some((place) => place.endsWith(`/${name}`));
      return problems(
        (secret || /KEY|PASSWORD|SECRET|TOKEN|SALT|PEM/.test(name)) &&
          `${name} is a secret, and everybody can read a variable`,
      );
    }
    const place = placeOf(resource);
    const where = environmentOf(register, resource);
    if (where === undefined) return [inNoEnvironment];
    const plain = ["value", "plaintextValue"].filter((each) => each in props && isOn(props[each]));
    const sealed = ["valueEncrypted", "encryptedValue"].map((each) => props[each]).filter((each) => each !== undefined);
    return problems(
      keptBy(place.environment) !== where.id &&
        `it is of the environment ${place.environment}, and this stack is for ${where.id}`,
      !registeredPlaces(register).has(placeText(place)) &&
        `no credential of the register is kept in ${placeText(place)}, so nobody rotates it`,
      plain.length > 0 && `its ${listed(plain)} is not sealed, and lies in the state`,
      !(sealed.length > 0 && sealed.every(isSealed)) && "what it holds does not look sealed",
    );
  },
};

/** The environment whose stack keeps the secrets of an environment. */
function keptBy(environment: string): string {
  return Object.hasOwn(change.secretsKeptBy, environment) ? (change.secretsKeptBy[environment] ?? "") : environment;
}

/** Base64 of more bytes than sealing adds. */
function isSealed(value: unknown): boolean {
  return (
    typeof value === "string" &&
    /^[A-Za-z0-9+/]+={0,2}$/.test(value) &&
    (value.replace(/=+$/, "").length * 3) / 4 > sealedOverhead
  );
}

/** Every environment has the secrets that its workflows need. */
export const secretsComplete: StackRule = {
  name: "notify-secrets-complete",
  clauses: ["NOTIFY-SVC-1", "NOTIFY-SVC-2", "NOTIFY-SVC-3", "NOTIFY-ALR-3"],
  level: "mandatory",
  description:
    "Each environment has the secrets of its cloud.gov account, of the broker's accounts and of New Relic in the repositories whose workflows need them, and no placeholder where GitHub is real.",
  remedy: "Name the place in register/notify/credentials.yaml, and seal the value into the stack's settings.",
  scope: "stack",
  judge: (resources, { register, stack }) => {
    const where = environmentOfStack(register, stack);
    if (where === undefined) return [];
    const secrets = resources.filter(({ type }) => type === environmentSecret);
    const there = new Set(secrets.map((each) => placeText(placeOf(each))));
    const missing = neededPlaces(where.id)
      .map(placeText)
      .filter((place) => !there.has(place));
    const real = resources.some(
      ({ type, props }) => type === "pulumi:providers:github" && props.gatehouseOffline !== "true",
    );
    return [
      {
        subject: `secrets of ${where.id}`,
        problems: problems(missing.length > 0 && `there is no ${listed(missing)}`),
      },
      ...secrets.map((each) => ({
        subject: subjectOfResource(each),
        problems: problems(real && isPlaceholder(each.props.valueEncrypted) && "it holds an offline placeholder"),
      })),
    ];
  },
};

/** What a placeholder begins with, in a length that base64 keeps apart from what follows. */
const placeholderStart = btoa("offline placeholder, no secret");

function isPlaceholder(value: unknown): boolean {
  return shown(value).startsWith(placeholderStart);
}

/** The register has a place for each secret that the clauses name, and none outside of an environment. */
export const secretsRegistered: RegisterRule = {
  name: "notify-secrets-registered",
  clauses: ["NOTIFY-SVC-1", "NOTIFY-SVC-2", "NOTIFY-SVC-3", "NOTIFY-ALR-3"],
  level: "mandatory",
  description:
    "The register says of each secret of a service account and of New Relic which environment of which repositories keeps it.",
  remedy: "Correct storedIn of the credential in register/notify/credentials.yaml.",
  scope: "register",
  judge: (register) => {
    const registered = registeredPlaces(register);
    return [
      ...environments.map((id) => {
        const missing = neededPlaces(id)
          .map(placeText)
          .filter((place) => !registered.has(place));
        return {
          subject: subjectOf(register.id, "environments", id),
          problems: problems(missing.length > 0 && `no credential is kept in ${listed(missing)}`),
        };
      }),
      ...Object.entries(register.credentials).map(([id, { storedIn = [], environment: of }]) => ({
        subject: subjectOf(register.id, "credentials", id),
        problems: storedIn.flatMap(({ repository, environment, secretName }) => {
          if (environment === undefined) return [`${secretName} could be read by every workflow of ${repository}`];
          const there = Object.keys(register.repositories[repository]?.environments ?? {});
          return problems(
            !there.includes(environment) &&
              `${repository} has no environment ${environment} that could keep ${secretName}`,
            keptBy(environment) !== of &&
              `it is of ${of ?? "no environment"}, and ${secretName} is kept in ${environment}`,
          );
        }),
      })),
    ];
  },
};
