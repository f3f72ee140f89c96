import { expect, test } from "vitest";
import { parse } from "yaml";
import { proposalsOf, proposalWords } from "../../../commands/audit/propose.ts";
import {
  admin,
  comparing,
  day,
  type Given,
  key,
  keys,
  member,
  readingOf,
  register,
} from "../../policies/rules/reality/cases.ts";

const ada: Given = { who: "ada@open-contracting.org", has: [member, admin] };
const bo: Given = { who: "bo@open-contracting.org" };
const words = (given: readonly Given[], system = "redash", of = register, more = {}) =>
  proposalWords([proposalsOf(comparing(system, readingOf(given, more), { of }), day)]);
/** The entries, as they would be read. */
const entries = (lines: readonly string[]) =>
  parse(
    lines
      .slice(
        0,
        lines.findIndex((line) => line.startsWith("At ")),
      )
      .join("\n"),
  );

test("what agrees needs nothing", () => {
  expect(words([ada, bo])).toEqual(["The register and what was read agree: there is nothing to propose."]);
});

test("somebody unknown becomes a person and a grant, with what only people know left open", () => {
  const lines = words([
    ada,
    bo,
    {
      who: "New.One@open-contracting.org",
      has: [admin],
      since: "2026-11-02",
      identity: { emails: ["New.One@open-contracting.org"], name: "New One" },
    },
  ]);
  expect(entries(lines)).toEqual({
    "new-one": { name: "New One", email: "New.One@open-contracting.org", joinedOn: "2026-11-02" },
    redash: { admin: [{ person: "new-one", createdOn: "2026-11-02" }] },
  });
  expect(lines).toContain("# register/ocp/people.yaml");
  expect(lines).toContain("# new-one: open are organisation (), employment");
  expect(lines).toContain("  [ ] close the account New.One@open-contracting.org (New One) (member of the group admin)");
});

test("somebody known gets the role that they have, or loses it there", () => {
  const lines = words([ada, { ...bo, has: [member, admin] }]);
  expect(entries(lines)).toEqual({ redash: { admin: [{ person: "bo", createdOn: day }] } });
  expect(lines).toContain("  [ ] take from bo@open-contracting.org: member of the group admin");
});

test("whoever may be somebody is asked about, and an id that is taken is not taken again", () => {
  const lines = words([ada, bo, { who: "ada@example.org" }]);
  expect(lines.join("\n")).toContain("ada-2:");
  expect(lines.join("\n")).toContain("or is it ada (its address is ada@example.org)?");
});

test("a leaver is closed and not entered, and a key is taken off", () => {
  const of = {
    ...register,
    people: { ...register.people, bo: { ...register.people.bo, leftOn: "2026-10-01" } },
  } as typeof register;
  expect(words([ada, bo], "redash", of).join("\n")).toContain("No entry would make the register say what is so.");
  expect(words([ada, bo], "redash", of)).toContain(
    "  [ ] close the account bo@open-contracting.org (member of the group default)",
  );
  const root = words([key(keys.ada, "toucan"), key(keys.bo, "docs")], "root");
  expect(entries(root)).toEqual({ docs: [{ person: "bo", basis: "developer", grantedOn: day }] });
  expect(root.join("\n")).toMatch(/take the key SHA256:\S+ off \(root on docs\)/);
});

test("who is listed and not there is given it, or not listed; of a reading in part nobody is", () => {
  const line = "  [ ] give bo member, or enter revokedOn at ocp/grants/redash/member/bo";
  expect(words([ada])).toContain(line);
  const fault = { at: { file: "users.json", keys: [] }, problem: "is cut" };
  expect(words([ada], "redash", register, { faults: [fault] })).not.toContain(line);
});
