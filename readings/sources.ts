/** A file of a reading, as it was read. */
export interface Source {
  /** Its name below the folder, with `/`. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The files of one system's folder. */
export class Sources {
  readonly #files: ReadonlyMap<string, Source>;

  constructor(files: readonly Source[]) {
    this.#files = new Map(files.map((file) => [file.name, file]));
  }

  get(name: string): Source | undefined {
    return this.#files.get(name);
  }

  get names(): readonly string[] {
    return [...this.#files.keys()];
  }

  /** The files of a pattern with one `*`, each with what stands in its place, in order of their names. */
  matching(pattern: string): readonly { readonly source: Source; readonly star: string }[] {
    const [before = "", after = ""] = pattern.split("*");
    return this.names
      .filter((name) => name.length > before.length + after.length && name.startsWith(before) && name.endsWith(after))
      .map((name) => ({ name, star: name.slice(before.length, name.length - after.length) }))
      .filter(({ star }) => !star.includes("/"))
      .sort((a, b) => (a.star < b.star ? -1 : 1))
      .flatMap(({ name, star }) => {
        const source = this.#files.get(name);
        return source === undefined ? [] : [{ source, star }];
      });
  }
}
