/** What reading a record gives. Nothing in here throws: any text is a record, or says why it is none. */
export interface Parsed<T> {
  /** What receivers make of it; undefined where they ignore the record as a whole. */
  readonly record: T | undefined;
  /** What is wrong, a sentence each without its full stop, all at once. */
  readonly problems: readonly string[];
  /** What is valid, and yet not what its author will have meant or what old receivers understand. */
  readonly advice: readonly string[];
}
