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
    return [...this.#files.values()]
      .flatMap((source) => {
        const star = starIn(pattern, source.name);
        return star === undefined ? [] : [{ source, star }];
      })
      .sort((a, b) => (a.star < b.star ? -1 : 1));
  }
}

/** What stands in a name where a pattern has its one `*`; undefined where the name is not of the pattern. */
export function starIn(pattern: string, name: string): string | undefined {
  const [before = "", after = ""] = pattern.split("*");
  if (!name.startsWith(before) || !name.endsWith(after)) return undefined;
  const star = name.slice(before.length, name.length - after.length);
  return star === "" || star.includes("/") ? undefined : star;
}
