import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { readAnswer } from "../../commands/adopt/answer.ts";
import { gather } from "../../commands/adopt/gather.ts";
import { importFile } from "../../commands/adopt/import-file.ts";
import { leftovers } from "../../commands/adopt/leftovers.ts";
import { asksFor, match, placeOf, toAdopt } from "../../commands/adopt/match.ts";
import { readPlan } from "../../commands/adopt/planned.ts";
import { loadRegister } from "../../model/load.ts";
import { stacks } from "../../stacks/catalogue.ts";
import { answerOf } from "../../toolchain/offline-providers/services/answer.ts";
import { keptBy } from "../../toolchain/offline-providers/services/kept.ts";
import { emptyWorld, ownFolder, stateOf } from "./own-world.ts";
import { root } from "./world.ts";

test.each(stacks)(
  "$name is made, forgotten, found at the services and taken over, and nothing is left to do",
  async ({ name, register: id }) => {
    const base = inject("base");
    const made = { ...base, pulumi: async () => ({ exitCode: 0, output: "" }) };
    const deployments = await Promise.all(
      stacks.map(async (stack) => ({ resources: await stateOf(made, stack.name) })),
    );
    const kept = keptBy(deployments as never);
    const folder = await ownFolder();
    const world = await emptyWorld(name);
    const planFile = join(folder, "plan.json");
    const env = { GATEHOUSE_AS_OF: base.asOf };
    const planned = await world.pulumi(["preview", "-s", name, "--save-plan", planFile], { env });
    expect(planned.exitCode, planned.output).toBe(0);

    const plan = await readPlan(planFile);
    const register = loadRegister(join(root, "register")).registers[id];
    const place = placeOf(plan, register);
    const wanted = toAdopt(plan);
    const asks = asksFor(wanted, place);
    const zones = new Map(
      Object.entries(register.domains).flatMap(([zone, { zoneId }]) =>
        zoneId === undefined ? [] : [[zoneId, zone] as const],
      ),
    );
    await gather(asks, folder, async ({ service, words, of }) => answerOf(kept, zones, { service, words, ...of }));
    const answers = new Map(
      await Promise.all(asks.map(async (ask) => [ask.file, await readAnswer(folder, ask)] as const)),
    );
    const matches = match(wanted, place, answers);
    expect(matches.filter(({ found }) => found.is !== "there")).toEqual([]);
    if (name === "ocp" || name === "notify-platform") expect(leftovers(asks, answers, matches, register)).toEqual([]);

    await writeFile(join(folder, "import.json"), JSON.stringify(importFile(plan, matches)));
    await writeFile(join(folder, "services.json"), JSON.stringify(kept));
    const imported = await world.pulumi(
      [
        "import",
        "-s",
        name,
        "--file",
        join(folder, "import.json"),
        "--protect=false",
        "--generate-code=false",
        "--yes",
      ],
      // Providers of its own, which are told what is at the services.
      { env: { ...env, GATEHOUSE_SHARED_PROVIDERS: "", GATEHOUSE_OFFLINE_SERVICES: join(folder, "services.json") } },
    );
    expect(imported.exitCode, imported.output).toBe(0);
    const after = await world.pulumi(["preview", "-s", name, "--expect-no-changes"], { env });
    expect(after.exitCode, after.output).toBe(0);
    const withoutProviders = (resources: readonly { readonly type: string; readonly urn: string }[]) =>
      resources.map(({ urn }) => urn).sort();
    expect(withoutProviders(await stateOf(world, name))).toEqual(withoutProviders(await stateOf(made, name)));
  },
);
