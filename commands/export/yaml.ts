import { Document, Scalar, YAMLSeq } from "yaml";

/** Items of a list that stand together under a comment. */
export interface Group {
  readonly title: string;
  readonly items: readonly string[];
}

/** A list with a comment before each group; `[]` when there is nothing in it. Put it anywhere in a value for `yamlText`. */
export function groupedList(groups: readonly Group[]): YAMLSeq<Scalar<string>> {
  const list = new YAMLSeq<Scalar<string>>();
  for (const { title, items } of groups) {
    for (const [index, item] of items.entries()) {
      const scalar = new Scalar(item);
      if (index === 0) scalar.commentBefore = ` ${title.replaceAll(/[\s\p{Cc}]+/gu, " ").trim()}`;
      list.items.push(scalar);
    }
  }
  return list;
}

/**
 * A YAML file: comment lines, then the value in the order of its keys. Salt and Prometheus read YAML 1.1, to which `no`
 * is false and `1e3` a number, so texts that mean something else there are put in quotes.
 */
export function yamlText(comments: readonly string[], value: unknown): string {
  const document = new Document(value, { schema: "yaml-1.1", aliasDuplicateObjects: false });
  const body = document.toString({ lineWidth: 0, flowCollectionPadding: false });
  return `${comments.map((line) => `#${line}\n`).join("")}\n${body}`;
}
