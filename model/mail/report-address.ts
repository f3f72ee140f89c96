import { isMailHost } from "../dns-name.ts";

/** One destination of a list of reports, read. */
export type ReportDestination =
  /** Somebody who is sent reports. The domain is in lower case; the local part is as written. */
  | { readonly address: string; readonly host: string; readonly sizeLimit: string | undefined }
  /** Nobody, and why. */
  | { readonly problem: string };

/** Characters of an address's local part without quotes (RFC 5322), but for `!`, which a report address has to encode. */
const LOCAL_PART = /^[a-z0-9#$&'*+/=?^_`{|}~-]+(?:\.[a-z0-9#$&'*+/=?^_`{|}~-]+)*$/i;

/**
 * Reads one URI of `rua` or `ruf`. Any scheme is allowed there and receivers have to know `mailto` only, so a report
 * to anything else reaches nobody. A size limit at the end (`!10m`) is obsolete, and ignored (RFC 9989).
 */
export function readReportDestination(uri: string): ReportDestination {
  const [, bare = uri, sizeLimit] = /^(.*?)!(\d+[kmgt]?)$/is.exec(uri) ?? [];
  const address = /^mailto:(.*)$/is.exec(bare)?.[1];
  if (address === undefined) {
    return { problem: `"${uri}" does not begin with mailto:, so no receiver has to send a report there` };
  }
  const decoded = percentDecoded(address);
  const at = decoded?.lastIndexOf("@") ?? -1;
  const local = decoded?.slice(0, at) ?? "";
  const host = decoded?.slice(at + 1).toLowerCase() ?? "";
  // A question mark would begin the headers of a message, which is not for reports to carry.
  if (at < 1 || address.includes("?") || !isLocalPart(local, address) || !isMailHost(host)) {
    return { problem: `"${uri}" is not an e-mail address that reports can be sent to` };
  }
  return { address: `${local}@${host}`, host, sizeLimit };
}

/** The URI of an address, with all that could be taken for something else in a URI, a list or a record encoded. */
export function writeReportDestination(address: string): string {
  const encoded = address.replaceAll(/[^a-z0-9.@+_'*~$&=/-]/giu, (character) =>
    [...Buffer.from(character)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`).join(""),
  );
  return `mailto:${encoded}`;
}

/** The address's local part, once `!` and `%` that stand encoded in the URI are taken for granted. */
function isLocalPart(local: string, written: string): boolean {
  return !written.includes("!") && LOCAL_PART.test(local.replaceAll(/[!%]/g, "-"));
}

function percentDecoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
