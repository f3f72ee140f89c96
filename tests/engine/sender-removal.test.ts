import { expect, test } from "vitest";
import { ownWorld, registerWith, stateOf } from "./own-world.ts";
import { nameOf } from "./state.ts";

/** The sender in the shipped register, as it stands in the file. */
const sender = `    ses:
      kind: ses
      reason: What our services write to their users
      host: noreply.open-contracting.org
      region: us-east-1
      mailFrom: mail
      account: aws
      feedback: sysadmin@open-contracting.org
`;

const host = "noreply.open-contracting.org";
const topic = "noreply-open-contracting-org";

/** All that the sender has, by the last part of the type and by name. */
const belongings = [
  `ConfigurationSet ${host}`,
  `ConfigurationSetEventDestination ${host}`,
  ...[1, 2, 3].map((key) => `DnsRecord ${host}-dkim-ses-${key}`),
  `DnsRecord ${host}-spf`,
  `DnsRecord mail.${host}-mx-feedback-smtp.us-east-1.amazonses.com`,
  `DnsRecord mail.${host}-spf`,
  `EmailIdentity ${host}`,
  `EmailIdentityFeedbackAttributes ${host}`,
  `EmailIdentityMailFromAttributes ${host}`,
  `FeedbackByMail ${host}`,
  `IdentityNotificationTopic ${host}-bounce`,
  `IdentityNotificationTopic ${host}-complaint`,
  `Policy ${host}`,
  `SesSender ${host}`,
  `Topic ${topic}-bounce`,
  `Topic ${topic}-complaint`,
  `TopicSubscription ${topic}-bounce`,
  `TopicSubscription ${topic}-complaint`,
].sort();

interface Step {
  readonly op: string;
  readonly urn: string;
}

/** Steps of a preview that change something, by operation; the register's own records are left out. */
function stepsOf(output: string): Record<string, string[]> {
  const { steps } = JSON.parse(output.slice(output.indexOf("{"))) as { steps: Step[] };
  const wanted = steps.filter(
    ({ op, urn }) =>
      op !== "same" && !/::gatehouse:(?:mail:(?:Domain|Protection)|register:Manifest)::|::pulumi:/.test(urn),
  );
  const byOp = Map.groupBy(wanted, ({ op }) => op);
  return Object.fromEntries([...byOp].map(([op, of]) => [op, of.map(({ urn }) => shown(urn)).sort()]));
}

function shown(urn: string): string {
  const [, , types = ""] = urn.split("::");
  return `${types.split(":").at(-1)} ${nameOf({ urn, type: "", custom: true })}`;
}

test("removing one SES sender deletes exactly what it has", async () => {
  const world = await ownWorld();
  const before = await stateOf(world, "ocp");
  const env = await registerWith("ocp/domains.yaml", sender, "");

  const preview = await world.pulumi(["preview", "--json", "-s", "ocp"], { env });
  expect(preview.exitCode, preview.output).toBe(0);
  expect(stepsOf(preview.output)).toStrictEqual({ delete: belongings });

  const up = await world.pulumi(["up", "--yes", "--skip-preview", "-s", "ocp"], { env });
  expect(up.exitCode, up.output).toBe(0);
  const kept = new Set((await stateOf(world, "ocp")).map(({ urn }) => urn));
  const gone = before.map(({ urn }) => urn).filter((urn) => !kept.has(urn));
  expect(gone.map(shown).sort()).toStrictEqual(belongings);

  const again = await world.pulumi(["preview", "--expect-no-changes", "-s", "ocp"], { env });
  expect(again.exitCode, again.output).toBe(0);
});
