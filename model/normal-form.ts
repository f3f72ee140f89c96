import { isIP } from "node:net";
import { normalizeCidr } from "cidr-tools";
import { fullName } from "./dns-name.ts";
import { sshKeyMaterial } from "./schema/ssh-key.ts";

/**
 * How the names of things are compared: two spellings of which a service makes no difference have one normal form. What
 * is no name of its kind comes back in lower case, so that nothing here throws.
 */
export const normalForms = {
  /** A name that tells capitals apart. */
  exact: (text: string): string => text.trim(),
  /** A login, or a name, that does not. */
  name: folded,
  /** A team by its name or its slug: GitHub makes the slug of the name. */
  team: (text: string): string =>
    folded(text)
      .replaceAll(/[^a-z0-9_]+/g, "-")
      .replaceAll(/^-+|-+$/g, ""),
  /** A repository, with or without its owner. */
  repository: (text: string): string => folded(text).split("/").at(-1) ?? "",
  /** A branch, with or without the folder of branches. */
  branch: (text: string): string => text.trim().replace(/^refs\/heads\//, ""),
  /** A file in a repository. */
  path: (text: string): string =>
    text
      .trim()
      .split("/")
      .filter((step) => step !== "" && step !== ".")
      .join("/"),
  domainName: (text: string): string => fullName(text),
  /** An address or a network, of either version of IP (RFC 5952). */
  network,
  /** An e-mail address: nobody who takes mail tells the capitals of one from those of another. */
  email: folded,
  /** What AWS calls a thing: its services take names in other capitals for taken. */
  arn: folded,
  /** An address on the web (RFC 3986, 6.2): scheme and host in lower case, no port that goes without saying. */
  url,
  /** A telephone number: its digits. */
  phoneNumber,
  /** A public key without its comment. */
  sshKey: sshKeyMaterial,
  /** Where a topic sends what it is told: a telephone number, a mail address, or an address on the web or in AWS. */
  endpoint: (text: string): string =>
    /^https?:/i.test(text.trim()) ? url(text) : /^[+\d][\d ().-]+$/.test(text) ? phoneNumber(text) : folded(text),
  /** A setting's name, in one word or with signs between. */
  setting: (text: string): string => folded(text.replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2")),
} as const satisfies Readonly<Record<string, (text: string) => string>>;

/** The kinds of names that are compared. */
export type NormalForm = keyof typeof normalForms;

/** The domain of an e-mail address, in lower case. */
export function domainOf(address: string): string {
  return address.toLowerCase().split("@").at(-1) ?? "";
}

function folded(text: string): string {
  return text.normalize("NFKC").trim().toLowerCase();
}

function phoneNumber(text: string): string {
  return `+${text.replaceAll(/\D/g, "")}`;
}

function network(text: string): string {
  const [address = ""] = text.trim().split("/");
  return isIP(address) === 0 ? folded(text) : normalizeCidr(text.trim());
}

function url(text: string): string {
  return URL.canParse(text.trim()) ? new URL(text.trim()).href.replace(/\/$/, "") : folded(text);
}
