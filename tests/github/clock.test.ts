import { chmodSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";
import { newFolder, root } from "../commands/cli.ts";
import { write } from "../commands/preview/plans/repository.ts";

/** Runs the script on two stacks with a `pulumi` that does what the script says; `$STACK` is the stack that it is asked of. */
async function clock(pulumi: string) {
  const folder = newFolder();
  write(folder, "Pulumi.notify-demo.yaml", "");
  write(folder, "Pulumi.ocp.yaml", "");
  write(folder, "bin/pulumi", `#!/bin/sh\necho "$*" >> "${folder}/calls"\n${pulumi}\n`);
  chmodSync(join(folder, "bin/pulumi"), 0o755);
  const { exitCode } = await execa(join(root, ".github/scripts/clock.sh"), [join(folder, "report.md")], {
    cwd: folder,
    env: { PATH: `${folder}/bin:/usr/bin:/bin` },
    extendEnv: false,
    reject: false,
  });
  const read = (name: string) => readFileSync(join(folder, name), "utf8");
  return { exitCode, report: read("report.md"), calls: read("calls").trimEnd().split("\n") };
}

const exportThen = (analyze: string) => `case "$1" in stack) echo "$4" > "$6"; exit 0;; esac\n${analyze}`;
const violated = 'echo "    [mandatory]  some-rule"; exit 255';

test("0 when nothing is violated; each stack is judged with the pack that is its own", async () => {
  const { exitCode, calls, report } = await clock(exportThen("echo fine; exit 0"));
  expect(exitCode).toBe(0);
  expect(calls.map((call) => call.replaceAll(/\/\S*\/state\.json/g, "STATE"))).toEqual([
    "stack export -s notify-demo --file STATE",
    "policy analyze --file STATE --policy-pack policies/packs/notify --non-interactive --color never",
    "stack export -s ocp --file STATE",
    "policy analyze --file STATE --policy-pack policies/packs/ocp --non-interactive --color never",
  ]);
  expect(report).toContain("### ocp\n\n````text\nfine\n````");
});

test("1 when something is violated, also when it is not the last stack, and what is in the report", async () => {
  const { exitCode, report } = await clock(exportThen(`grep -q notify "$4" || exit 0; ${violated}`));
  expect([exitCode, report]).toEqual([1, expect.stringContaining("some-rule")]);
});

test("3 when a stack could not be judged, whatever the others are", async () => {
  const broken = 'echo "error: no such pack" >&2; exit 255';
  expect(await clock(exportThen(broken))).toMatchObject({
    exitCode: 3,
    report: expect.stringContaining("no such pack"),
  });
  expect((await clock(exportThen(`grep -q notify "$4" && { ${violated}; }; ${broken}`))).exitCode).toBe(3);
  expect((await clock(exportThen(`grep -q notify "$4" || { ${violated}; }; ${broken}`))).exitCode).toBe(3);
});

test("3 when a state cannot be had, and the other stack is judged all the same", async () => {
  const { exitCode, calls } = await clock(
    'case "$4" in notify-demo) echo "error: no stack" >&2; exit 255;; esac\nexit 0',
  );
  expect(exitCode).toBe(3);
  expect(calls.filter((call) => call.startsWith("policy"))).toHaveLength(1);
});
