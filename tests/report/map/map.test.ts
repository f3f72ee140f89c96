import { stripVTControlCharacters } from "node:util";
import { describe, expect, test } from "vitest";
import type { Register } from "../../../model/register.ts";
import { registerMap } from "../../../report/map/map.ts";
import { textMap } from "../../../report/map/text.ts";
import { asOf, changed, notifyPerson, notifyRegister, ocpRegister } from "../../policies/compliant.ts";

const nowhere = () => undefined;

function mapOf(change: { readonly ocp?: Register; readonly notify?: Register } = {}) {
  return registerMap({ registers: { ocp: ocpRegister, notify: notifyRegister, ...change }, locate: nowhere }, asOf);
}

const heldBy = (person: string, map = mapOf()) => map.people.find((each) => each.person === person);

const waysOf = (person: string, map = mapOf()) =>
  map.paths.filter((each) => each.person === person).map(({ role, through, to }) => [role, through.join("; "), to]);

describe("what people hold", () => {
  test("everybody is there once, with what they were given, since when and by whom", () => {
    const { people } = mapOf();
    const everybody = [ocpRegister, notifyRegister].flatMap((register) => Object.keys(register.people).sort());
    expect(people.map(({ person }) => person)).toEqual(everybody);
    const [grant] = ocpRegister.rootGrants.toucan ?? [];
    expect(heldBy("ods-developer-1")?.held).toContainEqual(
      expect.objectContaining({
        system: "Servers",
        what: "root on toucan.default.opencontracting.uk0.bigv.io, as developer",
        since: grant?.grantedOn,
        by: grant?.grantedBy,
      }),
    );
  });

  test("what lapses unless it is used says until when", () => {
    const held = heldBy("ods-developer-1")?.held.find(({ system }) => system === "Servers");
    expect(held?.lapses?.unless).toMatch(/^deploy to toucan, or give up root on it/);
    expect(held?.lapses?.on).toMatch(/^\d{4}-\d\d-\d\d$/);
  });

  test("an end that is known is told, whichever comes first: that of the role, or the person's last day", () => {
    const register = changed(notifyRegister, ({ people, grants }) => {
      people.going = { ...notifyPerson("going"), leftOn: "2027-03-01" };
      grants.application.user = [
        { person: "going", createdOn: "2024-01-15" },
        { person: "going", createdOn: "2024-01-15", revokedOn: "2027-02-01", team: "x" },
      ];
    });
    const map = mapOf({ notify: register });
    expect(heldBy("going", map)?.held.map(({ until }) => until)).toEqual(["2027-03-01", "2027-02-01"]);
    expect(map.ends.map(({ person, on }) => [person, on])).toEqual([
      ["going", "2027-02-01"],
      ["going", "2027-03-01"],
    ]);
  });

  test("who left is there only as long as something is open", () => {
    const register = changed(notifyRegister, ({ people, grants }) => {
      people.gone = { ...notifyPerson("gone"), leftOn: asOf };
      people.late = { ...notifyPerson("late"), leftOn: asOf };
      grants.application.user = [{ person: "late", createdOn: "2024-01-15" }];
    });
    const map = mapOf({ notify: register });
    expect(heldBy("gone", map)).toBeUndefined();
    expect(heldBy("late", map)?.held).toHaveLength(1);
    expect(textMap(map, 1000)).toContain("late left and still holds something");
  });
});

describe("the ways to what runs", () => {
  test("root on a server, by their key; a place where errors are sent to is no way", () => {
    const server = "toucan.default.opencontracting.uk0.bigv.io";
    expect(waysOf("ods-developer-1")).toContainEqual([`root on ${server}`, "their SSH key", server]);
  });

  test("a role in an environment's account, merging into its branch, and credentials that a role opens", () => {
    const ways = waysOf("admin-2");
    expect(ways.some(([, through]) => through === "their login")).toBe(true);
    expect(ways.some(([role, through]) => role?.endsWith("on GitHub") && through?.includes("merging into"))).toBe(true);
    const credentials = Object.keys(notifyRegister.credentials);
    expect(credentials.some((id) => ways.some(([, through]) => through?.includes(id)))).toBe(true);
  });

  test("those to production come first, of both registers", () => {
    const marks = mapOf().paths.map(({ production }) => production);
    expect(marks).toEqual(marks.toSorted((a, b) => Number(b) - Number(a)));
    expect(marks[0]).toBe(true);
  });

  test("an invitation that nobody accepted opens nothing", () => {
    const pending = changed(notifyRegister, ({ grants }) => {
      for (const roles of Object.values(grants)) {
        for (const all of Object.values(roles as Register["grants"][string]))
          for (const each of all) each.pending = true;
      }
    });
    const ways = mapOf({ notify: pending }).paths.filter(({ register }) => register === "notify");
    expect(ways.filter(({ through }) => through.some((each) => /login|merging/.test(each)))).toEqual([]);
  });

  test("whoever loses a role loses the ways by it", () => {
    const without = changed(notifyRegister, ({ grants }) => {
      for (const roles of Object.values(grants)) {
        for (const all of Object.values(roles as Register["grants"][string])) {
          for (const each of all) if (each.person === "admin-1") each.revokedOn = asOf;
        }
      }
    });
    expect(waysOf("admin-1", mapOf({ notify: without }))).toEqual([]);
  });
});

describe("in the terminal", () => {
  test("the map of the tests' registers", async () => {
    await expect(stripVTControlCharacters(textMap(mapOf(), 100))).toMatchFileSnapshot("../golden/map.txt");
  });

  test.each([40, 80, 100])("no line is wider than %i, but for a word that is", (width) => {
    const lines = stripVTControlCharacters(textMap(mapOf(), width)).split("\n");
    const wide = lines.filter((line) => line.length > width && line.trim().includes(" "));
    expect(wide).toEqual([]);
  });

  test("nobody reaches production where nobody is there", () => {
    const nobody = (register: Register) =>
      changed(register, (each) => Object.assign(each, { people: {}, grants: {}, rootGrants: {} }));
    expect(textMap(mapOf({ ocp: nobody(ocpRegister), notify: nobody(notifyRegister) }), 100)).toContain("  nobody");
  });
});
