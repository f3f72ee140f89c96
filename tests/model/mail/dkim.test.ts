import { generateKeyPairSync } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseDkim, printDkim } from "../../../model/mail/dkim.ts";

const rsa = (modulusLength: number) =>
  generateKeyPairSync("rsa", { modulusLength }).publicKey.export({ format: "der", type: "spki" }).toString("base64");
const key = rsa(2048);
const ed25519 = Buffer.from(
  generateKeyPairSync("ed25519").publicKey.export({ format: "jwk" }).x ?? "",
  "base64url",
).toString("base64");

describe("a DKIM key", () => {
  test("is read as it was printed", () => {
    for (const record of [
      { keyType: "rsa", publicKey: key },
      { keyType: "rsa", publicKey: key, testing: true },
      { keyType: "ed25519", publicKey: ed25519 },
      { keyType: "rsa" },
    ] as const) {
      expect(parseDkim(printDkim(record))).toMatchObject({ record, problems: [] });
    }
  });

  test("may have blanks in it, and be of the kind that is usual without saying so", () => {
    const text = `v=DKIM1; p=${key.slice(0, 60)} ${key.slice(60)}`;
    expect(parseDkim(text)).toEqual({ record: { keyType: "rsa", publicKey: key }, problems: [], advice: [] });
  });

  test("that is empty was revoked, which is in order", () => {
    expect(parseDkim("v=DKIM1; p=")).toEqual({
      record: { keyType: "rsa" },
      problems: [],
      advice: ["its key was revoked, so no signature by it is valid"],
    });
  });

  test.each([
    ["without a key", "v=DKIM1; k=rsa", "it has no public key (p)"],
    ["with half a key", `v=DKIM1; p=${key.slice(0, 200)}`, "its public key (p) is no key of the kind rsa"],
    ["with no Base64", "v=DKIM1; p=not a key!", "its public key (p) is no key of the kind rsa"],
    ["of a kind that nobody knows", `v=DKIM1; k=dsa; p=${key}`, 'no receiver knows the kind of key "dsa"'],
    ["that is too short", `v=DKIM1; p=${rsa(512)}`, "its key has 512 bits, which is too short"],
    ["of another version", `v=DKIM2; p=${key}`, "its version is not v=DKIM1, first"],
    ["whose version is not first", `p=${key}; v=DKIM1`, "its version is not v=DKIM1, first"],
    ["with a tag twice", "v=DKIM1; p=; p=", "the tag p stands there twice"],
  ])("%s is refused", (_, text, problem) => {
    expect(parseDkim(text)).toMatchObject({ record: undefined, problems: [problem] });
  });

  test("of 1024 bits, or in trial, is in order and could be better", () => {
    expect(parseDkim(`v=DKIM1; p=${rsa(1024)}`).advice).toEqual(["its key has 1024 bits, and 2048 is usual"]);
    expect(parseDkim(`v=DKIM1; t=y:s; p=${key}`).advice).toEqual([
      "it is being tried out (t=y), so its signatures count for nothing",
    ]);
  });

  test("is any text or says why it is none, and does not throw", () => {
    const pieces = fc.constantFrom("v=DKIM1", ";", "p=", key, "k=", "rsa", "ed25519", "t=y", "=", " ", "__proto__=x");
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string({ unit: "binary", maxLength: 4 }))), (parts) => {
        const { record, problems } = parseDkim(parts.join(""));
        expect(record === undefined).toBe(problems.length > 0);
      }),
    );
  });
});
