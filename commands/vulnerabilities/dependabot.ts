import { z } from "zod";
import { BadInput } from "../../toolchain/bad-input.ts";
import { asWritten, type Found, oneLine, type Reading } from "./found.ts";
import { isWorse, severityIn, worst } from "./severity.ts";

const moment = z.iso.datetime({ offset: true });

/** As much of a Dependabot alert as is used, as GitHub's REST API lists them. */
const dependabotAlert = z.object({
  number: z.int().positive(),
  state: z.string(),
  html_url: z.url(),
  created_at: moment,
  fixed_at: moment.nullish(),
  dismissed_at: moment.nullish(),
  auto_dismissed_at: moment.nullish(),
  dismissed_reason: z.string().nullish(),
  dismissed_comment: z.string().nullish(),
  repository: z.object({ full_name: z.string() }).nullish(),
  // GitHub takes advisories back, and packages go away: then there is nothing here.
  security_advisory: z.object({ summary: z.string().nullish(), severity: z.unknown().optional() }).nullish(),
  security_vulnerability: z.object({ severity: z.unknown().optional() }).nullish(),
});

type Alert = z.infer<typeof dependabotAlert>;

/** The repositories of the register, by id. */
export type Repositories = Readonly<Record<string, { readonly owner: string }>>;

/**
 * Alerts as findings: a list of them, or the lists that pages came in. An alert is known by its repository and its number
 * there, and belongs to a repository of the register when owner and name are that one's.
 *
 * @throws BadInput with all that keeps alerts from being known: what is no alert, and those of others' repositories
 */
export function fromDependabot(values: readonly unknown[], repositories: Repositories): Reading {
  const told: string[] = [];
  const problems: string[] = [];
  const alerts = values.flatMap((value): unknown[] => (Array.isArray(value) ? value.flat() : [value]));
  const found = alerts.flatMap((value, at): Found[] => {
    const parsed = dependabotAlert.safeParse(value);
    if (!parsed.success) {
      const where = parsed.error.issues.map(({ path, message }) => `${path.join(".") || "it"}: ${message}`);
      problems.push(`[${at}] is no Dependabot alert (${where.slice(0, 3).join("; ")})`);
      return [];
    }
    const repository = repositoryOf(parsed.data, repositories);
    if (repository === undefined) {
      problems.push(`[${at}] is of ${nameOf(parsed.data)}, and the register has no such repository`);
      return [];
    }
    return [findingOf(parsed.data, repository, (text) => told.push(`[${at}]: ${text}`))];
  });
  if (problems.length > 0) {
    const shown = problems.slice(0, 20);
    const rest = problems.length > shown.length ? [`and ${problems.length - shown.length} more`] : [];
    throw new BadInput(["it is not a list of Dependabot alerts of ours:", ...shown, ...rest].join("\n  "));
  }
  return { found: together(found), gone: new Set(), told };
}

/** Alerts that stand there twice, as where pages overlap or an older list comes with a newer: one that is open once is open. */
function together(found: readonly Found[]): Found[] {
  return [...Map.groupBy(found, ({ id }) => id).values()].flatMap((alike) => {
    const said = alike.find(({ closedOn }) => closedOn === undefined) ?? alike[0];
    if (said === undefined) return [];
    const detectedOn = alike.map((each) => each.detectedOn).toSorted()[0] ?? said.detectedOn;
    const severity = alike.reduce((one, each) => (isWorse(each.severity, one) ? each.severity : one), said.severity);
    return [{ ...said, detectedOn, severity }];
  });
}

/** The day of a moment, in UTC. */
function dayOf(moment: string): string {
  return new Date(moment).toISOString().slice(0, 10);
}

function findingOf(alert: Alert, repository: string, tell: (text: string) => void): Found {
  const { state, number, security_advisory: advisory, security_vulnerability: own } = alert;
  const closed = ["fixed", "dismissed", "auto_dismissed"].includes(state);
  if (!closed && state !== "open") tell(`its state is ${asWritten(state, 40)}; taken as open`);
  const severity = severityIn(advisory?.severity) ?? severityIn(own?.severity);
  if (severity === undefined) {
    tell(`its severity is ${asWritten(advisory?.severity, 40)}; taken at its worst`);
  }
  const closedAt = closed ? (alert.fixed_at ?? alert.dismissed_at ?? alert.auto_dismissed_at) : undefined;
  if (closed && !closedAt) tell("it is closed without a day; taken as open");
  const dismissed = closedAt !== undefined && state !== "fixed";
  const reason = oneLine([alert.dismissed_reason, alert.dismissed_comment].filter(Boolean).join(": "));
  return {
    id: `dependabot-${repository}-${number}`,
    title: oneLine(advisory?.summary ?? "") || `Alert ${number}`,
    severity: severity ?? worst,
    detectedOn: dayOf(alert.created_at),
    ...(closedAt && { closedOn: dayOf(closedAt) }),
    repository,
    ...(closedAt && dismissed && { analysis: "no-action" as const, ...(reason !== "" && { reason }) }),
    source: { tool: "Dependabot", id: String(number) },
  };
}

/** The register's id of an alert's repository. GitHub tells no names apart by capitals. */
function repositoryOf(alert: Alert, repositories: Repositories): string | undefined {
  const name = nameOf(alert).toLowerCase();
  return Object.entries(repositories).find(([id, { owner }]) => `${owner}/${id}`.toLowerCase() === name)?.[0];
}

/** `OWNER/NAME`, by the alert's address, with which what else it says of its repository has to agree. */
function nameOf({ html_url: address, repository }: Alert): string {
  const [owner = "", name = ""] = new URL(address).pathname.split("/").slice(1);
  const own = `${owner}/${name}`;
  const said = repository?.full_name ?? own;
  return said.toLowerCase() === own.toLowerCase() ? own : `${own}, or ${said}`;
}
