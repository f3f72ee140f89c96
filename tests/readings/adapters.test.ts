import { describe, expect, test } from "vitest";
import { anyService } from "../../readings/adapter.ts";
import { adapters } from "../../readings/index.ts";
import { sourcesOf } from "./sources-of.ts";

const whose = { name: "an-organisation", things: ["a-thing"] };

test("each service has one adapter", () => {
  const services = adapters.map(({ service }) => service).filter((service) => service !== anyService);
  expect(new Set(services).size).toBe(services.length);
});

describe.each(adapters.map((adapter) => [adapter.service, adapter] as const))("the adapter of %s", (_, adapter) => {
  test("names its files, below the folder and each once, with the command that prints each", () => {
    const names = adapter.files.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const file of adapter.files) {
      expect(file.name).toMatch(/^(?:[a-z0-9*.-]+\/)*[a-z0-9*.-]+$/);
      expect(file.name).not.toMatch(/\.\.|\*.*\*/);
      expect(file.command(whose, "a-name").trim()).not.toBe("");
      expect(file.command(whose, "a-name")).not.toContain("undefined");
    }
  });

  /** Every file that it may be given, each with this in it. */
  const everywhere = (content: string) =>
    sourcesOf(Object.fromEntries(adapter.files.map(({ name }) => [name.replace("*", "a-thing"), content])));

  test.each([
    ["nothing", ""],
    ["the page of a log-in", "<html><body>Sign in</body></html>"],
    ["a list that is cut off", `[{"id": 1, "na`],
    ["an error of the service", `{"message": "Bad credentials", "status": "401"}`],
    ["what is no text", "\u0000\u0001\ufffd"],
    ["a number", "17"],
    ["null", "null"],
  ])("takes %s for a fault in every file, and for nobody in none", (_, content) => {
    const { faults, principals } = adapter.read(everywhere(content), whose);
    const files = new Set(faults.map(({ at }) => at.file));
    for (const { name } of adapter.files) expect(files).toContain(name.replace("*", "a-thing"));
    expect(principals).toEqual([]);
  });
});
