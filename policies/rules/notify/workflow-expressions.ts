/*
 * What a workflow reads by its expressions. GitHub's own parser is in no pack: it takes longer to load than the packs do.
 * What this cannot tell, it says, and the rules refuse.
 */

/** The secrets that something in a workflow reads, in capitals, and the expressions of which that cannot be told. */
export interface SecretsRead {
  readonly names: ReadonlySet<string>;
  readonly unclear: readonly string[];
}

/** Secrets that every text below a value reads, conditions (which are expressions without braces) included. */
export function secretsReadIn(value: unknown): SecretsRead {
  const names = new Set<string>();
  const unclear: string[] = [];
  for (const expression of expressionsIn(value)) {
    const bare = expression.replaceAll(/'[^']*'/g, "''");
    const mentions = bare.match(/(?<![\w.-])secrets(?![\w-])/gi)?.length ?? 0;
    const plain = [...bare.matchAll(/(?<![\w.-])secrets\s*\.\s*(?<name>[A-Z_][A-Z0-9_-]*)(?!\s*[[(])/gi)];
    for (const { groups } of plain) names.add((groups?.name ?? "").toUpperCase());
    if (mentions !== plain.length || bare.includes("secrets.*")) unclear.push(expression.trim());
  }
  return { names, unclear };
}

/** Every expression in the texts below a value; what stands under `if` is one as a whole. */
export function expressionsIn(value: unknown, isCondition = false): string[] {
  if (typeof value === "string") {
    const inBraces = [...value.matchAll(/\$\{\{(?<inner>(?:'[^']*'|[^'])*?)\}\}/gs)].map(
      ({ groups }) => groups?.inner ?? "",
    );
    const opened = value.split("${{").length - 1;
    // What is opened and not closed in a way that is understood is looked at as a whole.
    return inBraces.length !== opened || (isCondition && opened === 0) ? [value] : inBraces;
  }
  if (Array.isArray(value)) return value.flatMap((each) => expressionsIn(each));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => [...expressionsIn(key), ...expressionsIn(each, key === "if")]);
}
