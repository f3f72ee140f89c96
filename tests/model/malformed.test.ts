import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { bareFiles, type Files, folderOf, problemsOf } from "./folder.ts";
import { sshKeyOf } from "./ssh-key.ts";

const people = (text: string | Uint8Array): Files => ({ "ocp/people.yaml": text });
const organisations = { "ocp/organisations.yaml": "acme: { name: Acme, kind: owner }\n" };
const person = (id: string, more = "") =>
  `${id}: { name: Name, organisation: acme, email: ${id}@example.org, employment: staff${more} }\n`;
const joe: Files = { ...organisations, ...people(person("joe")) };
const redash = "redash: { title: Redash, roles: { admin: { title: Admin } } }\n";
const server = (id: string, more = "") =>
  `${id}: { hostname: ${id}.example.org, provider: linode, location: x, stage: production, manager: acme, contact: a@example.org, configManagement: salt${more} }\n`;
const repository = (more: string) =>
  `r: { owner: acme, title: R, visibility: public, managed: true, teams: { dev: push }, ${more} }\n`;
const merging = (team: string) => `branches: { main: { approvals: 1, requiredChecks: [], mergedBy: [${team}] } }`;

/** What a file is made of, and the lines that are printed for it. */
const cases: [name: string, files: Files, lines: string[]][] = [
  [
    "a second value",
    people("a: b: c\n"),
    ["ocp/people.yaml:1:4: not valid YAML: a second `: ` in one line; put the text in quotes"],
  ],
  ["a tab", people("a:\n\tb: 1\n"), ["ocp/people.yaml:2:1: a tab in the indentation; use spaces"]],
  [
    "two documents",
    people("{}\n---\n{}\n"),
    ["ocp/people.yaml:2:1: a second document starts here; a register file is one document, so delete the `---`"],
  ],
  [
    "an anchor and an alias",
    people("a: &x 1\nb: *x\n"),
    [
      "ocp/people.yaml:1:4: the anchor `&x`: the register has no anchors; write the value out where it is meant",
      "ocp/people.yaml:2:4: the alias `*x`: the register has no aliases; write the value out",
    ],
  ],
  [
    "tags",
    people("a: !!binary aGk=\nb: !foo x\n"),
    [
      "ocp/people.yaml:1:4: the tag `!!binary`: the register has no tags; delete it",
      "ocp/people.yaml:2:4: the tag `!foo`: the register has no tags; delete it",
    ],
  ],
  [
    "a directive",
    people("%YAML 1.1\n---\n{}\n"),
    ["ocp/people.yaml:1:1: a line that starts with %: the register has no directives; delete it"],
  ],
  ["an explicit key", people("? a\n: 1\n"), ["ocp/people.yaml:1:1: a `?` key: write `key: value`"]],
  [
    "a merge conflict",
    people("<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> other\n"),
    [1, 5].map(
      (line) =>
        `ocp/people.yaml:${line}:1: a merge conflict marker; keep what is right and delete the lines that start with <<<<<<<, ======= and >>>>>>>`,
    ),
  ],
  [
    "deep flow nesting",
    people("[".repeat(100_000)),
    ["ocp/people.yaml:1:33: nested more than 32 levels deep; no entry of the register is"],
  ],
  [
    "deep block nesting",
    people("- ".repeat(100_000)),
    ["ocp/people.yaml:1:65: nested more than 32 levels deep; no entry of the register is"],
  ],
  ["nothing", people(""), ["ocp/people.yaml:1:1: the file says nothing; give it entries, or delete it"]],
  ["only comments", people("# later\n"), ["ocp/people.yaml:1:1: the file says nothing; give it entries, or delete it"]],
  ["only null", people("~\n"), ["ocp/people.yaml:1:1: the file says nothing; give it entries, or delete it"]],
  ["UTF-16", people(Buffer.from("\uFEFFa: 1", "utf16le")), ["ocp/people.yaml:1:1: is in UTF-16; save it as UTF-8"]],
  [
    "a byte order mark",
    people("\uFEFF{}\n"),
    ["ocp/people.yaml:1:1: starts with a byte order mark; save it as UTF-8 without one"],
  ],
  [
    "a NUL byte",
    people("a: 1\nb: \0\n"),
    ["ocp/people.yaml:2:4: a NUL byte: this is no text file, or it is in UTF-16; save it as UTF-8"],
  ],
  [
    "Latin-1",
    people(Buffer.from("a: 1\nb: caf\xe9\n", "latin1")),
    ["ocp/people.yaml:2:7: not UTF-8 (Latin-1?); save the file as UTF-8"],
  ],
  [
    "text that runs backwards",
    people("a: \u202Eb\n"),
    ["ocp/people.yaml:1:4: an invisible character (U+202E); delete it"],
  ],
  [
    "10 MB",
    people(Buffer.alloc(10_000_000, "#")),
    [
      "ocp/people.yaml:1:1: has 10000000 bytes and was not read: a register file has at most 1048576; split it into files of a folder people beside it (people/NAME.yaml, and no people.yaml), or trim it",
    ],
  ],
  [
    "an invisible character in disguise",
    { ...organisations, ...people(person("joe").replace("Name", '"a\\u202eb"')) },
    ["ocp/people.yaml:1:14: an invisible character (U+202E); delete it"],
  ],
  [
    "a list for a map",
    people("[]\n"),
    ["ocp/people.yaml:1:1: the file is an empty list, expected a map of entries, each under its key"],
  ],
  [
    "a key twice",
    { ...organisations, ...people(person("joe") + person("joe")) },
    ["ocp/people.yaml:2:1: `joe` stands here twice; merge the two entries or rename one"],
  ],
  [
    "an entry without its key",
    {
      ...organisations,
      ...people(`${person("joe")}ann:\n  name: A\n  email: a@example.org\n  name: B\n  email: b@example.org\n`),
    },
    [
      "ocp/people.yaml:2:1: `ann` has no `employment`: expected one of staff, pbs-fed, contractor, agency-partner",
      "ocp/people.yaml:2:1: `ann` has no `organisation`: expected the id of an entry in organisations.yaml",
      "ocp/people.yaml:5:3: `name` stands here twice, and so does one key after it; write the key of the entry that begins here, or delete what was pasted twice",
    ],
  ],
  [
    "a truth and a number in quotes",
    {
      "ocp/accounts.yaml": 'a: { provider: aws, name: A, production: "true" }\n',
      ...{ "ocp/organisations.yaml": "acme: { name: Acme, kind: manager }\n" },
      "ocp/servers.yaml": server("s", ', backup: { everyDays: "7", retained: 1 }'),
    },
    [
      "ocp/accounts.yaml:1:42: `production` is `true`, expected true or false: take the quotes away",
      "ocp/servers.yaml:1:165: `everyDays` is `7`, expected a whole number above 0: take the quotes away",
    ],
  ],
  [
    "names of JavaScript",
    people("__proto__: {}\nconstructor: {}\n"),
    ["__proto__", "constructor"].map(
      (key, at) =>
        `ocp/people.yaml:${at + 1}:1: \`${key}\` cannot be a key, JavaScript keeps the name for itself; choose another`,
    ),
  ],
  [
    "a number for a key",
    { ...organisations, ...people(person("12")) },
    ["ocp/people.yaml:1:1: the key is the number `12`, expected text: put it in quotes"],
  ],
  [
    "a bad id",
    { ...organisations, ...people(person("Joe_B")) },
    [
      "ocp/people.yaml:1:1: the key `Joe_B`: expected an id: lower-case letters and digits, joined by single hyphens or dots",
    ],
  ],
  [
    "a bad key in a map that may be left out, and what it hides",
    {
      "ocp/repositories.yaml": repository(
        'defaultBranch: main, branches: {}, files: { "docs/a b.md": { template: ../../../../etc/hostname } }',
      ).replace("managed: true", "managed: false"),
    },
    [
      "ocp/repositories.yaml:1:131: the key `docs/a b.md`: expected a path below the folder, such as docs/a.md",
      "ocp/repositories.yaml:1:158: `template` is `../../../../etc/hostname`, expected a path below the folder, such as docs/a.md",
    ],
  ],
  [
    "a bad key in a map that a check between fields reads",
    { "ocp/domains.yaml": 'example.org: { provider: cloudflare, sendsMail: true, senders: { "a b": 7 } }\n' },
    [
      "ocp/domains.yaml:1:66: the key `a b`: expected an id: lower-case letters and digits, joined by single hyphens or dots",
      "ocp/domains.yaml:1:73: `a b` is the number `7`, expected a map of keys and values",
    ],
  ],
  [
    "a mistyped key",
    { ...organisations, ...people(person("joe").replace("email:", "emial:")) },
    [
      "ocp/people.yaml:1:1: `joe` has no `email`: expected an e-mail address",
      "ocp/people.yaml:1:40: unknown key `emial`; did you mean `email`?",
    ],
  ],
  [
    "an unknown key",
    { "register.yaml": "asOf: 2026-01-05\nzone: x\n" },
    ["register.yaml:2:1: unknown key `zone`; the keys here are asOf"],
  ],
  [
    "an impossible date",
    { "register.yaml": "asOf: 2026-02-30\n" },
    ["register.yaml:1:7: `asOf` is `2026-02-30`, expected a date that exists, as YYYY-MM-DD"],
  ],
  [
    "no date",
    { "register.yaml": "{}\n" },
    ["register.yaml:1:1: the file has no `asOf`: expected a date that exists, as YYYY-MM-DD"],
  ],
  [
    "a number for a text",
    { "ocp/organisations.yaml": "acme: { name: 1e3, kind: owner }\n" },
    ["ocp/organisations.yaml:1:15: `name` is the number `1000` (written `1e3`), expected some text: put it in quotes"],
  ],
  [
    "nothing for a text",
    { "ocp/organisations.yaml": "acme:\n  name:\n  kind: owner\n" },
    ["ocp/organisations.yaml:2:3: `name` is nothing, expected some text; give a value or delete the key"],
  ],
  [
    "a word that is not on the list",
    { "ocp/organisations.yaml": "acme: { name: Acme, kind: partnr }\n" },
    [
      "ocp/organisations.yaml:1:27: `kind` is `partnr`, expected one of owner, manager, partner, contractor, agency; did you mean `partner`?",
    ],
  ],
  [
    "no for false",
    { "ocp/accounts.yaml": "a: { provider: aws, name: A, production: no }\n" },
    ["ocp/accounts.yaml:1:42: `production` is `no`, expected true or false"],
  ],
  [
    "a secret in the wrong place",
    { "ocp/accounts.yaml": "a: { provider: ghp_0123456789abcdefghij0123456789, name: A }\n" },
    [
      "ocp/accounts.yaml:1:16: `provider` is `ghp_…`, expected one of aws, bytemark, cloud-gov, cloudflare, gcp, github, hetzner, linode, sentry, slack",
    ],
  ],
  [
    "a dangling reference",
    { ...organisations, ...people(person("joe").replace("acme", "amce")) },
    ["ocp/people.yaml:1:34: `amce` is not in organisations.yaml; add it there or name one that exists"],
  ],
  [
    "a reference to another organisation's folder",
    { "notify/organisations.yaml": "acme: { name: A, kind: owner }\n", ...people(person("joe")) },
    ["ocp/people.yaml:1:34: `acme` is not in organisations.yaml; add it there or name one that exists"],
  ],
  [
    "somebody who has another name now, where another person's is near",
    {
      ...joe,
      "ocp/grants.yaml": "redash: { admin: [{ person: jo, createdOn: 2026-01-05 }] }\n",
      "ocp/systems.yaml": redash,
    },
    ["ocp/grants.yaml:1:29: `jo` is not in people.yaml; add it there or name one that exists"],
  ],
  [
    "a dangling key",
    { "ocp/grants.yaml": "redahs: {}\n", "ocp/systems.yaml": redash },
    ["ocp/grants.yaml:1:1: `redahs` is not in systems.yaml; did you mean `redash`?"],
  ],
  [
    "root on an unknown server",
    { "ocp/root-grants.yaml": '"*": []\nnone: []\n' },
    ["ocp/root-grants.yaml:2:1: `none` is not in servers.yaml; add it there or name one that exists"],
  ],
  [
    "a role that the system has not",
    { "ocp/grants.yaml": "redash: { admni: [] }\n", "ocp/systems.yaml": redash },
    ["ocp/grants.yaml:1:11: `redash` has no role `admni`; it has admin"],
  ],
  [
    "a system without roles",
    { "ocp/systems.yaml": "redash: { title: Redash, roles: {} }\n" },
    ["ocp/systems.yaml:1:26: `redash` has no roles, expected at least one; describe them or delete the system"],
  ],
  [
    "two roles with one name",
    {
      "ocp/systems.yaml":
        "a: { title: A, roles: { b-c: { title: C } } }\na-b: { title: B, roles: { c: { title: C } } }\n",
    },
    ["ocp/systems.yaml:2:27: in a stack this role is `a-b-c`, and so is the role `b-c` of `a`; rename one of them"],
  ],
  [
    "a space that the account has not",
    {
      ...joe,
      "ocp/accounts.yaml": "cloud: { provider: cloud-gov, name: C, spaces: { demo: { production: false } } }\n",
      "ocp/systems.yaml": redash.replace("roles", "account: cloud, roles"),
      "ocp/grants.yaml": "redash: { admin: [{ person: joe, createdOn: 2026-01-05, space: dmeo }] }\n",
    },
    ["ocp/grants.yaml:1:64: the account `cloud` has no space `dmeo`; did you mean `demo`?"],
  ],
  [
    "a team that may merge but has no access",
    { "ocp/repositories.yaml": repository(`defaultBranch: main, ${merging("devs")}`) },
    ["ocp/repositories.yaml:1:172: the team `devs` may merge but is not in `teams`; the teams here are dev"],
  ],
  [
    "a default branch without rules",
    { "ocp/repositories.yaml": repository(`defaultBranch: trunk, ${merging("dev")}`) },
    ["ocp/repositories.yaml:1:101: `trunk` is not in `branches`; add it there"],
  ],
  [
    "a key with another's name",
    { ...organisations, ...people(person("joe", `, sshKeys: [${sshKeyOf("ann", 1)}]`)) },
    ["ocp/people.yaml:1:93: the key's comment is `ann`, expected its holder's id `joe`"],
  ],
  [
    "a key of two people",
    { ...organisations, ...people(["joe", "ann"].map((id) => person(id, `, sshKeys: [${sshKeyOf(id, 1)}]`)).join("")) },
    ["ocp/people.yaml:2:93: this key is also held by `joe`; everybody has their own, and each is listed once"],
  ],
  [
    "an address and a login of two people",
    {
      ...organisations,
      ...people(person("joe", ", github: Joe") + person("ann", ", github: joe").replace("ann@", "JOE@")),
    },
    [
      "ocp/people.yaml:2:47: `email` is `joe@example.org`, and so is that of `joe`; correct one of them",
      "ocp/people.yaml:2:91: `github` is `joe`, and so is that of `joe`; correct one of them",
    ],
  ],
  [
    "a host name of two servers",
    { ...organisations, "ocp/servers.yaml": server("a") + server("b").replace("b.ex", "a.ex") },
    ["ocp/servers.yaml:2:16: `hostname` is `a.example.org`, and so is that of `a`; correct one of them"],
  ],
  [
    "an address of two servers, spelled in two ways",
    {
      ...organisations,
      "ocp/servers.yaml":
        server("a").replace("{ ", "{ ipv6: '2001:db8::1', ") + server("b").replace("{ ", "{ ipv6: '2001:DB8:0::0:1', "),
    },
    ["ocp/servers.yaml:2:12: `ipv6` is `2001:db8::1`, and so is that of `a`; correct one of them"],
  ],
  [
    "somebody who left before joining",
    { ...organisations, ...people(person("joe", ", joinedOn: 2026-01-05, leftOn: 2026-01-04")) },
    ["ocp/people.yaml:1:113: `leftOn` is 2026-01-04, before `joinedOn`, which is 2026-01-05; correct one of them"],
  ],
  [
    "a role taken before it was given, beside a grant that is wrong by itself",
    {
      ...joe,
      "ocp/systems.yaml": redash,
      "ocp/grants.yaml":
        "redash:\n  admin:\n    - { person: joe }\n    - { person: joe, createdOn: 2026-01-05, revokedOn: 2026-01-04 }\n",
    },
    [
      "ocp/grants.yaml:3:7: item 1 of `admin` has no `createdOn`: expected a date that exists, as YYYY-MM-DD",
      "ocp/grants.yaml:4:56: `revokedOn` is 2026-01-04, before `createdOn`, which is 2026-01-05; correct one of them",
    ],
  ],
  [
    "a mistyped file",
    { "ocp/peoples.yaml": "{}\n" },
    ["ocp/peoples.yaml:1:1: nothing of this name belongs here; did you mean `people.yaml`?"],
  ],
  [
    "a mistyped folder",
    { "opc/people.yaml": "{}\n" },
    ["opc:1:1: nothing of this name belongs here; did you mean `ocp`?"],
  ],
  [
    "problems in several files, in their order",
    { "ocp/people.yaml": "", "notify/people.yaml": "[]\n", "register.yaml": "a: [\n" },
    [
      "notify/people.yaml:1:1: the file is an empty list, expected a map of entries, each under its key",
      "ocp/people.yaml:1:1: the file says nothing; give it entries, or delete it",
      "register.yaml:2:1: not valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ]",
    ],
  ],
];

test.each(cases)("%s", (_, files, lines) => {
  expect(problemsOf(folderOf({ ...bareFiles, ...files }))).toEqual(lines.map((line) => `register/${line}`));
});

/** What files alone cannot show. */
const folders: [name: string, change: (root: string) => void, lines: string[]][] = [
  ["no register.yaml", (root) => rmSync(join(root, "register.yaml")), ["/register.yaml:1:1: is missing; create it"]],
  [
    "no folder of an organisation",
    (root) => rmSync(join(root, "ocp"), { recursive: true }),
    ["/ocp:1:1: is missing; create it"],
  ],
  [
    "a folder for a file",
    (root) => mkdirSync(join(root, "ocp/grants.yaml")),
    ["/ocp/grants.yaml:1:1: is a folder where a file is expected; move or rename it"],
  ],
  [
    "a link that leads out",
    (root) => symlinkSync("/etc/hostname", join(root, "ocp/grants.yaml")),
    ["/ocp/grants.yaml:1:1: is a link that leads out of the register; put the file itself here"],
  ],
  [
    "a link to itself",
    (root) => symlinkSync("grants.yaml", join(root, "ocp/grants.yaml")),
    [
      "/ocp/grants.yaml:1:1: cannot be read (ELOOP: too many symbolic links encountered); mend the file or its permissions",
    ],
  ],
  [
    "a file for a folder",
    (root) => {
      rmSync(join(root, "ocp"), { recursive: true });
      writeFileSync(join(root, "ocp"), "");
    },
    ["/ocp:1:1: cannot be listed (ENOTDIR: not a directory); expected a folder"],
  ],
  [
    "no register at all",
    (root) => rmSync(root, { recursive: true }),
    [
      ":1:1: there is no register here (ENOENT: no such file or directory); expected a folder with register.yaml, ocp and notify",
    ],
  ],
];

test.each(folders)("%s", (_, change, lines) => {
  const root = folderOf(bareFiles);
  change(root);
  expect(problemsOf(root)).toEqual(lines.map((line) => `register${line}`));
});
