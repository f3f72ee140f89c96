import type { DateText } from "../../../model/dates.ts";
import type { Register } from "../../../model/register.ts";
import { everyServer } from "../../../model/schema/access.ts";
import { sshKeyComment, sshKeyMaterial, sshKeyProblem } from "../../../model/schema/ssh-key.ts";
import { isActive, listed, rootGrantsOn } from "../grants.ts";
import type { Resource, ResourceRule } from "../rule.ts";

const publicKey = /(?:ssh-(?:ed25519|rsa|dss)|ecdsa-sha2-nistp\d+|sk-[\w@.-]+)\s+[A-Za-z0-9+/=]{16,}(?:[ \t]+\S+)?/g;

/** Where each type keeps keys that let people in. */
const sources: Readonly<
  Record<
    string,
    (resource: Resource) => { keys?: unknown[]; users?: unknown[]; names?: unknown[]; scripts?: unknown[] }
  >
> = {
  "linode:index/instance:Instance": ({ props }) => ({
    keys: props.authorizedKeys ?? [],
    users: props.authorizedUsers ?? [],
    scripts: [
      ...(props.metadatas ?? []).map((metadata: { userData?: unknown }) => metadata.userData),
      ...Object.values(props.stackscriptData ?? {}),
    ],
  }),
  "linode:index/instanceDisk:InstanceDisk": ({ props }) => ({
    keys: props.authorizedKeys ?? [],
    users: props.authorizedUsers ?? [],
    scripts: Object.values(props.stackscriptData ?? {}),
  }),
  "linode:index/sshKey:SshKey": ({ props }) => ({ keys: [props.sshKey] }),
  "hcloud:index/sshKey:SshKey": ({ props }) => ({ keys: [props.publicKey] }),
  "hcloud:index/server:Server": ({ props }) => ({ names: props.sshKeys ?? [], scripts: [props.userData] }),
};

/**
 * The register is the only source of keys: those that a provider puts on a machine are of people with root there, and a
 * key that a provider keeps for machines to come is of somebody with root on every server.
 */
export const keysFromRegister: ResourceRule = {
  name: "ocp-keys-from-register",
  clauses: ["OCP-ADM-2"],
  level: "mandatory",
  description: "Every key that lets somebody into a server is in the register, and its holder has root there.",
  remedy: "Take the key out of the resource: keys come from register/ocp/people.yaml and root-grants.yaml.",
  scope: "resource",
  types: Object.keys(sources),
  judge: (resource, { register, asOf }) => {
    const { keys = [], users = [], names = [], scripts = [] } = sources[resource.type]?.(resource) ?? {};
    const server = register.servers[resource.name] === undefined ? everyServer : resource.name;
    const holders = keyHolders(register, server, asOf);
    return [
      ...keys.flatMap((key) => keyProblems(key, holders, server)),
      ...users.flatMap((user) => userProblems(user, register)),
      ...names.flatMap((name) =>
        [...holders.values()].includes(String(name))
          ? []
          : [`it names the key "${name}", and nobody of that id has root there`],
      ),
      ...scripts.flatMap((script) => scriptProblems(script, holders, server)),
    ];
  },
};

/** Key material to holder, for the people who have root on a server (or on every one). */
function keyHolders(register: Register, server: string, asOf: DateText): Map<string, string> {
  return new Map(
    rootGrantsOn(register, server)
      .filter(({ grant }) => isActive(grant, asOf))
      .flatMap(({ grant }) =>
        (register.people[grant.person]?.sshKeys ?? []).map((key): [string, string] => [
          sshKeyMaterial(key),
          grant.person,
        ]),
      ),
  );
}

function keyProblems(key: unknown, holders: ReadonlyMap<string, string>, server: string): string[] {
  if (typeof key !== "string") return ["one of its keys is not text"];
  const holder = holders.get(sshKeyMaterial(key));
  const comment = sshKeyComment(key.trim()) || "no comment";
  const where = server === everyServer ? "every server" : server;
  if (holder === undefined) {
    return [`the key with comment "${comment}" is not one of the register's for somebody with root on ${where}`];
  }
  if (sshKeyProblem(key.trim()) !== undefined || comment !== holder) {
    return [`the key of ${holder} carries the comment "${comment}", which should be their id`];
  }
  return [];
}

function userProblems(user: unknown, register: Register): string[] {
  const allowed = Object.values(register.accounts)
    .filter((account) => account.provider === "linode")
    .flatMap((account) => Object.entries(account.users ?? {}))
    .filter(([, { access }]) => access === "full")
    .map(([login]) => login);
  if (allowed.includes(String(user))) return [];
  return [
    `it lets in the keys of the login "${user}", not one with full access in register/ocp/accounts.yaml (${listed(allowed) || "none"})`,
  ];
}

/** Cloud-init and StackScript data: plain or base64, as each provider wants it. */
function scriptProblems(script: unknown, holders: ReadonlyMap<string, string>, server: string): string[] {
  if (typeof script !== "string") return [];
  const decoded = Buffer.from(script, "base64").toString("utf8");
  const texts = [script, decoded];
  return [
    ...new Set(
      texts.flatMap((text) => [
        ...(/ssh_import_id|ssh-import-id|\.keys\b/.test(text) ? ["its start-up data fetches keys from elsewhere"] : []),
        ...[...text.matchAll(publicKey)].flatMap(([key]) => keyProblems(key, holders, server)),
      ]),
    ),
  ];
}
