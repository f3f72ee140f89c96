import { compare } from "../driver/events.ts";
import { addDays, type DateText } from "../model/dates.ts";
import type { Locate } from "../model/load.ts";
import type { Register } from "../model/register.ts";
import { judgedEach, lasting, registerRulesOf } from "../verdict/base/judged.ts";
import type { Forecast } from "./report.ts";

/**
 * What will be a violation within so many days if nothing is done, by the first day of it. Only rules about the register
 * see days pass. What is a violation today is none to come.
 */
export function forecastOf(register: Register, asOf: DateText, days: number, locate: Locate): Forecast[] {
  return registerRulesOf(register.id)
    .flatMap((rule): Forecast[] => {
      const asked = Array.from({ length: days + 1 }, (_, ahead) => ({ rule, day: addDays(asOf, ahead) }));
      const [today = [], ...later] = judgedEach(asked, register);
      const known = new Set(today.map(lasting));
      const found: Forecast[] = [];
      for (const [index, violations] of later.entries()) {
        const on = addDays(asOf, index + 1);
        for (const violation of violations) {
          if (known.has(lasting(violation))) continue;
          known.add(lasting(violation));
          const { rule: name, level, subject, message } = violation;
          const place = locate(subject);
          found.push({ on, rule: name, level, subject, message, ...(place !== undefined && { place }) });
        }
      }
      return found;
    })
    .sort(byDay);
}

function byDay(a: Forecast, b: Forecast): number {
  const key = ({ on, level, rule, subject, message }: Forecast) =>
    [on, level === "mandatory" ? 0 : 1, rule, subject, message].join("\n");
  return compare(key(a), key(b));
}
