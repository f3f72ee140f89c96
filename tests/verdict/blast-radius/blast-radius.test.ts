import { describe, expect, test } from "vitest";
import type { EngineEvent } from "../../../driver/events.ts";
import { historyKept } from "../../../model/history.ts";
import { mailNotWeakened } from "../../../model/mail/protection.ts";
import type { Register } from "../../../model/register.ts";
import { type StackDescription, stacks } from "../../../stacks/catalogue.ts";
import { ocp } from "../../../stacks/ocp.ts";
import { blastRadiusOf } from "../../../verdict/blast-radius/index.ts";
import { changeOf } from "../../../verdict/deployment.ts";
import { asOf, changed, type Draft, notifyRegister, ocpRegister } from "../../policies/compliant.ts";
import { declared, type Registration, registration } from "../../policies/packs/harness.ts";
import { recorded } from "../../stacks/record.ts";
import { changing, planned } from "./events.ts";

const stackNamed = (wanted: string) => stacks.find(({ name }) => name === wanted) as StackDescription;
/** What is refused of a run of a stack, but for what is forgotten by it: what is taken away here is deleted, to be short. */
function refusedIn(name: string, events: readonly EngineEvent[]) {
  return foundIn(name, events).filter(({ rule }) => rule !== historyKept);
}
function foundIn(name: string, events: readonly EngineEvent[]) {
  const stack = stackNamed(name);
  return blastRadiusOf(stack, changeOf(stack.register, events), asOf);
}
const record = (register: Register) => recorded(() => ocp(register));

/** The register, with a second owner, a third developer, and mail that is worth protecting. */
const before = changed(ocpRegister, ({ people, grants, rootGrants, domains }) => {
  const email = "ocp-owner-2@open-contracting.org";
  people["ocp-owner-2"] = { ...people["ocp-owner-1"], name: "ocp-owner-2", email, sshKeys: [] };
  grants.sentry.owner.push({ person: "ocp-owner-2", createdOn: "2024-01-15" });
  rootGrants["*"].push({ person: "ocp-owner-2", basis: "owner", grantedOn: "2024-01-15" });
  domains["open-contracting.org"].dmarc.policy = "quarantine";
});
const deployed = record(before);

/** What is refused when the register becomes another, as `rule subject`. */
async function refusedAfter(change: (draft: Draft) => void, waivers: Register["waivers"] = {}) {
  const after = changed(before, (draft) => {
    change(draft);
    draft.waivers = waivers;
  });
  return refusedIn("ocp", changing(await deployed, await record(after)));
}
/** The same of the other organisation, whose stacks all hold its whole register. */
function refusedOfNotify(change: (draft: Draft) => void) {
  const events = changing(declared(notifyRegister), declared(changed(notifyRegister, change)));
  return refusedIn("notify-platform", events);
}
const named = (found: Awaited<ReturnType<typeof refusedAfter>>) =>
  found.map(({ rule, subject }) => `${rule} ${subject}`);
const waiver = (rule: string, subject: string) => ({
  ...{ rule, subject, stack: "ocp" as const, reason: "We close it" },
  ...{ owner: "ocp-owner-1", author: "ocp-owner-1", approver: "ocp-owner-2" },
  ...{ grantedOn: "2026-05-01", expiresOn: asOf },
});

describe("a change takes away nothing to speak of", () => {
  test.each<[string, (draft: Draft) => void]>([
    ["when nothing changes", () => {}],
    [
      "when the register is written in another order",
      (draft) => {
        draft.people = Object.fromEntries(Object.entries(draft.people).reverse());
        draft.grants.sentry.admin.reverse();
      },
    ],
    [
      "when somebody is given a role",
      ({ grants }) => grants.sentry.admin.push({ person: "ocp-owner-2", createdOn: asOf }),
    ],
    ["when one developer loses root", ({ rootGrants }) => delete rootGrants.toucan],
    [
      "when mail is protected better",
      ({ domains }) => {
        domains["open-contracting.org"].dmarc.policy = "reject";
      },
    ],
  ])("%s", async (_, change) => {
    expect(await refusedAfter(change)).toEqual([]);
  });

  test("when a stack is deployed for the first time", async () => {
    expect(refusedIn("ocp", changing([], await deployed))).toEqual([]);
  });
});

describe("grants", () => {
  // Nine are in force.
  const without = (count: number) => (draft: Draft) => {
    const lists = [draft.grants.sentry.admin, draft.rootGrants.toucan, draft.rootGrants["*"]];
    for (let left = count; left > 0; left -= 1) lists.find((list) => list.length > 0)?.shift();
  };

  test("a quarter and three is not too many; more than that is, and the arithmetic is said", async () => {
    expect(named(await refusedAfter(without(2)))).toEqual([]);
    const [found] = await refusedAfter(without(3));
    expect(found).toEqual({
      rule: "blast-radius-grants",
      clauses: ["GATE-7"],
      level: "mandatory",
      subject: "ocp/grants",
      urn: "",
      message:
        "ocp/grants: it takes away 3 of 10 (30 %), and more than 25 % are too many at once: ocp/grants/sentry/admin/cds-developer-1, ocp/grants/sentry/admin/ods-developer-1 and ocp/root-grants/toucan/ods-developer-1. Take them away in several changes, or have a second person allow it: with a waiver of this rule for this subject and this stack. [GATE-7]",
    });
  });

  test("a grant that is revoked as of the day is taken away; one from the day after is not yet", async () => {
    const revoked = (day: string) => (draft: Draft) => {
      for (const grant of [...draft.grants.sentry.admin, ...draft.rootGrants.toucan]) grant.revokedOn = day;
    };
    expect(named(await refusedAfter(revoked(asOf)))).toEqual(["blast-radius-grants ocp/grants"]);
    expect(named(await refusedAfter(revoked("2026-06-02")))).toEqual([]);
  });
});

describe("the last two who hold a key role", () => {
  test.each<[string, (draft: Draft) => void, string]>([
    ["by role", ({ grants }) => grants.sentry.owner.pop(), "ocp/grants/sentry/owner/ocp"],
    ["by root on every server", ({ rootGrants }) => rootGrants["*"].pop(), "ocp/root-grants/*/ocp"],
    [
      "by a grant that is only offered",
      ({ grants }) => {
        grants.sentry.owner[1].pending = true;
      },
      "ocp/grants/sentry/owner/ocp",
    ],
    [
      "by taking the only one away",
      ({ grants }) => {
        grants.redash.admin = [];
      },
      "ocp/grants/redash/admin/ocp",
    ],
  ])("%s", async (_, change, subject) => {
    expect(named(await refusedAfter(change))).toEqual([`key-holders-kept ${subject}`]);
  });

  test("leaving counts, on the day that somebody has left", async () => {
    const leaves = (day: string) => (draft: Draft) => {
      draft.people["ocp-owner-2"].leftOn = day;
    };
    expect(named(await refusedAfter(leaves("2026-06-02")))).toEqual([]);
    const [found, ...others] = await refusedAfter(leaves(asOf));
    expect(others).toEqual([]);
    expect(found).toMatchObject({ rule: "key-holders-kept", subject: "ocp/people/ocp-owner-2" });
    expect(found?.message).toContain("1 in ocp/grants/sentry/owner/ocp and 1 in ocp/root-grants/*/ocp");
  });

  test("one for another is no loss", async () => {
    const replaced = ({ people, grants }: Draft) => {
      people["ocp-owner-3"] = { ...people["ocp-owner-1"], name: "ocp-owner-3", sshKeys: [] };
      grants.sentry.owner[1].person = "ocp-owner-3";
    };
    expect(named(await refusedAfter(replaced))).toEqual([]);
  });

  test("contractors come and go; nobody of the organisation's own becomes one", () => {
    const contractorLeaves = ({ people }: Draft) => {
      people["devops-1"].leftOn = asOf;
    };
    expect(refusedOfNotify(contractorLeaves)).toEqual([]);
    const becomesContractor = ({ people }: Draft) => {
      people["admin-2"].employment = "contractor";
    };
    expect(named(refusedOfNotify(becomesContractor))).toContain(
      "key-holders-kept notify/grants/aws-staging/devops-engineer/pbs",
    );
  });
});

describe("DNS records", () => {
  test("a third of them, and with them what a name cannot do without", async () => {
    const found = await refusedAfter(({ domains }) => {
      domains["open-contracting.org"].receives = [];
      delete domains["open-contracting.org"].dmarc;
    });
    expect(named(found).filter((line) => line.startsWith("vital"))).toEqual([
      "vital-records-kept MX of open-contracting.org",
      "vital-records-kept TXT of _dmarc.open-contracting.org",
    ]);
  });

  test("a domain that goes, with all its records", async () => {
    const found = named(await refusedAfter(({ domains }) => delete domains["open-contracting.org"]));
    expect(found).toContain("blast-radius-dns ocp/domains");
    expect(found).toContain(`${mailNotWeakened} ocp/domains/open-contracting.org`);
  });
});

describe("mail", () => {
  const weaker = ({ domains }: Draft) => {
    domains["open-contracting.org"].dmarc.policy = "none";
  };

  test("that is protected less, in the words of the rule that the pack has", async () => {
    const [first] = await refusedAfter(weaker);
    expect(first).toMatchObject({ rule: mailNotWeakened, subject: "ocp/domains/open-contracting.org" });
    expect(first?.message).toContain(
      "DMARC of open-contracting.org, subdomains and names that do not exist goes from quarantine back to none.",
    );
  });

  test("also where the program was changed to forget what was there", async () => {
    const after = changed(before, weaker);
    const forgetful = (await record(after)).filter(({ type }) => type !== "gatehouse:mail:Protection");
    const found = refusedIn("ocp", changing(await deployed, forgetful));
    expect(new Set(named(found))).toEqual(new Set([`${mailNotWeakened} ocp/domains/open-contracting.org`]));
  });
});

describe("what must be protected", () => {
  const machine = (stack: readonly Registration[]) => {
    const found = stack.find(
      ({ type, name }) => type.startsWith("linode:") && type.endsWith(":Instance") && name === "crm",
    );
    if (found === undefined) throw new Error("the stack has no machine");
    return found;
  };
  const subject = 'linode:index/instance:Instance "crm"';

  test("is not deleted", async () => {
    const stack = await deployed;
    const without = stack.filter((each) => each !== machine(stack));
    expect(named(refusedIn("ocp", changing(stack, without)))).toEqual([`protected-kept ${subject}`]);
  });

  test("is not replaced, though it is there again afterwards", async () => {
    const stack = await deployed;
    const steps = ["create-replacement", "replace", "delete-replaced"] as const;
    const events = steps.map((op) =>
      planned(op, machine(stack), op === "delete-replaced" ? undefined : machine(stack)),
    );
    const rest = changing(stack, stack).filter((event) => event.resourcePreEvent?.metadata.urn !== machine(stack).urn);
    const [found, ...others] = refusedIn("ocp", [...rest, ...events]);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ rule: "protected-kept", clauses: ["GATE-3", "GATE-7"], subject });
    expect(found?.message).toContain("it is deleted and made anew, without what it holds");
  });
});

describe("who deploys", () => {
  const [id = ""] = Object.entries(notifyRegister.serviceAccounts).find(([, { spaces }]) => spaces !== undefined) ?? [];

  test("keeps its account, roles and spaces", () => {
    expect(named(refusedOfNotify(({ serviceAccounts }) => delete serviceAccounts[id]))).toEqual([
      `deployers-kept notify/service-accounts/${id}`,
    ]);
    const [found] = refusedOfNotify(({ serviceAccounts }) => {
      serviceAccounts[id].spaces = [];
    });
    expect(found?.message).toContain(`notify/service-accounts/${id}: it loses the space `);
  });

  test("may be given more", () => {
    expect(refusedOfNotify(({ serviceAccounts }) => serviceAccounts[id].roles.push("SpaceAuditor"))).toEqual([]);
  });
});

test("what was deployed and cannot be read is not taken for nothing", async () => {
  const stack = await deployed;
  const old = stack.map((each) =>
    each.type === "gatehouse:access:Reviews"
      ? registration(each.type, each.name, { seen: "all" }, { urn: each.urn })
      : each,
  );
  const found = refusedIn("ocp", changing(old, stack));
  expect(named(found)).toEqual(['blast-radius-known gatehouse:access:Reviews "reviews"']);
  expect(found[0]?.message).toContain("as it was deployed, it cannot be read: ");
});

describe("a second person", () => {
  const change = ({ grants }: Draft) => grants.sentry.owner.pop();
  const [rule, subject] = ["key-holders-kept", "ocp/grants/sentry/owner/ocp"];
  type Changes = Partial<Register["waivers"][string]>;
  const withWaiver = (changes: Changes) => refusedAfter(change, { closing: { ...waiver(rule, subject), ...changes } });
  const waivedBy = async (changes: Changes) =>
    (await withWaiver(changes)).filter((each) => each.rule === rule).map((each) => each.waivedBy);

  test("allows it, by a waiver that names rule and subject", async () => {
    expect(await waivedBy({})).toEqual(["closing"]);
  });

  test.each([
    ["of another rule", { rule: "blast-radius-grants" }],
    ["for another subject", { subject: "ocp/grants/sentry/owner" }],
    ["for another stack", { stack: "notify-platform" as const }],
    ["for no stack", { stack: undefined }],
    ["by its author", { approver: "ocp-owner-1", owner: "ocp-owner-2" }],
    ["by its owner", { approver: "ocp-owner-1", author: "ocp-owner-2" }],
    ["by nobody in the register", { approver: "somebody" }],
    ["that ended the day before", { expiresOn: "2026-05-31" }],
    ["that begins the day after", { grantedOn: "2026-06-02", expiresOn: "2026-06-30" }],
  ])("not by one %s", async (_, changes) => {
    expect(await waivedBy(changes)).toEqual([undefined]);
  });

  describe("allows that somebody leaves", () => {
    const leaves =
      (leftOn: string, revokedOn = leftOn) =>
      (draft: Draft) => {
        draft.people["admin-1"].leftOn = leftOn;
        for (const grant of Object.values(draft.grants)
          .flatMap((roles) => Object.values(roles as object))
          .flat()) {
          if (grant.person === "admin-1") grant.revokedOn = revokedOn;
        }
      };
    const ofNotify = { owner: "admin-2", author: "admin-2", approver: "system-owner" };
    const leaving = {
      ...waiver("key-holders-kept", "notify/people/admin-1"),
      ...{ stack: undefined, ...ofNotify },
    };
    const inStack = (name: string, change: (draft: Draft) => void, from = notifyRegister) =>
      refusedIn(name, changing(declared(from), declared(changed(notifyRegister, change))));
    const allowed =
      (change: (draft: Draft) => void, changes: Changes = {}) =>
      (draft: Draft) => {
        change(draft);
        draft.waivers = { leaving: { ...leaving, ...changes } };
      };
    const stackNames = stacks.filter(({ register }) => register === "notify").map(({ name }) => name);

    test.each(stackNames)("by one waiver, whatever they held, in %s as in every other stack", (name) => {
      expect(named(inStack(name, leaves("2026-05-18", asOf)))).toEqual(["key-holders-kept notify/people/admin-1"]);
      const found = inStack(name, allowed(leaves("2026-05-18", asOf)));
      expect(found.map(({ subject, waivedBy }) => [subject, waivedBy])).toEqual([["notify/people/admin-1", "leaving"]]);
    });

    test("and the waiver may stay until the other stacks have followed", () => {
      const gone = changed(notifyRegister, leaves(asOf));
      expect(inStack("notify-demo", allowed(leaves(asOf)), gone)).toEqual([]);
    });

    test.each<[string, (draft: Draft) => void, Changes]>([
      ["who has not left", () => {}, {}],
      ["who leaves tomorrow", leaves("2026-06-02"), {}],
    ])("not by one for somebody %s", (_, change, changes) => {
      expect(named(inStack("notify-demo", allowed(change, changes)))).toEqual([
        "waivers-needed notify/waivers/leaving",
      ]);
    });

    test.each<[string, Changes]>([
      ["by the leaver", { approver: "admin-1" }],
      ["for somebody else", { subject: "notify/people/admin-2" }],
      ["of another rule without its stack", { rule: "blast-radius-grants" }],
    ])("not by one %s", (_, changes) => {
      const found = inStack("notify-demo", allowed(leaves(asOf), changes));
      expect(found.find(({ rule }) => rule === "key-holders-kept")).not.toHaveProperty("waivedBy");
    });

    test("but losing a role without leaving is asked for each role and stack", () => {
      const revoked = (draft: Draft) => {
        draft.grants.github.administrator.find(({ person }: { person: string }) => person === "admin-1").revokedOn =
          asOf;
      };
      expect(named(inStack("notify-demo", allowed(revoked)))).toEqual([
        "key-holders-kept notify/grants/github/administrator/pbs",
        "waivers-needed notify/waivers/leaving",
      ]);
    });
  });

  test("takes the waiver out once the change was made, or if it allows nothing", async () => {
    const found = await withWaiver({ subject: "ocp/grants/sentry/owner" });
    expect(named(found)).toContain("waivers-needed ocp/waivers/closing");
    const later = await refusedAfter(() => {}, { closing: waiver(rule, subject) });
    expect(later).toMatchObject([
      {
        ...{ rule: "waivers-needed", level: "mandatory", clauses: ["GATE-8"], subject: "ocp/waivers/closing", urn: "" },
        message: expect.stringContaining(`it holds nothing back: ${rule} finds nothing wrong with ${subject}`),
      },
    ]);
  });

  test("is asked by the ratchet on mail too, and the pack tells whether that waiver is needed", async () => {
    const weaker = ({ domains }: Draft) => {
      domains["open-contracting.org"].dmarc.policy = "none";
    };
    const entry = "ocp/domains/open-contracting.org";
    const found = await refusedAfter(weaker, { back: waiver(mailNotWeakened, entry) });
    expect(found).not.toEqual([]);
    for (const each of found) expect(each).toMatchObject({ rule: mailNotWeakened, subject: entry, waivedBy: "back" });
    expect(await refusedAfter(() => {}, { back: waiver(mailNotWeakened, entry) })).toEqual([]);
  });
});

test("what is forgotten is refused by what the engine deployed, whatever the program says of it", async () => {
  const after = changed(before, (draft) => {
    delete draft.rootGrants.toucan;
    draft.reviews[0].reviewedOn = asOf;
  });
  const found = foundIn("ocp", changing(await deployed, await record(after)));
  expect(named(found)).toEqual(["history-kept ocp/root-grants/toucan/ods-developer-1", "history-kept ocp/reviews"]);
  expect(found.map(({ urn }) => urn)).toEqual(["", ""]);
});
