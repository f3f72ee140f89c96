import { z } from "zod";
import { registerIds } from "../model/register.ts";
import { date } from "../model/schema/common.ts";
import type { Report } from "./report.ts";

/* The shape of a report as a schema, for those who read it elsewhere; `report.ts` says what each field means. */

const place = z.strictObject({ file: z.string(), line: z.int().positive(), column: z.int().positive() });
const placed = { place: place.exactOptional() };
const count = z.int().nonnegative();
const level = z.enum(["mandatory", "advisory"]);
const register = z.enum(registerIds);

const origin = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.enum(["introduced", "already there"]) }),
  z.strictObject({ kind: z.literal("became due"), on: date }),
]);

const violation = z.strictObject({
  rule: z.string(),
  clauses: z.array(z.string()),
  level,
  subject: z.string(),
  message: z.string(),
  urn: z.string(),
  origin: origin.exactOptional(),
  waivedBy: z.string().exactOptional(),
  ...placed,
});

const difference = z.strictObject({
  path: z.string(),
  from: z.unknown().exactOptional(),
  to: z.unknown().exactOptional(),
});

const change = z.strictObject({
  ...{ operation: z.string(), type: z.string(), name: z.string(), urn: z.string() },
  about: z.string().exactOptional(),
  differences: z.array(difference).exactOptional(),
});

const part = z.strictObject({
  operation: z.enum(["create", "update", "delete"]),
  ...{ type: z.string(), name: z.string(), urn: z.string() },
  properties: z.array(z.string()).exactOptional(),
});

const stack = z.strictObject({
  stack: z.string(),
  verdict: z.enum(["clean", "violations", "pending", "drifted", "failed"]),
  changes: z.array(change),
  violations: z.array(violation),
  rules: z.array(
    z.strictObject({
      ...{ rule: z.string(), level },
      ...{ checked: count, passed: count, failed: count, notApplicable: count },
      notEvaluated: z.literal(true).exactOptional(),
    }),
  ),
  problems: z.array(z.string()),
  warnings: z.array(z.string()).exactOptional(),
  parts: z
    .strictObject({ register: z.array(part), program: z.array(part), note: z.string().exactOptional() })
    .exactOptional(),
  diff: z.string(),
});

/** A whole report. */
export const reportSchema: z.ZodType<Report> = z.strictObject({
  version: z.literal(2),
  mode: z.enum(["offline", "live"]),
  asOf: date,
  base: z
    .strictObject({ ref: z.string(), commit: z.string(), problems: z.array(z.string()).exactOptional() })
    .exactOptional(),
  exitCode: z.union([z.literal(0), z.literal(1), z.literal(3), z.literal(4)]),
  stacks: z.array(stack),
  notJudged: z.array(z.string()).exactOptional(),
  readings: z
    .array(
      z.strictObject({
        ...{ register, system: z.string(), title: z.string(), proves: z.enum(["all", "presence", "nothing"]) },
        readOn: date.exactOptional(),
        by: z.string().exactOptional(),
        of: z.string().exactOptional(),
        accounts: count.exactOptional(),
        digest: z.string().exactOptional(),
      }),
    )
    .exactOptional(),
  access: z.array(
    z.strictObject({ register, person: z.string(), gains: z.array(z.string()), loses: z.array(z.string()) }),
  ),
  accessComparedWith: z.partialRecord(register, z.enum(["base", "deployed", "nothing"])).exactOptional(),
  accessMap: z.array(
    z.strictObject({ register, person: z.string(), systems: z.record(z.string(), z.array(z.string())) }),
  ),
  obligations: z.array(
    z.strictObject({
      kind: z.enum([
        ...["vulnerability", "rotation", "access-review", "restore-test", "leaver"],
        ...["waiver", "root-use", "smoke-test", "restage"],
      ] as const),
      subject: z.string(),
      what: z.string(),
      whose: z.string(),
      dueOn: date,
      daysLeft: z.int(),
      rule: z.string().exactOptional(),
      ...placed,
    }),
  ),
  forecast: z.array(
    z.strictObject({ on: date, rule: z.string(), level, subject: z.string(), message: z.string(), ...placed }),
  ),
  waivers: z.array(
    z.strictObject({
      register,
      id: z.string(),
      rule: z.string(),
      subject: z.string(),
      reason: z.string(),
      owner: z.string(),
      approver: z.string(),
      grantedOn: date,
      expiresOn: date,
      state: z.enum(["in use", "unused", "expired", "not valid"]),
      ...placed,
    }),
  ),
});
