import * as pulumi from "@pulumi/pulumi";
import type { Server } from "../../model/schema/hosting.ts";

/** What a virtual machine cannot be ordered without. */
export interface Order {
  readonly type: string;
  readonly image: string;
}

/** Whether a server is a virtual machine that a provider can be told to make; the others are ordered by hand. */
export function isVirtual({ provider }: Server): boolean {
  return provider === "linode" || provider === "hetzner-cloud";
}

/** What the register says to order; ends the run in words where it does not say. */
export function orderOf(name: string, server: Server): Order {
  return { type: demanded("type"), image: demanded("image") };

  function demanded(property: keyof Order): string {
    const value = server[property];
    if (value !== undefined) return value;
    throw new pulumi.RunError(
      `register/ocp/servers.yaml: ${name} is at ${server.provider}, so it needs a ${property}.`,
    );
  }
}
