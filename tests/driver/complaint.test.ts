import { expect, test } from "vitest";
import { complaintInWords } from "../../driver/complaint.ts";

const locked = (
  url: string,
) => `error: the stack is currently locked by 1 lock(s). Either wait for the other process(es) to end or delete the lock file with \`pulumi cancel\`.
  ${url}/.pulumi/locks/organization/gatehouse/ocp/0b1c.json: created by ada@host (pid 7) at 2026-11-23T10:00:00Z`;

test("live: a lock is given up by the exact command, in the exact backend", () => {
  const where = { mode: "live", backend: "s3://state?region=us-gov-west-1" } as const;
  const words = complaintInWords(locked("s3://state"), "ocp", where);
  expect(words).toContain("PULUMI_BACKEND_URL='s3://state?region=us-gov-west-1' pulumi cancel --stack ocp\n");
  expect(words).toContain("created by ada@host (pid 7)");
  expect(words).toContain("going-live.md");
  expect(words).not.toContain("`pulumi cancel`");
});

test("live: so is an update in Pulumi Cloud", () => {
  const where = { mode: "live", backend: "https://app.pulumi.com/ada" } as const;
  const words = complaintInWords("error: [409] Conflict: Another update is currently in progress.", "ocp", where);
  expect(words).toContain("PULUMI_BACKEND_URL='https://app.pulumi.com/ada' pulumi cancel --stack ocp\n");
});

test("offline: the file of the lock, and never a command that speaks to somebody's own backend", () => {
  const words = complaintInWords(locked("file:///a%20b/state"), "ocp", {
    mode: "offline",
    backend: "file:///a%20b/state",
  });
  expect(words).toContain("rm '/a b/state/.pulumi/locks/organization/gatehouse/ocp/0b1c.json'");
  expect(words).not.toContain("pulumi cancel");
});

test("a state that cannot be read is named, with the way back", () => {
  const where = { mode: "live", backend: "s3://state" } as const;
  const words = complaintInWords("error: failed to load checkpoint: unexpected end of JSON input", "ocp", where);
  expect(words).toMatch(/The state of ocp in s3:\/\/state cannot be read.*\.pulumi\/backups/s);
});

test("any other complaint is the engine's own", () => {
  expect(complaintInWords("error: no", "ocp", { mode: "live", backend: "" })).toBe("error: no");
});
