import { markdownTable } from "markdown-table";
import type { AccessChange, Forecast, Obligation, Report, WaiverUse } from "../report.ts";
import {
  accessComparedWords,
  accessWords,
  counted,
  dueWords,
  forecastDays,
  obligationFacts,
  obligationWords,
  titles,
} from "../words.ts";
import { code, text } from "./escape.ts";
import { folded } from "./folded.ts";

/** A line a person: what they gain and lose. As many as fit into so many characters; the others are counted. */
export function accessPart(report: Report, room: number): string[] {
  const line = ({ register, person, gains, loses }: AccessChange) =>
    `- ${code(person)} (${register}) ${accessWords({ gains: gains.map(text), loses: loses.map(text) })}`;
  const lines = report.access.map(line);
  let left = room;
  const cut = lines.findIndex((each) => {
    left -= each.length + 1;
    return left < 0;
  });
  const named = cut === -1 ? lines : lines.slice(0, cut);
  const others = lines.length - named.length;
  const rest = others === 0 ? "" : `${counted(others, named.length === 0 ? "person" : "more person")}.`;
  const said = [named.join("\n"), rest, accessComparedWords(report)];
  return [`### ${titles.access}`, ...said.filter((part) => part !== "")];
}

/** Every waiver of the register, and what became of it. */
export function waiversPart({ waivers }: Report, whole: boolean): string[] {
  if (waivers.length === 0) return [];
  const row = ({ state, id, register, rule, subject, reason, owner, approver, expiresOn }: WaiverUse) => [
    state === "in use" ? state : `**${state}**`,
    `${code(id)} (${register})`,
    code(rule),
    code(subject),
    text(reason),
    code(owner),
    code(approver),
    expiresOn,
  ];
  const header = ["state", "waiver", "rule", "subject", "reason", "owner", "approver", "until"];
  const inUse = waivers.filter(({ state }) => state === "in use").length;
  return [
    `### ${titles.waivers}`,
    whole ? table(header, waivers.map(row)) : `${inUse} in use, ${waivers.length - inUse} not.`,
  ];
}

/** What is late lies open, what is to come is folded. */
export function obligationsPart({ obligations }: Pick<Report, "obligations">, whole: boolean): string[] {
  if (obligations.length === 0) return [];
  const row = ({ dueOn, daysLeft, kind, what, subject, whose }: Obligation) => [
    dueOn,
    daysLeft < 0 ? `**${dueWords(daysLeft)}**` : dueWords(daysLeft),
    obligationWords[kind],
    `${text(what)} ${code(subject)}`,
    code(whose),
  ];
  const header = ["due", "", "what", "", "whose"];
  const [late, toCome] = [obligations.filter(isLate), obligations.filter((each) => !isLate(each))];
  return [
    `### ${titles.obligations}: ${obligationFacts(obligations)}`,
    ...(whole && late.length > 0 ? [table(header, late.map(row))] : []),
    ...(whole && toCome.length > 0 ? [folded(`${toCome.length} to come`, table(header, toCome.map(row)))] : []),
  ];
}

/** What will be a violation if nothing is done. */
export function forecastPart({ forecast }: Report, whole: boolean): string[] {
  if (forecast.length === 0) return [];
  const row = ({ on, level, rule, subject }: Forecast) => [on, level, code(rule), code(subject)];
  const header = ["from", "level", "rule", "subject"];
  return [
    `### ${titles.forecast}: ${counted(forecast.length, "violation")} to come in the next ${forecastDays} days`,
    ...(whole ? [folded("If nothing is done", table(header, forecast.map(row)))] : []),
  ];
}

function isLate({ daysLeft }: Obligation): boolean {
  return daysLeft < 0;
}

/** A table without padding, which would cost room and not be seen. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return markdownTable(
    [header, ...rows].map((row) => [...row]),
    { alignDelimiters: false },
  );
}
