import type { SystemToRead } from "../../policies/rules/reality/systems.ts";
import { adaptersOf } from "../../readings/find.ts";
import { Sources } from "../../readings/sources.ts";
import { visible } from "../../report/visible.ts";
import { shellQuote } from "../../toolchain/engine/write-files.ts";
import { aboutFile, folderOf, takeReading } from "./folder.ts";

/**
 * The commands that make the readings of systems below a folder, as a script of the shell. What can be told only from what
 * was printed before – the members of each team – is told where that is there already, else with NAME in its place.
 */
export function readingCommands(systems: readonly SystemToRead[], from: string): string[] {
  return [
    "#!/bin/sh",
    "# Prints what systems say of who has access. It only reads; have credentials that can do no more.",
    "set -eu",
    ...systems.flatMap((system) => commandsOf(system, from)),
  ];
}

function commandsOf(system: SystemToRead, from: string): string[] {
  const folder = folderOf(from, system);
  const name = `${system.register}/${system.id}`;
  const [adapter] = adaptersOf(system.service);
  if (adapter === undefined) return ["", `# ${name}: nothing here reads ${system.service}.`];
  const sources = takeReading(from, system)?.sources ?? new Sources([]);
  const files = adapter.files.map((file) => ({
    file,
    names: file.name.includes("*") ? (file.each?.(sources, system.whose) ?? []) : [undefined],
  }));
  const lines = files.flatMap(({ file, names }) => {
    const stars = names.length === 0 ? ["NAME"] : names;
    return stars.map((star) => {
      if (star !== undefined && !isPlain(star))
        return `# ${file.what}: ${visible(star)} is no plain word, so no command is made of it; see what it is.`;
      const path = `${folder}/${star === undefined ? file.name : file.name.replace("*", star)}`;
      const line = `${file.command(system.whose, star)} > ${quoted(path)}`;
      return file.optional === true || star === "NAME" ? `# ${file.what}: ${line}` : line;
    });
  });
  const folders = [...new Set(files.flatMap(({ file, names }) => foldersIn(folder, file.name, names)))];
  return [
    ...["", `# ${name}: ${system.title}`, `mkdir -p ${folders.map(quoted).join(" ")}`],
    ...lines,
    `date -u '+readAt: %Y-%m-%dT%H:%M:%SZ' > ${quoted(`${folder}/${aboutFile}`)}`,
  ];
}

/** The folders that files are in; those with a star, where its names are known. */
function foldersIn(folder: string, name: string, names: readonly (string | undefined)[]): string[] {
  const parts = name.split("/").slice(0, -1);
  const path = [folder, ...parts].join("/");
  return parts.includes("*")
    ? names.flatMap((star) => (star === undefined || !isPlain(star) ? [] : path.replace("*", star)))
    : [path];
}

/** Names come from what a service printed, and go into a script that somebody runs, and into paths. */
function isPlain(name: string): boolean {
  return /^\w[\w.@+-]*$/.test(name);
}

function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : shellQuote(path);
}
