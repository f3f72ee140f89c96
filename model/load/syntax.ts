import { Composer, CST, type Document, Lexer, Parser, type YAMLParseError } from "yaml";
import { type Lines, linesOf } from "./lines.ts";
import { shorten } from "./show.ts";

/** What is wrong at an offset of a file's text. */
export interface Fault {
  readonly offset: number;
  readonly message: string;
}

/** A file's one YAML document and its lines, or what is wrong with its syntax. */
export interface Syntax {
  readonly document: Document.Parsed | undefined;
  readonly lines: Lines;
  readonly faults: readonly Fault[];
}

/** Far more than any kind of entry needs, and far less than what makes a parser slow. */
const maxDepth = 32;
const maxIndent = 100;

/**
 * The most that one file may be made of. The largest file of entries has fewer words and marks than this; one that is nothing
 * but commas has many more, and the parser would take half a minute and a gigabyte to say so. What opens a list or map within
 * a line counts five times, as that is what it costs.
 */
export const mostTokens = 500_000;

/**
 * Parses the part of YAML 1.2 that the register is written in: one document without anchors, aliases, tags, directives
 * and `?` keys. What is left out would let a line mean something other than what a reviewer reads.
 */
export function parseSyntax(text: string): Syntax {
  const lines = linesOf(text);
  const conflicts = [...mergeConflicts(text)];
  const tokens: string[] = [];
  const refused = conflicts.length > 0 ? conflicts : [...refusedForms(text, tokens)];
  // The parser takes quadratic time on deep nesting, so nothing refused reaches it.
  if (refused.length > 0) return { document: undefined, lines, faults: refused };
  return { lines, ...parse(text, tokens) };
}

/** The document, or the first thing that the parser stumbles over: what it says after that mostly follows from it. */
function parse(text: string, tokens: readonly string[]): Omit<Syntax, "lines"> {
  // Duplicate keys are found later, where both places can be told.
  const composer = new Composer({ version: "1.2", uniqueKeys: false, prettyErrors: false });
  // The library goes on after an error, and a file of a million bad escapes would be a million of them.
  let first: Fault | undefined;
  Reflect.set(composer, "onError", (source: ErrorSource, code: YAMLParseError["code"], message: string) => {
    first ??= faultAt(offsetOf(source), code, message, text);
    throw new Stumble();
  });
  let document: Document.Parsed | undefined;
  try {
    for (const next of composer.compose(structureOf(tokens), true, text.length)) {
      const [error] = [...next.errors, ...next.warnings];
      if (error !== undefined) first ??= faultAt(error.pos[0], error.code, error.message, text);
      else if (document !== undefined) first ??= faultAt(next.range[0], "MULTIPLE_DOCS", "", text);
      if (first !== undefined) break;
      document = next;
    }
  } catch (error) {
    if (!(error instanceof Stumble)) throw error;
  }
  return first === undefined ? { document, faults: [] } : { document: undefined, faults: [first] };
}

/** What the library's parser makes of the tokens of a text, which are looked at before it and not made twice. */
function* structureOf(tokens: readonly string[]): Generator<CST.Token> {
  const parser = new Parser();
  for (const token of tokens) yield* parser.next(token);
  yield* parser.end();
}

/** What the library says where an error is: an offset, a range, or a thing at an offset. */
type ErrorSource = number | readonly [number, ...unknown[]] | { readonly offset: number };

function offsetOf(source: ErrorSource): number {
  if (typeof source === "number") return source;
  return "offset" in source ? source.offset : source[0];
}

/** Ends parsing at the first fault. */
class Stumble extends Error {}

function faultAt(offset: number, code: YAMLParseError["code"], message: string, text: string): Fault {
  return {
    offset: Math.min(offset, text.length),
    message:
      (message.startsWith("Flow") ? undefined : faultMessages[code]) ??
      `not valid YAML: ${shorten(message.split("\n")[0] ?? message, mostWords)}`,
  };
}

/** Characters of what the library says of a fault; it may quote the whole file. */
const mostWords = 160;

const faultMessages: Partial<Record<YAMLParseError["code"], string>> = {
  BAD_INDENT: "wrong indentation: the keys of one map start in one column, and what belongs to a key further right",
  MULTILINE_IMPLICIT_KEY:
    "wrong indentation, or a key without a colon before this: the keys of one map start in one column",
  MISSING_CHAR: "something is missing here: a `:` after a key, a `,` between two, or what closes a quote or a bracket",
  MULTIPLE_DOCS: "a second document starts here; a register file is one document, so delete the `---`",
  TAB_AS_INDENT: "a tab in the indentation; use spaces",
  BLOCK_AS_IMPLICIT_KEY: "not valid YAML: a second `: ` in one line; put the text in quotes",
};

/** Where Git left a merge for somebody to finish. */
function* mergeConflicts(text: string): Generator<Fault> {
  for (const marker of [...text.matchAll(/^(?:<{7} |>{7} )/gm)].slice(0, mostFaults)) {
    yield {
      offset: marker.index,
      message:
        "a merge conflict marker; keep what is right and delete the lines that start with <<<<<<<, ======= and >>>>>>>",
    };
  }
}

/** Faults of one file that are told; whoever mends these sees the next. */
const mostFaults = 20;

/** Fills `tokens` with all of the text's, where nothing is refused. */
function* refusedForms(text: string, tokens: string[]): Generator<Fault> {
  let told = 0;
  for (const fault of everyRefusedForm(text, tokens)) {
    yield fault;
    told += 1;
    if (told === mostFaults) return;
  }
}

function* everyRefusedForm(text: string, tokens: string[]): Generator<Fault> {
  let offset = 0;
  let before: CST.TokenType | null = null;
  let [isContent, isPlain] = [false, false];
  let inFlow = 0;
  let work = 0;
  let inLine = 0;
  let lineStart = true;
  for (const token of new Lexer().lex(text)) {
    tokens.push(token);
    const type = CST.tokenType(token);
    const deeper = type === "flow-map-start" || type === "flow-seq-start";
    work += deeper ? 5 : 1;
    if (work > mostTokens) {
      yield { offset, message: `the file has more than ${mostTokens} words and marks up to here; split it or trim it` };
      return;
    }
    if (deeper) inFlow += 1;
    if (type === "flow-map-end" || type === "flow-seq-end") {
      if (inFlow === 0) {
        yield { offset, message: `a \`${token}\` that closes nothing; delete it, or put the text in quotes` };
        return;
      }
      inFlow -= 1;
    }
    if (type === "seq-item-ind") inLine += 1;
    const indent = lineStart && type === "space" ? token.length : 0;
    if ((deeper && inFlow > maxDepth) || inLine > maxDepth || indent > maxIndent) {
      yield { offset, message: `nested more than ${maxDepth} levels deep; no entry of the register is` };
      return;
    }
    const message = refusedTokens[type ?? ""]?.(token);
    if (message !== undefined) yield { offset, message };
    if (type === "comma" && before === "comma")
      yield { offset, message: "nothing stands between two commas; delete one" };
    if (type === "comment" && isPlain) yield { offset, message: cutOff };
    if (isContent) isContent = false;
    else if (token === CST.SCALAR) {
      isContent = true;
      isPlain = before !== "block-scalar-header";
    } else if (type !== "space") isPlain = false;
    if (type !== "space" && type !== "newline" && type !== "comment") before = type;
    lineStart = type === "newline" || (lineStart && type === "doc-mode");
    if (lineStart) inLine = 0;
    if (!markers.has(token)) offset += token.length;
  }
}

const cutOff =
  "` #` starts a comment, so the text ends before it: put the text in quotes, or the comment on a line of its own";

/** Tokens that the lexer puts between those that stand in the text. */
const markers: ReadonlySet<string> = new Set([CST.DOCUMENT, CST.FLOW_END, CST.SCALAR]);

const refusedTokens: Readonly<Record<string, (token: string) => string>> = {
  anchor: (token) =>
    `the anchor \`${shorten(token)}\`: the register has no anchors; write the value out where it is meant`,
  alias: (token) =>
    /^\*:?$/.test(token)
      ? 'a bare `*` is no text in YAML; put it in quotes: `"*":`'
      : `the alias \`${shorten(token)}\`: the register has no aliases; write the value out`,
  tag: (token) => `the tag \`${shorten(token)}\`: the register has no tags; delete it`,
  "directive-line": () => "a line that starts with %: the register has no directives; delete it",
  "explicit-key-ind": () => "a `?` key: write `key: value`",
};
