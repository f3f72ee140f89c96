import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { most } from "../../model/load/folder.ts";
import { maxBytes } from "../../model/load/read-text.ts";
import { type LoadedRegister, loadRegister } from "../../model/load.ts";
import { manifestOf, writeRecords } from "../../model/records.ts";
import { fileOfKind, folderOfKind, type Kind, kinds, registerIds, subjectOf } from "../../model/register.ts";
import { bareFiles, type Files, folderOf, outcomeOf, problemsOf } from "./folder.ts";

const person = (id: string) =>
  `${id}: { name: ${id}, organisation: acme, email: ${id}@example.org, employment: staff }\n`;
const grant = (id: string, day = "2026-01-05") => `{ person: ${id}, createdOn: ${day} }`;
const sound: Files = {
  ...bareFiles,
  "ocp/organisations.yaml": "acme: { name: Acme, kind: owner }\n",
  "ocp/people.yaml": person("joe") + person("ann"),
  "ocp/systems.yaml":
    "redash: { title: Redash, roles: { admin: { title: Admin }, viewer: { title: Viewer } } }\n" +
    "sentry: { title: Sentry, roles: { owner: { title: Owner } } }\n",
};
const lines = (files: Files) => problemsOf(folderOf({ ...sound, ...files }));

/** Loads, and gives what a stack is judged by. */
function meaningOf(root: string) {
  const { head, registers } = loadRegister(root);
  const digests = registerIds.map((id) => manifestOf(id, writeRecords(registers[id])));
  return { head, registers, digests };
}

describe("a folder with the same entries as a file is the same register", () => {
  /** A copy of the shipped register with each kind's file replaced by a folder of as many files as `pieces` makes of it. */
  function splitRegister(pieces: (entries: unknown) => unknown[]): string {
    const root = folderOf({});
    cpSync("register", root, { recursive: true });
    for (const id of registerIds) {
      for (const kind of Object.keys(kinds) as Kind[]) {
        const file = join(root, id, fileOfKind(kind));
        const text = textOf(file);
        if (text === undefined) continue;
        rmSync(file);
        mkdirSync(join(root, id, folderOfKind(kind)));
        for (const [at, piece] of pieces(parse(text)).entries()) {
          const name = `${String(at).padStart(4, "0")}.yaml`;
          writeFileSync(join(root, id, folderOfKind(kind), name), stringify(piece, { aliasDuplicateObjects: false }));
        }
      }
    }
    return root;
  }

  function textOf(file: string): string | undefined {
    try {
      return readFileSync(file, "utf8");
    } catch {
      return undefined;
    }
  }

  const inTwo = (entries: unknown): unknown[] => {
    if (Array.isArray(entries)) return [entries.slice(0, 1), entries.slice(1)];
    const all = Object.entries(entries as object);
    return [Object.fromEntries(all.slice(0, 1)), Object.fromEntries(all.slice(1))];
  };

  test.each<[string, (entries: unknown) => unknown[]]>([
    ["all in one file", (entries) => [entries]],
    ["the first entry apart", inTwo],
  ])("the shipped register, %s", (_, pieces) => {
    expect(meaningOf(splitRegister(pieces))).toEqual(meaningOf("register"));
  });

  const whole = `redash:\n  admin: [${grant("joe")}, ${grant("ann")}]\n  viewer: [${grant("ann")}]\nsentry: { owner: [] }\n`;
  test.each<[string, Files]>([
    [
      "by system",
      {
        "ocp/grants/a.yaml": `redash:\n  admin: [${grant("joe")}, ${grant("ann")}]\n  viewer: [${grant("ann")}]\n`,
        "ocp/grants/b.yaml": "sentry: { owner: [] }\n",
      },
    ],
    [
      "by role",
      {
        "ocp/grants/a.yaml": `redash: { admin: [${grant("joe")}, ${grant("ann")}] }\n`,
        "ocp/grants/b.yaml": `redash: { viewer: [${grant("ann")}] }\nsentry: { owner: [] }\n`,
      },
    ],
    [
      "by holder, where one role has more than a file can hold",
      {
        "ocp/grants/a.yaml": `redash: { admin: [${grant("joe")}] }\n`,
        "ocp/grants/b.yaml": `redash: { admin: [${grant("ann")}], viewer: [${grant("ann")}] }\nsentry: { owner: [] }\n`,
        "ocp/grants/README.md": "What is where.\n",
      },
    ],
  ])("grants split %s", (_, files) => {
    const one = folderOf({ ...sound, "ocp/grants.yaml": whole });
    expect(meaningOf(folderOf({ ...sound, ...files }))).toEqual(meaningOf(one));
  });
});

describe("places", () => {
  const files = {
    ...sound,
    "ocp/grants/a.yaml": `# Ours\nredash:\n  admin:\n    - ${grant("joe")}\n`,
    "ocp/grants/b.yaml": `redash:\n  admin:\n    - ${grant("ann")}\nsentry:\n  owner: []\n`,
  };
  const found = (loaded: LoadedRegister, root: string, ...keys: (string | number)[]) => {
    const place = loaded.locate(subjectOf("ocp", "grants", ...keys));
    return `${place?.file.slice(root.length + 1)}:${place?.line}:${place?.column}`;
  };
  test.each([
    [["redash", "admin", "joe"], "ocp/grants/a.yaml:4:7"],
    [["redash", "admin", "ann"], "ocp/grants/b.yaml:3:7"],
    [["redash", "admin", 1, "createdOn"], "ocp/grants/b.yaml:3:22"],
    [["sentry", "owner"], "ocp/grants/b.yaml:5:3"],
    [["redash"], "ocp/grants/a.yaml:2:1"],
    [[], "ocp/grants/a.yaml:1:1"],
  ])("%j is found at %s", (keys, place) => {
    const root = folderOf(files);
    expect(found(loadRegister(root), root, ...keys)).toBe(place);
  });

  test("what is wrong is told in the file where it stands", () => {
    expect(
      lines({
        "ocp/grants/a.yaml": "redash: { admin: [{ person: jo, createdOn: 2026-01-05 }] }\n",
        "ocp/grants/b.yaml": "\nredash: { vewer: [] }\nsentry: { owner: [{ person: joe, createdOn: soon }] }\n",
      }),
    ).toEqual([
      expect.stringMatching(/^register\/ocp\/grants\/a\.yaml:1:29: `jo` is not in people\.yaml/),
      expect.stringMatching(/^register\/ocp\/grants\/b\.yaml:2:11: `redash` has no role `vewer`/),
      expect.stringMatching(/^register\/ocp\/grants\/b\.yaml:3:45: `createdOn` is `soon`/),
    ]);
  });
});

const twice = "merge the two entries in one file, or rename or delete one";
test.each<[string, Files, string[]]>([
  [
    "an entry in two files",
    { "ocp/organisations/a.yaml": "acme: { name: Acme, kind: owner }\n", "ocp/organisations/b.yaml": "\nacme: {}\n" },
    [`organisations/b.yaml:2:1: \`acme\` stands in register/ocp/organisations/a.yaml:1:1 too; ${twice}`],
  ],
  [
    "somebody's grants of one role in two files",
    {
      "ocp/grants/a.yaml": `redash: { admin: [${grant("joe")}, ${grant("joe")}] }\n`,
      "ocp/grants/b.yaml": `redash: { admin: [${grant("ann")}, ${grant("joe", "2026-01-04")}] }\n`,
    },
    [`grants/b.yaml:1:59: \`joe\` stands in register/ocp/grants/a.yaml:1:19 too; ${twice}`],
  ],
  [
    "a role that nobody holds, and somebody does",
    { "ocp/grants/a.yaml": "redash: { admin: [] }\n", "ocp/grants/b.yaml": `redash: { admin: [${grant("ann")}] }\n` },
    [`grants/b.yaml:1:11: \`admin\` stands in register/ocp/grants/a.yaml:1:11 too; ${twice}`],
  ],
  [
    "a list where the kind is a map: nothing is known of its entries",
    { "ocp/systems/a.yaml": "- redash\n", "ocp/systems/b.yaml": "{}\n", "ocp/grants.yaml": "redash: {}\n" },
    ["systems/a.yaml:1:1: the file is a list, expected a map of entries, each under its key"],
  ],
  [
    "a file that cannot be read: nothing is known of its entries",
    { "ocp/systems/a.yaml": "", "ocp/systems/b.yaml": "{}\n", "ocp/grants.yaml": "redash: {}\n" },
    ["systems/a.yaml:1:1: the file says nothing; give it entries, or delete it"],
  ],
  [
    "no YAML in the second file",
    { "ocp/grants/a.yaml": "{}\n", "ocp/grants/b.yaml": "\nredash: &a {}\n" },
    ["grants/b.yaml:2:9: the anchor `&a`: the register has no anchors; write the value out where it is meant"],
  ],
  [
    "a file and a folder",
    { "ocp/grants.yaml": "redash: { admin: [] }\n", "ocp/grants/b.yaml": "sentry: {}\n" },
    [
      "grants.yaml:1:1: there is a folder grants too; move this file into it, as grants/NAME.yaml, or the entries of the folder into this file",
    ],
  ],
  [
    "files of other names",
    {
      "ocp/systems/a.yml": "{}\n",
      "ocp/systems/B.yaml": "{}\n",
      "ocp/systems/c/d.yaml": "{}\n",
      "ocp/grants.yaml": "redash: {}\n",
    },
    [
      "systems/B.yaml:1:1: nothing of this name belongs here: a file is NAME.yaml, in small letters, digits, dots and dashes; did you mean `b.yaml`?",
      "systems/a.yml:1:1: nothing of this name belongs here: a file is NAME.yaml, in small letters, digits, dots and dashes; did you mean `a.yaml`?",
      "systems/c:1:1: nothing of this name belongs here: a file is NAME.yaml, in small letters, digits, dots and dashes; did you mean `c.yaml`?",
    ],
  ],
  [
    "a folder whose name is nearly right",
    { "ocp/system/a.yaml": "{}\n", "ocp/grants.yaml": "redash: {}\n" },
    ["system:1:1: nothing of this name belongs here; did you mean `systems`?"],
  ],
  [
    "a file of a folder that is too large",
    { "ocp/grants/a.yaml": `#${"x".repeat(1_100_000)}` },
    [
      "grants/a.yaml:1:1: has 1100001 bytes and was not read: a register file has at most 1048576; split it into more files of its folder, or trim it",
    ],
  ],
])("%s", (_, files, expected) => {
  const { "ocp/systems.yaml": systems, "ocp/organisations.yaml": organisations, ...rest } = sound;
  const isSplit = (kind: string) => Object.keys(files).some((name) => name.startsWith(`ocp/${kind}`));
  const all = {
    ...rest,
    ...(!isSplit("system") && { "ocp/systems.yaml": systems ?? "" }),
    ...(!isSplit("organisations") && { "ocp/organisations.yaml": organisations ?? "" }),
    ...files,
  };
  expect(problemsOf(folderOf(all)).map((line) => line.replace(/(?<= stands in ).*?(?=\/ocp\/)/, "register"))).toEqual(
    expected.map((line) => `register/ocp/${line}`),
  );
});

test("what the message about a large file says can be done", () => {
  const padded = (id: string) => `${person(id)}#${"x".repeat(600_000)}\n`;
  const [message] = lines({ "ocp/people.yaml": padded("joe") + padded("ann") });
  expect(message).toContain("split it into files of a folder people beside it (people/NAME.yaml, and no people.yaml)");
  const { "ocp/people.yaml": _, ...rest } = sound;
  const root = folderOf({ ...rest, "ocp/people/a.yaml": padded("joe"), "ocp/people/b.yaml": padded("ann") });
  expect(Object.keys(loadRegister(root).registers.ocp.people)).toEqual(["joe", "ann"]);
});

describe("links and empty folders", () => {
  test.each<[string, (root: string) => void, string]>([
    [
      "an empty folder",
      (root) => mkdirSync(join(root, "ocp/grants")),
      "the folder has no file; give it one with entries, or delete it",
    ],
    [
      "a link to a folder, even inside the register",
      (root) => {
        mkdirSync(join(root, "schemas"));
        writeFileSync(join(root, "schemas/a.yaml"), "{}\n");
        symlinkSync("../schemas", join(root, "ocp/grants"));
      },
      "is a link; put the folder itself here",
    ],
  ])("%s", (_, change, message) => {
    const root = folderOf(sound);
    change(root);
    expect(problemsOf(root)).toEqual([`/ocp/grants:1:1: ${message}`].map((line) => `register${line}`));
  });

  test("a link of a file that leads out", () => {
    const root = folderOf({ ...sound, "ocp/grants/a.yaml": "{}\n" });
    symlinkSync("/etc/hostname", join(root, "ocp/grants/b.yaml"));
    expect(problemsOf(root)).toEqual([
      "register/ocp/grants/b.yaml:1:1: is a link that leads out of the register; put the file itself here",
    ]);
  });
});

describe("a register has bounds as a whole", () => {
  test("a number of files", () => {
    const empty = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, at) => [`ocp/grants/${at}.yaml`, "{}\n"]));
    const own = Object.keys(sound).length;
    expect(outcomeOf(folderOf({ ...sound, ...empty(most.files - own) }))).not.toBeInstanceOf(Error);
    expect(lines(empty(most.files - own + 1))).toEqual([
      `register:1:1: has ${most.files + 1} files and was not read: a register has at most ${most.files}; put some together`,
    ]);
  });

  test("a number of bytes, without those of files that are too large by themselves", () => {
    const root = folderOf({ ...sound, "ocp/grants/0.yaml": "{}\n", "ocp/grants/large.yaml": "" });
    truncateSync(join(root, "ocp/grants/large.yaml"), most.bytes);
    expect(problemsOf(root)).toEqual([expect.stringMatching(/^register\/ocp\/grants\/large\.yaml:1:1: has \d+ bytes/)]);
    for (let at = 0; at < most.bytes / maxBytes; at++) {
      writeFileSync(join(root, `ocp/grants/${at}.yaml`), "");
      truncateSync(join(root, `ocp/grants/${at}.yaml`), maxBytes);
    }
    expect(problemsOf(root)).toEqual([
      expect.stringMatching(
        `^register:1:1: has \\d+ bytes in \\d+ files and was not read: a register has at most ${most.bytes}; trim it$`,
      ),
    ]);
  });
});

test("a file that becomes a folder is the same register in place", () => {
  const root = folderOf({ ...sound, "ocp/grants.yaml": `redash: { admin: [${grant("joe")}] }\n` });
  const before = meaningOf(root);
  mkdirSync(join(root, "ocp/grants"));
  renameSync(join(root, "ocp/grants.yaml"), join(root, "ocp/grants/all.yaml"));
  expect(meaningOf(root)).toEqual(before);
});
