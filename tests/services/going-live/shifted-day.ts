import { addDays } from "../../../model/dates.ts";

/**
 * The option of Node.js that has its clock show a day, some days later than the register's, from noon on: live, programs and
 * packs judge as of today, and the shipped register is that of one day. Nothing but Node.js sees it.
 */
export function clockShows(day: string, later: number): string {
  const start = Date.parse(`${addDays(day, later)}T12:00:00Z`);
  const code = `const Real = Date; const shift = ${start} - Real.now();
globalThis.Date = class Date extends Real {
  constructor(...given) { given.length === 0 ? super(Real.now() + shift) : super(...given); }
  static now() { return Real.now() + shift; }
};`;
  return `--import=data:text/javascript,${encodeURIComponent(code)}`;
}
