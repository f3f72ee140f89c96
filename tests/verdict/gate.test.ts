import { expect, test } from "vitest";
import type { EngineEvent } from "../../driver/events.ts";
import { rulesOfPack } from "../../policies/packs/pack-rules.ts";
import { type StackDescription, stacks } from "../../stacks/catalogue.ts";
import { exitCodeOf } from "../../verdict/exit-codes.ts";
import { verdictOf } from "../../verdict/verdict.ts";
import { registerIn } from "../engine/state.ts";
import { asOf, registrationsOf, stateOf } from "../policies/canaries/states.ts";

const platform = stacks.find(({ name }) => name === "notify-platform") as StackDescription;

/** The engine's words on a run of the stack that found nothing wrong with anything, with some of its types left out. */
async function runWithout(...types: readonly string[]): Promise<EngineEvent[]> {
  const rules = rulesOfPack("notify");
  const resources = registrationsOf(await stateOf("notify-platform")).filter(({ type }) => !types.includes(type));
  const passed = rules.filter(({ scope }) => scope !== "stack").map(({ name }) => name);
  return [
    ...resources.flatMap(({ type, urn, parent = "", props: inputs }): EngineEvent[] => {
      const state = {
        type,
        urn,
        id: "",
        custom: !type.startsWith("gatehouse:"),
        parent,
        inputs,
        outputs: inputs,
        provider: "",
      };
      return [
        { policyAnalyzeSummaryEvent: { policyPackName: "gatehouse-notify", resourceUrn: urn, passed } },
        {
          resourcePreEvent: { metadata: { op: "same", urn, type, old: state, new: state, provider: "" } },
        } as EngineEvent,
      ];
    }),
    {
      policyAnalyzeStackSummaryEvent: {
        policyPackName: "gatehouse-notify",
        passed: rules.filter(({ scope }) => scope === "stack").map(({ name }) => name),
      },
    },
    { summaryEvent: { maybeCorrupt: false, durationSeconds: 1, resourceChanges: {}, policyPacks: {} } } as EngineEvent,
  ];
}

const judge = async (...gone: readonly string[]) =>
  verdictOf(platform, { events: await runWithout(...gone) }, () => undefined, asOf, {
    register: registerIn(await stateOf("notify-platform"), "notify"),
    whereIs: () => undefined,
  });

test("a stack in which every rule passes on what there is, is clean", async () => {
  expect(await judge()).toMatchObject({ verdict: "clean", problems: [] });
});

test("with all teams gone a rule on them has nothing to look at, though roles of the register have teams: not judged, exit code 3", async () => {
  const verdict = await judge("github:index/team:Team");
  expect(verdict).toMatchObject({
    verdict: "failed",
    problems: [
      "the mandatory rule notify-memberships-from-register found no github:index/team:Team to look at in notify-platform, which has to have one for notify/grants/github/administrator, notify/grants/github/engineer and notify/grants/github/isso",
    ],
  });
  expect(exitCodeOf([verdict])).toBe(3);
});

test("so with all that three rules look at", async () => {
  const gone = ["team:Team", "teamMembership:TeamMembership", "membership:Membership", "teamRepository:TeamRepository"];
  const { verdict, problems } = await judge(...gone.map((type) => `github:index/${type}`));
  expect(verdict).toBe("failed");
  expect(problems).toHaveLength(gone.length);
});
