import { isIPv4, isIPv6 } from "node:net";

/** Longest content of a TXT record that the service takes: as much as fits 2,048 characters with its quotes. */
const LONGEST_TEXT = 2048;

/** One label of a host name; underscores are usual in the names of service and mail records. */
const LABEL = /^(?!-)[a-zA-Z0-9_-]{1,63}(?<!-)$/;

/** The reason why a record's content is refused; undefined when it is not. It does not quote it: it may be a secret. */
export function contentFailure(type: string, content: string): string | undefined {
  switch (type) {
    case "A":
      return isIPv4(content) ? undefined : "expected an IPv4 address";
    case "AAAA":
      return isIPv6(content) && !content.includes("%") ? undefined : "expected an IPv6 address";
    case "CNAME":
    case "MX":
    case "NS":
    case "PTR":
      return isHostName(content) ? undefined : "expected a host name";
    case "TXT":
      return textFailure(content);
    default:
      return content === "" ? "expected a text that is not empty" : undefined;
  }
}

function isHostName(name: string): boolean {
  // A lone dot is the null MX of RFC 7505.
  if (name === ".") return true;
  const labels = name.replace(/\.$/, "").split(".");
  return name.length <= 255 && labels.every((label) => LABEL.test(label)) && !isIPv4(name);
}

function textFailure(content: string): string | undefined {
  if (content === "") return "expected a text that is not empty";
  if ([...content].length > LONGEST_TEXT)
    return `expected at most ${LONGEST_TEXT} characters, got ${[...content].length}`;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (/[\u0000-\u001f\u007f]/.test(content)) return "expected a text without line breaks or control characters";
  const opened = content.startsWith('"');
  const closed = content.endsWith('"') && content.length > 1;
  return opened !== closed ? "expected quotes at both ends or at neither" : undefined;
}
