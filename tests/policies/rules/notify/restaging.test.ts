import { describe, expect, test } from "vitest";
import { addDays } from "../../../../model/dates.ts";
import type { RestageRun } from "../../../../model/schema/hosting.ts";
import {
  restagedAfterRelease,
  restagedInPlace,
  restagedInTime,
  stagingRestagedFirst,
} from "../../../../policies/rules/notify/restaging.ts";
import type { RegisterRule } from "../../../../policies/rules/rule.ts";
import { asOf, changed, notifyRegister } from "../../compliant.ts";
import { said } from "../../judge.ts";

/** A run that restaged the API, an hour long, from this hour of 20 May on. */
const run = (environment: string, hour: number, change: Partial<RestageRun> = {}): RestageRun => ({
  repository: "notifications-api",
  environment,
  ref: "main",
  apps: [`notify-api-${environment}`],
  startedAt: `2026-05-20T${String(hour).padStart(2, "0")}:00:00Z`,
  finishedAt: `2026-05-20T${String(hour + 1).padStart(2, "0")}:00:00Z`,
  succeeded: true,
  ...change,
});
const broker = (environment: string, hour: number, apps: string[], change: Partial<RestageRun> = {}) =>
  run(environment, hour, { repository: "usnotify-ssb", apps, ...change });
const release = (releasedOn: string, ...apps: string[]) => ({ buildpack: "python", releasedOn, apps });

const by =
  (rule: RegisterRule) =>
  (restageRuns: RestageRun[], buildpackReleases: object[] = [], day = asOf) =>
    said(
      rule,
      changed(notifyRegister, (draft) => Object.assign(draft, { restageRuns, buildpackReleases })),
      day,
    ).map((line) => line.split(/\. (?:Run|Restage) /)[0]);

describe("NOTIFY-RST-6, 7, 8: what is restaged where, and from which branch", () => {
  const verdict = by(restagedInPlace);

  test.each(["staging", "demo", "production"])("the four applications of %s", (environment) => {
    const apps = [
      ...[`notify-api-${environment}`, `notify-admin-${environment}`],
      ...[`egress-proxy-notify-api-${environment}`, `egress-proxy-notify-admin-${environment}`],
    ];
    expect(verdict([run(environment, 9, { apps })])).toEqual([]);
  });

  test("the brokers of staging and production, and those of development", () => {
    expect(
      verdict([
        broker("staging", 9, ["ssb-sms", "ssb-smtp"]),
        broker("production", 10, ["ssb-sms"]),
        broker("development", 9, ["ssb-devel-sms", "ssb-devel-smtp"]),
      ]),
    ).toEqual([]);
  });

  test.each<[string, RestageRun, string]>([
    ["a feature branch", run("staging", 9, { ref: "feature/x" }), "it ran on feature/x, not on main"],
    ["the branch that is deployed", run("production", 9, { ref: "production" }), "it ran on production, not on main"],
    [
      "an application of another environment",
      run("demo", 9, { apps: ["notify-api-demo", "notify-api-production"] }),
      "notify-api-production cannot be restaged in demo from notifications-api",
    ],
    ["no application", run("demo", 9, { apps: [] }), "it restaged no application"],
    [
      "an environment that there is not",
      run("sandbox", 9),
      "notifications-api restages in staging, demo and production, and not in sandbox",
    ],
    [
      "brokers in demo",
      broker("demo", 9, ["ssb-sms"]),
      "usnotify-ssb restages in staging, production and development, and not in demo",
    ],
    [
      "development's brokers in staging",
      broker("staging", 9, ["ssb-devel-sms"]),
      "ssb-devel-sms cannot be restaged in staging from usnotify-ssb",
    ],
    [
      "production's brokers in development",
      broker("development", 9, ["ssb-sms"]),
      "ssb-sms cannot be restaged in development from usnotify-ssb",
    ],
    [
      "a repository without that workflow",
      run("staging", 9, { repository: "notifications-admin" }),
      "notifications-admin has no workflow that restages",
    ],
  ])("not %s", (_, wrong, problem) => {
    expect(verdict([run("staging", 8), wrong])).toEqual([`notify/restage-runs/1: ${problem}`]);
  });
});

describe("NOTIFY-RST-5: staging before demo and production", () => {
  const verdict = by(stagingRestagedFirst);

  test("staging, then demo, then production", () => {
    expect(verdict([run("staging", 9), run("demo", 10), run("production", 11)])).toEqual([]);
    expect(verdict([run("production", 11), run("demo", 10), run("staging", 9)])).toEqual([]);
  });

  test("production before staging", () => {
    expect(verdict([run("production", 10), run("staging", 11)])).toEqual([
      "notify/restage-runs/0: notify-api-production was restaged in production at 2026-05-20T10:00:00Z before it was in staging",
    ]);
  });

  test("staging is over by then, and has succeeded", () => {
    const refused = (staging: Partial<RestageRun>) => verdict([run("staging", 9, staging), run("demo", 10)]).length;
    expect(refused({})).toBe(0);
    expect(refused({ finishedAt: "2026-05-20T10:00:01Z" })).toBe(1);
    expect(refused({ succeeded: false })).toBe(1);
    expect(refused({ succeeded: undefined })).toBe(1);
    expect(refused({ finishedAt: undefined })).toBe(1);
  });

  test("the same application, and the same repository", () => {
    const admin = run("demo", 10, { apps: ["notify-admin-demo"] });
    expect(verdict([run("staging", 9), admin])).toHaveLength(1);
    expect(verdict([broker("staging", 9, ["ssb-sms"]), run("demo", 10)])).toHaveLength(1);
    expect(verdict([broker("staging", 8, ["ssb-sms"]), broker("production", 9, ["ssb-sms"])])).toEqual([]);
    expect(verdict([broker("production", 9, ["ssb-sms"])])).toHaveLength(1);
  });

  test("since the release that the run is for", () => {
    const old = run("staging", 9, { startedAt: "2026-05-18T09:00:00Z", finishedAt: "2026-05-18T10:00:00Z" });
    const runs = [old, run("demo", 10)];
    expect(verdict(runs, [release("2026-05-18", "notify-api-demo")])).toEqual([]);
    expect(verdict(runs, [release("2026-05-19", "notify-api-demo"), release("2026-05-01", "notify-api-demo")])).toEqual(
      [
        "notify/restage-runs/1: notify-api-demo was restaged in demo at 2026-05-20T10:00:00Z before it was in staging after python was released on 2026-05-19",
      ],
    );
    expect(verdict(runs, [release("2026-05-19", "notify-admin-demo")])).toEqual([]);
    expect(verdict(runs, [release("2026-05-21", "notify-api-demo")])).toEqual([]);
  });

  test("a second run does no harm", () => {
    expect(verdict([run("staging", 9), run("demo", 10), run("demo", 12)])).toEqual([]);
  });

  test("development has no staging", () => {
    expect(verdict([broker("development", 9, ["ssb-devel-sms"])])).toEqual([]);
  });
});

describe("NOTIFY-RST-1: everything is restaged after a release", () => {
  const at = (days: number) => release(addDays(asOf, -days), "notify-api-staging");
  const restaged = (days: number, change: Partial<RestageRun> = {}) => {
    const day = addDays(asOf, -days);
    return run("staging", 9, { startedAt: `${day}T09:00:00Z`, finishedAt: `${day}T10:00:00Z`, ...change });
  };
  const advice = by(restagedAfterRelease);
  const verdict = by(restagedInTime);
  const problem = (days: number) => [
    `notify/buildpack-releases/0: notify-api-staging has not been restaged in staging since python was released on ${addDays(asOf, -days)}`,
  ];

  test("what was restaged on the day of the release, or later", () => {
    for (const rule of [advice, verdict]) {
      expect(rule([restaged(40)], [at(40)])).toEqual([]);
      expect(rule([restaged(0)], [at(40)])).toEqual([]);
    }
  });

  test("is reported at once, and blocks on day 31", () => {
    expect([advice([], [at(0)]), verdict([], [at(0)])]).toEqual([problem(0), []]);
    expect([advice([], [at(30)]), verdict([], [at(30)])]).toEqual([problem(30), []]);
    expect([advice([], [at(31)]), verdict([], [at(31)])]).toEqual([[], problem(31)]);
  });

  test("not what was restaged before, failed, elsewhere, or is another application", () => {
    expect(verdict([restaged(41)], [at(40)])).toEqual(problem(40));
    expect(verdict([restaged(5, { succeeded: false })], [at(40)])).toEqual(problem(40));
    expect(verdict([restaged(5, { environment: "demo" })], [at(40)])).toEqual(problem(40));
    expect(verdict([restaged(5, { apps: ["notify-admin-staging"] })], [at(40)])).toEqual(problem(40));
    expect(verdict([restaged(-1)], [at(40)])).toEqual(problem(40));
  });

  test("a broker in each environment that has it", () => {
    const both = release(addDays(asOf, -40), "ssb-sms");
    expect(verdict([broker("staging", 9, ["ssb-sms"])], [both])).toEqual([
      "notify/buildpack-releases/0: ssb-sms has not been restaged in production since python was released on 2026-04-22",
    ]);
    expect(verdict([broker("staging", 9, ["ssb-sms"]), broker("production", 11, ["ssb-sms"])], [both])).toEqual([]);
  });

  test("an application that no workflow restages is no reason to be silent", () => {
    expect(verdict([], [release(asOf, "notify-api")])).toEqual([
      "notify/buildpack-releases/0: notify-api is restaged by no workflow",
    ]);
  });
});
