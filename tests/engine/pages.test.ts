import { join } from "node:path";
import { inject, test } from "vitest";
import { git } from "../commands/preview/plans/repository.ts";
import { follow } from "../docs/walk.ts";
import { checkoutIn } from "./own-checkout.ts";
import { ownFolder } from "./own-world.ts";
import { copyState, root } from "./world.ts";

/** The project in a folder of its own, as a clone on main in which somebody may commit. */
async function cloned(deployed: boolean) {
  const { folder, environmentOf } = await checkoutIn(await ownFolder());
  await git(folder, "branch", "--move", "main");
  await git(folder, "config", "user.name", "Tests");
  await git(folder, "config", "user.email", "tests@example.org");
  const offline = await ownFolder();
  if (deployed) await copyState(inject("base").folder, offline);
  return { folder, environment: { ...environmentOf(offline), GIT_CONFIG_GLOBAL: "/dev/null" } };
}

test.each([
  ["first-change", false],
  ["new-things", false],
  ["recovery", true],
])("docs/%s.md can be followed, command by command", async (name, deployed) => {
  const { folder, environment } = await cloned(deployed);
  await follow(join(root, `docs/${name}.md`), folder, environment);
});
