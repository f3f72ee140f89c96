import { createHash } from "node:crypto";
import type { Domain } from "./schema/mail.ts";

/** A record that a domain's entry calls for beside those of its mail. */
export interface OtherRecord {
  /** What tells it from all others. */
  readonly id: string;
  /** In full, without the last dot. */
  readonly name: string;
  readonly type: "NS" | "CNAME" | "TXT";
  /** Of a TXT record the text, not yet in strings. */
  readonly content: string;
}

/** The delegations, aliases and texts of a domain, as records. */
export function otherRecords({ delegations = {}, aliases = {}, texts = {} }: Domain): OtherRecord[] {
  return [
    ...Object.entries(delegations).flatMap(([name, { servers }]) =>
      servers.map((content) => ({ id: `${name}-ns-${content}`, name, type: "NS" as const, content })),
    ),
    ...Object.entries(aliases).map(([name, { target }]) => ({
      ...{ id: `${name}-alias`, name, type: "CNAME" as const, content: target },
    })),
    ...Object.entries(texts).flatMap(([name, each]) =>
      each.map(({ text }) => ({ id: `${name}-text-${digest(text)}`, name, type: "TXT" as const, content: text })),
    ),
  ];
}

/** Stands for a text: it is what tells one at a name from another, wherever in the list it is. */
function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 8);
}
