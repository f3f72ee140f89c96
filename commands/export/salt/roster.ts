import type { DateText } from "../../../model/dates.ts";
import type { ExportedFile } from "../exported-file.ts";
import { yamlText } from "../yaml.ts";
import { saltComments } from "./comments.ts";
import type { Minion } from "./minions.ts";

/** The roster of `salt-ssh`: each server's name and where it is reached. */
export function roster(minions: readonly Minion[], asOf: DateText): ExportedFile {
  const targets = minions.map(({ target, hostname }) => [target, { host: hostname, user: "root" }]);
  return {
    path: "salt/roster",
    text: yamlText(saltComments(asOf, "The servers that salt-ssh reaches."), Object.fromEntries(targets)),
  };
}
