import { z } from "zod";
import { isDate } from "../dates.ts";

/** An id in the register: what a reviewer reads and other entries refer to. */
export const id = z
  .string()
  .regex(/^[a-z0-9]+(?:[-.][a-z0-9]+)*$/, "an id: lower-case letters and digits, joined by single hyphens or dots")
  .max(63);

/** A calendar date that exists. YAML 1.2 reads `2026-01-05` as text, so no quotes are needed. */
export const date = z
  .string()
  .refine(isDate, "a date that exists, as YYYY-MM-DD")
  .meta({ format: "date", description: "A calendar date, YYYY-MM-DD" });

/** Text that somebody has to understand later: a reason, a title. Blanks and marks that go on top of a letter are none. */
export const text = z
  .string()
  .regex(/[\p{L}\p{N}\p{P}\p{S}]/u, "some text")
  .max(500);

export const email = z.email("an e-mail address").max(254);

/** A fully qualified host name, lower case, without the last dot (RFC 1123 labels). */
export const hostname = z
  .string()
  .max(253)
  .regex(
    /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/,
    "a fully qualified host name in lower case",
  );

/** A name in the DNS, lower case, without the last dot; unlike a host's, its labels may hold underscores. */
export const dnsName = z
  .string()
  .max(253)
  .regex(
    /^(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/,
    "a DNS name in lower case",
  );

/** An SMS-capable telephone number in E.164 form. */
export const phoneNumber = z
  .string()
  .regex(/^\+[1-9]\d{7,14}$/, "a telephone number in E.164 form, such as +18005550100");

/** A login or slug of another system, kept as that system writes it. */
export const login = z.string().regex(/^[A-Za-z0-9](?:[A-Za-z0-9._@-]{0,99})$/, "a login: letters, digits, . _ @ -");

export const slug = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, "a slug: lower-case letters, digits, single hyphens");

/** The kinds that an entry can refer to; the loader checks that what is referred to exists. */
export type ReferenceTarget =
  | "organisations"
  | "people"
  | "systems"
  | "servers"
  | "services"
  | "agencyServices"
  | "accounts"
  | "domains"
  | "repositories"
  | "environments"
  | "serviceAccounts"
  | "phoneNumbers";

/** What each reference schema points at. The loader walks schema and value together and looks targets up here. */
export const references = z.registry<{ target: ReferenceTarget }>();

/** A schema for the id of another entry of the same organisation's folder. */
export function reference(target: ReferenceTarget): z.ZodString {
  const schema = target === "phoneNumbers" ? phoneNumber.clone() : id.clone();
  references.add(schema, { target });
  return schema;
}
