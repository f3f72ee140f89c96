import type { Register } from "../../../model/register.ts";
import { BadInput } from "../../../toolchain/bad-input.ts";
import { type Exporter, prometheusServer } from "../settings.ts";

/** A server as Salt and Prometheus know it. */
export interface Minion {
  /** Id in the register. */
  readonly id: string;
  /** Minion id in the roster. */
  readonly target: string;
  readonly hostname: string;
  readonly exporter: Exporter;
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
    if (exporter?.job === prometheusServer.ownJob.name)
      problems.push(`register/ocp/servers.yaml: ${id} has the job that Prometheus has for itself; give it another`);
    if (exporter === undefined) problems.push(`register/ocp/servers.yaml: ${id} has no monitoring; give it a job`);
    return target === undefined || exporter === undefined ? [] : [{ id, target, hostname, exporter }];
  });
  problems.push(...keysLeftOut(register));
  if (problems.length > 0) throw new BadInput([...problems, "Nothing was exported."].join("\n"));
  return minions;
}

/** Lists of keys in the pillar that are root's; an account of that name would take their place. */
const ofRoot = ["admin", "root"];

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
        ...[user, service]
          .filter((name) => name !== undefined && ofRoot.includes(name))
          .map(
            (name) =>
              `register/ocp/services.yaml: ${service}: keys of \`${name}\` would be those of root; name it otherwise`,
          ),
      ];
    });
}
