/** Answers kept. Days of many years fit in; whoever asks for more begins anew, so that no input fills the memory. */
const most = 10_000;

/**
 * `make`, with its answers kept. For pure functions of a date and perhaps a number: a register has a hundred thousand dates,
 * of some hundred days.
 */
export function remembered<A extends readonly (string | number)[], T>(make: (...given: A) => T): (...given: A) => T {
  const known = new Map<string | number, { readonly answer: T }>();
  return (...given) => {
    const [first] = given;
    const key = given.length === 1 && first !== undefined ? first : given.join(" ");
    const before = known.get(key);
    if (before !== undefined) return before.answer;
    const answer = make(...given);
    if (known.size === most) known.clear();
    known.set(key, { answer });
    return answer;
  };
}
