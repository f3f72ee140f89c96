import { wholeNumber } from "../invent.ts";
import { type Made, type Property, set, string } from "../table.ts";

/** A Linode's number. */
export function linodeId(made: Made): number {
  return wholeNumber(made.seed, 8);
}

/** A Linode's label. */
export const label = {
  matches: {
    pattern: /^(?!.*(?:--|__|\.\.))[a-zA-Z0-9](?:[a-zA-Z0-9_.-]{1,48})[a-zA-Z0-9]$/,
    says: "a label: 3 to 50 letters, digits, `-`, `_` or `.`, no two of these together, starting and ending with a letter or digit",
  },
} as const;

/** Labels that sort a user's own things. */
export const tags: Property = set(string({ length: [3, 50] }));
