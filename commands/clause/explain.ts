import { about, requirementsOf } from "./about.ts";
import { clauseText } from "./text.ts";

/**
 * What `gatehouse explain WORD` prints: everything about a clause or derived control, or about all that a rule enforces.
 * Throws `BadInput` for a word that is neither.
 */
export async function explainClause(word: string, root: string): Promise<string[]> {
  const explained = await Promise.all(requirementsOf(word).map((id) => about(id, root)));
  return explained.flatMap((each, at) => [...(at === 0 ? [] : ["", "─".repeat(40), ""]), ...clauseText(each)]);
}
