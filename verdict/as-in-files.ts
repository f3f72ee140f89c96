import { manifestType } from "../model/records.ts";
import type { RegisterId } from "../model/register.ts";
import { differencesFromFiles, type RegisterFiles } from "../policies/packs/as-in-files.ts";
import { registerAsInFiles, registerNotCompared } from "../policies/packs/own-rules.ts";
import { subjectOfResource, type Violation, violationsOf } from "../policies/rules/rule.ts";
import type { Deployment } from "./deployment.ts";

/**
 * How the register that a program declared differs from the files that were loaded before it ran, as the engine's events
 * tell it. The pack compares too; here nothing hangs on what the pack was able to read while a program ran.
 */
export function differencesInRun(files: RegisterFiles, after: Deployment): (Violation & { readonly urn: string })[] {
  // Until the manifest has come, records may still be on their way.
  return after.resources
    .filter(({ type }) => type === manifestType)
    .flatMap((manifest) =>
      violationsOf(registerAsInFiles, {
        subject: subjectOfResource(manifest),
        problems: differencesFromFiles(files, after.records),
      }).map((violation) => ({ ...violation, urn: manifest.urn })),
    );
}

/** A pack that took a run of a stack for an exported state has compared nothing, as a problem. */
export function notCompared(id: RegisterId, violations: readonly { readonly rule: string }[]): string[] {
  return violations.some(({ rule }) => rule === registerNotCompared.name)
    ? [`the pack of ${id} took this run for an exported state, and did not compare its register with the files`]
    : [];
}
