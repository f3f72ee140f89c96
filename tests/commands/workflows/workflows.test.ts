import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { fileResource, frameOf } from "../../../commands/workflows/repository.ts";
import { filesRules } from "../../../commands/workflows/rules.ts";
import { workflows } from "../../../commands/workflows/workflows.ts";
import { rulesOfPack } from "../../../policies/packs/pack-rules.ts";
import type { StackRule } from "../../../policies/rules/rule.ts";
import { gatehouse, newFolder, root } from "../cli.ts";
import { application, broker, checkoutOf, head, ownCode, registers, templatesOf } from "./checkouts.ts";

const register = join(root, "register");
const judged = (repository: string, checkout: string, more: object = {}) =>
  workflows({ register, repository, checkout, ...more });
const ours = Object.entries(registers.notify.repositories).flatMap(([id, { managed }]) => (managed ? [id] : []));

test.each(ours)("what we write into %s is clean, whatever code of its own is beside it", async (id) => {
  const { report, exitCode } = await judged(id, checkoutOf({ ...ownCode, ...templatesOf(id) }));
  expect(report).toContain(`✔ clean  workflows of ${id}`);
  expect(report).not.toContain("✖");
  expect(exitCode).toBe(0);
  expect(report).toContain(".github/actions/setup-project/action.yml, which is the repository's own");
});

test("a workflow of the repository's own is judged as ours are, and passes within the limits", async () => {
  const own = (permissions: string) =>
    `name: Nightly\non:\n  schedule:\n    - cron: "0 3 * * *"\npermissions:\n  contents: ${permissions}\njobs:\n  lint:\n    runs-on: ubuntu-latest\n    steps:\n      - run: make lint\n`;
  const with_ = (text: string) =>
    judged(
      "notifications-api",
      checkoutOf({ ...templatesOf("notifications-api"), ".github/workflows/nightly.yml": text }),
    );
  expect(await with_(own("read"))).toMatchObject({ exitCode: 0 });
  const { report, exitCode } = await with_(own("write"));
  expect(exitCode).toBe(1);
  expect(report).toContain("nightly.yml:1:1  the workflow gives its token contents: write");
});

test.each(["notifications-api", "notifications-admin"])(
  "%s as it is today: what would have to change, with line and clause",
  async (id) => {
    const folder = checkoutOf(application);
    const { report, exitCode } = await judged(id, folder);
    expect(exitCode).toBe(1);
    const lines = report.split("\n").map((line) => line.replace(`${folder}/`, "").trim());
    for (const line of [
      "- .github/pull_request_template.md:1:1  it has no such heading",
      "- .github/workflows/checks.yml:13:9  build, step 3: poetry run pytest || true is not a plain command that is known",
      "- .github/workflows/checks.yml:14:3  validate-new-relic-config has the secrets of an environment, whatever branch it runs on",
      "- .github/workflows/deploy.yml:10:3  deploy runs for more than pushes, and so for a fork's branch of the same name",
      "- .github/workflows/drift.yml:2:1  it is started by schedule too",
      "- .github/workflows/drift.yml:1:1  the workflow does not say what its token may do",
      `- ${register}/notify/repositories.yaml:${lineOf(id)}:1  repository ${id}: .github/CODEOWNERS is not declared on main`,
    ])
      expect(lines).toContain(line);
    expect(report).toMatch(
      /deploy.yml:16:9 {2}deploy, step 2 \(Deploy to cloud.gov\) uses cloud-gov\/cg-cli-tools@main, which is not on the list/,
    );
    for (const clause of ["CHG-2", "CHG-4", "CHG-5", "CHG-7", "CHG-9"])
      expect(report).toContain(`✖ NOTIFY-${clause}: `);
    // What is about the broker asks nothing of an application.
    expect(report).not.toContain("NOTIFY-CHG-11");
  },
);

/** The line of a repository's entry. */
function lineOf(id: string): number {
  return readFileSync(join(register, "notify/repositories.yaml"), "utf8").split("\n").indexOf(`${id}:`) + 1;
}

test("the broker as it is today: production does not wait for staging, and its scripts are others", async () => {
  const { report, exitCode } = await judged("usnotify-ssb", checkoutOf(broker));
  expect(exitCode).toBe(1);
  expect(report).toContain("apply-production does not wait for a deployment to staging");
  expect(report).toMatch(/app-setup-sms.sh:1:1 {2}line 1 is not as it was looked at/);
  expect(report).toContain(".github/workflows/restage-apps.yml is not declared on main");
  expect(report).toContain("✖ NOTIFY-CHG-12: ");
  expect(report).not.toMatch(/NOTIFY-CHG-[79]\b.*to change/);
  expect(report).toContain("notify-platform writes these, by the register; what is there now would be replaced");
});

test.each([
  ["a folder without .github", {}, "\\.github/workflows/checks.yml is not declared on main"],
  [
    "workflows below a folder of theirs, which GitHub does not look into",
    { ".github/workflows/more/checks.yml": "name: x" },
    "checks.yml is not declared on main",
  ],
  [
    "a workflow that is no YAML",
    { ".github/workflows/a.yml": "a: [b" },
    "a.yml:1:1 {2}the workflow cannot be understood",
  ],
  ["code owners where GitHub would read them", { CODEOWNERS: "* @GSA/notify-isso\n" }, "CODEOWNERS:1:1"],
] as const)("%s is told", async (_, files, told) => {
  const { report, exitCode } = await judged("notifications-api", checkoutOf(files));
  expect(report).toMatch(new RegExp(told));
  expect(exitCode).toBe(1);
});

test("a link is what git keeps of it, and is not followed", async () => {
  const folder = checkoutOf(templatesOf("notifications-api"));
  const checks = join(folder, ".github/workflows/checks.yml");
  const elsewhere = join(newFolder(), "checks.yml");
  writeFileSync(elsewhere, readFileSync(checks));
  rmSync(checks);
  symlinkSync(elsewhere, checks);
  const { report, exitCode } = await judged("notifications-api", folder);
  expect(exitCode).toBe(1);
  expect(report).toContain("checks.yml:1:1  the workflow cannot be understood: the workflow is no mapping");
});

test("what is no text cannot be judged, and ends with 3", async () => {
  const folder = checkoutOf(templatesOf("notifications-api"));
  writeFileSync(join(folder, ".github/workflows/deploy.yml"), Buffer.from([0x6f, 0x6e, 0x3a, 0xff, 0xfe]));
  const { report, exitCode } = await judged("notifications-api", folder);
  expect(exitCode).toBe(3);
  expect(report).toContain("deploy.yml is no text in UTF-8");
});

test("every rule about a stack that looks at files of repositories is asked", () => {
  const id = "notifications-api";
  const entry = registers.notify.repositories[id];
  if (entry === undefined) throw new Error("no entry");
  const context = { register: registers.notify, asOf: head.asOf, stack: "notify-platform" };
  const files = Object.entries(templatesOf(id)).map(([path, text]) => fileResource(id, entry, { path, text }));
  const said = (rule: StackRule, resources: Parameters<StackRule["judge"]>[0]) => {
    try {
      return JSON.stringify(rule.judge(resources, context));
    } catch (error) {
      return String(error);
    }
  };
  const frame = frameOf(id, entry);
  const empty = files.map((file) => ({ ...file, props: { ...file.props, content: "" } }));
  const looking = rulesOfPack("notify")
    .filter((rule): rule is StackRule => rule.scope === "stack")
    .filter((rule) => new Set([files, empty, []].map((some) => said(rule, [...frame, ...some]))).size > 1)
    .map(({ name }) => name);
  // What the register calls for is compared with what the stack declares of it, which a checkout does not.
  const ofStack = ["identities-claimed-once", "resources-called-for", "resources-made", "values-called-for"];
  expect(looking.filter((name) => !ofStack.includes(name)).sort()).toEqual(filesRules.map(({ name }) => name).sort());
});

test("the command ends with its verdict, and writes it as JSON and SARIF with the places in the checkout", async () => {
  const folder = checkoutOf(application);
  const [json, sarif] = ["report.json", "report.sarif"].map((name) => join(newFolder(), name)) as [string, string];
  const args = ["workflows", "--repository", "notifications-api", "--checkout", folder, "--register", register];
  const { exitCode, stdout, stderr } = await gatehouse([...args, "--json", json, "--sarif", sarif]);
  expect([exitCode, stderr]).toEqual([1, ""]);
  expect(stdout).toContain("✖ blocked  workflows of notifications-api: ");
  const report = JSON.parse(readFileSync(json, "utf8"));
  expect(report).toMatchObject({
    exitCode: 1,
    asOf: head.asOf,
    stacks: [{ stack: "workflows of notifications-api", verdict: "violations" }],
  });
  const [run] = JSON.parse(readFileSync(sarif, "utf8")).runs;
  expect(run.automationDetails.id).toBe("gatehouse/workflows/");
  const places = run.results.map(
    (result: { locations: { physicalLocation: { artifactLocation: { uri: string } } }[] }) =>
      result.locations[0]?.physicalLocation.artifactLocation.uri,
  );
  expect(places).toContain(`file://${folder}/.github/workflows/deploy.yml`);
});

test.each([
  [["--repository", "notification-api"], "did you mean `notifications-api`?"],
  [["--repository", "extension-explorer"], "no clause of ocp asks anything of workflows"],
  [["--repository", "datagov-brokerpak-smtp"], "belongs to others"],
  [["--repository", "__proto__"], "There is no repository"],
  [
    ["--repository", "notifications-api", "--checkout", "/nowhere/at/all"],
    "The checkout /nowhere/at/all cannot be read",
  ],
])("%j is refused in words", async (args, told) => {
  const checkout = newFolder();
  mkdirSync(join(checkout, ".github"));
  const { exitCode, stderr } = await gatehouse(["workflows", "--checkout", checkout, "--register", register, ...args]);
  expect(exitCode).toBe(2);
  expect(stderr).toContain(told);
  expect(stderr).not.toMatch(/\n\s+at /);
});
