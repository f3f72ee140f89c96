import { expect, test } from "vitest";
import { githubClient } from "../../../commands/github/client.ts";
import { keepIssue } from "../../../commands/github/sticky-issue.ts";
import { type GitHub, robot, startGitHub, token } from "./server.ts";

function keep(github: GitHub, report?: string, title = "Drift") {
  const client = githubClient({ token, baseUrl: github.url, second: 5 });
  return keepIssue(client, { owner: "example", repo: "gatehouse", topic: "drift", title, author: robot }, report);
}

test("is opened, brought up to date, left, and closed when there is nothing more to say", async () => {
  const github = await startGitHub();
  expect(await keep(github, "one change")).toEqual({ done: "opened", number: 1 });
  expect(await keep(github, "two changes")).toEqual({ done: "brought up to date", number: 1 });
  expect(await keep(github, "two changes")).toEqual({ done: "left as it was", number: 1 });
  expect(github.issues).toMatchObject([
    { body: "<!-- gatehouse:drift -->\ntwo changes", title: "Drift", state: "open" },
  ]);
  expect(await keep(github)).toEqual({ done: "closed", number: 1 });
  expect(github.issues).toMatchObject([{ state: "closed" }]);
  expect(await keep(github)).toEqual({ done: "left as it was" });
  expect(await keep(github, "again")).toEqual({ done: "opened", number: 2 });
});

test("is found on a later page, and neither a pull request nor another topic's or person's issue is taken for it", async () => {
  const github = await startGitHub();
  const body = "<!-- gatehouse:drift -->\nold";
  const other = { title: "Other", state: "open" };
  github.issues.push(
    { number: 1, user: { login: robot }, body: "<!-- gatehouse:access-review -->\nold", ...other },
    { number: 2, user: { login: robot }, body, ...other, pull_request: {} },
    { number: 3, user: { login: "somebody" }, body, ...other },
    { number: 4, user: { login: robot }, body: "", ...other },
    { number: 5, user: { login: robot }, body, ...other },
  );
  expect(await keep(github, "new")).toEqual({ done: "brought up to date", number: 5 });
  expect(github.writes()).toEqual(["PATCH /repos/example/gatehouse/issues/5"]);
});
