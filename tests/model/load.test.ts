import { expect, test } from "vitest";
import { loadRegister, type RegisterError } from "../../model/load.ts";
import { subjectOf } from "../../model/register.ts";
import { bareFiles, folderOf, outcomeOf } from "./folder.ts";

const files = {
  ...bareFiles,
  "ocp/organisations.yaml": "acme: { name: Acme, kind: owner }\n",
  "ocp/people.yaml":
    "joe:\r\n  name: Joe\r\n  organisation: acme\r\n  email: joe@example.org\r\n  employment: staff\r\n",
  "ocp/systems.yaml": "redash: { title: Redash, roles: { admin: { title: Admin }, viewer: { title: Viewer } } }\n",
  "ocp/grants.yaml": "redash:\n  admin:\n    - person: joe\n      createdOn: 2026-01-05\n",
  "notify/repositories.yaml":
    "api:\n  owner: acme\n  title: API\n  visibility: public\n  managed: true\n  defaultBranch: main\n  teams: {}\n" +
    "  branches:\n    main: { approvals: 1, requiredChecks: [], mergedBy: [] }\n    a/b: { approvals: 1, requiredChecks: [], mergedBy: [] }\n",
};

test("a register, with lists for the roles that nobody holds; line ends of Windows do no harm", () => {
  const { head, registers } = loadRegister(folderOf(files));
  expect(head).toEqual({ asOf: "2026-01-05" });
  expect(registers.ocp.people).toEqual({
    joe: { name: "Joe", organisation: "acme", email: "joe@example.org", employment: "staff" },
  });
  expect(registers.ocp.grants).toEqual({ redash: { admin: [{ person: "joe", createdOn: "2026-01-05" }], viewer: [] } });
  expect(registers.notify.people).toEqual({});
});

test.each([
  [subjectOf("ocp", "people", "joe"), "ocp/people.yaml:1:1"],
  [subjectOf("ocp", "people", "joe", "email"), "ocp/people.yaml:4:3"],
  [subjectOf("ocp", "grants", "redash", "admin", "joe"), "ocp/grants.yaml:3:7"],
  [subjectOf("ocp", "grants", "redash", "admin", 0, "createdOn"), "ocp/grants.yaml:4:7"],
  [subjectOf("ocp", "grants", "redash", "admin", "nobody"), "ocp/grants.yaml:2:3"],
  [subjectOf("ocp", "grants", "redash", "viewer", "joe"), "ocp/grants.yaml:1:1"],
  [subjectOf("notify", "repositories", "api", "branches", "a/b", "approvals"), "notify/repositories.yaml:10:12"],
  ["ocp/people", "ocp/people.yaml:1:1"],
])("%s is found at %s", (subject, place) => {
  const root = folderOf(files);
  const found = loadRegister(root).locate(subject);
  expect(`${found?.file.slice(root.length + 1)}:${found?.line}:${found?.column}`).toBe(place);
});

test.each(["", "ocp", "ocp/waivers", "elsewhere/people/joe"])("%j has no file", (subject) => {
  expect(loadRegister(folderOf(files)).locate(subject)).toBeUndefined();
});

test("the error prints every problem on a line of its own, and how many there are", () => {
  const root = folderOf({ ...files, "ocp/people.yaml": "joe: {}\n" });
  const { message, problems } = outcomeOf(root) as RegisterError;
  expect(message.split("\n")).toEqual([
    ...problems.map(({ file, line, column, message }) => `${file}:${line}:${column}: ${message}`),
    "4 problems in the register; nothing was run.",
  ]);
});
