/**
 * A process that holds the packs as that of `npm run preview` does (driver/services), and has one judge each state that it
 * is told of: a new one, since what a pack collects of one run must not reach the next.
 */

import { join } from "node:path";
import analyzer from "@pulumi/pulumi/proto/analyzer_pb.js";
import { heldPacks } from "../../../driver/services/packs.ts";
import type { PolicyEvent } from "../analyze.ts";
import { root } from "../world.ts";
import { judge } from "./judge.ts";

/** What the process is asked; without a day, the pack judges as of today. Messages as the engine's protocol writes them. */
export interface Question {
  readonly id: number;
  /** Folder of the pack, in the checkout. */
  readonly pack: string;
  readonly asOf?: string | undefined;
  readonly resources: readonly Uint8Array[];
  readonly stack: readonly Uint8Array[];
  readonly wholeUrn: string;
}

/** Its answer. */
export type Answer = { readonly id: number } & (
  | { readonly events: readonly PolicyEvent[] }
  | { readonly problem: string }
);

const packsAsOf = heldPacks(join(root, "register"));

async function answerTo({ id, pack, asOf, resources, stack, wholeUrn }: Question): Promise<Answer> {
  // Of an exported state the engine tells no stack.
  const handlers = packsAsOf(asOf).get(join(root, pack))?.(undefined);
  if (handlers === undefined) return { id, problem: `there is no pack in ${pack}` };
  const asked = {
    resources: resources.map((each) => analyzer.AnalyzeRequest.deserializeBinary(each)),
    stack: stack.map((each) => analyzer.AnalyzerResource.deserializeBinary(each)),
  };
  return { id, events: await judge(handlers, asked, wholeUrn) };
}

// Whoever asked is gone.
process.on("disconnect", () => process.exit());
process.on("message", (question: Question) => {
  answerTo(question)
    .catch((error: unknown): Answer => ({ id: question.id, problem: String(error) }))
    .then((answer) => process.send?.(answer));
});
