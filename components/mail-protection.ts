import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import {
  type MailFloor,
  mailFloors,
  mailProtectionType,
  type RememberedProtection,
  rememberedProtection,
} from "../model/mail/protection.ts";
import type { Register } from "../model/register.ts";

/** How well the mail of a domain has to be protected: not less than when it was last deployed. */
export class MailProtection extends pulumi.ComponentResource {
  constructor({ domain, floor }: MailFloor) {
    super(mailProtectionType, domain, { domain, floor });
    this.registerOutputs({ domain, floor });
  }
}

/** The outputs of a stack that declares mail domains. */
export interface MailOutputs {
  readonly mailProtection: RememberedProtection;
}

/**
 * Declares the floor of every domain that the stack declares, or once did, and gives what the stack has to have as its
 * outputs for the next run to read. To be called after the register is declared.
 *
 * @param deployed the outputs that the stack had when it was last deployed.
 * @param environment whose domains the stack declares; where none is given, those that are for none.
 * @throws pulumi.RunError when the stack was deployed before, and what it remembers cannot be read.
 */
export function declareMailProtection(
  register: Register,
  deployed: Readonly<Record<string, unknown>>,
  environment?: string,
): MailOutputs {
  const declared = Object.entries(register.domains)
    .filter(([, domain]) => domain.environment === environment && domain.zoneId !== undefined)
    .map(([name]) => name);
  const { floors, toRemember } = mailFloors(register, declared, remembered(deployed));
  for (const floor of floors) new MailProtection(floor);
  return { mailProtection: toRemember };
}

function remembered(outputs: Readonly<Record<string, unknown>>): RememberedProtection {
  // A stack without any outputs was never deployed to its end.
  if (Object.keys(outputs).length === 0) return {};
  const read = rememberedProtection.safeParse(outputs.mailProtection);
  if (read.success) return read.data;
  throw new pulumi.RunError(
    `The stack's output mailProtection cannot be read, so nobody can tell whether a domain's mail protection gets weaker: ${z.prettifyError(read.error)}\nDeploy the stack from a commit that writes it, and then this one.`,
  );
}
