import type { DateText } from "../../model/dates.ts";
import type { Register } from "../../model/register.ts";
import type { Obligation } from "../report.ts";

/** An obligation without what follows from its day and its subject. */
export type Due = Omit<Obligation, "daysLeft" | "place">;

/** What of one kind is to be done, as the register stands on a day. */
export type Source = (register: Register, asOf: DateText) => Due[];
