/** Edits of the register's text. */

/** The names of buckets that edits add. None is removed: they are protected. */
export const bucketNames = [1, 2, 3, 4].map((number) => `gatehouse-soak-${number}`);

/** An edit of the register; `break` makes it one that must be refused, and so never reaches a state. */
export type Edit =
  | { readonly kind: "add"; readonly bucket: string }
  | { readonly kind: "retitle"; readonly number: number }
  | { readonly kind: "break" };

/** The files that edits change, by their path in the register. */
export const editedFiles = ["ocp/buckets.yaml", "notify/buckets.yaml", "notify/agency-services.yaml"] as const;
export type Texts = Readonly<Record<(typeof editedFiles)[number], string>>;

/** The texts after an edit; the same ones where it has nothing to do. Throws where a file lacks what it changes. */
export function edited(texts: Texts, edit: Edit): Texts {
  switch (edit.kind) {
    case "add": {
      const line = `${edit.bucket}: { kind: state }`;
      const here = texts["ocp/buckets.yaml"];
      return here.includes(line) ? texts : { ...texts, "ocp/buckets.yaml": `${here}${line}\n` };
    }
    case "retitle": {
      const here = texts["notify/agency-services.yaml"];
      const title = /^( {2}title: Pilot Partner 1).*$/m;
      if (!title.test(here)) throw new Error("notify/agency-services.yaml has no title of Pilot Partner 1");
      return { ...texts, "notify/agency-services.yaml": here.replace(title, `$1, changed ${edit.number}`) };
    }
    case "break":
      return {
        ...texts,
        "ocp/buckets.yaml": `${texts["ocp/buckets.yaml"]}gatehouse-soak-broken: { kind: unheard-of }\n`,
        "notify/buckets.yaml": `${texts["notify/buckets.yaml"]}gatehouse-soak-broken: { kind: unheard-of }\n`,
      };
  }
}
