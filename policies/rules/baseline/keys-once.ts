import { type Register, subjectOf } from "../../../model/register.ts";
import { sshKeyComment, sshKeyFingerprint } from "../../../model/schema/ssh-key.ts";
import { listed } from "../grants.ts";
import type { RegisterRule } from "../rule.ts";

interface PlacedKey {
  readonly holder: string;
  readonly id: string;
  readonly subject: string;
  readonly line: string;
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
    const byKey = Map.groupBy(keys, ({ line }) => sshKeyFingerprint(line));
    return [...Map.groupBy(keys, ({ subject }) => subject)].map(([subject, own]) => ({
      subject,
      problems: own.flatMap(({ holder, id, line }) => {
        const others = (byKey.get(sshKeyFingerprint(line)) ?? []).map((each) => each.holder);
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

function keysIn(register: Register): PlacedKey[] {
  return [
    ...Object.entries(register.people).flatMap(([id, { sshKeys = [] }]) =>
      sshKeys.map((line) => ({
        ...{ holder: `the person ${id}`, id, line },
        subject: subjectOf(register.id, "people", id),
      })),
    ),
    ...Object.entries(register.credentials).flatMap(([id, { publicKey }]) =>
      publicKey === undefined
        ? []
        : [
            {
              ...{ holder: `the credential ${id}`, id, line: publicKey },
              subject: subjectOf(register.id, "credentials", id),
            },
          ],
    ),
  ];
}
