import { deployedKnown, protectedKept, recordsKept, vitalRecordsKept } from "../../policies/rules/blast-radius.ts";
import { listed } from "../../policies/rules/grants.ts";
import { dnsRecordsIn } from "../../policies/rules/mail/domains.ts";
import { subjectOfResource } from "../../policies/rules/rule.ts";
import { blastRadius } from "../../policies/settings/blast-radius.ts";
import { mustBeProtected } from "../../policies/settings/resource-types.ts";
import type { Change, Deployment } from "../deployment.ts";
import { type ChangeFinding, tooMuch } from "./finding.ts";

/** DNS records that go: a large part of all, and any of those that a name cannot do without. */
export function recordsLost({ before, after }: Change): ChangeFinding[] {
  const had = recordsIn(before);
  const has = recordsIn(after);
  const lost = [...had.keys()].filter((record) => !has.has(record)).sort();
  const sum = tooMuch(lost.length, had.size, blastRadius.dnsRecords);
  const subject = `${after.register.id}/domains`;
  return [
    ...(sum === undefined ? [] : [{ rule: recordsKept, subject, problem: `it deletes ${sum}: ${listed(lost)}` }]),
    ...lost
      .filter((record) => had.get(record) === true)
      .map((record) => ({ rule: vitalRecordsKept, subject: record, problem: "it goes away" })),
  ];
}

/** Each name and type of record that there is, such as `MX of example.org`, and whether the name cannot do without. */
function recordsIn({ resources, register }: Deployment): Map<string, boolean> {
  return new Map(
    dnsRecordsIn(resources, register).map(({ name, type, content }) => [
      `${type} of ${name}`,
      type === "NS" || (type === "MX" && !takesBounces(content.text)) || (type === "TXT" && name.startsWith("_dmarc.")),
    ]),
  );
}

/** SES takes bounces for a name that one sender has to itself; both go with the sender. */
function takesBounces(host: string): boolean {
  return /^feedback-smtp\.[a-z0-9-]+\.amazonses\.com\.?$/i.test(host);
}

/** What must not be lost, and is deleted or replaced: the engine lets that pass once its protection was lifted. */
export function protectedLost({ before, after, replaced }: Change): ChangeFinding[] {
  const kept = new Set(after.resources.map(({ urn }) => urn));
  return before.resources
    .filter(({ type, urn }) => mustBeProtected.includes(type) && (replaced.has(urn) || !kept.has(urn)))
    .map((resource) => ({
      rule: protectedKept,
      subject: subjectOfResource(resource),
      urn: resource.urn,
      problem: replaced.has(resource.urn) ? "it is deleted and made anew, without what it holds" : "it is deleted",
    }));
}

/** What was deployed and cannot be read, so that nobody can tell what of it goes. */
export function deployedUnknown({ before }: Change): ChangeFinding[] {
  return before.problems.map(({ type, name, problem }) => ({
    rule: deployedKnown,
    subject: subjectOfResource({ type, name }),
    problem: `as it was deployed, it cannot be read: ${problem}`,
  }));
}
