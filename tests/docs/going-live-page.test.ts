import { expect, test } from "vitest";
import { commandsIn, pageCommands } from "../services/going-live/page.ts";
import { leftOut, steps } from "../services/going-live/steps.ts";

const rehearsed = steps.flatMap(({ page }) => page);

test("a page's commands are read as a shell would read them", () => {
  const page = "```sh\n# first\na  'b c' \\\n  --d   # e\n\nf\n```\n```console\n$ g\n```\n```sh\nh\n```\n";
  expect(commandsIn(page)).toEqual(["a 'b c' --d", "f", "h"]);
});

test("each command of the page is rehearsed, or it is said why not", () => {
  const neither = pageCommands().filter(
    (command) => !rehearsed.includes(command) && !leftOut.some(([start]) => command.startsWith(start)),
  );
  expect(neither, "rehearse them in steps.ts, or say there why not").toEqual([]);
});

test("nothing is rehearsed as the page's, or left out, that does not stand there", () => {
  const page = pageCommands();
  expect(rehearsed.filter((command) => !page.includes(command))).toEqual([]);
  expect(leftOut.filter(([start]) => !page.some((command) => command.startsWith(start)))).toEqual([]);
});
