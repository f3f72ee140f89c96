import { join } from "node:path";
import { execa } from "execa";
import { debianPackage } from "./debian-package.ts";

/** Prometheus' own checker: the one on PATH, else Debian's. Throws when neither can be had. */
export async function promtool(): Promise<string> {
  const onPath = await execa("promtool", ["--version"], { reject: false });
  return onPath.exitCode === 0 ? "promtool" : join(await debianPackage("prometheus"), "usr/bin/promtool");
}
