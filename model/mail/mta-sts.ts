import { createHash } from "node:crypto";
import { isMailHost } from "../dns-name.ts";
import type { Parsed } from "./parsed.ts";
import { readTags } from "./tags.ts";

/** Whether senders must encrypt mail to a domain, and to which hosts (MTA-STS, RFC 8461). */
export interface MtaStsPolicy {
  readonly mode: "enforce" | "testing" | "none";
  /** Names that take mail for the domain; `*.` stands for one label. */
  readonly mx: readonly string[];
  /** Seconds that senders keep the policy. */
  readonly maxAge: number;
}

/** The longest that a sender may be asked to keep a policy: about a year. */
export const longestMaxAge = 31_557_600;

/** The policy as the file that is served at `https://mta-sts.DOMAIN/.well-known/mta-sts.txt`. */
export function printMtaStsPolicy({ mode, mx, maxAge }: MtaStsPolicy): string {
  const hosts = mode === "none" ? [] : mx;
  const lines = ["version: STSv1", `mode: ${mode}`, ...hosts.map((host) => `mx: ${host}`), `max_age: ${maxAge}`];
  return `${lines.join("\r\n")}\r\n`;
}

/**
 * The id under which the DNS announces a policy. Senders fetch a policy anew when its id has changed, so it is made of the
 * policy: nobody can forget to change it.
 */
export function mtaStsId(policy: MtaStsPolicy): string {
  return createHash("sha256").update(printMtaStsPolicy(policy)).digest("hex").slice(0, 32);
}

/** Whether a text at an `_mta-sts` name announces a policy; senders pass over all others there. */
export function isMtaSts(text: string): boolean {
  return /^v=STSv1[ \t]*(?:;|$)/.test(text);
}

/** The text of the TXT record at `_mta-sts`. */
export function printMtaSts(id: string): string {
  return `v=STSv1; id=${id}`;
}

/** Reads the TXT record at `_mta-sts`. */
export function parseMtaSts(text: string): Parsed<{ readonly id: string }> {
  const advice: string[] = [];
  if (!isMtaSts(text)) {
    return { record: undefined, problems: ["it does not begin with v=STSv1 in exactly these letters"], advice };
  }
  const { tags, problems } = readTags(text);
  const id = tags.get("id");
  if (id === undefined) problems.push("it has no id, so senders ignore it");
  else if (!/^[a-z0-9]{1,32}$/i.test(id)) problems.push(`id is "${id}", and it has to be 1 to 32 letters and digits`);
  for (const tag of tags.keys()) {
    if (tag !== "v" && tag !== "id") advice.push(`senders ignore the tag ${tag}, which they do not know`);
  }
  return { record: problems.length > 0 || id === undefined ? undefined : { id }, problems, advice };
}

/** Reads a policy file. */
export function parseMtaStsPolicy(text: string): Parsed<MtaStsPolicy> {
  const problems: string[] = [];
  const advice: string[] = [];
  const fields = new Map<string, string[]>();
  for (const line of text.split(/\r?\n/)) {
    if (line === "") continue;
    const [, key, value] = /^([a-z0-9][a-z0-9_.-]*)[ \t]*:[ \t]*(.*?)[ \t]*$/i.exec(line) ?? [];
    if (key === undefined || value === undefined) problems.push(`"${line}" is not a field with a value`);
    else fields.set(key, [...(fields.get(key) ?? []), value]);
  }
  const [version] = fields.get("version") ?? [];
  if (version !== "STSv1" || fields.keys().next().value !== "version") problems.push("it does not begin with STSv1");
  const [mode] = fields.get("mode") ?? [];
  if (mode !== "enforce" && mode !== "testing" && mode !== "none") {
    problems.push(`mode is "${mode ?? ""}", and it has to be enforce, testing or none`);
  }
  const mx = fields.get("mx") ?? [];
  if (mx.length === 0 && mode !== "none") problems.push("it names no host (mx), so no mail could be delivered");
  const wrong = mx.filter((host) => !isMailHost(host.replace(/^\*\./, "")));
  problems.push(...wrong.map((host) => `mx: "${host}" is not the name of a host`));
  const [age = ""] = fields.get("max_age") ?? [];
  const maxAge = /^\d{1,10}$/.test(age) && Number(age) <= longestMaxAge ? Number(age) : undefined;
  if (maxAge === undefined) problems.push(`max_age is "${age}", and it has to be seconds, ${longestMaxAge} at most`);
  const twice = ["version", "mode", "max_age"].filter((key) => (fields.get(key)?.length ?? 0) > 1);
  problems.push(...twice.map((key) => `${key} stands there twice`));
  if (problems.length > 0 || maxAge === undefined) return { record: undefined, problems, advice };
  return { record: { mode: mode as MtaStsPolicy["mode"], mx, maxAge }, problems, advice };
}
