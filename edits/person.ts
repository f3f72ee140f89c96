import type { Person } from "../model/schema/people.ts";
import { dropKey, entriesOf, scalar, setKey, spliced, withAdded } from "./yaml-edits.ts";

const words = ["name", "organisation", "email", "employment", "github", "leftOn", "roleChangedOn"] as const;

/** The texts of the files of people in which an entry says something else; keys are added to those that it has. */
export function withChanges(texts: readonly string[], id: string, before: Person, after: Person): string[] {
  const keys = (after.sshKeys ?? []).filter((key) => !(before.sshKeys ?? []).includes(key));
  return texts.map((text) => {
    const entry = entriesOf(text).find(({ path }) => path.length === 1 && path[0] === id);
    if (entry === undefined) return text;
    const splices = words
      .filter((word) => before[word] !== after[word])
      .map((word) => {
        const value = after[word];
        return value === undefined ? dropKey(text, entry.map, word) : setKey(text, entry.map, word, scalar(value));
      });
    const changed = spliced(
      text,
      splices.filter((splice) => splice !== undefined),
    );
    return keys.reduce((made, key) => withAdded(made, [id, "sshKeys"], key, "item"), changed);
  });
}
