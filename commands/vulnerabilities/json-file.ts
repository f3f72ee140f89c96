import { readFileSync } from "node:fs";
import { decoded, jsonValues } from "../../readings/json-values.ts";
import { BadInput } from "../../toolchain/bad-input.ts";

/**
 * The JSON values of a file, one after the other: `gh api --paginate` writes a list a page without anything between them,
 * and with `--jq` a value a line. Byte order marks are passed over, and UTF-16, as PowerShell redirects, is read.
 *
 * @throws BadInput when the file cannot be read, or what is in it is no JSON
 */
export function readJsonValues(file: string): unknown[] {
  let text: string;
  try {
    text = decoded(readFileSync(file));
  } catch (error) {
    throw new BadInput(`${file} cannot be read: ${(error as Error).message}`);
  }
  try {
    return jsonValues(text);
  } catch (error) {
    throw new BadInput(`${file} cannot be read as JSON: ${(error as Error).message.slice(0, 300)}`);
  }
}
