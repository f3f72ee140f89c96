import { expect, test } from "vitest";
import { bareFiles, folderOf, outcomeOf, problemsOf } from "./folder.ts";

/** A domain that sends mail, with fields of its own. */
const domain = (fields: string) => ({
  ...bareFiles,
  "ocp/domains.yaml": `example.org: { provider: cloudflare, sendsMail: true, ${fields} }\n`,
});
const sender = (fields: string) => domain(`senders: { it: { reason: Mail, ${fields} } }`);

test.each<[string, Record<string, string | Uint8Array>]>([
  ["by SES with a region and a MAIL FROM", sender("kind: ses, region: us-east-1, mailFrom: mail, host: a.example.org")],
  ["by a service whose servers are known", sender("kind: google, host: example.org")],
  ["by somebody else who says where their servers are", sender("kind: other, include: spf.example.net")],
  [
    "with the same selector at two names",
    domain("senders: { a: { kind: mailchimp, reason: A }, b: { kind: mailchimp, reason: B, host: b.example.org } }"),
  ],
])("a sender %s is in order", (_, files) => {
  expect(outcomeOf(folderOf(files))).toHaveProperty("registers");
});

test.each<[string, Record<string, string | Uint8Array>, string]>([
  [
    "a sender of a domain that sends nothing",
    {
      ...bareFiles,
      "ocp/domains.yaml":
        "example.org: { provider: cloudflare, sendsMail: false, senders: { a: { kind: google, reason: A } } }\n",
    },
    "`sendsMail` is false and there are senders; correct one of them",
  ],
  [
    "mail of others that is let through softly, of a domain that sends nothing",
    { ...bareFiles, "ocp/domains.yaml": "example.org: { provider: cloudflare, sendsMail: false, spf: softfail }\n" },
    "`sendsMail` is false, so mail of all others has to `fail`",
  ],
  [
    "a sender in the name of another domain",
    sender("kind: google, host: notexample.org"),
    "`notexample.org` does not lie in `example.org`; make it a domain of its own, or correct it",
  ],
  ["SES without a MAIL FROM", sender("kind: ses, region: us-east-1"), "a sender by SES needs `mailFrom`"],
  [
    "a region of another service",
    sender("kind: google, region: us-east-1"),
    "`region` is for senders by SES, and this one is by google",
  ],
  [
    "a sender that nothing lets send",
    sender("kind: other"),
    "nothing would let it send; give it `include`, `dkimKeys` or `dkimAliases`, or delete it",
  ],
  [
    "two senders with one key",
    domain(
      "senders: { a: { kind: mailchimp, reason: A }, b: { kind: other, reason: B, dkimAliases: { k2: a.example } } }",
    ),
    "its key `k2` is also that of `a` at example.org; keep one of them",
  ],
  [
    "encryption of mail that nobody takes",
    domain("mtaSts: { mode: enforce, maxAge: 604800, servedBy: a.example.net }"),
    "nobody takes mail for the domain; say who under `receives`, or delete it",
  ],
  [
    "a host that takes mail twice",
    domain("receives: [{ priority: 1, host: a.example.net }, { priority: 2, host: a.example.net }]"),
    "`a.example.net` takes mail twice; delete one of them",
  ],
])("%s is refused", (_, files, problem) => {
  expect(problemsOf(folderOf(files))).toEqual([expect.stringContaining(problem)]);
});

test("a service twice at one name is refused with its place, for each of its keys", () => {
  const twice = domain("senders: { a: { kind: mailchimp, reason: A }, b: { kind: mailchimp, reason: B } }");
  expect(problemsOf(folderOf(twice))).toEqual(
    ["k2", "k3"].map((key) =>
      expect.stringMatching(
        new RegExp(`^register/ocp/domains\\.yaml:1:\\d+: its key \`${key}\` is also that of \`a\` at example\\.org`),
      ),
    ),
  );
});

test("a domain is for an environment, where there are any", () => {
  const files = {
    ...bareFiles,
    "notify/accounts.yaml": "aws: { provider: aws, name: AWS }\n",
    "notify/environments.yaml":
      "demo: { title: Demo, account: aws, production: false, deploysFrom: main, region: us-west-2, spaces: [] }\n",
    "notify/domains.yaml": "example.gov: { provider: cloudflare, sendsMail: false }\n",
  };
  expect(problemsOf(folderOf(files))).toEqual([
    "register/notify/domains.yaml:1:1: it says of no environment that it is for it, so no stack would declare it",
  ]);
  files["notify/domains.yaml"] = "example.gov: { provider: cloudflare, sendsMail: false, environment: demo }\n";
  expect(outcomeOf(folderOf(files))).toHaveProperty("registers");
});
