import { expect, test, vi } from "vitest";
import type { EngineEvent } from "../../driver/events.ts";
import { patience } from "../../driver/services/patience.ts";
import { watchdog } from "../../driver/watchdog.ts";
import { BadInput } from "../../toolchain/bad-input.ts";

const urn = (name: string) => `urn:pulumi:ocp::gatehouse::aws:s3/bucket:Bucket::${name}`;
const step = (kind: "resourcePreEvent" | "resOutputsEvent" | "resOpFailedEvent", name: string, op = "create") =>
  ({ [kind]: { metadata: { op, urn: urn(name) } } }) as unknown as EngineEvent;

/** Watches a run with such events, in a time that only this test moves. */
function watched(events: readonly EngineEvent[] = [], beside: readonly string[] = []) {
  vi.useFakeTimers();
  const end = vi.fn();
  const dog = watchdog("ocp", events, { patienceMs: 100_000, underWay: async () => beside, end }, 15_000);
  return { dog, end };
}

test("a run that tells something in time goes on", async () => {
  const { dog, end } = watched();
  for (const _ of [1, 2, 3]) {
    await vi.advanceTimersByTimeAsync(99_000);
    dog.heard();
  }
  dog.release();
  await vi.advanceTimersByTimeAsync(1_000_000);
  expect([dog.signal.aborted, end.mock.calls.length]).toEqual([false, 0]);
  vi.useRealTimers();
});

test("one that does not is ended, with the names of what is under way; what works for it, after a grace", async () => {
  const events = [
    step("resourcePreEvent", "a"),
    step("resOutputsEvent", "a"),
    step("resourcePreEvent", "b"),
    step("resourcePreEvent", "c", "same"),
    step("resourcePreEvent", "d", "delete"),
    step("resOpFailedEvent", "d"),
  ];
  const { dog, end } = watched(events, ["the program of ocp"]);
  await vi.advanceTimersByTimeAsync(100_000);
  expect(dog.signal.aborted).toBe(true);
  expect((dog.signal.reason as Error).message.split("\n").slice(0, 3)).toEqual([
    "Nothing was heard of ocp for 100 s, so its run was ended. Under way were:",
    '  - create of aws:s3/bucket:Bucket "b", which the engine has begun',
    "  - the program of ocp",
  ]);
  expect(end).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(15_000);
  expect(end).toHaveBeenCalledOnce();
  dog.release();
  vi.useRealTimers();
});

test("one that ends within its grace takes nothing with it", async () => {
  const { dog, end } = watched();
  await vi.advanceTimersByTimeAsync(100_000);
  dog.release();
  await vi.advanceTimersByTimeAsync(100_000);
  expect(end).not.toHaveBeenCalled();
  vi.useRealTimers();
});

test("how long is three minutes offline, and what GATEHOUSE_PATIENCE says", () => {
  expect(patience({})).toEqual({ offlineMs: 180_000, liveMs: 5_400_000 });
  expect(patience({ GATEHOUSE_PATIENCE: "20" })).toEqual({ offlineMs: 20_000, liveMs: 20_000 });
  for (const wrong of ["0", "-1", "x", "1e9"]) expect(() => patience({ GATEHOUSE_PATIENCE: wrong })).toThrow(BadInput);
});
