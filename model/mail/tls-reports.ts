import type { Parsed } from "./parsed.ts";
import { readReportDestination, writeReportDestination } from "./report-address.ts";
import { readTags } from "./tags.ts";

/** Who is told where mail to a domain could not be encrypted (TLS-RPT, RFC 8460), at `_smtp._tls` of the domain. */
export interface TlsReportRecord {
  /** Addresses; a report may also be posted to an https address, which is kept as it is. */
  readonly reports: readonly string[];
}

/** Whether a text at a `_smtp._tls` name is a TLS-RPT record; senders pass over all others there. */
export function isTlsReport(text: string): boolean {
  return /^v=TLSRPTv1(?:[ \t]*;|$)/.test(text);
}

export function printTlsReport({ reports }: TlsReportRecord): string {
  const uris = reports.map((each) => (each.startsWith("https:") ? each : writeReportDestination(each)));
  return `v=TLSRPTv1; rua=${uris.join(",")}`;
}

/** Reads a TLS-RPT record. */
export function parseTlsReport(text: string): Parsed<TlsReportRecord> {
  const advice: string[] = [];
  if (!isTlsReport(text)) {
    return { record: undefined, problems: ["it does not begin with v=TLSRPTv1 in exactly these letters"], advice };
  }
  const { tags, problems } = readTags(text);
  const rua = tags.get("rua");
  const reports: string[] = [];
  for (const uri of rua?.split(",") ?? []) {
    const bare = uri.trim();
    const read = /^https:/i.test(bare) ? readAddress(bare) : readReportDestination(bare);
    if ("problem" in read) problems.push(`rua: ${read.problem}`);
    else reports.push(read.address);
  }
  if (rua === undefined) problems.push("it has no rua, so nobody is told anything");
  for (const tag of tags.keys()) {
    if (tag !== "v" && tag !== "rua") advice.push(`senders ignore the tag ${tag}, which they do not know`);
  }
  return { record: problems.length > 0 ? undefined : { reports }, problems, advice };
}

function readAddress(uri: string): { address: string } | { problem: string } {
  // `!`, `,` and `;` have to stand encoded, since a list and a record end there (RFC 8460 section 3).
  return URL.canParse(uri) && /^https:\/\/[^!,;\s]+$/.test(uri)
    ? { address: uri }
    : { problem: `"${uri}" is not an address that reports can be posted to` };
}
