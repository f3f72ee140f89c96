/** A document that the clauses number, line by line. */
export interface SourceDocument {
  /** Prefix of its clause ids. */
  readonly prefix: "OCP" | "NOTIFY";
  /** Letter before its line numbers. */
  readonly letter: "O" | "N";
  readonly title: string;
  /** The numbers of its lines that are not empty, ascending. Each must lie in some clause. */
  readonly lines: readonly number[];
}

/** The two source documents, in the order in which they are listed everywhere. */
export const sources: readonly SourceDocument[] = [
  {
    prefix: "OCP",
    letter: "O",
    title: "The OCP reference",
    lines: [
      1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 40, 42, 44, 46, 48, 50,
      52, 54, 56, 58, 60, 62,
    ],
  },
  {
    prefix: "NOTIFY",
    letter: "N",
    title: "The Notify run book",
    lines: Array.from({ length: 135 }, (_, i) => i + 1),
  },
];

const reference = /^([ON])([1-9]\d*)([a-z]?)$/;

/**
 * Spells out the `lines` of a clause: `N19-N21, O48a` becomes `N19 N20 N21 O48a`.
 * Throws on anything that is not such a list, so that a typing error cannot pass for coverage.
 */
export function expandLines(lines: string): string[] {
  return lines.split(", ").flatMap((part) => {
    const [from, to, ...more] = part.split("-").map((end) => reference.exec(end));
    if (!from || to === null || more.length > 0) throw new Error(`"${part}" in "${lines}" is no line reference`);
    if (!to) return [part];
    const [first, last] = [Number(from[2]), Number(to[2])];
    if (from[1] !== to[1] || from[3] || to[3] || first >= last) {
      throw new Error(`"${part}" in "${lines}" is no range of whole lines of one document, first to last`);
    }
    return Array.from({ length: last - first + 1 }, (_, i) => `${from[1]}${first + i}`);
  });
}
