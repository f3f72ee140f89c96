import type { Register } from "../../model/register.ts";
import type { Server } from "../../model/schema/hosting.ts";
import { BadInput } from "../../review/bad-input.ts";

/** A server as Salt and Prometheus know it. */
export interface Minion {
  /** Id in the register. */
  readonly id: string;
  /** Minion id in the roster. */
  readonly target: string;
  readonly hostname: string;
  readonly exporter: NonNullable<Server["monitoring"]>;
}

/**
 * Every server of the register, in its order. Throws `BadInput` with every server that Salt or Prometheus could not be
 * told of, and every machine's key that would be left out: an export without them would look complete and not be.
 */
export function minionsOf(register: Register): Minion[] {
  const problems: string[] = [];
  const minions = Object.entries(register.servers).flatMap(([id, server]): Minion[] => {
    const { saltTarget: target, configManagement, monitoring: exporter, hostname } = server;
    if (target === undefined || configManagement !== "salt") {
      problems.push(`register/ocp/servers.yaml: ${id} is not managed by Salt; give it configManagement and saltTarget`);
    }
    if (exporter === undefined) problems.push(`register/ocp/servers.yaml: ${id} has no monitoring; give it a job`);
    return target === undefined || exporter === undefined ? [] : [{ id, target, hostname, exporter }];
  });
  problems.push(...keysLeftOut(register));
  if (problems.length > 0) throw new BadInput([...problems, "Nothing was exported."].join("\n"));
  return minions;
}

function keysLeftOut({ credentials, services }: Register): string[] {
  return Object.entries(credentials)
    .filter(([, { kind, service }]) => kind === "ssh-key" && service !== undefined)
    .flatMap(([id, { service = "", publicKey }]) => {
      const { user, server } = services[service] ?? {};
      return [
        ...(publicKey === undefined ? [`register/ocp/credentials.yaml: ${id} has no publicKey`] : []),
        ...(user === undefined || server === undefined
          ? [`register/ocp/services.yaml: ${service} needs a server and a user for the key ${id} to let into`]
          : []),
      ];
    });
}
