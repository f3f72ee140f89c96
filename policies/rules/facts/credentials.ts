import { type Register, subjectOf } from "../../../model/register.ts";
import type { Credential } from "../../../model/schema/access.ts";
import { notifyAccess } from "../../settings/notify-access.ts";
import { listed, problems } from "../grants.ts";
import type { Finding } from "../rule.ts";
import { type Agreement, entryOf } from "./pair.ts";

/** What the credentials of a service account are, by where it is. */
const kindAt: Readonly<Record<string, Credential["kind"]>> = { "cloud-gov": "space-deployer", aws: "iam-access-key" };

/** Fields that credentials of one kind have, and no others. */
const ofOneKind = { publicKey: ["ssh-key"], space: ["space-deployer"] } as const;

/** The names of secrets by which a kind of service account logs in, in capitals. */
const secretsOfAccounts: ReadonlyMap<string, string> = new Map(
  Object.entries(notifyAccess.serviceAccounts).flatMap(([kind, { secrets }]) =>
    secrets.map((secret) => [secret, kind] as const),
  ),
);

function each(register: Register, judge: (credential: Credential) => string[]): Finding[] {
  return Object.entries(register.credentials).map(([id, credential]) => ({
    subject: subjectOf(register.id, "credentials", id),
    problems: judge(credential),
  }));
}

const accountOf = ({ serviceAccounts }: Register, { serviceAccount }: Credential) =>
  entryOf(serviceAccounts, serviceAccount);

/** What a credential is, and what the account, the space and the environment are that it is of. */
export const credentialsAgree: readonly Agreement[] = [
  {
    facts: ["credentials.*.kind", "credentials.*.serviceAccount", "accounts.*.provider"],
    what: "A credential of a service account is of the kind that accounts at its provider have, and one of that kind is of a service account.",
    judge: (register) =>
      each(register, (credential) => {
        const account = accountOf(register, credential);
        const provider = entryOf(register.accounts, account?.account)?.provider;
        const due = provider === undefined ? undefined : entryOf(kindAt, provider);
        return problems(
          due !== undefined &&
            credential.kind !== due &&
            `it is of ${credential.serviceAccount} at ${provider}, whose credentials are of the kind ${due}, not ${credential.kind}`,
          account === undefined &&
            Object.values(kindAt).includes(credential.kind) &&
            `it is of the kind ${credential.kind}, and it is not said of which service account`,
        );
      }),
  },
  {
    facts: ["credentials.*.kind", "credentials.*.publicKey", "credentials.*.space"],
    what: "A public key is of an SSH key, and a space of what deploys to it.",
    judge: (register) =>
      each(register, (credential) =>
        (Object.keys(ofOneKind) as (keyof typeof ofOneKind)[]).flatMap((field) => {
          const kinds: readonly string[] = ofOneKind[field];
          const has = credential[field] !== undefined;
          return problems(
            has && !kinds.includes(credential.kind) && `it has ${field} and is of the kind ${credential.kind}`,
            !has && kinds.includes(credential.kind) && `it is of the kind ${credential.kind} and has no ${field}`,
          );
        }),
      ),
  },
  {
    facts: ["credentials.*.storedIn.*.secretName", "credentials.*.serviceAccount", "serviceAccounts.*.kind"],
    what: "The secrets by which a kind of service account logs in are those of one of that kind.",
    judge: (register) =>
      each(register, (credential) => {
        const kind = accountOf(register, credential)?.kind;
        const names = (credential.storedIn ?? []).map(({ secretName }) => secretName.toUpperCase());
        return [...new Set(names)].flatMap((name) => {
          const due = secretsOfAccounts.get(name);
          return problems(
            due !== undefined &&
              kind !== due &&
              `${name} is how an account of the kind ${due} logs in, and it is of ${kind === undefined ? "no service account" : `one of the kind ${kind}`}`,
          );
        });
      }),
  },
  {
    facts: ["credentials.*.space", "serviceAccounts.*.spaces.*"],
    what: "The space of a credential is one of its service account's.",
    judge: (register) =>
      each(register, (credential) => {
        const spaces = accountOf(register, credential)?.spaces ?? [];
        return problems(
          credential.space !== undefined &&
            !spaces.includes(credential.space) &&
            `its space is ${credential.space}, and ${credential.serviceAccount ?? "no account"} is of ${listed(spaces) || "none"}`,
        );
      }),
  },
  {
    facts: ["credentials.*.environment", "credentials.*.space", "accounts.*.spaces.*.production"],
    what: "A credential of an environment is of a space that is production when, and only when, the environment is.",
    judge: (register) => {
      const spaces: Readonly<Record<string, { readonly production: boolean }>> = Object.assign(
        {},
        ...Object.values(register.accounts).map((account) => account.spaces ?? {}),
      );
      return each(register, ({ environment, space }) => {
        const where = entryOf(register.environments, environment);
        const inProduction = entryOf(spaces, space)?.production;
        return problems(
          where !== undefined &&
            inProduction !== undefined &&
            where.production !== inProduction &&
            `its environment ${environment} is ${where.production ? "" : "not "}production, and its space ${space} is ${inProduction ? "" : "not "}production`,
        );
      });
    },
  },
  {
    facts: ["credentials.*.environment", "serviceAccounts.*.account", "environments.*.account"],
    what: "A key of an AWS user is of the environment's account.",
    judge: (register) =>
      each(register, (credential) => {
        const account = accountOf(register, credential)?.account;
        const where = entryOf(register.environments, credential.environment);
        return problems(
          where !== undefined &&
            account !== undefined &&
            entryOf(register.accounts, account)?.provider === "aws" &&
            account !== where.account &&
            `its environment ${credential.environment} is in ${where.account}, and its service account in ${account}`,
        );
      }),
  },
  {
    facts: ["credentials.*.kind", "credentials.*.service"],
    what: "A DSN is of a service.",
    judge: (register) =>
      each(register, ({ kind, service }) =>
        problems(kind === "dsn" && service === undefined && "it is a DSN, and it is not said of which service"),
      ),
  },
];
