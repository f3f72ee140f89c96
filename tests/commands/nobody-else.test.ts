import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { join as joining } from "../../commands/join/join.ts";
import { leave } from "../../commands/leave/leave.ts";
import { role } from "../../commands/role/role.ts";
import { importVulnerabilities } from "../../commands/vulnerabilities/import.ts";
import { who } from "../../commands/who/who.ts";
import { loadRegister } from "../../model/load.ts";
import { registerIds } from "../../model/register.ts";
import { newFolder, root } from "./cli.ts";
import { ownRegister } from "./own-register.ts";

const { head, registers } = loadRegister(join(root, "register"));
let folder: string;

beforeEach(() => {
  folder = ownRegister();
});

function messageOf(act: () => unknown): string {
  try {
    act();
    return "";
  } catch (error) {
    return String(error);
  }
}

/** Somebody, some organisation or some account whose id has one letter more than it had. */
const renamed = registerIds.flatMap((id) =>
  (["people", "organisations", "serviceAccounts"] as const).flatMap((kind) =>
    Object.keys(registers[id][kind]).map((entry) => ({
      id,
      entry,
      file: kind === "serviceAccounts" ? "service-accounts" : kind,
    })),
  ),
);

test.each(renamed)("whoever renames $entry of $id is offered nobody else", ({ id, entry, file }) => {
  const path = join(folder, id, `${file}.yaml`);
  const before = readFileSync(path, "utf8");
  const after = before.replace(new RegExp(`^${entry}:`, "m"), `${entry}x:`);
  expect(after).not.toBe(before);
  writeFileSync(path, after);
  expect(messageOf(() => loadRegister(folder))).not.toContain("did you mean");
});

test("a role that is mistyped in the grants is not guessed", () => {
  const path = join(folder, "notify/grants.yaml");
  writeFileSync(path, readFileSync(path, "utf8").replace("  administrator:", "  administratr:"));
  const message = messageOf(() => loadRegister(folder));
  expect(message).toContain("`github` has no role `administratr`; it has administrator, engineer, isso");
  expect(message).not.toContain("did you mean");
});

test("no command offers another person", () => {
  const { asOf } = head;
  const alerts = join(newFolder(), "alerts.json");
  writeFileSync(alerts, "[]");
  const messages = [
    () => who("enginer-1", { register: folder }),
    () => leave("enginer-1", { register: folder, leave: asOf }),
    () => leave("engineer-1", { register: folder, leave: asOf, successor: "enginer-2" }),
    () => role("enginer-1", { register: folder, take: ["github/engineer"] }, asOf),
    () => role("engineer-1", { register: folder, give: ["github/administrator"], approvedBy: "system-ownr" }, asOf),
    () => joining("new-1", { register: folder, organisation: "pbss" }, asOf),
    () => importVulnerabilities({ register: folder, owner: "admn-1", dependabot: alerts }),
  ].map(messageOf);
  for (const message of messages) {
    expect(message).not.toBe("");
    expect(message).not.toContain("did you mean");
  }
});
