import { z } from "zod";
import { date, email, id, login, reference, text } from "./common.ts";
import { sshKey } from "./ssh-key.ts";

/** An organisation whose people appear in this folder, and what it is to the services. */
export const organisation = z.strictObject({
  name: text,
  kind: z.enum(["owner", "manager", "partner", "contractor", "agency"]).meta({
    description: "owner and manager of the servers, partner with developers, contractor, or agency that uses Notify",
  }),
});

/** A person: somebody who can hold a grant. Robots and keys of machines are credentials, not people. */
export const person = z.strictObject({
  name: text,
  organisation: reference("organisations"),
  email,
  employment: z
    .enum(["staff", "pbs-fed", "contractor", "agency-partner"])
    .meta({ description: "staff (OCP); pbs-fed, contractor or agency-partner (Notify)" }),
  github: login.optional().meta({ description: "GitHub login" }),
  accounts: z.record(reference("systems"), z.array(text).min(1)).optional().meta({
    description:
      "Their names at systems, where these know them by something else than their e-mail address: `redash: [ada]`",
  }),
  sshKeys: z.array(sshKey).optional().meta({ description: "OpenSSH public keys; the comment is the person's id" }),
  joinedOn: date.optional(),
  leftOn: date.optional().meta({ description: "Last day with the team; every grant must be revoked within 14 days" }),
  roleChangedOn: date
    .optional()
    .meta({ description: "Day of the last change of role; grants must be updated within 14 days" }),
});

export const organisations = z.record(id, organisation);
export const people = z.record(id, person);

export type Organisation = z.infer<typeof organisation>;
export type Person = z.infer<typeof person>;
