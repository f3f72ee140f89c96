import { join } from "node:path";
import { expect, test } from "vitest";
import { buildFromSource } from "../../toolchain/engine/from-source.ts";
import { builds, fakeGo, machine, PINNED } from "./engine-fakes.ts";

test("a build says now and then how far it is, by what the compiler reports", async () => {
  const on = await machine();
  await fakeGo(on, "go1.26.0", [
    "echo 'go: downloading example.com/module v1.0.0' >&2",
    "echo example.com/module/a >&2; echo example.com/module/b >&2",
    "/bin/sleep 0.3",
    ...builds(PINNED),
  ]);
  const { progress, env = {} } = on.options;
  await buildFromSource({ root: join(on.cache, "x"), env, progress, reportEveryMs: 50 });
  expect(on.shown).toContainEqual(
    expect.stringMatching(/^ {2}\d+ s: 1 modules fetched, 2 of about 1,700 packages compiled$/),
  );
});

test("a build keeps the user's Go settings, less those that would build something else", async () => {
  const on = await machine();
  await fakeGo(on, "go1.26.0", [on.log("$GOPROXY,$GOFLAGS,$CGO_ENABLED,$GOWORK,$GOOS"), ...builds(PINNED)]);
  const env = { ...on.options.env, GOPROXY: "https://proxy.example.com", GOFLAGS: "-p=1", GOOS: "plan9" };
  await buildFromSource({ root: join(on.cache, "x"), env, progress: on.options.progress });
  expect(await on.logged()).toContain("https://proxy.example.com,-p=1,0,off,");
});
