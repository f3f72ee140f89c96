import { expect, test } from "vitest";
import { githubClient } from "../../../commands/github/client.ts";
import { keepComment, longestBody } from "../../../commands/github/sticky-comment.ts";
import { marker } from "../../../report/marker.ts";
import { type GitHub, robot, startGitHub, token } from "./server.ts";

const repository = { owner: "example", repo: "gatehouse" };

function keep(github: GitHub, report: string) {
  const client = githubClient({ token, baseUrl: github.url, second: 5 });
  return keepComment(client, { ...repository, number: 7, author: robot }, report);
}

/** Comments of people, more than fit on a page. */
function talk(github: GitHub, count = 7): void {
  for (let id = 1; id <= count; id++) github.comments.push({ id, user: { login: "somebody" }, body: `Comment ${id}` });
}

const own = (github: GitHub) => github.comments.filter(({ user }) => user.login === robot);

test("two runs leave one comment, with what the second found", async () => {
  const github = await startGitHub();
  talk(github);
  expect(await keep(github, "✖ blocked")).toBe("written");
  expect(await keep(github, "✔ clean")).toBe("brought up to date");
  expect(own(github).map(({ body }) => body)).toEqual([`${marker}\n✔ clean`]);
});

test("a comment on a later page is found", async () => {
  const github = await startGitHub();
  talk(github);
  github.comments.push({ id: 50, user: { login: robot }, body: `${marker}\nold` });
  talk(github, 2);
  expect(await keep(github, "new")).toBe("brought up to date");
  expect(own(github)).toMatchObject([{ id: 50, body: `${marker}\nnew` }]);
});

test("nothing is written when the comment says the same already", async () => {
  const github = await startGitHub();
  github.comments.push({ id: 1, user: { login: robot }, body: `${marker}\r\n✔ clean\r\nall` });
  expect(await keep(github, "✔ clean\nall\n")).toBe("left as it was");
  expect(github.writes()).toEqual([]);
});

test("of several, the newest stays", async () => {
  const github = await startGitHub();
  for (const id of [4, 9, 6]) github.comments.push({ id, user: { login: robot }, body: `${marker}\nreport ${id}` });
  await keep(github, "new");
  expect(github.comments).toMatchObject([{ id: 9, body: `${marker}\nnew` }]);
});

test("what somebody else wrote is left alone, also with the marker in it", async () => {
  const github = await startGitHub();
  github.comments.push({ id: 1, user: { login: "somebody" }, body: `${marker}\n✔ clean` });
  github.comments.push({ id: 2, user: { login: robot }, body: `It said "${marker}"` });
  expect(await keep(github, "✖ blocked")).toBe("written");
  expect(github.comments.map(({ body }) => body)).toEqual([
    `${marker}\n✔ clean`,
    `It said "${marker}"`,
    `${marker}\n✖ blocked`,
  ]);
});

test("what GitHub would not take is refused before anything is asked", async () => {
  const github = await startGitHub();
  await expect(keep(github, "x".repeat(longestBody))).rejects.toThrow("GitHub takes 65536; shorten it");
  expect(github.requests).toEqual([]);
  await keep(github, "x".repeat(longestBody - marker.length - 1));
});

test.each([
  ["a server in trouble", { status: 502, message: "Bad Gateway" }],
  [
    "a secondary rate limit",
    { status: 403, message: "You have exceeded a secondary rate limit.", headers: { "retry-after": "1" } },
  ],
  [
    "a rate limit",
    {
      status: 403,
      message: "API rate limit exceeded",
      headers: { "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(Math.floor(Date.now() / 1000) - 1) },
    },
  ],
])("after %s it is tried again", async (_, answer) => {
  const github = await startGitHub();
  github.troubles.push(answer, answer);
  expect(await keep(github, "✔ clean")).toBe("written");
  expect(own(github)).toHaveLength(1);
});

test.each([
  [{ status: 403, message: "Resource not accessible by integration" }, /ended with 403\. The token may not do this/],
  [{ status: 404, message: "Not Found" }, /ended with 404\. There is no such thing there/],
  [{ status: 422, message: "Validation Failed" }, /ended with 422\. GitHub could not make sense of it/],
])("%o is said in words, and not tried again", async (answer, words) => {
  const github = await startGitHub();
  github.troubles.push(answer);
  const refusal = await keep(github, "✔ clean").catch((error: Error) => error);
  expect(refusal).toMatchObject({ name: "GitHubRefused", message: expect.stringMatching(words) });
  expect((refusal as Error).message).toContain("Reading the comments of pull request 7: GET /repos/example/gatehouse/");
  expect((refusal as Error).message).toContain(answer.message);
  expect(github.requests).toHaveLength(1);
});

test("a server that stays in trouble is given up on, in words", async () => {
  const github = await startGitHub();
  github.troubles.push(...Array.from({ length: 9 }, () => ({ status: 502, message: "Bad Gateway" })));
  await expect(keep(github, "✔ clean")).rejects.toThrow(/502\. GitHub is in trouble, still after some tries/);
});
