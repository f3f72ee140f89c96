import { describe, expect, test } from "vitest";
import { recordTypes, writeRecords } from "../../../model/records.ts";
import type { RegisterId } from "../../../model/register.ts";
import { policiesOf } from "../../../policies/packs/policies.ts";
import { honestClock } from "../../../policies/rules/baseline/honest-clock.ts";
import { baselineRules, rulesFor } from "../../../policies/rules/index.ts";
import { keysFromRegister } from "../../../policies/rules/ocp/keys-from-register.ts";
import { peopleBelong } from "../../../policies/rules/ocp/people-belong.ts";
import { roleLimitRules } from "../../../policies/rules/ocp/role-limits.ts";
import { rootOfOwnersAndManagers } from "../../../policies/rules/ocp/root-access.ts";
import type { Rule } from "../../../policies/rules/rule.ts";
import { asOf, changed, notifyRegister, ocpPerson, ocpRegister, sshKey } from "../compliant.ts";
import {
  blocking,
  declared,
  filesOf,
  manifest,
  ofRecord,
  type Registration,
  registration,
  run,
  stackItself,
  unknown,
} from "./harness.ts";

/** Rules of each scope and level, few enough that a stack of one machine obeys them all. */
const rulesOf: Readonly<Record<RegisterId, readonly Rule[]>> = {
  ocp: [...baselineRules, peopleBelong, keysFromRegister, rootOfOwnersAndManagers, ...roleLimitRules],
  notify: rulesFor("notify"),
};

/** What a whole pack says of a stack. */
const judged = (resources: readonly Registration[], { disabled = [] as string[], id = "ocp" as RegisterId } = {}) =>
  run(policiesOf(id, rulesOf[id], asOf), resources, disabled).then(blocking);

const crm = registration("linode:index/instance:Instance", "crm", { region: "eu-west" }, { protect: true });
const green = [...declared(ocpRegister), crm];
const records = writeRecords(ocpRegister);

describe("a whole stack", () => {
  test("records, then the manifest, then the rest: green", async () => {
    expect(await judged(green)).toEqual([]);
  });

  test("what breaks a rule about the register blocks at the manifest, before anything real", async () => {
    const outsider = changed(ocpRegister, ({ people }) => {
      people["ods-developer-1"] = ocpPerson("ods-developer-1", "ods", "gmail.example");
    });
    expect(await judged(declared(outsider))).toEqual([
      "ocp/people/ods-developer-1: ods-developer-1 of ods has an address at gmail.example, not at opendataservices.coop. Remove the person's grants and keys, or correct the entry in register/ocp/people.yaml. [OCP-ADM-3]",
    ]);
  });

  test("what breaks a rule about a resource blocks at the resource", async () => {
    const open = { ...crm, protect: false, props: { authorizedKeys: [sshKey("stranger")] } };
    expect(await judged([...declared(ocpRegister), open])).toEqual([
      'linode:index/instance:Instance "crm": it can be deleted by any later change, or by pulumi destroy. Set protect: true on it. [GATE-3]',
      'linode:index/instance:Instance "crm": the key with comment "stranger" is not one of the register\'s for somebody with root on crm. Take it out of the resource: keys come from register/ocp/people.yaml and root-grants.yaml. [OCP-ADM-2]',
    ]);
  });

  test("advice does not block", async () => {
    const noOwner = changed(ocpRegister, ({ grants }) => {
      grants.redash.admin = [{ person: "ods-developer-1", createdOn: "2024-01-15" }];
    });
    const said = await run(policiesOf("ocp", rulesOf.ocp, asOf, undefined, filesOf(noOwner)), declared(noOwner));
    expect(said.map(({ policy, level }) => [policy, level])).toEqual([
      ["ocp-redash-administrator-of-owner", "advisory"],
    ]);
  });

  test("each run starts afresh", async () => {
    expect(await judged(green)).toEqual(await judged(green));
  });
});

describe("the register has to reach the pack", () => {
  test("a record after the manifest was seen by no rule", async () => {
    const isReviews = ({ type }: { type: string }) => type === recordTypes.reviews;
    const [early, late] = [records.filter((each) => !isReviews(each)), records.filter(isReviews)];
    const found = await judged([stackItself, ...early.map(ofRecord), manifest("ocp", records), ...late.map(ofRecord)]);
    expect(found).toContain(
      'gatehouse:access:Reviews "reviews": it comes after the manifest, so the rules have not seen it. Declare the stack\'s register with declareRegister before any other resource, and change nothing on the way. [GATE-1]',
    );
  });

  test("something real before the manifest cannot be judged", async () => {
    const [stack, ...rest] = declared(ocpRegister);
    if (stack === undefined) throw new Error("there is a stack");
    expect(await judged([stack, crm, ...rest])).toEqual([
      "linode:index/instance:Instance \"crm\": it comes before the register's manifest, so no rule can judge it. Declare the stack's register with declareRegister before any other resource, and change nothing on the way. [GATE-1]",
      'linode:index/instance:Instance "crm": it could not be judged: the register\'s manifest has not been seen yet. Set protect: true on it. [GATE-3]',
      'linode:index/instance:Instance "crm": it could not be judged: the register\'s manifest has not been seen yet. Take it out of the resource: keys come from register/ocp/people.yaml and root-grants.yaml. [OCP-ADM-2]',
    ]);
  });

  test("a record that is missing is counted", async () => {
    const without = green.filter(({ type, name }) => !(type === recordTypes.server && name === "toucan"));
    expect(await judged(without)).toEqual([
      'gatehouse:register:Manifest "ocp": it names 3 of gatehouse:host:Server, and there are 2 in the stack. Declare the stack\'s register with declareRegister before any other resource, and change nothing on the way. [GATE-1]',
    ]);
  });

  test("a record that was changed on its way shows in the digest", async () => {
    const altered = green.map((each) =>
      each.type === recordTypes.role ? { ...each, props: { ...each.props, grants: [] } } : each,
    );
    expect(await judged(altered)).toContain(
      'gatehouse:register:Manifest "ocp": its digest does not match: a record was changed on its way. Declare the stack\'s register with declareRegister before any other resource, and change nothing on the way. [GATE-1]',
    );
  });

  test("the other organisation's manifest is not this one's", async () => {
    expect((await judged(declared(notifyRegister)))[0]).toBe(
      'gatehouse:register:Manifest "notify": it is the manifest of notify, and this pack judges ocp. Declare the stack\'s register with declareRegister before any other resource, and change nothing on the way. [GATE-1]',
    );
    expect((await judged(declared(ocpRegister), { id: "notify" }))[0]).toContain("it is the manifest of ocp");
  });

  test("without a manifest nothing was judged", async () => {
    const without = green.filter(({ type }) => type !== "gatehouse:register:Manifest");
    expect(await judged(without)).toEqual([
      "linode:index/instance:Instance \"crm\": it comes before the register's manifest, so no rule can judge it. Declare the stack's register with declareRegister before any other resource, and change nothing on the way. [GATE-1]",
      'linode:index/instance:Instance "crm": it could not be judged: the register\'s manifest has not been seen yet. Set protect: true on it. [GATE-3]',
      'linode:index/instance:Instance "crm": it could not be judged: the register\'s manifest has not been seen yet. Take it out of the resource: keys come from register/ocp/people.yaml and root-grants.yaml. [OCP-ADM-2]',
      "references-real: it could not be judged: the register's manifest has not been seen yet. Give the other resource's own id, as it comes. [GATE-11]",
      "history-kept: it could not be judged: the register's manifest has not been seen yet. Put it back as it was; what had been wrong is put right by an entry of corrections.yaml, which says so and somebody else approves. [GATE-16]",
      "stack of ocp: it has no register manifest, so no rule about people and access was judged. Run with a register, a program that makes what it says, no policy configuration that disables rules, and rules that refuse their examples in policies/canaries. [GATE-1]",
    ]);
    expect(await judged([stackItself])).toEqual([
      "references-real: it could not be judged: the register's manifest has not been seen yet. Give the other resource's own id, as it comes. [GATE-11]",
      "history-kept: it could not be judged: the register's manifest has not been seen yet. Put it back as it was; what had been wrong is put right by an entry of corrections.yaml, which says so and somebody else approves. [GATE-16]",
      "stack of ocp: it has no register manifest, so no rule about people and access was judged. Run with a register, a program that makes what it says, no policy configuration that disables rules, and rules that refuse their examples in policies/canaries. [GATE-1]",
    ]);
  });

  test("a stack has one manifest", async () => {
    const second = { ...manifest("ocp", records), name: "second", urn: "urn:pulumi:test::gatehouse::manifest::second" };
    expect(await judged([...green, second])).toContain(
      'gatehouse:register:Manifest "second": it is a second manifest, and a stack has one. Declare the stack\'s register with declareRegister before any other resource, and change nothing on the way. [GATE-1]',
    );
  });

  test("a manifest that says nothing is none", async () => {
    const empty = registration("gatehouse:register:Manifest", "ocp", { register: "ocp" });
    const found = await judged([stackItself, ...records.map(ofRecord), empty]);
    expect(found).toContain(
      'gatehouse:register:Manifest "ocp": it names 0 of gatehouse:access:Organisation, and there are 4 in the stack. Declare the stack\'s register with declareRegister before any other resource, and change nothing on the way. [GATE-1]',
    );
  });

  test("a record that stands twice is a problem", async () => {
    const again = green
      .filter(({ type, name }) => type === recordTypes.server && name === "crm")
      .map((each) => ({ ...each, name: "again", urn: `${each.urn}-again` }));
    const found = await judged([stackItself, ...again, ...green.slice(1)]);
    expect(found.join("\n")).toContain("it stands twice in this stack");
  });

  test("a record that cannot be read is a problem, and not skipped", async () => {
    const malformed = green.map((each) =>
      each.type === recordTypes.server && each.name === "toucan"
        ? { ...each, props: { ...each.props, server: { hostname: 7 } } }
        : each,
    );
    const found = await judged(malformed);
    expect(found.find((line) => line.includes("cannot be read"))).toBe(
      'gatehouse:register:Manifest "ocp": gatehouse:host:Server "toucan" cannot be read: server.hostname: Invalid input: expected string, received number; server.provider: Invalid option: expected one of "linode"|"hetzner-cloud"|"hetzner-robot"|"bytemark"; server.location: Invalid input: expected string, received undefined; server.stage: Invalid option: expected one of "production"|"development"; server.manager: Invalid input: expected string, received undefined; server.contact: an e-mail address; server.configManagement: Invalid option: expected one of "salt"|"none". Declare the stack\'s register with declareRegister before any other resource, and change nothing on the way. [GATE-1]',
    );
  });
});

describe("what is not known at preview is not let through", () => {
  test("a value that a rule reads: one violation, and no exception", async () => {
    const later = { ...crm, props: { authorizedKeys: [unknown] } };
    expect(await judged([...declared(ocpRegister), later])).toEqual([
      'linode:index/instance:Instance "crm": it cannot be judged at preview, because it reads a value that is only known later (string value at .authorizedKeys.0 can\'t be known during preview). Take it out of the resource: keys come from register/ocp/people.yaml and root-grants.yaml. [OCP-ADM-2]',
    ]);
  });

  test("a value that is free: no matter", async () => {
    expect(await judged([...declared(ocpRegister), { ...crm, props: { type: unknown } }])).toEqual([]);
  });

  test("a value of a property that nobody may set", async () => {
    const said = await judged([...declared(ocpRegister), { ...crm, props: { rootPass: unknown } }]);
    expect(said).toEqual([expect.stringMatching(/^linode:index\/instance:Instance "crm": rootPass .*\[GATE-12\]$/)]);
  });

  test("a record that is not known", async () => {
    const later = green.map((each) =>
      each.type === recordTypes.server ? { ...each, props: { ...each.props, id: unknown } } : each,
    );
    expect((await judged(later))[0]).toBe(
      "gatehouse:host:Server \"crm\": it cannot be judged at preview, because it reads a value that is only known later (string value at .id can't be known during preview). Declare the stack's register with declareRegister before any other resource, and change nothing on the way. [GATE-1]",
    );
  });

  test("a manifest that is not known", async () => {
    const later = green.map((each) =>
      each.type === "gatehouse:register:Manifest" ? { ...each, props: { ...each.props, digest: unknown } } : each,
    );
    expect(await judged(later)).toHaveLength(1);
  });
});

describe("a rule that fails is a violation, and ends nothing", () => {
  const about = {
    name: "broken",
    clauses: ["GATE-1"],
    level: "mandatory",
    description: "It is broken.",
    remedy: "Mend the rule.",
  } as const;
  const fail = () => {
    throw new TypeError("x is not a function");
  };

  test.each<[string, Rule, string]>([
    ["register", { ...about, scope: "register", judge: fail }, "broken"],
    ["resource", { ...about, scope: "resource", types: [crm.type], judge: fail }, `${crm.type} "crm"`],
    ["stack", { ...about, scope: "stack", judge: fail }, "broken"],
  ])("about a %s", async (_, broken, subject) => {
    const said = await run(policiesOf("ocp", [...rulesOf.ocp, broken], asOf), green);
    expect(blocking(said)).toEqual([
      `${subject}: it could not be judged: x is not a function. Mend the rule. [GATE-1]`,
    ]);
  });
});

describe("a rule that was switched off is missed", () => {
  test.each(rulesFor("notify").map(({ name }) => name))("%s", async (name) => {
    const found = await judged(declared(notifyRegister), { disabled: [name], id: "notify" });
    expect(found.filter((line) => line.includes(` ${name} was not run`))).toHaveLength(1);
  });

  test("the one that collects the register", async () => {
    expect((await judged(green, { disabled: ["register-complete"] })).join("\n")).toContain(
      "register-complete was not run on every resource",
    );
  });

  test("all of them", async () => {
    const all = policiesOf("ocp", rulesOf.ocp, asOf).map(({ name }) => name);
    const found = await judged(green, { disabled: all.filter((name) => name !== "every-rule-ran") });
    expect(found.filter((line) => line.includes("no resource rule was run on"))).toHaveLength(green.length);
  });

  test("nothing is said when all of them ran", async () => {
    expect(await judged(green)).toEqual([]);
  });

  test("a resource that was never handed to a resource rule is missed", async () => {
    const policies = policiesOf("ocp", rulesOf.ocp, asOf);
    const resourcePolicies = policies.filter((policy) => "validateResource" in policy);
    const stackPolicies = policies.filter((policy) => "validateStack" in policy);
    expect(blocking(await run(resourcePolicies, green))).toEqual([]);
    const read = registration("github:index/team:Team", "read", { name: "notify-engineers" });
    expect(blocking(await run(stackPolicies, [...green, read]))).toEqual([
      `stack of ocp: no resource rule was run on ${read.urn}. Run with a register, a program that makes what it says, no policy configuration that disables rules, and rules that refuse their examples in policies/canaries. [GATE-1]`,
    ]);
  });
});

test("another day than today is for offline providers", async () => {
  const urn = "urn:pulumi:ocp::gatehouse::pulumi:providers:linode::default";
  const provider = (props: object) => registration("pulumi:providers:linode", "default", { ...props }, { urn });
  const rules = [...rulesOf.ocp, honestClock("2026-06-02")];
  const verdict = (props: object) => run(policiesOf("ocp", rules, asOf), [...green, provider(props)]).then(blocking);
  expect(await verdict({ gatehouseOffline: "true" })).toEqual([]);
  expect(await verdict({})).toHaveLength(1);
});
