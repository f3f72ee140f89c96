import fc from "fast-check";
import { z } from "zod";
import { expectation } from "../../model/load/expectation.ts";
import { normalise } from "../../model/load/normalise.ts";
import { required } from "../../model/load/schema-walk.ts";
import { emptyRegister, type Kind, kinds, type Register, type RegisterId } from "../../model/register.ts";
import * as common from "../../model/schema/common.ts";
import { hasDistinctRoleNames, mend } from "./mend.ts";
import { sshKeyOf } from "./ssh-key.ts";

/** Ids of each kind that can be referred to. */
type Pools = Record<common.ReferenceTarget, string[]>;

const idArbitrary = fc
  .stringMatching(/^[a-z0-9]{1,8}(?:[-.][a-z0-9]{1,8}){0,2}$/)
  .filter((id) => !(id in Object.prototype));
const hostArbitrary = fc.stringMatching(/^[a-z][a-z0-9]{0,9}\.example\.org$/);
const dateArbitrary = dayArbitrary("2000-01-01", "2039-12-31");
const phoneArbitrary = fc.stringMatching(/^\+1800555\d{4}$/);

function idsOf(arbitrary: fc.Arbitrary<string>): fc.Arbitrary<string[]> {
  return fc.uniqueArray(arbitrary, { minLength: 1, maxLength: 3 });
}

const pools: fc.Arbitrary<Pools> = fc.record({
  organisations: idsOf(idArbitrary),
  people: idsOf(idArbitrary),
  systems: idsOf(idArbitrary),
  servers: idsOf(idArbitrary),
  services: idsOf(idArbitrary),
  agencyServices: idsOf(idArbitrary),
  accounts: idsOf(idArbitrary),
  domains: idsOf(hostArbitrary),
  repositories: idsOf(idArbitrary),
  environments: idsOf(idArbitrary),
  serviceAccounts: idsOf(idArbitrary),
  phoneNumbers: idsOf(phoneArbitrary),
});

/**
 * Registers that the loader accepts, small and odd: built from the schemas, so a new key or kind is covered as soon as it
 * is there, then mended where two places have to agree. Now and then one with nothing in it.
 */
export function registerArbitrary(id: RegisterId): fc.Arbitrary<Register> {
  const filled = pools.chain((ids) => {
    const parts = Object.entries(kinds).map(
      ([kind, schema]) => [kind, kindArbitrary(kind as Kind, schema, ids)] as const,
    );
    return fc.record(Object.fromEntries(parts) as { [K in Kind]: fc.Arbitrary<unknown> });
  });
  return fc.oneof(
    { weight: 1, arbitrary: fc.constant(normalise(emptyRegister(id))) },
    {
      weight: 19,
      arbitrary: filled
        .map((parts) => normalise(mend({ id, ...parts } as unknown as Register)))
        .filter(hasDistinctRoleNames),
    },
  );
}

function kindArbitrary(kind: Kind, schema: z.ZodType, ids: Pools): fc.Arbitrary<unknown> {
  if (!(kind in ids) || !(schema instanceof z.ZodRecord)) return valueArbitrary(schema, ids);
  const keys = ids[kind as common.ReferenceTarget];
  return fc.record(Object.fromEntries(keys.map((key) => [key, valueArbitrary(schema.valueType, ids)])));
}

const idsForCompleteValues = fc.sample(pools, { numRuns: 1, seed: 1 })[0] as Pools;

/** The same value that a schema accepts at each call, with everything in it that it may have. */
export function completeValue(schema: z.core.$ZodType): unknown {
  const inner = required(schema);
  if (inner instanceof z.ZodObject) {
    return Object.fromEntries(Object.entries(inner.shape).map(([key, part]) => [key, completeValue(part)]));
  }
  if (inner instanceof z.ZodArray) return [completeValue(inner.element)];
  if (inner instanceof z.ZodRecord) return { [String(completeValue(inner.keyType))]: completeValue(inner.valueType) };
  return fc.sample(valueArbitrary(inner, idsForCompleteValues), { numRuns: 1, seed: 1 })[0];
}

/** Values that a schema accepts. Throws for a form of schema that it does not know. */
function valueArbitrary(schema: z.core.$ZodType, ids: Pools): fc.Arbitrary<unknown> {
  const inner = required(schema);
  const target = common.references.get(inner)?.target;
  if (target !== undefined) return fc.constantFrom(...ids[target]);
  if (inner instanceof z.ZodObject) return objectArbitrary(inner, ids);
  if (inner instanceof z.ZodRecord) {
    const key = valueArbitrary(inner.keyType, ids) as fc.Arbitrary<string>;
    const free = key.filter((text) => !(text in Object.prototype));
    // Keys that differ in capitals alone are one thing to a service, and the loader refuses them.
    const entries = fc.uniqueArray(fc.tuple(free, valueArbitrary(inner.valueType, ids)), {
      maxLength: 3,
      selector: ([text]) => text.toLowerCase(),
    });
    return entries.map((each) => Object.fromEntries(each));
  }
  if (inner instanceof z.ZodArray) {
    return fc.array(valueArbitrary(inner.element, ids), { minLength: 1, maxLength: 3 });
  }
  if (inner instanceof z.ZodUnion) return fc.oneof(...inner.options.map((option) => valueArbitrary(option, ids)));
  if (inner instanceof z.ZodEnum) return fc.constantFrom(...inner.options);
  if (inner instanceof z.ZodLiteral) return fc.constantFrom(...inner.values);
  if (inner instanceof z.ZodBoolean) return fc.boolean();
  if (inner instanceof z.ZodNumber) {
    const min = Math.max(inner.minValue ?? 1, 1);
    return fc.integer({ min, max: Math.min(inner.maxValue ?? min + 999, min + 999) });
  }
  return acceptedText(inner);
}

const acceptedTexts = new WeakMap<z.core.$ZodType, fc.Arbitrary<string>>();

/** Texts that a schema accepts; kept, because finding out what it takes is slow. */
function acceptedText(schema: z.core.$ZodType): fc.Arbitrary<string> {
  let misses = 0;
  const known =
    acceptedTexts.get(schema) ??
    textArbitrary(schema).filter((text) => {
      const hit = accepts(schema, text);
      misses = hit ? 0 : misses + 1;
      if (misses > 1000) throw new Error(`no text is known that is ${expectation(schema)}; teach textArbitrary one`);
      return hit;
    });
  acceptedTexts.set(schema, known);
  return known;
}

function objectArbitrary(schema: z.ZodObject, ids: Pools): fc.Arbitrary<unknown> {
  const keys = Object.entries(schema.shape);
  const shape = Object.fromEntries(keys.map(([key, value]) => [key, valueArbitrary(value, ids)]));
  const requiredKeys = keys.filter(([, value]) => !(value instanceof z.ZodOptional)).map(([key]) => key);
  return fc.record(shape, { requiredKeys, noNullPrototype: true });
}

/** Texts that a schema has a chance to accept: those of its pattern or format, else words that YAML may misread. */
function textArbitrary(schema: z.core.$ZodType): fc.Arbitrary<string> {
  if (accepts(schema, "2026-01-05") && !accepts(schema, "2026-02-30")) return dateArbitrary;
  if (accepts(schema, "2026-01-05T09:30:00Z") && !accepts(schema, "x")) {
    return dateArbitrary.map((date) => `${date}T09:30:00Z`);
  }
  if (accepts(schema, "a@example.org") && !accepts(schema, "a")) return idArbitrary.map((id) => `${id}@example.org`);
  if (accepts(schema, "https://example.org") && !accepts(schema, "a"))
    return hostArbitrary.map((host) => `https://${host}/`);
  if (accepts(schema, "192.0.2.1") && !accepts(schema, "192.0.2.256")) return fc.ipV4();
  if (accepts(schema, "192.0.2.0/24") && !accepts(schema, "a")) return fc.ipV4().map((address) => `${address}/32`);
  if (accepts(schema, "2001:db8::/32") && !accepts(schema, "a")) return fc.constantFrom("2001:db8::/32", "::/0");
  if (accepts(schema, "2001:db8::1") && !accepts(schema, "2001:db8::x")) return fc.constantFrom("2001:db8::1", "::1");
  if (accepts(schema, sshKeyOf("x", 0)) && !accepts(schema, "a"))
    return fc.integer({ min: 0, max: 9 }).map((seed) => sshKeyOf("x", seed));
  const pattern = patternOf(schema);
  // Text that somebody understands may be nearly anything, and what matches its pattern alone would try little of that.
  if (pattern !== undefined && pattern.source !== patternOf(common.text)?.source)
    return fc.stringMatching(pattern, { size: "-1" });
  return fc.oneof(
    fc.constantFrom(
      "no",
      "1e3",
      "null",
      "0x1f",
      "2026-01-05",
      "~",
      "- a",
      "a: b",
      "# a",
      "*",
      "'",
      "é",
      "😀",
      "a\n b\n",
    ),
    fc.string({ minLength: 1, maxLength: 12 }),
  );
}

/** The regular expression that a text has to match, when it is its schema's own. */
function patternOf(schema: z.core.$ZodType): RegExp | undefined {
  if (!(schema instanceof z.ZodString)) return undefined;
  const definitions = (schema._zod.def.checks ?? []).map(({ _zod }) => _zod.def as { pattern?: RegExp });
  return definitions.find(({ pattern }) => pattern !== undefined)?.pattern;
}

function accepts(schema: z.core.$ZodType, text: string): boolean {
  return z.safeParse(schema, text).success;
}

function dayArbitrary(min: string, max: string): fc.Arbitrary<string> {
  return fc
    .date({ min: new Date(min), max: new Date(max), noInvalidDate: true })
    .map((day) => day.toISOString().slice(0, 10));
}
