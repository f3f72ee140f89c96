import { type Kind, kinds, type Register, subjectOf } from "../../../model/register.ts";
import type { Service } from "../../../model/schema/hosting.ts";
import { ocp } from "../../settings/ocp.ts";
import { problems } from "../grants.ts";
import { onceFor } from "../once-for.ts";
import type { RegisterRule } from "../rule.ts";

/** Whether a service is one that has to report to Sentry: ours, and managed by Salt. */
function mustReport({ author, managedBy }: Service): boolean {
  return author === "ocp" && managedBy === "salt";
}

/** What OCP wrote and Salt manages reports its errors to Sentry, with a DSN that is kept where the register says. */
export const servicesReport: RegisterRule = {
  name: "ocp-sentry-services-report",
  clauses: ["OCP-SENTRY-2"],
  level: "mandatory",
  description:
    "Every service that OCP wrote and Salt manages has a project in Sentry and a DSN that is kept as a secret.",
  remedy:
    "Name the project in register/ocp/services.yaml, and in register/ocp/credentials.yaml a credential of kind dsn for the service with where it is kept (pillarKey).",
  scope: "register",
  judge: (register) =>
    Object.entries(register.services)
      .filter(([, service]) => mustReport(service))
      .map(([id, service]) => {
        const dsns = dsnsByService(register).get(id) ?? [];
        const kept = dsns.some(({ pillarKey, storedIn = [] }) => pillarKey !== undefined || storedIn.length > 0);
        return {
          subject: subjectOf(register.id, "services", id),
          problems: problems(
            service.sentry === undefined && `${id} is of ocp and managed by Salt, but has no project in Sentry`,
            dsns.length === 0 && `${id} has no DSN (a credential of kind dsn), so its errors go nowhere`,
            dsns.length > 0 && !kept && `it is not said where the DSN of ${id} is kept`,
          ),
        };
      }),
};

const dsnsByService = onceFor(({ credentials }: Register) =>
  Map.groupBy(
    Object.values(credentials).filter(({ kind }) => kind === "dsn"),
    ({ service }) => service,
  ),
);

/** A DSN as Sentry gives it out: a key before an @, then host and project. */
const dsn = /https?:\/\/[0-9a-f]{16,}(?::[0-9a-f]*)?@[^\s/"]+\/\S*\d/i;

/** The register says where a DSN is kept, and never what it is. */
export const dsnKeptSecret: RegisterRule = {
  name: "ocp-sentry-dsn-secret",
  clauses: ["OCP-SENTRY-2"],
  level: "mandatory",
  description: "No DSN stands in the register in plain text.",
  remedy: "Take it out, make a new one in Sentry since this one has been seen, and keep that in Salt's private pillar.",
  scope: "register",
  judge: (register) =>
    (Object.keys(kinds) as Kind[]).map((kind) => ({
      subject: subjectOf(register.id, kind),
      problems: Object.entries(register[kind])
        .filter(([, entry]) => dsn.test(JSON.stringify(entry)))
        .map(([id]) => `a DSN stands in ${id} in plain text`),
    })),
};

/** Who is told of errors: people, each at an address of their own. */
export const recipientsArePeople: RegisterRule = {
  name: "ocp-sentry-recipients",
  clauses: ["OCP-SENTRY-1"],
  level: "advisory",
  description: "Each service that reports to Sentry has people who are notified, each at an address of their own.",
  remedy: "Name in register/ocp/services.yaml the people who look after the service.",
  scope: "register",
  judge: (register, asOf) =>
    Object.entries(register.services).flatMap(([id, { sentry }]) => {
      if (sentry === undefined) return [];
      const { recipients } = sentry;
      return {
        subject: subjectOf(register.id, "services", id),
        problems: [
          ...problems(recipients.length === 0 && `nobody is notified of the errors of ${id}`),
          ...recipients.flatMap((person) => recipientProblems(register, person, asOf)),
        ],
      };
    }),
};

function recipientProblems(register: Register, id: string, asOf: string): string[] {
  const person = register.people[id];
  if (person === undefined) return [`${id} is not in people.yaml`];
  const [mailbox = ""] = person.email.toLowerCase().split("@");
  return problems(
    person.leftOn !== undefined && person.leftOn < asOf && `${id} left on ${person.leftOn} and looks after nothing`,
    isShared(register, person.email, mailbox) && `${person.email} of ${id} is not an address of one person`,
  );
}

/** Whether an address is a list's: by its name, or because a server or an account gives it as its contact. */
function isShared(register: Register, email: string, mailbox: string): boolean {
  const lists: readonly string[] = ocp.sharedMailboxes;
  const plain = mailbox.split("+")[0] ?? mailbox;
  return lists.includes(plain) || contactsOf(register).has(email.toLowerCase());
}

/** The addresses that servers and accounts give as their contacts, in small letters. */
const contactsOf = onceFor(({ servers, accounts }: Register): ReadonlySet<string | undefined> => {
  const contacts = [
    ...Object.values(servers).map(({ contact }) => contact),
    ...Object.values(accounts).flatMap(({ users = {} }) => Object.values(users).map((user) => user.email)),
  ];
  return new Set(contacts.map((contact) => contact?.toLowerCase()));
});
