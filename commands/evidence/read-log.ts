import { shorten } from "../../model/load/show.ts";
import { didYouMean } from "../../model/load/suggest.ts";
import { type Fault, fields, type Reading, type Sighting } from "./sighting.ts";

/** A line as `logger --tag gatehouse-deploy` leaves it: moment, perhaps the host, the tag, and what is told. */
const deployLine = /^(?<when>\S+) (?:\S+ )?gatehouse-deploy(?:\[\d+\])?:(?<told>.*)$/;

const known: readonly string[] = fields;
const needed = known.filter((field) => field !== "service");

/**
 * Reads a log for its deployments, lines such as
 * `2026-11-02T14:05:09Z gatehouse-deploy: who=SHA256:… server=toucan commit=3f9c1d0`. Other lines are counted and left.
 * A login is none of them: having been on a server is no deployment.
 */
export function readLog(text: string): Reading {
  const sightings: Sighting[] = [];
  const faults: Fault[] = [];
  let otherLines = 0;
  for (const [index, content] of text.split(/\r?\n/).entries()) {
    const { when, told } = deployLine.exec(content)?.groups ?? {};
    const line = index + 1;
    if (when !== undefined && told !== undefined) {
      const { sighting, messages } = sightingOf(line, when, told);
      if (sighting !== undefined) sightings.push(sighting);
      faults.push(...messages.map((message) => ({ line, message })));
    } else if (/\bgatehouse-deploy(?:\[\d+\])?:/.test(content)) {
      faults.push({
        line,
        message: "a deployment that cannot be read: write `MOMENT gatehouse-deploy: who=… server=… commit=…`",
      });
    } else if (content.trim() !== "") {
      otherLines += 1;
    }
  }
  return { sightings, faults, otherLines };
}

function sightingOf(line: number, when: string, told: string): { sighting?: Sighting; messages: string[] } {
  const messages: string[] = [];
  const values = new Map<string, string>();
  for (const word of told.match(/\S+/g) ?? []) {
    const at = word.indexOf("=");
    const key = word.slice(0, Math.max(at, 0));
    if (at === -1) messages.push(`\`${shorten(word)}\` is not of the form key=value`);
    else if (!known.includes(key)) messages.push(`there is no \`${shorten(key)}\`${didYouMean(key, known)}`);
    else if (values.has(key)) messages.push(`\`${key}\` is there twice`);
    values.set(key, word.slice(at + 1));
  }
  messages.push(...needed.filter((field) => !values.has(field)).map((field) => `\`${field}\` is missing`));
  if (messages.length > 0) return { messages };
  const { who = "", server = "", commit = "", service } = Object.fromEntries(values);
  return { messages, sighting: { line, when, who, server, commit, ...(service !== undefined && { service }) } };
}
