import { join } from "node:path";
import { execa } from "execa";
import { debianPackage } from "./debian-package.ts";

const script = `
import json, sys, yaml
print(json.dumps({path: yaml.safe_load(open(path, encoding="utf-8")) for path in sys.argv[1:]}))
`;

/** What PyYAML, the parser that Salt uses, reads in some files: path to value. Throws when one is not YAML. */
export async function readWithPyYaml(paths: readonly string[]): Promise<Record<string, unknown>> {
  const own = await execa("python3", ["-c", "import yaml"], { reject: false });
  const env =
    own.exitCode === 0
      ? {}
      : { PYTHONPATH: join(await debianPackage("python3-yaml"), "usr/lib/python3/dist-packages") };
  const { stdout } = await execa("python3", ["-c", script, ...paths], { env });
  return JSON.parse(stdout);
}
