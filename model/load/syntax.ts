import { CST, type Document, Lexer, LineCounter, parseDocument, type YAMLParseError } from "yaml";
import { hideBlobs } from "./show.ts";

/** What is wrong at an offset of a file's text. */
export interface Fault {
  readonly offset: number;
  readonly message: string;
}

/** A file's one YAML document and its lines, or all that is wrong with its syntax. */
export interface Syntax {
  readonly document: Document.Parsed;
  readonly lines: LineCounter;
  readonly faults: readonly Fault[];
}

/** Far more than any kind of entry needs, and far less than what makes a parser slow. */
const maxDepth = 32;
const maxIndent = 100;

/**
 * Parses the part of YAML 1.2 that the register is written in: one document without anchors, aliases, tags, directives
 * and `?` keys. What is left out would let a line mean something other than what a reviewer reads.
 */
export function parseSyntax(text: string): Syntax {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lines.addNewLine(at + 1);

  const conflicts = [...mergeConflicts(text)];
  const refused = conflicts.length > 0 ? conflicts : [...refusedForms(text)];
  // The parser takes quadratic time on deep nesting, so nothing refused reaches it.
  if (refused.length > 0) return { document: parseDocument(""), lines, faults: refused };

  // Duplicate keys are found later, where both places can be told.
  const document = parseDocument(text, { version: "1.2", uniqueKeys: false, prettyErrors: false });
  const faults = [...document.errors, ...document.warnings].map(({ pos, code, message }) => ({
    offset: Math.min(pos[0], text.length),
    message: faultMessages[code] ?? `not valid YAML: ${hideBlobs(message.split("\n")[0] ?? message)}`,
  }));
  return { document, lines, faults };
}

const faultMessages: Partial<Record<YAMLParseError["code"], string>> = {
  MULTIPLE_DOCS: "a second document starts here; a register file is one document, so delete the `---`",
  TAB_AS_INDENT: "a tab in the indentation; use spaces",
  BLOCK_AS_IMPLICIT_KEY: "not valid YAML: a second `: ` in one line; put the text in quotes",
};

/** Where Git left a merge for somebody to finish. */
function* mergeConflicts(text: string): Generator<Fault> {
  for (const marker of text.matchAll(/^(?:<{7} |>{7} ).*$/gm)) {
    yield {
      offset: marker.index,
      message:
        "a merge conflict marker; keep what is right and delete the lines that start with <<<<<<<, ======= and >>>>>>>",
    };
  }
}

function* refusedForms(text: string): Generator<Fault> {
  let offset = 0;
  let inFlow = 0;
  let inLine = 0;
  let lineStart = true;
  for (const token of new Lexer().lex(text)) {
    const type = CST.tokenType(token);
    const deeper = type === "flow-map-start" || type === "flow-seq-start";
    if (deeper) inFlow += 1;
    if (type === "flow-map-end" || type === "flow-seq-end") inFlow = Math.max(0, inFlow - 1);
    if (type === "seq-item-ind") inLine += 1;
    const indent = lineStart && type === "space" ? token.length : 0;
    if ((deeper && inFlow > maxDepth) || inLine > maxDepth || indent > maxIndent) {
      yield { offset, message: `nested more than ${maxDepth} levels deep; no entry of the register is` };
      return;
    }
    const message = refusedTokens[type ?? ""]?.(token);
    if (message !== undefined) yield { offset, message };
    lineStart = type === "newline" || (lineStart && type === "doc-mode");
    if (lineStart) inLine = 0;
    if (!markers.has(token)) offset += token.length;
  }
}

/** Tokens that the lexer puts between those that stand in the text. */
const markers: ReadonlySet<string> = new Set([CST.DOCUMENT, CST.FLOW_END, CST.SCALAR]);

const refusedTokens: Readonly<Record<string, (token: string) => string>> = {
  anchor: (token) =>
    `the anchor \`${hideBlobs(token)}\`: the register has no anchors; write the value out where it is meant`,
  alias: (token) => `the alias \`${hideBlobs(token)}\`: the register has no aliases; write the value out`,
  tag: (token) => `the tag \`${hideBlobs(token)}\`: the register has no tags; delete it`,
  "directive-line": () => "a line that starts with %: the register has no directives; delete it",
  "explicit-key-ind": () => "a `?` key: write `key: value`",
};
