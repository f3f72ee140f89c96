/**
 * A message of Protocol Buffers as its fields by number, each with its values in their order: a number, or bytes, which are
 * a text or another message. Throws for what is none.
 */
export class Message {
  readonly #fields = new Map<number, (number | Uint8Array)[]>();

  constructor(bytes: Uint8Array) {
    for (let at = 0; at < bytes.length; ) {
      const key = varint(bytes, at);
      const type = key.value % 8;
      const field = Math.floor(key.value / 8);
      const values = this.#fields.get(field) ?? [];
      this.#fields.set(field, values);
      if (type === 0) {
        const { value, next } = varint(bytes, key.next);
        values.push(value);
        at = next;
        continue;
      }
      const length = type === 2 ? varint(bytes, key.next) : { value: type === 1 ? 8 : 4, next: key.next };
      if (type !== 1 && type !== 2 && type !== 5) throw new RangeError(`a field of type ${type}`);
      at = length.next + length.value;
      if (at > bytes.length) throw new RangeError("a field longer than its message");
      values.push(bytes.subarray(length.next, at));
    }
  }

  messages(field: number): Message[] {
    return (this.#fields.get(field) ?? []).flatMap((value) => (typeof value === "number" ? [] : new Message(value)));
  }

  message(field: number): Message | undefined {
    return this.messages(field).at(-1);
  }

  /** A text; empty where there is none, as Protocol Buffers have it. */
  text(field: number): string {
    const value = this.#fields.get(field)?.at(-1);
    return value === undefined || typeof value === "number"
      ? ""
      : new TextDecoder("utf-8", { fatal: true }).decode(value);
  }

  number(field: number): number {
    const value = this.#fields.get(field)?.at(-1);
    return typeof value === "number" ? value : 0;
  }

  /** Numbers, each in a field of its own or all packed into one. */
  numbers(field: number): number[] {
    return (this.#fields.get(field) ?? []).flatMap((value) => {
      if (typeof value === "number") return [value];
      const found: number[] = [];
      for (let at = 0; at < value.length; ) {
        const { value: number, next } = varint(value, at);
        found.push(number);
        at = next;
      }
      return found;
    });
  }
}

/** A number of variable length, and where the next thing begins. */
function varint(bytes: Uint8Array, start: number): { readonly value: number; readonly next: number } {
  let [value, factor] = [0, 1];
  for (let at = start; at < start + 10; at++, factor *= 128) {
    const byte = bytes[at];
    if (byte === undefined) break;
    value += (byte % 128) * factor;
    if (byte < 128) return { value, next: at + 1 };
  }
  throw new RangeError("a number without an end");
}
