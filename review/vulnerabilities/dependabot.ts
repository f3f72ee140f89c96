import { z } from "zod";
import { type Found, oneLine } from "./found.ts";

const moment = z.iso.datetime().nullish();

/** As much of a Dependabot alert as is used, as GitHub's REST API lists them. */
export const dependabotAlerts = z.array(
  z.object({
    number: z.int().positive(),
    state: z.enum(["auto_dismissed", "dismissed", "fixed", "open"]),
    html_url: z.url(),
    created_at: z.iso.datetime(),
    fixed_at: moment,
    dismissed_at: moment,
    auto_dismissed_at: moment,
    dismissed_reason: z.string().nullish(),
    dismissed_comment: z.string().nullish(),
    security_advisory: z.object({
      summary: z.string().regex(/\S/),
      severity: z.enum(["critical", "high", "medium", "low"]),
    }),
  }),
);

/** The alerts as findings. An alert is known by its repository, which its address names, and its number there. */
export function fromDependabot(alerts: z.infer<typeof dependabotAlerts>): Found[] {
  return alerts.map((alert) => {
    const repository = new URL(alert.html_url).pathname.split("/")[2] ?? "";
    const closedAt =
      alert.state === "open" ? undefined : (alert.fixed_at ?? alert.dismissed_at ?? alert.auto_dismissed_at);
    const dismissed = alert.state === "dismissed" || alert.state === "auto_dismissed";
    const reason = [alert.dismissed_reason, alert.dismissed_comment].filter(Boolean).join(": ");
    return {
      id: `dependabot-${repository.toLowerCase()}-${alert.number}`,
      title: oneLine(alert.security_advisory.summary),
      severity: alert.security_advisory.severity,
      detectedOn: alert.created_at.slice(0, 10),
      ...(closedAt && { closedOn: closedAt.slice(0, 10) }),
      repository,
      ...(dismissed && { analysis: "no-action" as const, ...(reason && { reason: oneLine(reason) }) }),
      source: { tool: "Dependabot", id: String(alert.number) },
    };
  });
}
