import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { readAnswer } from "../../../commands/adopt/answer.ts";
import { type Ask, aws, cloudflare, github, hcloud, linode } from "../../../commands/adopt/ask.ts";

const gsa = github("GSA");
const here = aws("444455556666", "us-west-2");
const folders: string[] = [];

afterEach(async () => {
  await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true, force: true })));
});

/** What is read where a listing has this text for an ask; undefined for no file at all. */
async function read(ask: Ask, text: string | undefined) {
  const folder = await mkdtemp(join(tmpdir(), "gatehouse-answer-"));
  folders.push(folder);
  if (text !== undefined) {
    await mkdir(dirname(join(folder, ask.file)), { recursive: true });
    await writeFile(join(folder, ask.file), text);
  }
  return readAnswer(folder, ask);
}

const team = (slug: string, organization = "GSA") => ({
  ...{ id: slug.length, slug, html_url: `https://github.com/orgs/${organization}/teams/${slug}` },
});
const many = (count: number) => Array.from({ length: count }, (_, at) => ({ id: at, name: `r${at}` }));
const page = (result: unknown[], total: number) => ({
  success: true,
  errors: [],
  result,
  result_info: { total_count: total },
});
const records = cloudflare.records("0123456789abcdef0123456789abcdef");
const json = (value: unknown) => JSON.stringify(value);

describe("an answer is taken", () => {
  test.each<[string, Ask, string, number]>([
    ["in pages that gh put together", gsa.teams, json([[team("a")], [team("bb")]]), 2],
    ["in pages one after the other", gsa.teams, `${json([team("a")])}\n${json([team("bb")])}`, 2],
    ["as one list", gsa.teams, json([team("a")]), 1],
    ["when there is none", gsa.teams, "[]", 0],
    ["when there is none, in pages", gsa.teams, "[[]]", 0],
    ["with a full page, where gh says that it has all", gsa.repositories, json([many(100)]), 100],
    ["with a count", gsa.repository("r").environments, json([{ total_count: 1, environments: [{ name: "demo" }] }]), 1],
    ["with nothing counted", gsa.repository("r").environments, json({ total_count: 0, environments: [] }), 0],
    ["of AWS", here.topics, json({ Topics: [{ TopicArn: "arn:aws:sns:us-west-2:444455556666:t" }] }), 1],
    [
      "of an AWS in GovCloud",
      aws("1", "us-gov-west-1").topics,
      json({ Topics: [{ TopicArn: "arn:aws-us-gov:sns:us-gov-west-1:1:t" }] }),
      1,
    ],
    [
      "of what AWS has none of",
      here.bucketPolicy("b"),
      "\nAn error occurred (NoSuchBucketPolicy) when calling the GetBucketPolicy operation: none\n",
      0,
    ],
    ["of versions that were never kept", here.bucketVersioning("b"), "", 0],
    ["of a zone in two pages", records, `${json(page([{ id: "a" }], 2))}\n${json(page([{ id: "b" }], 2))}`, 2],
    ["of Linode's API", linode.users, json({ data: [{ username: "a" }], page: 1, pages: 1, results: 1 }), 1],
    ["of Linode's command line", linode.users, json([{ username: "a" }]), 1],
    ["of Hetzner's command line", hcloud.servers, json([{ id: 1 }]), 1],
    ["as PowerShell writes it", gsa.teams, `\uFEFF${json([team("a")])}`, 1],
  ])("%s", async (_, ask, text, count) => {
    expect(await read(ask, text)).toMatchObject({ items: { length: count } });
  });
});

describe("nothing is taken for missing where an answer", () => {
  const iam = { UserDetailList: [], GroupDetailList: [], RoleDetailList: [], Policies: [], IsTruncated: false };
  test.each<[string, Ask, string | undefined, RegExp]>([
    [
      "is missing",
      gsa.teams,
      undefined,
      /teams\.json is missing; make it anew: gh api --paginate --slurp 'orgs\/GSA\/teams/,
    ],
    ["is empty", gsa.teams, "", /is empty/],
    ["is cut off", gsa.teams, json([team("a")]).slice(0, -3), /is no JSON, or cut off/],
    ["is a log-in page", records, "<!DOCTYPE html><html><title>Sign in</title></html>", /is a web page/],
    [
      "is a refusal of GitHub",
      gsa.teams,
      json({ message: "Bad credentials", status: "401" }),
      /is a refusal: Bad credentials/,
    ],
    [
      "is a refusal of GitHub among pages",
      gsa.teams,
      `${json([team("a")])}${json({ message: "API rate limit exceeded", documentation_url: "x" })}`,
      /is a refusal: API rate limit/,
    ],
    [
      "says not found",
      gsa.repository("r").environments,
      json({ message: "Not Found", status: "404" }),
      /is a refusal: Not Found/,
    ],
    [
      "is a refusal of AWS",
      here.topics,
      "\nAn error occurred (AccessDenied) when calling the ListTopics operation",
      /is a refusal: An error occurred \(AccessDenied\)/,
    ],
    [
      "is another refusal where there may be none",
      here.bucketPolicy("b"),
      "\nAn error occurred (AccessDenied) when calling",
      /AccessDenied/,
    ],
    [
      "lacks credentials",
      here.topics,
      "Unable to locate credentials. You can configure",
      /Unable to locate credentials/,
    ],
    [
      "is a refusal of Cloudflare",
      records,
      json({ success: false, errors: [{ code: 10000, message: "Authentication error" }], result: null }),
      /Authentication error/,
    ],
    ["is a refusal of Linode", linode.users, json({ errors: [{ reason: "Invalid Token" }] }), /Invalid Token/],
    [
      "is a refusal of Hetzner",
      hcloud.servers,
      json({ error: { code: "unauthorized", message: "unable to authenticate" } }),
      /unable to authenticate/,
    ],
    [
      "lacks a page by its count",
      gsa.repository("r").environments,
      json({ total_count: 2, environments: [{ name: "demo" }] }),
      /has 1 of 2 entries/,
    ],
    ["lacks a page of a zone", records, json(page([{ id: "a" }], 2)), /has 1 of 2 entries/],
    ["has a page twice", records, `${json(page([{ id: "a" }], 2))}${json(page([{ id: "a" }], 2))}`, /twice/],
    ["has the same page twice in place of another", gsa.teams, json([[team("a")], [team("a")]]), /twice/],
    ["may be the first of several pages", gsa.repositories, json(many(100)), /a full page/],
    ["may be the first of several of GitHub's own size", gsa.repositories, json(many(30)), /a full page/],
    ["may be the first page of Linode's command line", linode.users, json(many(100)), /a full page/],
    ["is one page of AWS", here.topics, json({ Topics: [], NextToken: "x" }), /NextToken/],
    ["is cut by AWS", here.iam, json({ ...iam, IsTruncated: true }), /IsTruncated/],
    ["is a cut tree", gsa.repository("r").tree("main"), json([{ tree: [], truncated: true }]), /truncated/],
    ["is of another organisation", gsa.teams, json([team("a", "GSB")]), /of the organisation GSB, and not of GSA/],
    [
      "is of another repository's owner",
      gsa.repositories,
      json([{ id: 1, full_name: "someone/notifications-api" }]),
      /someone, and not of GSA/,
    ],
    [
      "is of another account",
      here.topics,
      json({ Topics: [{ TopicArn: "arn:aws:sns:us-west-2:999999999999:t" }] }),
      /of the account 999999999999/,
    ],
    ["is of another caller", here.caller, json({ Account: "999999999999" }), /of the account 999999999999/],
    [
      "has users of another account",
      here.iam,
      json({ ...iam, UserDetailList: [{ Arn: "arn:aws:iam::999999999999:user/a" }] }),
      /of the account 999999999999/,
    ],
    [
      "is of another region",
      here.topics,
      json({ Topics: [{ TopicArn: "arn:aws:sns:us-east-1:444455556666:t" }] }),
      /of the region us-east-1/,
    ],
    ["has another list", here.topics, json({ Subscriptions: [] }), /has no list Topics/],
    ["is about something else", here.iam, json({ Users: [] }), /has no UserDetailList/],
    ["is null", gsa.teams, "null", /is no list/],
    ["has something in it that is no object", gsa.teams, json(["a"]), /no object/],
  ])("%s", async (_, ask, text, words) => {
    const answer = await read(ask, text);
    expect(answer).toHaveProperty("problem");
    expect((answer as { problem: string }).problem).toMatch(words);
  });
});
