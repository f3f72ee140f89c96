import { describe, expect, test } from "vitest";
import { swallowedOptions } from "../../review/swallowed-options.ts";
import { gatehouse } from "./cli.ts";

describe("an option that npm kept for itself", () => {
  test("is known by the variable that npm makes of it", () => {
    expect(swallowedOptions({ npm_config_live: "true", npm_config_as_of: "2026-01-01" })).toEqual([
      "--live",
      "--as-of",
    ]);
    expect(swallowedOptions({ npm_config_registry: "https://registry.example" })).toEqual([]);
  });

  test("ends the command with 2 and how to write it, before anything is run", async () => {
    const { exitCode, stdout, stderr } = await gatehouse(["preview", "ocp"], { env: { npm_config_live: "true" } });
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr.trim()).toBe(
      "npm kept --live for itself, so the command has not seen it. Put -- first: npm run COMMAND -- ocp --live …",
    );
  });
});
