import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { type RoleOptions, role } from "../../../commands/role/role.ts";
import { addDays } from "../../../model/dates.ts";
import { loadRegister } from "../../../model/load.ts";
import { type RegisterId, registerIds } from "../../../model/register.ts";
import { allGrants, isActive } from "../../../policies/rules/grants.ts";
import { gatehouse, root } from "../cli.ts";
import { ownRegister, putShipped, refusedOf } from "../own-register.ts";

const { head, registers } = loadRegister(join(root, "register"));
const { asOf } = head;
let folder: string;

beforeEach(() => {
  folder = ownRegister();
});

const kinds = ["people", "grants", "root-grants", "vulnerabilities"];
const texts = () =>
  registerIds.flatMap((id) =>
    kinds.map((kind) => {
      try {
        return readFileSync(join(folder, id, `${kind}.yaml`), "utf8");
      } catch {
        return "";
      }
    }),
  );
const refusedIn = (id: RegisterId, day = asOf) => refusedOf(folder, id, day);
const change = (person: string, options: Partial<RoleOptions>) =>
  role(person, { register: folder, write: true, ...options }, asOf);
const by = { approvedBy: "system-owner", createdBy: "admin-1" };

test("an engineer becomes an administrator: one role goes, one comes, and the change is dated", () => {
  const { report, exitCode } = change("engineer-1", {
    give: ["github/administrator"],
    take: ["github/engineer"],
    ...by,
  });
  expect(exitCode).toBe(0);
  const { notify } = loadRegister(folder).registers;
  expect(notify.people["engineer-1"]?.roleChangedOn).toBe(asOf);
  expect(notify.grants.github?.engineer?.find(({ person }) => person === "engineer-1")?.revokedOn).toBe(asOf);
  expect(notify.grants.github?.administrator?.at(-1)).toEqual({
    ...{ person: "engineer-1", approvedBy: "system-owner", approvedOn: asOf, createdBy: "admin-1", createdOn: asOf },
  });
  expect(refusedIn("notify")).toEqual([]);
  expect(report).toContain("GitHub: Engineers: taken away by hand, where no stack does it");
  expect(report).toContain("npm run codeowners");
});

test("what else they hold is to be looked at within 14 days, unless it was: day before, the day, the day after", () => {
  const last = addDays(asOf, 14);
  const { report } = change("devops-1", { take: ["cloud-gov/space-manager@notify-demo"] });
  expect(report).toContain(`by ${last}: notify/grants/aws-staging/devops-engineer/devops-1`);
  const late = (day: string) => refusedIn("notify", day).filter(({ rule }) => rule === "notify-leavers-out").length;
  expect([late(addDays(last, -1)), late(last)]).toEqual([0, 0]);
  expect(late(addDays(last, 1))).toBeGreaterThan(0);
  const keep = ["aws-staging/devops-engineer", "cloud-gov/space-manager", "cloud-gov/space-developer"];
  expect(change("devops-1", { keep }).report).not.toContain("To do thereafter");
  expect(late(addDays(last, 1))).toBe(0);
});

test("one more role alone is no change of role", () => {
  change("engineer-4", { give: ["cloud-gov/space-developer@notify-staging"], ...by });
  expect(loadRegister(folder).registers.notify.people["engineer-4"]).toEqual(registers.notify.people["engineer-4"]);
});

test("a role in one place goes, and stays in another", () => {
  change("devops-1", { take: ["cloud-gov/space-manager@notify-demo"] });
  const held = allGrants(loadRegister(folder).registers.notify).filter(
    ({ role: one, grant }) => one === "space-manager" && grant.person === "devops-1" && isActive(grant, asOf),
  );
  expect(held.map(({ grant }) => grant.space)).toEqual(["notify-staging"]);
});

test("whoever works for somebody else: employment follows where there is but one", () => {
  expect(change("engineer-2", { organisation: "pbs", keep: ["github/engineer"] }).exitCode).toBe(0);
  expect(loadRegister(folder).registers.notify.people["engineer-2"]).toMatchObject({
    ...{ organisation: "pbs", employment: "pbs-fed", roleChangedOn: asOf },
  });
  expect(refusedIn("notify")).toEqual([]);
});

test("a developer's root moves from one server to another", () => {
  const options = {
    giveRoot: ["cove-live-ocds"],
    takeRoot: ["toucan"],
    reason: "Deploys it",
    grantedBy: "ocp-owner-1",
  };
  expect(change("ods-developer-1", options).exitCode).toBe(0);
  const { rootGrants } = loadRegister(folder).registers.ocp;
  expect(rootGrants.toucan?.[0]?.revokedOn).toBe(asOf);
  expect(rootGrants["cove-live-ocds"]?.at(-1)).toMatchObject({
    person: "ods-developer-1",
    basis: "developer",
    grantedOn: asOf,
  });
  expect(refusedIn("ocp")).toEqual([]);
});

describe("what a rule refuses is not written", () => {
  test.each<[string, string, Partial<RoleOptions>, string]>([
    [
      "an administrator who keeps what only they may have",
      "admin-1",
      { take: ["github/administrator"], successor: "admin-2" },
      "NOTIFY-ROLE-3",
    ],
    [
      "open vulnerabilities of theirs",
      "admin-1",
      { take: ["github/administrator", "cloud-gov/org-manager"] },
      "its owner admin-1 is no Administrator",
    ],
    [
      "a federal engineer goes to an agency",
      "engineer-1",
      { organisation: "agency-1" },
      "the employment of engineer-1 is agency-partner",
    ],
    ["nobody approved it", "engineer-1", { give: ["github/administrator"] }, "system-owner has to approve it"],
  ])("%s", (_, person, options, words) => {
    const before = texts();
    const { report, exitCode } = change(person, options);
    expect(exitCode).toBe(1);
    expect(texts()).toEqual(before);
    expect(report).toContain(words);
  });

  test.each<[string, string, Partial<RoleOptions>, string]>([
    ["somebody unknown", "enginer-1", { take: ["github/engineer"] }, "is not in"],
    ["what they do not hold", "engineer-1", { take: ["github/administrator"] }, "does not hold github/administrator"],
    [
      "what they do not hold there",
      "devops-1",
      { keep: ["cloud-gov/space-manager@notify-production"] },
      "does not hold",
    ],
    ["what they hold already", "engineer-1", { give: ["github/engineer"], ...by }, "holds github/engineer already"],
    [
      "root that they do not have",
      "ods-developer-1",
      { takeRoot: ["cove-live-ocds"] },
      "has no root on cove-live-ocds",
    ],
    ["somebody who left", "engineer-3", { give: ["github/engineer"], ...by }, "npm run join -- engineer-3"],
    ["another's address", "engineer-1", { email: "engineer-2@example.gov" }, "is that of engineer-2"],
    ["nothing", "engineer-1", {}, "Say what changes"],
    ["a day to come", "engineer-1", { on: "2099-01-01", take: ["github/engineer"] }, "is still to come"],
    ["themselves as successor", "admin-1", { take: ["github/administrator"], successor: "admin-1" }, "is nobody else"],
  ])("bad input: %s", (_, person, options, message) => {
    const before = texts();
    expect(() => change(person, options)).toThrow(message);
    expect(texts()).toEqual(before);
  });
});

test("whoever changes to whatever: what is written is clean, or it is said what is refused and who has to be named", () => {
  const people = registerIds.flatMap((id) =>
    Object.entries(registers[id].people).flatMap(([person, { leftOn }]) =>
      leftOn === undefined ? [{ id, person }] : [],
    ),
  );
  const asked = fc.constantFrom(...people).chain(({ id, person }) => {
    const held = allGrants(registers[id])
      .filter(({ grant }) => grant.person === person && isActive(grant, asOf))
      .map(({ system, role: one }) => `${system}/${one}`);
    const all = Object.entries(registers[id].systems).flatMap(([system, { roles }]) =>
      Object.keys(roles).map((one) => `${system}/${one}${system === "cloud-gov" ? "@notify-staging" : ""}`),
    );
    const others = all.filter((each) => !held.some((one) => each.startsWith(one)));
    return fc.record({
      ...{ id: fc.constant(id), person: fc.constant(person) },
      take: fc.subarray(held),
      give: others.length === 0 ? fc.constant([]) : fc.subarray(others, { maxLength: 1 }),
      approvedBy: fc.constantFrom("system-owner", "admin-1", undefined),
      createdBy: fc.constantFrom("admin-1", "admin-2", undefined),
      successor: fc.constantFrom(undefined, ...(id === "notify" ? ["admin-1", "admin-2"] : [])),
    });
  });
  fc.assert(
    fc.property(asked, ({ id, person, ...options }) => {
      putShipped(folder);
      const before = texts();
      let done: ReturnType<typeof role>;
      try {
        done = change(person, { github: registers[id].people[person]?.github ?? `new-${person}`, ...options });
      } catch (error) {
        expect(String(error)).toMatch(/BadInput: (?:Say what changes|--successor|--\w+-by)/);
        expect(texts()).toEqual(before);
        return;
      }
      if (done.exitCode === 0) {
        expect(refusedIn(id)).toEqual([]);
        return;
      }
      expect(texts()).toEqual(before);
      expect(done.report).toMatch(/\n(?:Refused:|Somebody has to do it first, and be named:)\n/);
    }),
    { numRuns: 10 },
  );
}, 300_000);

test("the command line: nothing is written without --write, and exit codes", async () => {
  const run = (...args: string[]) => gatehouse(["role", ...args, "--register", folder]);
  const before = texts();
  expect((await run("engineer-1", "--take", "github/engineer")).exitCode).toBe(0);
  expect(texts()).toEqual(before);
  expect((await run("engineer-1", "--give", "github/administrator", "--write")).exitCode).toBe(1);
  expect((await run("engineer-1", "--take", "github/administrator", "--write")).exitCode).toBe(2);
  expect(texts()).toEqual(before);
  expect((await run("engineer-1", "--take", "github/engineer", "--write")).exitCode).toBe(0);
  expect(texts()).not.toEqual(before);
}, 60_000);
