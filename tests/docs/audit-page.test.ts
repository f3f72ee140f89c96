import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadRegister } from "../../model/load.ts";
import { everyServer } from "../../model/schema/access.ts";
import { writeReading } from "../commands/audit/readings.ts";
import { gatehouse, newFolder, root } from "../commands/cli.ts";
import { ownRegister } from "../commands/own-register.ts";

/** The console blocks of the quarter that docs/audit.md tells: each command with what it prints of what is shown. */
function told(): { readonly command: string; readonly printed: readonly string[] }[] {
  const page = readFileSync(join(root, "docs/audit.md"), "utf8");
  const quarter = page.slice(page.indexOf("## One quarter"));
  return [...quarter.matchAll(/```console\n\$ (?<command>(?:.*\\\n)*.*)\n(?<printed>[\s\S]*?)```/g)].map(
    ({ groups }) => ({
      command: (groups?.command ?? "").replaceAll(/\\\n\s*/g, ""),
      printed: (groups?.printed ?? "").split("\n").filter((line) => line !== "" && line !== "…"),
    }),
  );
}

/** Words of a command as a shell takes them, without `npm run`. */
const words = (command: string) =>
  [
    ...command
      .replace(/^npm run /, "")
      .replace(" -- ", " ")
      .matchAll(/"([^"]*)"|(\S+)/g),
  ].map(([, quoted, plain]) => quoted ?? plain ?? "");

/** What Redash and the servers print at the end of the quarter: one account was forgotten, and one key left; or neither, once it is mended. */
function readingsOf(register: string, mended = false): string {
  const { people, servers, rootGrants } = loadRegister(register).registers.ocp;
  const everyone = { id: 2, name: "default" };
  const user = (id: string, groups: readonly object[], number: number) => ({
    ...{ id: number, name: people[id]?.name, email: people[id]?.email, groups, created_at: "2024-02-05T09:30:00Z" },
    ...{ active_at: "2026-11-20T08:00:00Z", is_disabled: false, is_invitation_pending: false },
  });
  const admin = { id: 1, name: "admin" };
  const users = [
    ...["ocp-owner-1", "ocp-analyst-1", ...(mended ? [] : ["ods-developer-1"])].map((id, at) =>
      user(id, [admin, everyone], at + 1),
    ),
    ...["ocp-analyst-2", "ocp-analyst-3", "ocp-analyst-4"].map((id, at) => user(id, [everyone], at + 4)),
  ];
  const from = writeReading(
    {
      "users.json": { count: users.length, page: 1, page_size: 250, results: users },
      "groups.json": [
        { ...admin, type: "builtin", permissions: ["admin", "super_admin"] },
        { ...everyone, type: "builtin", permissions: ["view_query"] },
      ],
      "session.json": { org_slug: "default", client_config: { basePath: "https://redash.open-contracting.org" } },
      "reading.yaml": "readAt: 2026-11-29T06:00:00Z\n",
    },
    "ocp/redash",
  );
  const keysOn = (server: string) =>
    [...(rootGrants[everyServer] ?? []), ...(rootGrants[server] ?? [])]
      .filter(
        ({ revokedOn, person }) =>
          revokedOn === undefined || (server === "kingfisher-process1" && person === "cds-developer-1" && !mended),
      )
      .flatMap(({ person }) => people[person]?.sshKeys ?? []);
  const salt = Object.fromEntries(Object.keys(servers).map((id) => [id, `${keysOn(id).join("\n")}\n`]));
  writeReading({ "salt.json": salt, "reading.yaml": "readAt: 2026-11-29T06:00:00Z\n" }, "ocp/root", from);
  return from;
}

test("the quarter that docs/audit.md tells goes as it says", async () => {
  const register = ownRegister();
  let from: string | undefined;
  const steps = told();
  expect(steps.length).toBeGreaterThanOrEqual(5);
  for (const { command, printed } of steps) {
    const isAudit = command.includes(" audit ");
    if (isAudit) from ??= readingsOf(register);
    const given = words(command).map((word) => (word === "readings" && from !== undefined ? from : word));
    const { stdout, stderr } = await gatehouse([...given, "--register", register], { cwd: newFolder() });
    const said = `${stdout}\n${stderr}`.replaceAll(from ?? "\0", "readings").replaceAll(register, "register");
    for (const line of printed)
      expect(
        said.split("\n").map((each) => each.trim()),
        `${command}\n${said}`,
      ).toContain(line.trim());
  }
  const mended = ["audit", "redash", "root", "--from", readingsOf(register, true), "--as-of", "2026-11-29"];
  expect((await gatehouse([...mended, "--register", register])).exitCode).toBe(0);
});
