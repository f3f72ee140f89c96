import type { Clause } from "../clause.ts";

/** Phone numbers and who sends from them: N127 to N135. */
export const phoneNumbers = [
  {
    id: "NOTIFY-SMS-1",
    section: "SMS Phone Number Management",
    lines: "N127",
    requirement: "Another document describes the phone numbers in AWS.",
    classes: ["context"],
    level: "none",
  },
  {
    id: "NOTIFY-SMS-2",
    section: "SMS Phone Number Management",
    lines: "N128",
    requirement:
      "Every phone number is put to use in exactly one way: as the default of one environment, or as the sender of one service.",
    classes: ["register"],
    level: "mandatory",
  },
  {
    id: "NOTIFY-SMS-3",
    section: "SMS Phone Number Management",
    lines: "N129-N130",
    requirement:
      "Each environment sets `AWS_US_TOLL_FREE_NUMBER` to a toll-free number of its own in E.164 form: the sender of one-time passwords and of services without a number.",
    classes: ["enforce", "register"],
    level: "mandatory",
    note: "Environments that share an AWS account and region share its one set of SMS preferences, declared once (AMB-27).",
  },
  {
    id: "NOTIFY-SMS-4",
    section: "SMS Phone Number Management",
    lines: "N130-N131",
    requirement:
      "A service's own number is among its text-message senders, is declared in the same environment, and is not the default.",
    classes: ["register"],
    level: "mandatory",
  },
  {
    id: "NOTIFY-SMS-5",
    section: "Current Production Phone Numbers",
    lines: "N133",
    requirement:
      "The default number of production is +18447952263; one-time passwords and the messages of trial services are sent from it.",
    classes: ["register"],
    level: "mandatory",
    note: "AWS may revoke a number that was registered for one-time passwords only, so the registration lists both uses (AMB-30).",
  },
  {
    id: "NOTIFY-SMS-6",
    section: "Current Production Phone Numbers",
    lines: "N134",
    requirement: "In production, +18447891134 is the number of Pilot Partner 1 and of nobody else.",
    classes: ["register"],
    level: "mandatory",
  },
  {
    id: "NOTIFY-SMS-7",
    section: "Current Production Phone Numbers",
    lines: "N135",
    requirement: "In production, +18888402596 is the number of Pilot Partner 2 and of nobody else.",
    classes: ["register"],
    level: "mandatory",
  },
] as const satisfies readonly Clause[];
