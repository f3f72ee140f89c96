import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { newFolder } from "../cli.ts";

export const day = "2026-11-28";
const user = (login: string) => ({ login, type: "User" });
export const repositories = ["notifications-api", "notifications-admin", "usnotify-ssb", "ttsnotify-brokerpak-sms"];

/** What GitHub prints where all is as the shipped register has it. */
export const asListed: Readonly<Record<string, unknown>> = {
  "reading.yaml": `readAt: ${day}T06:00:00Z\nby: gh 2.80\n`,
  "organization.json": { login: "GSA" },
  "owners.json": [[user("notify-admin-1")]],
  "members.json": [
    ["notify-admin-2", "notify-isso-1", "notify-engineer-1", "notify-engineer-2", "notify-engineer-4"].map(user),
  ],
  "outside-collaborators.json": [[]],
  "teams.json": [["notify-administrators", "notify-engineers", "notify-isso"].map((slug) => ({ slug }))],
  "teams/notify-administrators.json": [["notify-admin-1", "notify-admin-2"].map(user)],
  "teams/notify-engineers.json": [["notify-engineer-1", "notify-engineer-2", "notify-engineer-4"].map(user)],
  "teams/notify-isso.json": [[user("notify-isso-1")]],
  "installations.json": { total_count: 0, installations: [] },
  "invitations.json": [[]],
  ...Object.fromEntries(
    repositories.flatMap((name) =>
      ["collaborators", "keys"].map((file) => [`repositories/${name}/${file}.json`, [[]]]),
    ),
  ),
};

/** Writes the files of one system below a folder of readings; `undefined` leaves one out. */
export function writeReading(
  files: Readonly<Record<string, unknown>>,
  system = "notify/github",
  from = newFolder(),
): string {
  for (const [name, content] of Object.entries(files)) {
    if (content === undefined) continue;
    const path = join(from, system, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  }
  return from;
}
