import { describe, expect, test } from "vitest";
import type { Register } from "../../../model/register.ts";
import { nothingToLookAt } from "../../../policies/packs/nothing-to-look-at.ts";
import { policiesOf } from "../../../policies/packs/policies.ts";
import { resourcesMade } from "../../../policies/rules/called-for/made.ts";
import { rulesFor } from "../../../policies/rules/index.ts";
import { stacks } from "../../../stacks/catalogue.ts";
import { notifyEnvironment } from "../../../stacks/notify-environment.ts";
import { notifyPlatform } from "../../../stacks/notify-platform.ts";
import { ocp } from "../../../stacks/ocp.ts";
import type { StackName } from "../../engine/case.ts";
import { type RegisterDraft, registerIn } from "../../engine/state.ts";
import { recorded } from "../../stacks/record.ts";
import { asOf, registerOf, registrationsOf, stateOf } from "../canaries/states.ts";
import { blocking, run } from "./harness.ts";

const names = stacks.map(({ name }) => name as StackName);

/** The shipped register of a stack, and what its program makes of it. */
async function shipped(stack: StackName) {
  const state = await stateOf(stack);
  return { register: registerIn(state, registerOf(stack)), resources: registrationsOf(state) };
}

type Shipped = Awaited<ReturnType<typeof shipped>>;

/** What the guard says of resources that a stack of a register has. */
function saidOf(stack: StackName, { register, resources }: Shipped): string[] {
  const types = new Set(resources.map(({ type }) => type));
  return nothingToLookAt(rulesFor(register.id), { register, name: stack, types });
}

/** What the mandatory stack rules say of them, which demand what has to be there one by one. */
function demandedIn(stack: StackName, { register, resources }: Shipped): string[] {
  const judged = resources.map((each) => ({
    ...each,
    options: { protect: each.protect ?? false, ignoreChanges: [], ...(each.parent && { parent: each.parent }) },
  }));
  return rulesFor(register.id).flatMap((rule) =>
    rule.scope === "stack" && rule.level === "mandatory"
      ? rule.judge(judged, { register, asOf, stack }).flatMap(({ problems }) => problems)
      : [],
  );
}

const without = (all: Shipped, gone: string): Shipped => ({
  ...all,
  resources: all.resources.filter(({ type }) => type !== gone),
});

/** The types among a stack's resources that some mandatory rule judges one by one. */
function judgedTypes({ register, resources }: Shipped): string[] {
  const judged = rulesFor(register.id).flatMap((rule) =>
    rule.scope === "resource" && rule.level === "mandatory" && rule.types !== "every" ? rule.types : [],
  );
  return [...new Set(resources.map(({ type }) => type))].filter((type) => judged.includes(type)).sort();
}

describe.each(names)("all resources of a type that a mandatory rule judges, gone from %s,", (stack) => {
  test("are missed, whichever type it is", async () => {
    const all = await shipped(stack);
    const demanded = demandedIn(stack, all);
    const types = judgedTypes(all);
    expect(types.length).toBeGreaterThan(5);
    const unmissed = types.filter((type) => {
      const rest = without(all, type);
      return saidOf(stack, rest).length === 0 && demandedIn(stack, rest).length <= demanded.length;
    });
    expect(unmissed).toEqual([]);
  });

  test("and nothing is said while they are there", async () => {
    expect(saidOf(stack, await shipped(stack))).toEqual([]);
  });
});

test("the rules that had nothing to judge are named, with what the register has", async () => {
  const all = await shipped("notify-platform");
  expect(saidOf("notify-platform", without(all, "github:index/teamRepository:TeamRepository"))).toEqual([
    "the mandatory rule notify-repository-access found no github:index/teamRepository:TeamRepository to look at in notify-platform, which has to have one for notify/repositories/notifications-admin, notify/repositories/notifications-api, notify/repositories/ttsnotify-brokerpak-sms and notify/repositories/usnotify-ssb",
  ]);
});

test("the pack of a plain `pulumi preview` refuses such a stack", async () => {
  const { resources } = without(await shipped("notify-platform"), "github:index/teamRepository:TeamRepository");
  const reported = await run(policiesOf("notify", rulesFor("notify"), asOf), resources);
  // That each of them is missing, another rule says.
  const said = blocking(reported.filter(({ policy }) => policy !== resourcesMade.name));
  expect(said).toEqual([
    expect.stringMatching(/^stack of notify: the mandatory rule notify-repository-access found no .* \[GATE-1\]$/),
  ]);
});

/** A register that has none of something, and the type that its program then makes nothing of. */
interface None {
  readonly title: string;
  readonly type: string;
  readonly stack: StackName;
  readonly change: (register: RegisterDraft) => void;
}

const staging = notifyEnvironment("staging", { offline: true });
const programs: Partial<Record<StackName, (register: Register) => unknown>> = {
  ocp,
  "notify-platform": notifyPlatform,
  "notify-staging": staging,
};

const withoutSenders = ({ domains }: RegisterDraft) => {
  for (const domain of Object.values<{ senders?: unknown }>(domains)) delete domain.senders;
};

const registersWithNone: readonly None[] = [
  {
    title: "no website on GitHub Pages",
    type: "github:index/repository:Repository",
    stack: "ocp",
    change: ({ services }) => {
      for (const service of Object.values<{ pages?: unknown }>(services)) delete service.pages;
    },
  },
  {
    title: "no account of AWS, and so no mail or bucket there",
    type: "aws:kms/key:Key",
    stack: "ocp",
    change: (register) => {
      register.buckets = {};
      withoutSenders(register);
      for (const [id, { provider }] of Object.entries<{ provider?: string }>(register.accounts)) {
        if (provider === "aws") delete register.accounts[id];
      }
    },
  },
  {
    title: "no role with a team",
    type: "github:index/team:Team",
    stack: "notify-platform",
    change: ({ systems }) => {
      for (const { roles } of Object.values<{ roles: Record<string, { team?: string }> }>(systems)) {
        for (const role of Object.values(roles)) delete role.team;
      }
    },
  },
  {
    title: "nobody in a team",
    type: "github:index/teamMembership:TeamMembership",
    stack: "notify-platform",
    change: ({ people }) => {
      for (const person of Object.values<{ github?: string }>(people)) delete person.github;
    },
  },
  {
    title: "no repository that is managed here",
    type: "github:index/teamRepository:TeamRepository",
    stack: "notify-platform",
    change: ({ repositories }) => {
      for (const repository of Object.values<{ managed: boolean }>(repositories)) repository.managed = false;
    },
  },
  {
    title: "no mail by SES",
    type: "aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination",
    stack: "notify-staging",
    change: withoutSenders,
  },
  {
    title: "alerts over a relay, not by the service for chat",
    type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    stack: "notify-staging",
    change: ({ environments }) => {
      // The stack of staging has the chat of all environments in its account.
      for (const id of ["staging", "demo"]) environments[id].alerts.relay = "https://relay.example.gov/C0123456789";
    },
  },
  {
    title: "no text messages",
    type: "aws:iam/rolePolicy:RolePolicy",
    stack: "notify-staging",
    change: ({ environments }) => {
      delete environments.staging.monthlySpendLimit;
    },
  },
];

describe("a register that has none of it needs none", () => {
  test.each(registersWithNone)("$title", async ({ type, stack, change }) => {
    const register = structuredClone((await shipped(stack)).register);
    change(register as RegisterDraft);
    const resources = await recorded(() => programs[stack]?.(register), stack);
    expect(resources.map((each) => each.type)).not.toContain(type);
    expect(saidOf(stack, { register, resources })).toEqual([]);
  });
});
