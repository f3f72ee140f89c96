import { z } from "zod";
import { registerIds } from "../../../model/register.ts";

const digest = z.string().regex(/^[0-9a-f]{64}$/);
const object = z.string().regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/);

/** `plans.json`: what the plans beside it are of, so that nothing else can be applied in their name. */
export const plansManifest = z.strictObject({
  version: z.literal(1),
  mode: z.enum(["offline", "live"]),
  /** What was checked out when they were made. */
  commit: object,
  /** Of all files, also those that were put in place of the commit's own. */
  tree: object,
  /** The day that the packs judged as of. */
  asOf: z.iso.date(),
  /** SHA-256 of the register's files. */
  register: digest,
  /** SHA-256 of `report.json` beside it. */
  report: digest,
  stacks: z
    .array(
      z.strictObject({
        stack: z.string().regex(new RegExp(`^(${registerIds.join("|")})[a-z-]*$`)),
        verdict: z.enum(["clean", "violations", "pending", "drifted", "failed"]),
        /** Only of a clean stack, and of that only when its pack refuses nothing, be it old or new. */
        plan: z
          .strictObject({
            /** SHA-256 of the file, which is `STACK.plan.json`. */
            file: digest,
            /** What it does; the same for two previews of one tree on one state. */
            effect: digest,
          })
          .optional(),
      }),
    )
    .min(1),
});

export type PlansManifest = z.infer<typeof plansManifest>;

/** A manifest from its file's text; nothing where it is not as it is written here. */
export function parseManifest(text: string): PlansManifest | undefined {
  try {
    return plansManifest.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

export const manifestFile = "plans.json";
export const reportFile = "report.json";

/** The file that a stack's plan is kept in. */
export function planFile(stack: string): string {
  return `${stack}.plan.json`;
}
