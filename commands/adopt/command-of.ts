import { shellQuote } from "../../toolchain/engine/write-files.ts";
import type { Ask } from "./ask.ts";
import { protectionFields } from "./finders/branch-protection.ts";

const protectionsQuery = `query($owner:String!,$name:String!,$endCursor:String){repository(owner:$owner,name:$name){nameWithOwner branchProtectionRules(first:100,after:$endCursor){totalCount nodes{${protectionFields}} pageInfo{hasNextPage endCursor}}}}`;

/** Where each service that has no command line of its own here answers, and the variable with the token for it. */
export const addresses = {
  cloudflare: { base: "https://api.cloudflare.com/client/v4/", token: "CLOUDFLARE_API_TOKEN" },
  linode: { base: "https://api.linode.com/v4/", token: "LINODE_TOKEN" },
  hcloud: { base: "https://api.hetzner.cloud/v1/", token: "HCLOUD_TOKEN" },
} as const;

/** The command that prints what an ask wants, word by word; a token stands in it by its variable's name. */
export function commandOf({ service, words }: Ask): string[] {
  if (service === "aws") return ["aws", ...words, "--output", "json"];
  const [path = ""] = words;
  if (service === "github") {
    const gh = ["gh", "api", "--paginate", "--slurp"];
    const [kind, owner = "", name = ""] = path.split("/");
    return kind === "protections"
      ? [...gh, "graphql", "-f", `owner=${owner}`, "-f", `name=${name}`, "-f", `query=${protectionsQuery}`]
      : [...gh, path];
  }
  const { base, token } = addresses[service];
  return ["curl", "-sS", "-H", `Authorization: Bearer $${token}`, `${base}${path}`];
}

/** A command as it is typed into a shell. */
export function inShell(command: readonly string[]): string {
  return command.map(quoted).join(" ");
}

function quoted(word: string): string {
  if (/^[A-Za-z0-9_./:=@,+-]+$/.test(word)) return word;
  // A token is put in by the shell.
  if (/^Authorization: Bearer \$[A-Z_]+$/.test(word)) return `"${word}"`;
  return shellQuote(word);
}

/** A script that asks all of it, into the folder in which it is run. What a service refuses goes into the file too. */
export function script(asks: readonly Ask[]): string {
  const lines = asks.map((ask) => `ask ${quoted(ask.file)} ${inShell(commandOf(ask))}`);
  return [
    "#!/bin/sh",
    "# Asks the services what there is, and writes nothing to any of them. Run it in an empty folder.",
    "set -eu",
    "ask() {",
    '  file=$1; shift; mkdir -p "$(dirname "$file")"',
    '  if "$@" >"$file" 2>"$file.refused"; then rm "$file.refused"; return; fi',
    "  # An answer in JSON says more than the words beside it.",
    '  [ -s "$file" ] && rm "$file.refused" || mv "$file.refused" "$file"',
    "}",
    ...lines,
    "",
  ].join("\n");
}
