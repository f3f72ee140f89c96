import { type Register, subjectOf } from "../../../model/register.ts";
import { sshKeyComment, sshKeyFingerprint } from "../../../model/schema/ssh-key.ts";
import { listed } from "../grants.ts";
import type { RegisterRule } from "../rule.ts";

interface PlacedKey {
  readonly holder: string;
  readonly id: string;
  readonly subject: string;
  readonly line: string;
  readonly fingerprint: string;
}

/** A key lets one holder in, a person or a machine: with two nobody could tell who came, and either could leave it behind. */
export const keysOnce: RegisterRule = {
  name: "keys-of-one-holder",
  clauses: ["GATE-13"],
  level: "mandatory",
  description:
    "An SSH key has one holder among people and credentials, and its comment is that holder's id, so that a person's key is no machine's.",
  remedy:
    "Make a key of its own for each person and each machine, with the id of the person or the credential as its comment.",
  scope: "register",
  mayBeEmpty: "nobody has to have an SSH key",
  judge: (register) => {
    const keys = keysIn(register);
    const byKey = Map.groupBy(keys, ({ fingerprint }) => fingerprint);
    return [...Map.groupBy(keys, ({ subject }) => subject)].map(([subject, own]) => ({
      subject,
      problems: own.flatMap(({ holder, id, line, fingerprint }) => {
        const others = (byKey.get(fingerprint) ?? []).map((each) => each.holder);
        const strangers = [...new Set(others)].filter((other) => other !== holder);
        const comment = sshKeyComment(line);
        return [
          ...(strangers.length > 0 ? [`its key ${comment} is also that of ${listed(strangers)}`] : []),
          ...(comment === id ? [] : [`the comment of its key is ${comment}, not ${id}`]),
        ];
      }),
    }));
  },
};

function keysIn({ id: register, people, credentials }: Register): PlacedKey[] {
  const placed = (kind: "people" | "credentials", holder: string, id: string, line: string): PlacedKey => ({
    ...{ holder: `${holder} ${id}`, id, line },
    subject: subjectOf(register, kind, id),
    fingerprint: sshKeyFingerprint(line),
  });
  return [
    ...Object.entries(people).flatMap(([id, { sshKeys = [] }]) =>
      sshKeys.map((line) => placed("people", "the person", id, line)),
    ),
    ...Object.entries(credentials).flatMap(([id, { publicKey }]) =>
      publicKey === undefined ? [] : [placed("credentials", "the credential", id, publicKey)],
    ),
  ];
}
