import { describe, expect, test } from "vitest";
import type { EngineEvent } from "../../../driver/events.ts";
import { stacks } from "../../../stacks/catalogue.ts";
import { blastRadiusOf } from "../../../verdict/blast-radius/index.ts";
import { changeOf } from "../../../verdict/deployment.ts";
import { asOf, notifyRegister } from "../../policies/compliant.ts";
import { declared, type Registration, registration } from "../../policies/packs/harness.ts";
import { changing, planned } from "./events.ts";

const stack = stacks.find(({ name }) => name === "notify-platform") ?? expect.unreachable();
const entries = declared(notifyRegister);
const unchanged = changing(entries, entries);
const membership = "github:index/teamMembership:TeamMembership";
const member = (name: string, username: string, teamId = "administrators") =>
  registration(membership, name, { teamId, username, role: "member" });

function refused(...events: EngineEvent[]): string[] {
  return blastRadiusOf(stack, changeOf("notify", [...unchanged, ...events]), asOf)
    .filter(({ rule }) => rule === "same-thing-kept")
    .map(({ message }) => message.split(". ")[0] ?? "");
}
const becomes = (old: Registration[], made: Registration[]) => refused(...changing(old, made));

describe("is refused", () => {
  test("a member of a team under another name and in other capitals", () => {
    expect(becomes([member("a-Somebody", "Somebody")], [member("a-somebody", "somebody")])).toEqual([
      `${membership} "a-Somebody": it goes, and ${membership} "a-somebody" is made, which is the same to the service (member of a team: administrators, somebody), and would be gone`,
    ]);
  });

  test("one that only the program calls otherwise", () => {
    expect(becomes([member("one", "somebody")], [member("two", "somebody")])).toHaveLength(1);
  });

  test("one that a list of members takes over", () => {
    const all = registration("github:index/teamMembers:TeamMembers", "all", {
      ...{ teamId: "administrators", members: [{ username: "Somebody", role: "member" }] },
    });
    expect(becomes([member("one", "somebody")], [all])).toHaveLength(1);
  });

  test("one that is replaced because it is spelled otherwise", () => {
    expect(refused(planned("replace", member("one", "Somebody"), member("one", "somebody")))).toEqual([
      expect.stringContaining("it is made anew, spelled otherwise"),
    ]);
  });

  test("one that another turns into, while it goes", () => {
    const events = changing([member("one", "ann"), member("two", "joe")], [member("one", "joe")]);
    expect(refused(...events)).toHaveLength(1);
  });

  test("a number that is taken over by the id of one that goes", () => {
    const type = "aws:pinpoint/smsvoicev2PhoneNumber:Smsvoicev2PhoneNumber";
    const step = (op: string, name: string) => {
      const event = planned(op, ...([name].map((each) => registration(type, each, {})) as [Registration]), undefined);
      const state = { ...event.resourcePreEvent?.metadata.old, id: "phone-1" };
      const metadata = { ...event.resourcePreEvent?.metadata };
      return {
        resourcePreEvent: {
          metadata: { ...metadata, ...(op === "delete" ? { old: state } : { old: undefined, new: state }) },
        },
      } as EngineEvent;
    };
    expect(refused(step("delete", "+1"), step("import", "+2"))).toEqual([
      expect.stringContaining("with the same id, phone-1"),
    ]);
  });
});

describe("is let pass", () => {
  test("a login that becomes another", () => {
    expect(becomes([member("a-ann", "ann")], [member("a-joe", "joe")])).toEqual([]);
    expect(refused(planned("replace", member("one", "ann"), member("one", "joe")))).toEqual([]);
  });

  test("one person in another team", () => {
    expect(becomes([member("a-ann", "ann")], [member("b-ann", "ann", "engineers")])).toEqual([]);
  });

  test("a machine that is replaced as it is called", () => {
    const machine = (image: string) => registration("hcloud:index/server:Server", "crm", { name: "crm", image });
    expect(refused(planned("replace", machine("a"), machine("b")))).toEqual([]);
  });

  test("a name that an alias says was another", () => {
    const [old, made] = [member("one", "somebody"), member("two", "somebody")];
    const event = planned("same", made, made);
    const metadata = {
      ...event.resourcePreEvent?.metadata,
      old: { ...event.resourcePreEvent?.metadata.old, urn: old.urn },
    };
    expect(refused({ resourcePreEvent: { metadata } } as EngineEvent)).toEqual([]);
  });
});
