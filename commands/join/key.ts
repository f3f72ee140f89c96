import { readFileSync, statSync } from "node:fs";
import { sshKeyComment, sshKeyMaterial, sshKeyProblem } from "../../model/schema/ssh-key.ts";
import { BadInput } from "../../toolchain/bad-input.ts";

/** A public key is some hundred bytes. */
const mostBytes = 16 * 1024;

/**
 * A public key by its text or by the file that holds it, with the id of its holder as its comment. Throws `BadInput` for what is
 * none, without showing it: it may be a private key.
 */
export function publicKey(given: string, holder: string): string {
  const text = (/^(?:ssh-|ecdsa-|sk-)\S+ /.test(given) ? given : contentOf(given)).trim();
  if (/PRIVATE KEY/.test(text)) {
    throw new BadInput(
      "--ssh-key is a private key, which stays with its holder: give the public one, of the file NAME.pub.",
    );
  }
  const line = `${sshKeyMaterial(text)} ${holder}`;
  const problem = /[\r\n]/.test(text) ? "one key on one line" : sshKeyProblem(line);
  if (problem !== undefined) throw new BadInput(`--ssh-key: expected ${problem}.`);
  return sshKeyComment(text) === holder ? text : line;
}

function contentOf(file: string): string {
  try {
    if (!statSync(file).isFile() || statSync(file).size > mostBytes) throw new Error("no file of a key");
    return readFileSync(file, "utf8");
  } catch {
    throw new BadInput("--ssh-key is neither an OpenSSH public key nor a file with one that can be read.");
  }
}
