import { z } from "zod";
import { nameOf, typeOf } from "./events.ts";

/** What a run had begun and not come to the end of when it was ended: whether it was done, no state knows. */
export interface PendingOperation {
  /** The engine's word: creating, updating, deleting, reading, importing. */
  readonly kind: string;
  readonly urn: string;
}

/** The pending operations of a stack, and where it is. */
export interface Pending {
  readonly mode: "offline" | "live";
  readonly operations: readonly PendingOperation[];
}

/** As much of a stack's state as is read: the deployment that `pulumi stack export` gives, and the state's file holds. */
const deployment = z.object({
  pending_operations: z.array(z.object({ type: z.string(), resource: z.object({ urn: z.string() }) })).nullish(),
});

/** The pending operations of a deployment. Throws where that is none. */
export function pendingIn(state: unknown): PendingOperation[] {
  const { pending_operations: found } = deployment.parse(state);
  return (found ?? []).map(({ type, resource }) => ({ kind: type, urn: resource.urn }));
}

/** What is pending, how to look for it, and how to resolve it; nothing, where nothing is. */
export function pendingWords(stack: string, { mode, operations }: Pending): string[] {
  if (operations.length === 0) return [];
  const lines = operations.map(({ kind, urn }) => `  - ${kind} ${typeOf(urn)} "${nameOf(urn)}"`);
  return [
    [
      "An earlier run broke off while it was",
      ...lines,
      "Whether that was done, no state knows, so nothing is applied before it is resolved.",
      ...(mode === "offline" ? offlineWords(stack) : liveWords(stack, operations)),
    ].join("\n"),
  ];
}

function offlineWords(stack: string): string[] {
  return [
    "Offline, nothing real was begun, so there is nothing to look for. Resolve it with",
    `  eval "$(npm run --silent env)" && pulumi refresh -s ${stack} --clear-pending-creates --yes`,
  ];
}

function liveWords(stack: string, operations: readonly PendingOperation[]): string[] {
  const creating = operations.filter(({ kind }) => kind === "creating");
  const look = "Look at the service itself whether it is there, by what `npm run preview` shows of it.";
  const ways = creating.map(
    ({ urn }) => `  pulumi refresh -s ${stack} --import-pending-creates '${urn}' --import-pending-creates ID`,
  );
  return [
    look,
    ...(creating.length > 0 ? ["Where it is there, give its id:", ...ways, "Where nothing was made:"] : ["Then:"]),
    `  pulumi refresh -s ${stack}${creating.length > 0 ? " --clear-pending-creates" : ""}`,
    "More in docs/going-live.md, “When a run broke off”.",
  ];
}
