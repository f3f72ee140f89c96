import { parse, stringify } from "yaml";

/** What a mutation does to a file: its text, or its bytes. */
export type Mutate = (text: string, draw: Draw) => string | Uint8Array;

/** Draws a number below another, by the seed of the property. */
export type Draw = (below: number) => number;

/**
 * What may come of a mutation. `same`: the loader refuses it, or it means what the file meant. `refused`: nothing else will do.
 * `as written`: it is refused, or what it means is what a parser of YAML reads in it.
 */
export type Outcome = "same" | "refused" | "as written";

const one = <T>(items: readonly T[], draw: Draw): T => items[draw(items.length)] as T;

const put = (text: string, at: number, piece: string, length = 0): string =>
  text.slice(0, at) + piece + text.slice(at + length);

/** Somewhere in what a pattern finds, or anywhere. */
function place(text: string, pattern: RegExp, draw: Draw): { at: number; length: number } {
  const found = [...text.matchAll(pattern)];
  if (found.length === 0) return { at: draw(text.length + 1), length: 0 };
  const match = one(found, draw);
  return { at: match.index, length: match[0].length };
}

const keys = /(?<=^ *(?:- )?)[\w.*"+-]+(?=:)/gm;
const values = /(?<=^[^#\n]*(?:: )|^ *- )[^\s#{[][^#\n]*$/gm;
const withLines = (text: string, change: (lines: string[]) => void): string => {
  const lines = text.split("\n");
  change(lines);
  return lines.join("\n");
};

/** What nobody sees, or takes for something else. Those of the first list are refused wherever they stand. */
const unseen = [0xad, 0x34f, 0x61c, 0x180e, 0x200b, 0x200c, 0x200d, 0x200e, 0x200f, 0x202a, 0x202e, 0x2060, 0x2063]
  .concat([0x2066, 0x2069, 0x206f, 0x2800, 0x3164, 0xfe00, 0xfe0f, 0xfeff, 0xffa0, 0xfff9, 0x0, 0x7, 0x1b, 0x7f, 0x85])
  .concat([0x9b, 0x2028, 0x2029, 0xe0001, 0xe0041, 0xe0100, 0x1d173, 0x1bca0])
  .map((code) => String.fromCodePoint(code));
const odd = [
  "\u3000",
  "\u00a0",
  "\u2003",
  "\u202f",
  "\u1680",
  "\u0301",
  "\u20dd",
  "\ufffc",
  "\ue000",
  "\u0378",
  "\t",
  "\ufffe",
  "‮",
];

const replacements = [
  ...[
    "*",
    "*a",
    "&a x",
    "!!str x",
    "!!binary aGk=",
    "!!python/object/apply:os.system [id]",
    "!<tag:yaml.org,2002:int> 1",
    "! x",
  ],
  ...[
    "~",
    "null",
    "Null",
    "NULL",
    "",
    "y",
    "n",
    "yes",
    "no",
    "on",
    "off",
    "True",
    "FALSE",
    "0o17",
    "017",
    "0x1F",
    "0b1",
  ],
  ...[
    "1_000",
    "1e999",
    "-1e999",
    ".inf",
    "-.inf",
    ".nan",
    "-0",
    "+1",
    "99999999999999999999999",
    "9007199254740993",
    "1.0",
    "1.",
  ],
  ...[
    "2026-01-01T00:00:00Z",
    "2026-01-01 00:00:00 +01:00",
    "2026-1-5",
    "20260105",
    "12:30:45",
    "190:20:30",
    "2026-02-30",
    "0000-00-00",
  ],
  ...[
    "[]",
    "{}",
    "[a, [b]]",
    "{ a: 1 }",
    "{ <<: { a: 1 } }",
    "[~]",
    "{ ? a }",
    "{a, b}",
    "[a: 1]",
    "[,]",
    "{,}",
    "[",
    "}",
    "][",
  ],
  ...[
    '"\\ud800"',
    '"\\udc00\\ud800"',
    '"\\0"',
    '"\\x1b[31m"',
    '"\\u0301"',
    '"\\u3000"',
    '"\\uFFFE"',
    '"\\q"',
    '"',
    "'",
    "''",
    '""',
    "' '",
  ],
  ...[
    "|",
    ">-",
    "|9\n x",
    "|+\n\n\n",
    ">\n  a\n  b",
    "%x",
    "@x",
    "`x`",
    "- x",
    "? x",
    ": x",
    "# x",
    "-",
    "?",
    ":",
    "a: b",
    "<<: *a",
  ],
  ...[
    "../../../etc/passwd",
    "file:///etc/passwd",
    "$(id)",
    "{{ x }}",
    "__proto__",
    "constructor",
    "a\r\nb",
    "<script>",
    "\u001b]0;x\u0007",
  ],
  ...[
    "x".repeat(100_000),
    "1".repeat(5_000),
    `[${"a,".repeat(3_000)}a]`,
    "[".repeat(60) + "]".repeat(60),
    "é".repeat(300),
  ],
];
const otherKeys = [
  ...[
    "<<",
    "__proto__",
    "constructor",
    "toString",
    "hasOwnProperty",
    "valueOf",
    "y",
    "no",
    "1",
    "1.0",
    "0x10",
    "null",
    "~",
    "",
  ],
  ...[
    "? a\n",
    "[a]",
    "{ a: 1 }",
    '"a b"',
    "a b",
    "A",
    "a/b",
    "..",
    "*",
    '"*"',
    "&a b",
    "!!str a",
    "*a ",
    "-",
    "- a",
    "'",
    '"',
    "# a",
  ],
  ...[
    '"\\ud800"',
    "x".repeat(20_000),
    "\u0301",
    "\u3000a",
    "ａ",
    "а",
    "ﬁ",
    "İ",
    "ß",
    "2026-01-01",
    "1e3",
    "é",
    "e\u0301",
  ],
];

/** Mutations of a file's text, by name, each with what may come of it. */
export const mutations: Readonly<Record<string, readonly [Outcome, Mutate]>> = {
  "an unseen character in a key": [
    "refused",
    (text, draw) => put(text, place(text, keys, draw).at + 1, one(unseen, draw)),
  ],
  "an unseen character in a value": [
    "refused",
    (text, draw) => put(text, place(text, values, draw).at + 1, one(unseen, draw)),
  ],
  "an unseen character anywhere": ["refused", (text, draw) => put(text, draw(text.length + 1), one(unseen, draw))],
  "an odd character in a key": [
    "as written",
    (text, draw) => put(text, place(text, keys, draw).at + draw(2), one(odd, draw)),
  ],
  "an odd character in a value": [
    "as written",
    (text, draw) => put(text, place(text, values, draw).at + draw(2), one(odd, draw)),
  ],
  "an odd character anywhere": ["as written", (text, draw) => put(text, draw(text.length + 1), one(odd, draw))],
  "a text of nothing that is seen": [
    "refused",
    (text, draw) => {
      const { at, length } = place(text, /(?<=^ +(?:name|title): ).+$/gm, draw);
      return length === 0
        ? "\0"
        : put(
            text,
            at,
            `"${one(["", " ", "\\u3000", "\u0301", "\\u0301\\u0308", "\\u00a0\u20dd", "\\n", "\\ud800"], draw)}"`,
            length,
          );
    },
  ],
  "another value": [
    "as written",
    (text, draw) => {
      const { at, length } = place(text, values, draw);
      return put(text, at, one(replacements, draw), length);
    },
  ],
  "another key": [
    "as written",
    (text, draw) => {
      const { at, length } = place(text, keys, draw);
      return put(text, at, one(otherKeys, draw), length);
    },
  ],
  "a value that another place has": [
    "as written",
    (text, draw) => {
      const [to, from] = [place(text, values, draw), place(text, values, draw)];
      return put(text, to.at, text.slice(from.at, from.at + from.length), to.length);
    },
  ],
  "a key that another place has": [
    "as written",
    (text, draw) => {
      const [to, from] = [place(text, keys, draw), place(text, keys, draw)];
      return put(text, to.at, text.slice(from.at, from.at + from.length), to.length);
    },
  ],
  "a key without a value": [
    "as written",
    (text, draw) => {
      const { at, length } = place(text, values, draw);
      return put(text, at, "", length);
    },
  ],
  "an anchor": [
    "refused",
    (text, draw) => {
      const { at, length } = place(text, values, draw);
      return length === 0 ? "&a x: 1\n" : put(text, at, "&a ");
    },
  ],
  "an alias of an anchor": [
    "refused",
    (text, draw) => {
      const { at, length } = place(text, values, draw);
      return `${put(text, at, "*a", length)}\nz: &a x\n`;
    },
  ],
  "a merge key": [
    "refused",
    (text, draw) => put(text, place(text, /^ +(?=[a-z]\w*:)/gm, draw).at, "  <<: { name: x }\n"),
  ],
  "a tag": [
    "refused",
    (text, draw) => put(text, place(text, values, draw).at, one(["!!str ", "!a ", "!<a> ", "!!set ", "! "], draw)),
  ],
  "a line twice": [
    "as written",
    (text, draw) => withLines(text, (lines) => lines.splice(draw(lines.length), 0, one(lines, draw))),
  ],
  "the line before once more": [
    "as written",
    (text, draw) =>
      withLines(text, (lines) => {
        const at = draw(lines.length);
        lines.splice(at, 0, lines[at] ?? "");
      }),
  ],
  "a line less": ["as written", (text, draw) => withLines(text, (lines) => lines.splice(draw(lines.length), 1))],
  "two lines in the other order": [
    "as written",
    (text, draw) =>
      withLines(text, (lines) => {
        const at = draw(lines.length - 1);
        lines.splice(at, 2, lines[at + 1] ?? "", lines[at] ?? "");
      }),
  ],
  "a line break less": [
    "as written",
    (text, draw) => put(text, place(text, /\n/g, draw).at, one(["", " ", "  "], draw), 1),
  ],
  "another indentation": [
    "as written",
    (text, draw) =>
      withLines(text, (lines) => {
        const at = draw(lines.length);
        const line = lines[at] ?? "";
        lines[at] = one(
          [
            ` ${line}`,
            `  ${line}`,
            line.slice(1),
            `\t${line}`,
            line.trimStart(),
            line.replace(/^ */, "$&\t"),
            `${" ".repeat(120)}${line}`,
          ],
          draw,
        );
      }),
  ],
  "another line": [
    "as written",
    (text, draw) =>
      withLines(text, (lines) =>
        lines.splice(
          draw(lines.length + 1),
          0,
          one(
            [
              "---",
              "...",
              "--- x",
              "%YAML 1.1",
              "%TAG ! x:",
              "- x",
              "x",
              "x: y",
              "{",
              "? x",
              ": x",
              "<<<<<<< x",
              "=======",
              ">>>>>>> x",
              "\t",
              "'",
            ],
            draw,
          ),
        ),
      ),
  ],
  "a comment": [
    "same",
    (text, draw) =>
      withLines(text, (lines) =>
        lines.splice(draw(lines.length + 1), 0, one(["# x", "", "   ", "      # y: 1", "#"], draw)),
      ),
  ],
  "a comment after a value": [
    "as written",
    (text, draw) => put(text, place(text, /$/gm, draw).at, one([" # x", "# x", "  #"], draw)),
  ],
  "blanks at the end of a line": [
    "same",
    (text, draw) => put(text, place(text, /$/gm, draw).at, " ".repeat(1 + draw(3))),
  ],
  "quoted values": ["as written", (text) => text.replaceAll(/(?<=: )([^\s#"'[{|>&*!][^#\n"\\]*?)( *)$/gm, '"$1"')],
  "quoted keys": ["same", (text) => text.replaceAll(/(?<=^ *)([a-z][\w.-]*)(?=:)/gm, (key) => JSON.stringify(key))],
  "line ends of Windows": ["same", (text) => text.replaceAll("\n", "\r\n")],
  "line ends of Windows in one line": ["same", (text, draw) => put(text, place(text, /\n/g, draw).at, "\r")],
  "line ends of old Macs": ["refused", (text) => text.replaceAll("\n", "\r")],
  "a byte order mark": ["refused", (text) => `\uFEFF${text}`],
  "UTF-16": ["refused", (text, draw) => Buffer.from(one(["\uFEFF", ""], draw) + text, "utf16le")],
  "UTF-16, the other way round": [
    "refused",
    (text, draw) => Buffer.from(one(["\uFEFF", ""], draw) + text, "utf16le").swap16(),
  ],
  "UTF-32": ["refused", (text) => Uint8Array.from([...text].flatMap((each) => [each.codePointAt(0) ?? 0, 0, 0, 0]))],
  "Latin-1": ["refused", (text, draw) => Buffer.from(put(text, draw(text.length + 1), "é"), "latin1")],
  "bytes that are no UTF-8": [
    "refused",
    (text, draw) => {
      const at = draw(text.length + 1);
      const bytes = one(
        [[0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0x80], [0xff], [0xe2, 0x82]],
        draw,
      );
      return Buffer.concat([Buffer.from(text.slice(0, at)), Buffer.from(bytes), Buffer.from(text.slice(at))]);
    },
  ],
  "a file that is cut off": ["as written", (text, draw) => text.slice(0, draw(text.length))],
  "a file that begins later": ["as written", (text, draw) => text.slice(draw(text.length))],
  "a file twice": ["as written", (text) => text + text],
  "two documents": ["refused", (text) => `${text}---\n${text}`],
  "a file without an end of line": ["same", (text) => text.trimEnd()],
  "lines in the other order": ["as written", (text) => text.split("\n").toReversed().join("\n")],
  "zeros for an end": ["refused", (text, draw) => Buffer.concat([Buffer.from(text), Buffer.alloc(1 + draw(4096))])],
  "a megabyte of blanks": ["refused", (text) => text + " ".repeat(1024 * 1024)],
  JSON: ["same", (text) => JSON.stringify(parse(text))],
  "JSON with line breaks": ["same", (text) => JSON.stringify(parse(text), null, 2)],
  "JSON with a key twice": ["refused", (text) => JSON.stringify(parse(text)).replace(/("[^"]+"):/, "$1:{},$1:")],
  "YAML of a library": ["same", (text) => stringify(parse(text), { aliasDuplicateObjects: false })],
  "YAML of a library, in long lines": [
    "same",
    (text) =>
      stringify(parse(text), { aliasDuplicateObjects: false, lineWidth: 20, defaultStringType: "QUOTE_DOUBLE" }),
  ],
  "YAML of a library, all in one line": [
    "same",
    (text) => stringify(parse(text), { aliasDuplicateObjects: false, collectionStyle: "flow" }),
  ],
  "a wider indentation": ["same", (text) => stringify(parse(text), { aliasDuplicateObjects: false, indent: 7 })],
  "random bytes": [
    "as written",
    (text, draw) =>
      Uint8Array.from({ length: draw(300) }, () => draw(256)).map((byte, at) =>
        at % 3 === 0 ? byte : (text.codePointAt(at) ?? 0),
      ),
  ],
};
