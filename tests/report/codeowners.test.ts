import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { loadRegister } from "../../model/load.ts";
import type { Register } from "../../model/register.ts";
import { codeowners } from "../../report/codeowners.ts";
import { rooms } from "../rooms.ts";

const { registers, head } = loadRegister("register");
const asOf = head.asOf;

/** The shipped registers with some people changed. */
function withPeople(id: "ocp" | "notify", change: (people: Record<string, object>) => void): typeof registers {
  const people = structuredClone(registers[id].people) as Record<string, object>;
  change(people);
  return { ...registers, [id]: { ...registers[id], people } as Register };
}

/** Who owns a file, as GitHub finds out: by the last line that matches. */
function ownersOf(path: string, text = codeowners(registers, asOf)): string[] {
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  const matching = lines
    .map((line) => line.split(/\s+/))
    .filter(
      ([pattern = ""]) =>
        pattern === "*" || (pattern.endsWith("/") ? `/${path}`.startsWith(pattern) : `/${path}` === pattern),
    );
  return matching.at(-1)?.slice(1) ?? [];
}

const ocp = ["@ocp-owner-1", "@ocp-owner-2"];
const notify = ["@notify-admin-1", "@notify-admin-2"];

test("the committed file is as the register has it; `npm run codeowners` writes it", () => {
  expect(readFileSync(".github/CODEOWNERS", "utf8")).toBe(codeowners(registers, asOf));
});

test("every room that decides what a run says has its line", () => {
  const text = codeowners(registers, asOf);
  expect(rooms.filter((room) => room !== "soak" && !text.includes(`\n/${room}/ `))).toEqual([]);
});

test.each([
  ["register/ocp/servers.yaml", ocp],
  ["register/ocp/root-grants.yaml", ocp],
  ["register/notify/credentials.yaml", notify],
  ["register/notify/credentials/aws.yaml", notify],
  ["policies/rules/index.ts", [...ocp, ...notify]],
  ["policies/packs/ocp/pack.ts", [...ocp, ...notify]],
  [".github/CODEOWNERS", [...ocp, ...notify]],
  [".github/workflows/apply.yml", [...ocp, ...notify]],
  ["verdict/gate.ts", [...ocp, ...notify]],
  ["Pulumi.ocp.yaml", [...ocp, ...notify]],
  ["register/register.yaml", [...ocp, ...notify]],
])("%s is approved by %j", (path, owners) => {
  expect(ownersOf(path)).toEqual(owners);
});

test.each([
  ["register/ocp/people.yaml", ocp],
  ["register/ocp/organisations.yaml", ocp],
  ["register/ocp/waivers.yaml", ocp],
  ["register/notify/people.yaml", notify],
  ["register/notify/grants.yaml", notify],
  ["register/notify/systems.yaml", notify],
  ["register/notify/waivers.yaml", notify],
  ["register/ocp/people/owners.yaml", ocp],
  ["register/ocp/organisations/acme.yaml", ocp],
  ["register/ocp/waivers/2026.yaml", ocp],
  ["register/notify/people/administrators.yaml", notify],
  ["register/notify/grants/github.yaml", notify],
  ["register/notify/systems/github.yaml", notify],
  ["register/notify/waivers/2026.yaml", notify],
])("%s, which decides who approves or what is let pass, is not approved by those whom it is about", (path, own) => {
  const owners = ownersOf(path);
  expect(owners.length).toBeGreaterThanOrEqual(2);
  expect(owners.filter((owner) => own.includes(owner))).toEqual([]);
});

test("somebody who has left approves to the last day, and no longer", () => {
  const with3 = (leftOn: string) =>
    withPeople("ocp", (people) => {
      people["ocp-analyst-1"] = { ...people["ocp-analyst-1"], github: "ocp-analyst-1", leftOn };
    });
  expect(codeowners(with3(asOf), asOf)).toContain("@ocp-analyst-1");
  expect(codeowners(with3("2026-11-22"), asOf)).not.toContain("@ocp-analyst-1");
});

test("a revoked Administrator approves nothing", () => {
  const grants = structuredClone(registers.notify.grants) as Record<string, Record<string, object[]>>;
  grants.github?.administrator?.push({ person: "isso-1", createdOn: "2026-01-01", revokedOn: "2026-02-01" });
  const notifyRegister = { ...registers.notify, grants } as unknown as Register;
  expect(codeowners({ ...registers, notify: notifyRegister }, asOf)).not.toContain("isso");
});

test.each([
  ["ocp", "ocp-owner-2"],
  ["notify", "admin-2"],
] as const)("where %s has one approver left, nothing is written", (id, person) => {
  const fewer = withPeople(id, (people) => {
    const { github: _, ...rest } = people[person] as { github?: string };
    people[person] = rest;
  });
  expect(() => codeowners(fewer, asOf)).toThrow(
    `register/${id}/people.yaml: 1 of those who approve have a GitHub login`,
  );
});
