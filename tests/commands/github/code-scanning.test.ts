import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { githubClient } from "../../../commands/github/client.ts";
import { uploadSarif } from "../../../commands/github/code-scanning.ts";
import { type GitHub, startGitHub, token } from "./server.ts";

const log = JSON.stringify({ version: "2.1.0", runs: [] });

function upload(github: GitHub, text: string) {
  const client = githubClient({ token, baseUrl: github.url, second: 5 });
  const at = { owner: "example", repo: "gatehouse", commit: github.head, ref: "refs/pull/7/head" };
  return uploadSarif(client, at, text, 1);
}

test("GitHub gets the log, compressed, with the commit that it is of, and is waited for", async () => {
  const github = await startGitHub();
  github.processing.unshift({ processing_status: "pending" }, { processing_status: "pending" });
  await upload(github, log);
  expect(github.uploads).toMatchObject([{ commit_sha: github.head, ref: "refs/pull/7/head" }]);
  expect(gunzipSync(Buffer.from(github.uploads[0]?.sarif ?? "", "base64")).toString()).toBe(log);
  expect(github.requests.filter((request) => request.endsWith("/sarifs/one"))).toHaveLength(3);
});

test("a log that GitHub finds faulty is an error that says why", async () => {
  const github = await startGitHub();
  github.processing.unshift({ processing_status: "failed", errors: ["rule has no id"] });
  await expect(upload(github, log)).rejects.toThrow("GitHub could not read the SARIF log: rule has no id");
});

test("a log that GitHub never reads is an error", async () => {
  const github = await startGitHub();
  github.processing.unshift({ processing_status: "pending" });
  github.processing.pop();
  await expect(upload(github, log)).rejects.toThrow("GitHub has not read the SARIF log");
});

test.each(["", "{", "[]", '{"version":"2.0.0"}'])("%j is no SARIF log, and is not sent", async (text) => {
  const github = await startGitHub();
  await expect(upload(github, text)).rejects.toThrow("no SARIF log of version 2.1.0");
  expect(github.requests).toEqual([]);
});

test("code scanning that is not switched on is said in words", async () => {
  const github = await startGitHub();
  github.troubles.push({ status: 403, message: "Code scanning is not enabled for this repository" });
  await expect(upload(github, log)).rejects.toThrow("Code scanning is not enabled for this repository");
});
