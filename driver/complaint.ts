import { fileURLToPath } from "node:url";
import { shellQuote } from "../toolchain/engine/write-files.ts";
import type { Setting } from "./setting.ts";

type Where = Pick<Setting, "mode" | "backend">;

/**
 * What the engine complained of, in words that lead out of it: its own advice speaks to the backend that the user happens
 * to be logged in to. What is not known here is given as it is.
 */
export function complaintInWords(complaint: string, stack: string, where: Where): string {
  if (/currently locked by|Another update is currently in progress/i.test(complaint)) {
    return lockedWords(complaint, stack, where);
  }
  if (
    /unexpected end of JSON input|invalid character .* looking for|could not (?:deserialize|unmarshal)/i.test(complaint)
  ) {
    return unreadableWords(complaint, stack, where);
  }
  return complaint;
}

function lockedWords(complaint: string, stack: string, { mode, backend }: Where): string {
  const owners = complaint.split("\n").filter((line) => /created by .*\(pid \d+\)/.test(line));
  const files = owners.flatMap((line) => /file:\/\/\S+\.json/.exec(line) ?? []);
  const wait = [`Another run is at work on ${stack}, or was ended before it could give back its lock.`, ...owners];
  if (mode === "offline") {
    const free = files.map((url) => `  rm ${shellQuote(fileURLToPath(url))}`);
    return [...wait, "Wait for it. If it ran on another machine and is no more, take its lock away:", ...free].join(
      "\n",
    );
  }
  return [
    ...wait,
    "Wait for it. If its process is no more, free the stack in this very backend, and preview it before anything else:",
    `  ${backend === "" ? "" : `PULUMI_BACKEND_URL=${shellQuote(backend)} `}pulumi cancel --stack ${stack}`,
    `  npm run preview -- ${stack} --live`,
    "More in docs/going-live.md, “When a run broke off”.",
  ].join("\n");
}

function unreadableWords(complaint: string, stack: string, { backend }: Where): string {
  return [
    complaint,
    `The state of ${stack} in ${backend || "your backend"} cannot be read: it may be cut off, by a run that was killed or a full disk.`,
    `Bring back the version before it (.pulumi/backups of the backend, or the versions that its bucket keeps), and preview ${stack} before anything else.`,
  ].join("\n");
}
