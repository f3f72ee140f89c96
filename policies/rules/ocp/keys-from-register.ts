import type { DateText } from "../../../model/dates.ts";
import type { Register } from "../../../model/register.ts";
import { everyServer } from "../../../model/schema/access.ts";
import { sshKeyComment, sshKeyMaterial, sshKeyProblem } from "../../../model/schema/ssh-key.ts";
import { isActive, listed, rootGrantsOn } from "../grants.ts";
import { fields, isOn, list, shown } from "../reading.ts";
import type { ResourceRule } from "../rule.ts";

const publicKey =
  /(?:ssh-(?:ed25519|rsa|dss)|ecdsa-sha2-nistp\d+|sk-[\w@.-]+)\s+[A-Za-z0-9+/=]{16,}(?:[ \t]+[^\s"']+)?/g;

/** What a resource lets people in with: keys, logins whose keys are taken, names of keys, start-up data that may hold keys. */
interface Sources {
  readonly keys?: readonly unknown[];
  readonly users?: readonly unknown[];
  readonly names?: readonly unknown[];
  readonly scripts?: readonly unknown[];
  /** Id of a script that somebody keeps at the provider. */
  readonly keptScript?: unknown;
}

/** What a Linode, or one of its disks, is set up with. */
function linodeSources(props: Readonly<Record<string, unknown>>): Sources {
  return {
    keys: list(props.authorizedKeys),
    users: list(props.authorizedUsers),
    scripts: [
      ...list(props.metadatas).map((metadata) => fields(metadata).userData),
      ...Object.values(fields(props.stackscriptData)),
    ],
    keptScript: props.stackscriptId,
  };
}

const sources: Readonly<Record<string, (props: Readonly<Record<string, unknown>>) => Sources[]>> = {
  "linode:index/instance:Instance": (props) => [props, ...list(props.disks).map(fields)].map(linodeSources),
  "linode:index/instanceDisk:InstanceDisk": (props) => [linodeSources(props)],
  "linode:index/sshKey:SshKey": (props) => [{ keys: [props.sshKey] }],
  "hcloud:index/sshKey:SshKey": (props) => [{ keys: [props.publicKey] }],
  "hcloud:index/server:Server": (props) => [{ names: list(props.sshKeys), scripts: [props.userData] }],
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
  remedy: "Take it out of the resource: keys come from register/ocp/people.yaml and root-grants.yaml.",
  scope: "resource",
  types: Object.keys(sources),
  judge: ({ type, name, props }, { register, asOf }) => {
    const server = Object.hasOwn(register.servers, name) ? name : everyServer;
    const holders = keyHolders(register, server, asOf);
    return (sources[type]?.(props) ?? []).flatMap(({ keys = [], users = [], names = [], scripts = [], keptScript }) => [
      ...keys.flatMap((key) => keyProblems(key, holders, server)),
      ...users.flatMap((user) => userProblems(user, register)),
      ...names.flatMap((key) => nameProblems(key, holders)),
      ...scripts.flatMap((script) => scriptProblems(script, holders, server)),
      ...(isOn(keptScript) && keptScript !== 0
        ? [`it starts with StackScript ${shown(keptScript)}, which no rule can read`]
        : []),
    ]);
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
  const problem = sshKeyProblem(key.trim());
  if (problem !== undefined) return [`the key of ${holder} is not written as it should be: ${problem}`];
  return comment === holder ? [] : [`the key of ${holder} carries the comment "${comment}", which should be their id`];
}

function nameProblems(name: unknown, holders: ReadonlyMap<string, string>): string[] {
  const known = [...holders.values()].includes(shown(name));
  return known ? [] : [`it names the key "${shown(name)}", and nobody of that id has root there`];
}

function userProblems(user: unknown, register: Register): string[] {
  const allowed = Object.values(register.accounts)
    .filter((account) => account.provider === "linode")
    .flatMap((account) => Object.entries(account.users ?? {}))
    .filter(([, { access }]) => access === "full")
    .map(([login]) => login);
  if (allowed.includes(shown(user))) return [];
  return [
    `it lets in the keys of the login "${shown(user)}", not one with full access in register/ocp/accounts.yaml (${listed(allowed) || "none"})`,
  ];
}

/** What start-up data can do to let people in without a key that could be read in them. */
const evasions: readonly { readonly pattern: RegExp; readonly problem: string }[] = [
  { pattern: /ssh_import_id|ssh-import-id|\.keys\b|^#include/m, problem: "fetch keys or more data from elsewhere" },
  { pattern: /\.ssh\/authorized_keys/, problem: "write to authorized_keys, which is for Salt to write" },
  {
    pattern: /encoding:\s*["']?(?:gz|b64|base64)|base64\s+(?:-d|-D|--decode)/i,
    problem: "hold encoded parts, which no rule can read",
  },
];

/** Cloud-init and StackScript data: plain or base64, as each provider wants it, but not compressed. */
function scriptProblems(script: unknown, holders: ReadonlyMap<string, string>, server: string): string[] {
  if (!isOn(script)) return [];
  if (typeof script !== "string") return ["its start-up data are not text, so no rule can read them"];
  const bytes = Buffer.from(script, "base64");
  // Compressed data begin with this byte, and text never does.
  if (bytes[0] === 0x1f || script.startsWith("\u001f")) {
    return ["its start-up data are compressed, so no rule can read them"];
  }
  const problems = [script, bytes.toString("utf8")].flatMap((text) => [
    ...evasions.filter(({ pattern }) => pattern.test(text)).map(({ problem }) => `its start-up data ${problem}`),
    ...[...text.matchAll(publicKey)].flatMap(([key]) => keyProblems(key, holders, server)),
  ]);
  return [...new Set(problems)];
}
