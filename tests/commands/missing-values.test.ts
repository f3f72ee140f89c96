import { describe, expect, test } from "vitest";
import { commandLine } from "../../commands/command-line.ts";
import { refuseMissingValues } from "../../commands/missing-values.ts";
import { BadInput } from "../../toolchain/bad-input.ts";
import { gatehouse } from "./cli.ts";

const program = commandLine(() => {});
const given = (...words: string[]) => refuseMissingValues(program, words);

describe("an option without its value", () => {
  test.each([
    [["map", "--html", "--json"], /--html is given no value: --json is an option itself/],
    [["preview", "--base", "--diff"], /--base is given no value: --diff/],
    [["judge", "--json", "--help"], /--json is given no value: --help/],
    [["vulnerabilities", "import", "--owner", "--write"], /--owner is given no value: --write/],
    [["adopt", "--stack", "ocp", "--out", ""], /--out is given nothing/],
    [["adopt", "--stack", "ocp", "--out="], /--out is given nothing/],
    [["map", "--html", "--json", "--as-of", "--html"], /--html .*; --as-of /],
  ])("%j is refused", (words, message) => {
    expect(() => given(...words)).toThrow(BadInput);
    expect(() => given(...words)).toThrow(message);
  });

  test.each([
    [["map", "--html", "x.html", "--json", "y.json"]],
    [["preview", "ocp", "--base=main", "--diff"]],
    [["preview", "--base", "-x"]],
    [["judge", "--watch", "--json", "--odd"]],
    [["join", "--reason", "Deploys --html pages"]],
    [["map", "--html"]],
  ])("%j is none of it", (words) => {
    expect(() => given(...words)).not.toThrow();
  });

  test("ends the command with 2, before anything is written", async () => {
    const { exitCode, stderr } = await gatehouse(["map", "--html", "--json"]);
    expect({ exitCode, stderr: stderr.trim() }).toEqual({
      exitCode: 2,
      stderr: "--html is given no value: --json is an option itself. --help tells what each takes.",
    });
  });
});
