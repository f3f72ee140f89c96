import { addDays, type DateText } from "../../../model/dates.ts";
import { type Case, casesOf } from "../case.ts";
import { type RegisterDraft, resourceIn } from "../state.ts";
import { grant } from "./ocp.ts";

const { red, green } = casesOf("ocp");
const limit = "ocp-redash-administrators";

/** One administrator of Redash too many, and a waiver of that. */
function waived(register: RegisterDraft, asOf: DateText, change: Record<string, unknown> = {}): void {
  grant(register, "redash", "admin", "ocp-owner-2");
  register.waivers.handover = {
    ...{ rule: limit, subject: "ocp/grants/redash/admin", reason: "One hands over to the other" },
    ...{ owner: "ocp-owner-1", author: "ocp-owner-2", approver: "dogsbody-manager-1" },
    ...{ grantedOn: asOf, expiresOn: addDays(asOf, 30) },
    ...change,
  };
}

const held = { advice: ["waivers-in-use"] };

/** Cases of what a waiver holds back, and of waivers that hold back nothing. */
export const waiverCases: readonly Case[] = [
  green("GATE-8", "a waiver that holds a violation back, which is said", {
    ...held,
    register: (register, asOf) => waived(register, asOf),
  }),
  green("GATE-8", "a waiver on its last day, the longest that there may be", {
    ...held,
    register: (register, asOf) => waived(register, asOf, { grantedOn: addDays(asOf, -90), expiresOn: asOf }),
  }),
  red("GATE-8", "a waiver on the day after its last", [limit, "waivers-valid"], {
    register: (register, asOf) =>
      waived(register, asOf, { grantedOn: addDays(asOf, -90), expiresOn: addDays(asOf, -1) }),
  }),
  red("GATE-8", "a waiver of a day too many", [limit, "waivers-valid"], {
    register: (register, asOf) => waived(register, asOf, { expiresOn: addDays(asOf, 91) }),
  }),
  red("GATE-8", "a waiver that its owner approved", [limit, "waivers-valid"], {
    register: (register, asOf) => waived(register, asOf, { approver: "ocp-owner-1" }),
  }),
  red("GATE-8", "a waiver that somebody approved who gains by it", [limit, "waivers-valid"], {
    register: (register, asOf) => waived(register, asOf, { approver: "ocp-analyst-1" }),
  }),
  red("GATE-8", "a waiver of a rule that cannot be waived", ["waivers-valid"], {
    register: (register, asOf) => {
      waived(register, asOf, { rule: "known-types" });
      register.grants.redash.admin.pop();
    },
  }),
  red("GATE-8", "a waiver of a rule that there is not", [limit, "waivers-valid"], {
    register: (register, asOf) => waived(register, asOf, { rule: "ocp-redash-administrator" }),
  }),
  red("GATE-8", "a waiver that is not needed any more", ["waivers-needed"], {
    register: (register, asOf) => {
      waived(register, asOf);
      register.grants.redash.admin.pop();
    },
  }),
  red("GATE-8", "a waiver of another subject", [limit, "waivers-needed"], {
    register: (register, asOf) => waived(register, asOf, { subject: "ocp/grants/redash" }),
  }),
  green("GATE-8", "a waiver of a rule about a resource, in its stack", {
    ...held,
    register: (register, asOf) =>
      ofMachine(register, asOf, { stack: "ocp", subject: 'linode:index/instance:Instance "crm"' }),
    state: (state) => {
      delete resourceIn(state, "linode:index/instance:Instance", "crm").protect;
    },
  }),
  red(
    "GATE-8",
    "a waiver of a rule about a resource that names no stack",
    ["protected-from-deletion", "waivers-valid"],
    {
      register: (register, asOf) => ofMachine(register, asOf, { subject: 'linode:index/instance:Instance "crm"' }),
      state: (state) => {
        delete resourceIn(state, "linode:index/instance:Instance", "crm").protect;
      },
    },
  ),
];

/** A waiver for taking a machine down. */
function ofMachine(register: RegisterDraft, asOf: DateText, change: Record<string, unknown>): void {
  waived(register, asOf, { rule: "protected-from-deletion", reason: "The machine is taken down", ...change });
  register.grants.redash.admin.pop();
}
