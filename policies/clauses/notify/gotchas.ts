import type { Clause } from "../clause.ts";

/** Failures that are known, with their remedies: N76 to N85. */
export const gotchas = [
  {
    id: "NOTIFY-GOT-1",
    section: "Known Gotchas",
    lines: "N76-N80",
    requirement:
      "When service keys cannot be created or deleted because the broker's certificate names another instance, the broker's applications are restaged: a remedy for people to apply.",
    classes: ["context"],
    level: "none",
  },
  {
    id: "NOTIFY-GOT-2",
    section: "Known Gotchas",
    lines: "N81-N85",
    requirement:
      "An SNS subscription must not lose the race for its confirmation: it is https, is created after the application's route, confirms by itself with at least 5 minutes to do so, and is not left pending.",
    classes: ["enforce"],
    level: "mandatory",
  },
] as const satisfies readonly Clause[];
