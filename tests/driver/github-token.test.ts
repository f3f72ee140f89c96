import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ownerOf, tokensFor, tokenVariable } from "../../driver/github-token.ts";

test("an owner's token has a variable of its own", () => {
  expect(tokenVariable("GSA")).toBe("GITHUB_TOKEN_GSA");
  expect(tokenVariable("open-contracting")).toBe("GITHUB_TOKEN_OPEN_CONTRACTING");
});

describe("a stack gets the token of its owner, and no other", () => {
  const both = { GITHUB_TOKEN: "job", GITHUB_TOKEN_GSA: "gsa", GITHUB_TOKEN_OPEN_CONTRACTING: "ocp" };

  test("under the name that the provider reads", () => {
    const hidden = { GITHUB_TOKEN_GSA: "", GITHUB_TOKEN_OPEN_CONTRACTING: "" };
    expect(tokensFor("GSA", both)).toEqual({ ...hidden, GITHUB_TOKEN: "gsa" });
    expect(tokensFor("open-contracting", both)).toEqual({ ...hidden, GITHUB_TOKEN: "ocp" });
    expect(tokensFor(undefined, both)).toEqual({ ...hidden, GITHUB_TOKEN: "" });
  });

  test("not another one's where its own is missing or empty", () => {
    for (const environment of [{ GITHUB_TOKEN_GSA: "gsa" }, { ...both, GITHUB_TOKEN_OPEN_CONTRACTING: "" }])
      expect(() => tokensFor("open-contracting", environment)).toThrow(
        "and none for open-contracting: set GITHUB_TOKEN_OPEN_CONTRACTING",
      );
  });

  test("the only one there is stays as it is", () => {
    expect(tokensFor("GSA", { GITHUB_TOKEN: "mine" })).toEqual({});
    expect(tokensFor("GSA", {})).toEqual({});
  });

  test("a refusal tells no token", () => {
    expect(() => tokensFor("other", { GITHUB_TOKEN_GSA: "s3cret" })).toThrow(/^(?!.*s3cret)/);
  });
});

describe("a stack's owner", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "settings-"));
    await writeFile(join(folder, "Pulumi.one.yaml"), "config:\n  github:owner: GSA\n");
    await writeFile(join(folder, "Pulumi.two.yaml"), "secretsprovider: awskms://alias/x\n");
  });
  afterAll(() => rm(folder, { recursive: true }));

  test.each([
    ["one", "GSA"],
    ["two", undefined],
    ["three", undefined],
  ])("of %s is %s", async (stack, owner) => {
    expect(await ownerOf(folder, stack)).toBe(owner);
  });
});
