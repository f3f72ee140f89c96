import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { BadInput } from "../toolchain/bad-input.ts";

type Environment = Readonly<Record<string, string | undefined>>;

const PREFIX = "GITHUB_TOKEN_";

/** The variable that holds the token for an owner on GitHub: `GITHUB_TOKEN_OPEN_CONTRACTING` for `open-contracting`. */
export function tokenVariable(owner: string): string {
  return `${PREFIX}${owner.toUpperCase().replaceAll(/[^A-Z0-9]/g, "_")}`;
}

/**
 * What a stack's engine gets in place of the tokens of this process: the one for the stack's owner, under the name that the
 * provider reads, and none of the others, since a GitHub App's token is good for one owner. Nothing is changed where there is
 * but one `GITHUB_TOKEN`. Throws `BadInput` where others have a token of their own and this owner has none.
 * @param owner on GitHub, by the stack's settings; undefined for a stack that has none
 */
export function tokensFor(owner: string | undefined, environment: Environment): Record<string, string> {
  const named = Object.keys(environment).filter((name) => name.startsWith(PREFIX) && environment[name]);
  if (named.length === 0) return {};
  const hidden = Object.fromEntries(named.map((name) => [name, ""]));
  if (owner === undefined) return { ...hidden, GITHUB_TOKEN: "" };
  const token = environment[tokenVariable(owner)];
  if (token) return { ...hidden, GITHUB_TOKEN: token };
  throw new BadInput(
    `There are tokens for GitHub in ${named.join(", ")}, and none for ${owner}: set ${tokenVariable(owner)}. ` +
      "A GitHub App's token is for one owner, so another one's would be refused.",
  );
}

/** The owner on GitHub that a stack's settings name. */
export async function ownerOf(root: string, stack: string): Promise<string | undefined> {
  let text: string;
  try {
    text = await readFile(join(root, `Pulumi.${stack}.yaml`), "utf8");
  } catch (error) {
    // A stack without settings has no owner; that it needs one, the rules say.
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  const owner: unknown = parse(text)?.config?.["github:owner"];
  return typeof owner === "string" ? owner : undefined;
}
