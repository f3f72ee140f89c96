import { Command } from "commander";
import { describe, expect, test } from "vitest";
import { commandLine } from "../../commands/command-line.ts";
import { swallowedOptions } from "../../commands/swallowed-options.ts";
import { gatehouse } from "./cli.ts";

describe("an option that npm kept for itself", () => {
  const program = commandLine(() => {});

  test("is known by the variable that npm makes of it", () => {
    const environment = { npm_config_live: "true", npm_config_as_of: "2026-01-01" };
    expect(swallowedOptions(program, environment).toSorted()).toEqual(["--as-of", "--live"]);
    expect(swallowedOptions(program, { npm_config_registry: "https://registry.example" })).toEqual([]);
  });

  test("whatever the command's options are, now and later", () => {
    const command = new Command().addCommand(new Command("x").option("--some-thing <x>"));
    expect(swallowedOptions(command, { npm_config_some_thing: "1" })).toEqual(["--some-thing"]);
    const all = program.commands.flatMap(({ options }) => options.flatMap(({ long }) => long ?? []));
    const environment = Object.fromEntries(
      all.map((option) => [`npm_config_${option.slice(2).replaceAll("-", "_")}`, "true"]),
    );
    expect(swallowedOptions(program, environment).toSorted()).toEqual([...new Set(all)].sort());
  });

  test("ends the command with 2 and how to write it, before anything is run", async () => {
    const env = { npm_config_live: "true", npm_lifecycle_event: "preview" };
    const { exitCode, stdout, stderr } = await gatehouse(["preview", "ocp"], { env });
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr.trim()).toBe(
      "npm kept --live for itself, so the command has not seen it. Put -- first: npm run preview -- ocp --live …",
    );
  });
});
