import { type Register, subjectOf } from "../../../model/register.ts";
import type { Service } from "../../../model/schema/hosting.ts";
import { providerOfAccount, settledEnvironments, settledNetworks, thirdPartyServices } from "../../settings/facts.ts";
import { mail } from "../../settings/mail.ts";
import { ocp } from "../../settings/ocp.ts";
import { listed, problems } from "../grants.ts";
import { without } from "../reach.ts";
import type { Finding, RegisterRule } from "../rule.ts";
import { entryOf } from "./pair.ts";

/** What would free an entry from a rule is as the settings have it: nobody takes a thing out of a rule by its own entry. */
export const factsSettled: RegisterRule = {
  name: "facts-settled",
  clauses: ["GATE-13"],
  level: "mandatory",
  description:
    "What frees an entry from a rule – whose an account is, who wrote and who manages a service, where an environment is, deploys from, answers and is alerted, networks of conditions, mandates of a domain – is as the settings have it.",
  remedy:
    "Correct the entry; where the world has changed, change policies/settings/facts.ts too, which other people review.",
  scope: "register",
  judge: (register) => [
    ...accountFindings(register),
    ...serviceFindings(register),
    ...environmentFindings(register),
    ...networkFindings(register),
    ...domainFindings(register),
  ],
};

function accountFindings(register: Register): Finding[] {
  return Object.entries(register.accounts).map(([id, { provider }]) => {
    const settled = entryOf(providerOfAccount[register.id], id);
    return {
      subject: subjectOf(register.id, "accounts", id),
      problems: problems(
        settled !== undefined && provider !== settled && `it is at ${provider}; the settings have it at ${settled}`,
      ),
    };
  });
}

/** What others are said to have written, or to manage, has nothing that only software of ours has. */
function serviceFindings(register: Register): Finding[] {
  return Object.entries(register.services).map(([id, service]) => {
    const marks = marksOfOurs(register, id);
    return {
      subject: subjectOf(register.id, "services", id),
      problems: freedBy(id, service)
        .filter(() => marks.length > 0)
        .map((freed) => `${freed}, and it has ${listed(marks)}, which software of ours has`),
    };
  });
}

/** By which of its words a service would be free of the rules on our own, where no setting has it so. */
function freedBy(id: string, { author, managedBy, server }: Service): string[] {
  return problems(
    author === "third-party" && !thirdPartyServices.includes(id) && "others are said to have written it",
    managedBy !== "salt" && server !== undefined && `it is said to be managed by others, on a server that Salt manages`,
  );
}

/** What a service has that shows that it is ours. */
function marksOfOurs({ services, credentials, deployments }: Register, id: string): string[] {
  const service = entryOf(services, id);
  return problems(
    service?.user !== undefined && "an account of its own",
    service?.sentry !== undefined && "a project in Sentry",
    Object.values(credentials).some((each) => each.kind === "dsn" && each.service === id) && "a DSN",
    deployments.some((each) => each.service === id) && "deployments",
  );
}

/** What nothing but the entry itself says is told, so that a reviewer sees what to ask. */
export const factsOnWord: RegisterRule = {
  name: "facts-on-word",
  clauses: ["GATE-13"],
  level: "advisory",
  description: "What frees a service from a rule by its own word, without a setting or evidence, is told.",
  remedy: "Ask who knows it; where it stays, add the service to thirdPartyServices in policies/settings/facts.ts.",
  scope: "register",
  mayBeEmpty: "Notify has no services of this kind",
  judge: (register) =>
    Object.entries(register.services).map(([id, service]) => ({
      subject: subjectOf(register.id, "services", id),
      problems: marksOfOurs(register, id).length > 0 ? [] : freedBy(id, service),
    })),
};

function environmentFindings(register: Register): Finding[] {
  return Object.entries(register.environments).map(([id, { account, deploysFrom, apiUrl, alerts }]) => {
    const subject = subjectOf(register.id, "environments", id);
    const settled = entryOf(settledEnvironments, id);
    if (settled === undefined) {
      return {
        subject,
        problems: [`it is no environment of the settings (${listed(Object.keys(settledEnvironments))})`],
      };
    }
    const relay = alerts?.relay;
    return {
      subject,
      problems: problems(
        account !== settled.account && `its account is ${account}; the settings have it in ${settled.account}`,
        deploysFrom !== settled.deploysFrom &&
          `it deploys from ${deploysFrom}; the settings have ${settled.deploysFrom}`,
        apiUrl !== undefined &&
          !settled.api.includes(apiUrl.replace(/\/$/, "")) &&
          `its API would be at ${apiUrl}, not at ${settled.api.join(" or ")}`,
        relay !== undefined &&
          (settled.relay === undefined || !relay.startsWith(settled.relay)) &&
          `its alerts would go to ${relay}, not to ${settled.relay ?? "AWS's own chat service"}`,
        relay === undefined && settled.relay !== undefined && `it has no relay; the settings have ${settled.relay}`,
      ),
    };
  });
}

/** Networks by which a condition of a policy is satisfied: a wider one would let strangers in. */
function networkFindings(register: Register): Finding[] {
  if (register.id !== "notify") return [];
  const within = (networks: readonly string[] | undefined, allowed: readonly string[], field: string) =>
    without(networks ?? [], allowed).map((network) => `${field} has ${network}, which is not in ${listed(allowed)}`);
  const { deploying, sending } = settledNetworks;
  return [
    ...Object.entries(register.serviceAccounts).map(([id, { deploysFrom }]) => ({
      subject: subjectOf(register.id, "serviceAccounts", id),
      problems: within(deploysFrom, deploying, "deploysFrom"),
    })),
    ...Object.entries(register.environments).map(([id, { sendsFrom }]) => ({
      subject: subjectOf(register.id, "environments", id),
      problems: within(sendsFrom, sending, "sendsFrom"),
    })),
    ...Object.entries(register.domains).flatMap(([id, { senders = {} }]) =>
      Object.entries(senders).map(([sender, { sendsFrom }]) => ({
        subject: subjectOf(register.id, "domains", id, "senders", sender),
        problems: within(sendsFrom, sending, "sendsFrom"),
      })),
    ),
  ];
}

/** Notify's domains are all federal, those that are not under .gov too, and the OCP reference binds the domain that it names. */
function domainFindings(register: Register): Finding[] {
  return Object.entries(register.domains).map(([id, { mandates = [] }]) => {
    const due =
      register.id === "notify" && !id.endsWith(mail.federalSuffix)
        ? "bod-18-01"
        : id === ocp.dmarc.domain
          ? ("ocp-reference" as const)
          : undefined;
    return {
      subject: subjectOf(register.id, "domains", id),
      problems: problems(due !== undefined && !mandates.includes(due) && `it is bound by ${due}, and does not say so`),
    };
  });
}
