import { styleText } from "node:util";
import type { DateText } from "../../model/dates.ts";
import type { DoneLate } from "../../policies/rules/done-late.ts";
import type { Obligation } from "../../report/report.ts";
import { counted, dueWords, obligationFacts } from "../../report/words.ts";

/** What falls due within so many days has a part of its own. */
const soon = 30;

/** The ledger as a page for the terminal: what is late, what is due soon, the rest, and what was done late. */
export function obligationsPage(
  obligations: readonly Obligation[],
  asOf: DateText,
  doneLate: readonly DoneLate[] = [],
): string {
  const parts = [
    { title: "Late", style: "red", of: obligations.filter(({ daysLeft }) => daysLeft < 0) },
    {
      title: `Within ${counted(soon, "day")}`,
      style: "yellow",
      of: obligations.filter(({ daysLeft }) => daysLeft >= 0 && daysLeft <= soon),
    },
    { title: "Later", style: "bold", of: obligations.filter(({ daysLeft }) => daysLeft > soon) },
  ] as const;
  return [
    `${styleText("bold", "Obligations")} as of ${asOf}: ${obligationFacts(obligations)}.`,
    ...parts.filter(({ of }) => of.length > 0).map(({ title, style, of }) => part(styleText(style, title), of)),
    ...(doneLate.length === 0 ? [] : [partOfDone(doneLate)]),
  ].join("\n\n");
}

function part(title: string, obligations: readonly Obligation[]): string {
  const rows = obligations.map(({ dueOn, daysLeft, whose }) => [dueOn, dueWords(daysLeft), whose]);
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = obligations.map(({ what, subject, place }, index) => {
    const cells = (rows[index] ?? []).map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ");
    const where = place === undefined ? subject : `${place.file}:${place.line}`;
    return `  ${cells}  ${what}  ${styleText("dim", where)}`;
  });
  return [title, ...lines].join("\n");
}

/** Nothing is left to be done about it; it is told so that people can ask why. */
function partOfDone(doneLate: readonly DoneLate[]): string {
  const lines = doneLate.map(
    ({ what, whose, dueOn, doneOn, subject }) =>
      `  ${doneOn}  due ${dueOn}  ${whose}  ${what}  ${styleText("dim", subject)}`,
  );
  return [styleText("bold", "Done late"), ...lines].join("\n");
}
