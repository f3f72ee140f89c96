import { type Adapter, anyService, type FileOfReading } from "./adapter.ts";
import { adapters } from "./index.ts";
import { starIn } from "./sources.ts";

/** The adapters that can read a service: its own, then those that read any. */
export function adaptersOf(service: string): readonly Adapter[] {
  return [
    ...adapters.filter((adapter) => adapter.service === service),
    ...adapters.filter((adapter) => adapter.service === anyService),
  ];
}

/** Whether a file of a folder is one of those that an adapter names. */
export function isFileOf({ name }: Pick<FileOfReading, "name">, file: string): boolean {
  return name.includes("*") ? starIn(name, file) !== undefined : file === name;
}
