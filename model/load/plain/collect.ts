import type { Converted, Place } from "../tree.ts";
import { Declined, placeOfParts, type Reader } from "./reader.ts";

/** A map that is being read: its values, and its places where they are wanted. */
export class MapBeingRead {
  readonly #value: Record<string, unknown> = {};
  readonly #parts = new Map<string, Place>();
  #size = 0;

  add({ wantsPlaces }: Reader, key: string, { value, place }: Converted): void {
    this.#value[key] = value;
    this.#size += 1;
    if (wantsPlaces) this.#parts.set(key, place);
  }

  /** Declines what is to be complained of: a key that stood there twice. */
  end(reader: Reader, at: number, valueAt: number): Converted {
    if (Object.keys(this.#value).length < this.#size) throw new Declined();
    return { value: this.#value, place: placeOfParts(reader, at, valueAt, this.#parts) };
  }
}

/** A list that is being read. */
export class ListBeingRead {
  readonly #value: unknown[] = [];
  readonly #parts = new Map<string, Place>();
  readonly #byPerson = new Map<string, Place>();

  add({ wantsPlaces }: Reader, { value, place }: Converted): void {
    if (wantsPlaces) {
      this.#parts.set(String(this.#value.length), place);
      const person = (value as { person?: unknown }).person;
      if (typeof person === "string" && !this.#byPerson.has(person)) this.#byPerson.set(person, place);
    }
    this.#value.push(value);
  }

  end(reader: Reader, at: number, valueAt: number): Converted {
    return { value: this.#value, place: placeOfParts(reader, at, valueAt, this.#parts, this.#byPerson) };
  }
}
