import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { withLeaving } from "../../../commands/leave/edits.ts";
import { leave } from "../../../commands/leave/leave.ts";
import { loadRegister } from "../../../model/load.ts";
import { registerIds } from "../../../model/register.ts";
import { BadInput } from "../../../toolchain/bad-input.ts";
import { root } from "../cli.ts";
import { ownRegister, putShipped, refusedOf } from "../own-register.ts";

const { head, registers } = loadRegister(join(root, "register"));
const { asOf } = head;
let folder: string;

beforeEach(() => {
  folder = ownRegister();
});

const refusedIn = (id: (typeof registerIds)[number]) => refusedOf(folder, id, asOf);
const people = registerIds.flatMap((id) =>
  Object.entries(registers[id].people).flatMap(([person, { leftOn }]) =>
    leftOn === undefined ? [{ id, person }] : [],
  ),
);

/** Has somebody leave, and the successor follow whom the report names; says whether one had to. */
function leaves(id: (typeof registerIds)[number], person: string): boolean {
  const texts = () => registerIds.map((each) => readFileSync(join(folder, each, "people.yaml"), "utf8")).join();
  const before = texts();
  const { report, exitCode } = leave(person, { register: folder, leave: asOf, write: true });
  if (exitCode === 0) {
    expect(refusedIn(id), person).toEqual([]);
    expect(loadRegister(folder).registers[id].people[person]?.leftOn).toBe(asOf);
    return false;
  }
  expect(texts(), person).toBe(before);
  expect(report, person).toContain("Somebody has to follow first");
  const successor = /--successor (\S+?)(?:,|$)/m.exec(report)?.[1];
  if (successor === undefined) return true;
  expect(leave(person, { register: folder, leave: asOf, write: true, successor }).exitCode, person).toBe(0);
  expect(refusedIn(id), person).toEqual([]);
  return true;
}

test("whoever leaves: what is written is clean, or it is said who has to follow first; most leave without more ado", () => {
  const stuck = people.filter(({ id, person }) => {
    putShipped(folder);
    return leaves(id, person);
  });
  expect(stuck.map(({ person }) => person)).toEqual(expect.arrayContaining(["admin-1", "system-owner", "partner-1"]));
  expect(stuck.length).toBeLessThan(people.length / 2);
}, 300_000);

test("days on record stay, and nobody is made up", () => {
  const say = (person: string, successor?: string) => () =>
    leave(person, { register: folder, leave: asOf, ...(successor !== undefined && { successor }) });
  expect(say("engineer-3")).toThrow(BadInput);
  expect(say("nobody-1")).toThrow(BadInput);
  expect(say("admin-1", "admin-1")).toThrow(BadInput);
  expect(say("admin-1", "nobody-1")).toThrow(BadInput);
});

describe("the text of a file keeps all else", () => {
  const leaving = { person: "joe", leftOn: "2026-05-01", endsOn: "2026-05-02", successor: "ann" };

  test("comments, order and the way of writing", () => {
    const grants =
      "# Who\ngithub:\n  engineer:\n    - person: joe # the first\n      createdOn: 2026-01-01 # then\n    # Next\n    - { person: joe, createdOn: 2026-01-01 }\n    - person: ann\n      createdOn: 2026-01-01\n    - person: joe\n      createdOn: 2025-01-01\n      revokedOn: 2025-02-01";
    expect(withLeaving("grants", grants, leaving)).toBe(
      grants
        .replace("# then\n", "# then\n      revokedOn: 2026-05-02\n")
        .replace("2026-01-01 }", "2026-01-01, revokedOn: 2026-05-02 }"),
    );
  });

  test("after a list, and at the end of the file", () => {
    const entry = "joe:\n  name: Joe\n  sshKeys:\n    - a b joe\n";
    expect(withLeaving("people", entry, leaving)).toBe(`${entry}  leftOn: 2026-05-01\n`);
    expect(withLeaving("people", "joe:\n  name: Joe", leaving)).toBe("joe:\n  name: Joe\n  leftOn: 2026-05-01");
  });

  test("what they own goes to who follows, closed vulnerabilities stay", () => {
    const list = "a:\n  owner: joe # here\nb:\n  owner: joe\n  closedOn: 2026-04-01\nc:\n  owner: ann\n";
    expect(withLeaving("vulnerabilities", list, leaving)).toBe(list.replace("joe # here", "ann # here"));
    expect(withLeaving("vulnerabilities", list, { ...leaving, successor: undefined })).toBe(list);
  });

  test.each([
    ["recipients:\n      - joe\n      - bob\n", "recipients:\n      - ann\n      - bob\n", "ann"],
    ["recipients:\n      - joe\n      - ann\n", "recipients:\n      - ann\n", "ann"],
    ["recipients: [bob, joe]\n", "recipients: [bob]\n", undefined],
    ["recipients: [joe, bob]\n", "recipients: [bob]\n", undefined],
    ["recipients: [joe]\n", "recipients: [joe]\n", undefined],
  ])("recipients: %j", (before, after, successor) => {
    const service = (text: string) => `web:\n  sentry:\n    ${text}`;
    expect(withLeaving("services", service(before), { ...leaving, successor })).toBe(service(after));
  });
});
