import { subjectOf } from "../../../../model/register.ts";
import type { Server } from "../../../../model/schema/hosting.ts";
import { hosting } from "../../../settings/hosting.ts";
import { problems } from "../../grants.ts";
import type { RegisterRule } from "../../rule.ts";

const { bytemarkBackup: weekly, offsiteBackups: offsite } = hosting;

/** Every Bytemark server is backed up weekly, and a copy is kept. */
export const bytemarkBackups: RegisterRule = {
  name: "ocp-bytemark-backups",
  clauses: ["OCP-HOST-13"],
  level: "mandatory",
  description: `Every Bytemark server is backed up every ${weekly.everyDays} days, and at least ${weekly.retained} copy is kept.`,
  remedy: `Set backup.everyDays to ${weekly.everyDays} and backup.retained to at least ${weekly.retained} in register/ocp/servers.yaml, as at the host.`,
  scope: "register",
  judge: (register) =>
    atBytemark(register.servers).map(([id, { backup }]) => ({
      subject: subjectOf(register.id, "servers", id),
      problems: problems(
        backup === undefined && "it has no backup",
        backup !== undefined &&
          backup.everyDays !== weekly.everyDays &&
          `it is backed up every ${backup.everyDays} days, not every ${weekly.everyDays}`,
        backup !== undefined &&
          backup.retained < weekly.retained &&
          `of its backups ${backup.retained} are kept, and ${weekly.retained} must be`,
      ),
    })),
};

/** The hour that the instructions give for a new server's backups; another one is no breach. */
export const bytemarkBackupTime: RegisterRule = {
  name: "ocp-bytemark-backup-time",
  clauses: ["OCP-HOST-13"],
  level: "advisory",
  description: `Backups at Bytemark start before ${weekly.startBeforeUtc} UTC on a ${weekly.startDay}.`,
  remedy: `Move the backup to ${weekly.startDay} before ${weekly.startBeforeUtc} UTC, and say so in register/ocp/servers.yaml.`,
  scope: "register",
  mayBeEmpty: "servers without a backup are refused by another rule",
  judge: (register) =>
    atBytemark(register.servers).flatMap(([id, { backup }]) =>
      backup === undefined
        ? []
        : {
            subject: subjectOf(register.id, "servers", id),
            problems: problems(
              backup.startDay !== weekly.startDay && `its backup starts on ${backup.startDay ?? "no known day"}`,
              (backup.startBeforeUtc === undefined || backup.startBeforeUtc > weekly.startBeforeUtc) &&
                `its backup starts ${backup.startBeforeUtc === undefined ? "at no known time" : `before ${backup.startBeforeUtc} UTC`}`,
            ),
          },
    ),
};

/** The CRM is copied to Google Cloud daily and weekly, by the server managers. */
export const crmOffsiteBackups: RegisterRule = {
  name: "ocp-crm-offsite-backups",
  clauses: ["OCP-HOST-8"],
  level: "mandatory",
  description: "The CRM is backed up to Google Cloud daily and weekly, each in a bucket of its own, by Dogsbody.",
  remedy: "List both in offsiteBackups of the CRM's server in register/ocp/servers.yaml, as they are set up.",
  scope: "register",
  judge: (register) => {
    const id = register.services[hosting.crm]?.server;
    const server = id === undefined ? undefined : register.servers[id];
    if (id === undefined || server === undefined) return [];
    const known = server.offsiteBackups ?? [];
    const good = known.filter((copy) => copy.provider === offsite.provider && copy.operator === offsite.operator);
    const missing = offsite.frequencies.filter((frequency) => !good.some((copy) => copy.frequency === frequency));
    const buckets = known.map(({ bucket }) => bucket);
    return [
      {
        subject: subjectOf(register.id, "servers", id),
        problems: [
          ...missing.map(
            (frequency) =>
              `it has no ${frequency} copy that ${offsite.operator} makes to ${offsite.provider}${insteadOf(known, frequency)}`,
          ),
          ...problems(
            new Set(buckets).size < buckets.length &&
              "two of its copies share a bucket, so one could replace the other",
          ),
        ],
      },
    ];
  },
};

function insteadOf(copies: NonNullable<Server["offsiteBackups"]>, frequency: string): string {
  const others = copies.filter((copy) => copy.frequency === frequency);
  return others.map(({ provider, operator }) => `; ${operator} makes one to ${provider}`).join("");
}

function atBytemark(servers: Readonly<Record<string, Server>>): [string, Server][] {
  return Object.entries(servers).filter(([, { provider }]) => provider === "bytemark");
}
