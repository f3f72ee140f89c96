import type { Adapter, FileOfReading, Whose } from "./adapter.ts";
import { Answers } from "./answer.ts";
import { type AuthorizedKey, authorizedKey, fingerprintOf } from "./authorized-keys.ts";
import { administrative, Gathered } from "./gathered.ts";
import { isObject } from "./no-answer.ts";
import type { At } from "./reading.ts";
import type { Sources } from "./sources.ts";

/** What stands before a remark of sshd, and at the end of what was printed whole. */
const sshdSays = "# sshd: ";
const end = "# end of keys";

/** Prints root's keys, and remarks on where else sshd takes keys from; in double quotes, so that a shell may have it in single ones. */
const printKeys = [
  `sshd -T -C user=root,host=localhost,addr=127.0.0.1 | grep -iE "^(authorizedkeysfile|authorizedkeyscommand|trustedusercakeys) " | sed "s/^/${sshdSays}/"`,
  `for file in /root/.ssh/authorized_keys /root/.ssh/authorized_keys2; do if [ -e $file ]; then cat $file; echo; fi; done`,
  `echo "${end}"`,
].join("; ");

const files = {
  salt: {
    name: "salt.json",
    what: "root's keys on the servers that Salt manages",
    optional: true,
    command: () => `salt --out=json --static '*' cmd.run '${printKeys}'`,
  },
  server: {
    name: "servers/*.keys",
    what: "root's keys on a server of which Salt does not tell",
    each: (sources: Sources, whose: Whose) => {
      const told = new Set(saltIn(sources, new Answers()).map(({ minion }) => serverCalled(minion, whose)));
      for (const { star } of sources.matching("servers/*.keys")) told.add(serverCalled(star, whose));
      return whose.things.filter((thing) => !told.has(thing));
    },
    command: ({ names = {} }: Whose, name = "NAME") => `ssh root@${names[name]?.[0] ?? name} '${printKeys}'`,
  },
} as const satisfies Record<string, FileOfReading>;

/**
 * Root's authorised keys on servers, as Salt prints them (of `cmd.run`, `file.read` or `ssh.auth_keys root`), or in a file a
 * server. Each key has root, whatever its options allow it: a forced command is root's as well.
 */
export const servers: Adapter = {
  service: "servers",
  files: Object.values(files),
  read(sources, whose) {
    const answers = new Answers();
    const found = new Gathered();
    const held = new Set<string>();
    const hold = (server: string, { fingerprint, comment, signs }: AuthorizedKey, at: At) => {
      const name = comment === "" ? {} : { name: comment };
      // Whose certificates open it cannot be told from the key that signs them: it is nobody's own.
      const id = signs ? `certificate authority ${fingerprint}` : fingerprint;
      if (held.has(`${server} ${id}`)) return;
      held.add(`${server} ${id}`);
      const identity = signs ? name : { fingerprint, ...name };
      const principal = found.add({ id, kind: "key", identity, state: "active", at });
      found.hold(principal, { resource: { type: "server", id: server }, slug: "root", ...administrative }, at);
    };
    for (const { minion, answer, at } of saltIn(sources, answers)) {
      const server = serverCalled(minion, whose);
      const ofKey = (key: AuthorizedKey) => hold(server, key, at);
      if (typeof answer === "string") keysIn(answer, at, answers, ofKey, () => at);
      else keysOfModule(answer, at, answers, ofKey);
    }
    for (const { source, star } of sources.matching(files.server.name)) {
      const server = serverCalled(star, whose);
      const inLine = (line: number): At => ({ file: source.name, keys: [line] });
      const text = answers.text(source);
      if (text === undefined) continue;
      keysIn(text, { file: source.name, keys: [] }, answers, (key, at) => hold(server, key, at), inLine);
    }
    return found.reading("servers", answers);
  },
};

/** What each server that Salt asked has answered, where it has. */
function saltIn(sources: Sources, answers: Answers) {
  const source = sources.get(files.salt.name);
  const values = answers.values(source) ?? [];
  return values.flatMap((value, index) => {
    const place = values.length > 1 ? [index] : [];
    if (!isObject(value) || Object.keys(value).length === 0) {
      answers.fault(files.salt.name, place, "is not what Salt prints with `--static`: an object of servers");
      return [];
    }
    return Object.entries(value).flatMap(([minion, answer]) => {
      const at: At = { file: files.salt.name, keys: [...place, minion] };
      const problem = noKeys(answer);
      if (problem !== undefined) {
        answers.fault(at.file, at.keys, problem);
        return [];
      }
      return [{ minion, answer: answer as string | Readonly<Record<string, unknown>>, at }];
    });
  });
}

/** What Salt says of a server in place of its keys. */
function noKeys(answer: unknown): string | undefined {
  if (isObject(answer)) return undefined;
  if (typeof answer !== "string") return "did not answer";
  if (answer.trim() === "") return "says nothing: print the keys with the command that this reading is made by";
  const [refused] =
    /^\s*(?:Minion did not return|ERROR|Passed invalid|The minion|'[\w.]+' is not).*/.exec(answer) ?? [];
  return refused === undefined ? undefined : `did not answer: ${refused.trim().slice(0, 100)}`;
}

/** The keys of a file, a line each. What is no key is told, and not what it says: it may be a secret. */
function keysIn(
  text: string,
  whole: At,
  answers: Answers,
  hold: (key: AuthorizedKey, at: At) => void,
  inLine: (line: number) => At,
): void {
  const lines = text.split(/\r\n|\n|\r/);
  if (lines.some((line) => line.startsWith(sshdSays)) && lines.findLast((line) => line.trim() !== "") !== end) {
    answers.fault(whole.file, whole.keys, `is cut off: it has to end with \`${end}\``);
  }
  for (const [index, each] of lines.entries()) {
    const line = authorizedKey(each);
    const at = inLine(index + 1);
    if ("key" in line) hold(line.key, at);
    else if ("problem" in line) {
      answers.faultOnce(
        at.file,
        at.keys,
        at === whole ? `has a line (${index + 1}) that ${line.problem}` : line.problem,
      );
    } else {
      const elsewhere = takenElsewhere(line.remark);
      if (elsewhere !== undefined) answers.faultOnce(at.file, at.keys, elsewhere);
    }
  }
}

/** What sshd says of where it takes keys from, where that is somewhere that is not read. */
function takenElsewhere(remark: string): string | undefined {
  const said = remark.startsWith(sshdSays) ? remark.slice(sshdSays.length) : "";
  const [, name = "", value = ""] = /^(\w+) (.*)$/.exec(said) ?? [];
  const places = value.trim().split(/\s+/);
  const isRead = (place: string) =>
    ["none", ".ssh/authorized_keys", ".ssh/authorized_keys2"].includes(place.replace(/^(?:%h|\/root)\//, ""));
  if (name === "" || places.every(isRead)) return undefined;
  return `shows that sshd takes keys from somewhere that this reading lacks (${name} ${value})`;
}

/** The keys that `ssh.auth_keys` of Salt found: `{}` where there are none. */
function keysOfModule(
  answer: Readonly<Record<string, unknown>>,
  { file, keys }: At,
  answers: Answers,
  hold: (key: AuthorizedKey) => void,
): void {
  // Asked for several users, it answers by user.
  const own = isObject(answer.root) ? answer.root : answer;
  for (const [blob, about] of Object.entries(own)) {
    // Salt takes a part of some types for options; the key itself tells its type.
    const fingerprint = fingerprintOf(undefined, blob);
    if (fingerprint === undefined || !isObject(about)) {
      answers.faultOnce(file, keys, "has what is no key of OpenSSH");
      continue;
    }
    const signs = Array.isArray(about.options) && about.options.includes("cert-authority");
    const comment = typeof about.comment === "string" ? about.comment : "";
    hold({ fingerprint, comment, ...(signs && { signs }) });
  }
}

/** A server as the register has it, by whichever of its names. */
function serverCalled(name: string, { things, names = {} }: Whose): string {
  const plain = name.toLowerCase();
  const isCalled = (thing: string) =>
    thing.toLowerCase() === plain || names[thing]?.some((each) => each.toLowerCase() === plain);
  return things.find((thing) => thing.toLowerCase() === plain) ?? things.find(isCalled) ?? name;
}
