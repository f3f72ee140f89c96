import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { demandProjectFile } from "../../driver/project-file.ts";
import { root } from "../commands/cli.ts";

const shipped = readFileSync(join(root, "Pulumi.yaml"), "utf8");

async function demanded(text: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-project-"));
  writeFileSync(join(folder, "Pulumi.yaml"), text);
  await demandProjectFile(folder);
}

test("the project's own file is what is called for, whatever its description", async () => {
  await demanded(shipped);
  await demanded(shipped.replace(/^description: .*$/m, "description: Another"));
});

test.each([
  [
    "a provider's plugin by its path",
    `${shipped}plugins:\n  providers:\n    - { name: cloudflare, path: /x }\n`,
    /"plugins"/,
  ],
  ["a language host by its path", `${shipped}plugins: { languages: [{ name: nodejs, path: /x }] }\n`, /"plugins"/],
  ["another backend", `${shipped}backend: { url: "s3://elsewhere" }\n`, /"backend"/],
  ["settings for every stack", `${shipped}config: { "github:owner": example }\n`, /"config"/],
  ["another program", shipped.replace("stacks/index.ts", "stacks/other.ts"), /main: /],
  ["another runtime", shipped.replace("nodejs", "python"), /runtime\.name: /],
  [
    "arguments for Node.js",
    shipped.replace("typescript: false", "typescript: false\n    nodeargs: --inspect"),
    /"nodeargs"/,
  ],
  ["another project", shipped.replace("name: gatehouse", "name: other"), /name: /],
  ["what is no YAML", "name: [", /cannot be read/],
  ["nothing", "", /Pulumi\.yaml is not what is called for/],
])("%s is refused", async (_, text, message) => {
  await expect(demanded(text)).rejects.toThrow(message);
});
