import { fullName } from "../../../../model/dns-name.ts";
import { sesFeedbackHost } from "../../../../model/mail/ses.ts";
import { parseSpf } from "../../../../model/mail/spf.ts";
import { listed, problems } from "../../grants.ts";
import { shown } from "../../reading.ts";
import type { ResourceRule, StackRule } from "../../rule.ts";
import { dnsRecordsIn, type PlacedRecord } from "../domains.ts";
import { about, identityOf, senderOf, sendersOfStack, sesTypes } from "./declared.ts";

const rejecting = ["REJECT_MESSAGE", "RejectMessage"];

/** Mail never leaves with a return address of Amazon's, with which SPF does not speak for us. */
export const sesMailFromRejects: ResourceRule = {
  name: "ses-mail-from-rejects",
  clauses: ["EMAIL-5"],
  level: "mandatory",
  description:
    "The MAIL FROM of an SES identity is the name below it that the register gives, and SES sends nothing while that name's MX record is not there.",
  remedy: "Set behaviorOnMxFailure to REJECT_MESSAGE, and mailFromDomain to the sender's mailFrom before its host.",
  scope: "resource",
  types: sesTypes.mailFrom,
  judge: (resource, { register }) => {
    const { behaviorOnMxFailure: behaviour, mailFromDomain } = resource.props;
    const [identity, name] = [identityOf(resource), fullName(shown(mailFromDomain ?? ""))];
    const sender = senderOf(resource, register);
    return problems(
      !rejecting.includes(shown(behaviour)) &&
        `when its MX record fails, SES ${behaviour === undefined ? "by default" : `(${shown(behaviour)})`} sends with a name of Amazon's`,
      sender === undefined && `${identity || "it"} is no host of an SES sender that the register has for this stack`,
      !name.endsWith(`.${identity}`) && `${name || "nothing"} is not a name below ${identity}`,
      sender !== undefined &&
        name !== sender.mailFrom &&
        `its MAIL FROM is ${name || "not given"}, and the register's is ${sender.mailFrom}`,
    );
  },
};

/** Bounces come back to SES, and SPF speaks for it. */
export const sesMailFromComplete: StackRule = {
  name: "ses-mail-from-complete",
  clauses: ["EMAIL-5"],
  level: "mandatory",
  description:
    "Each SES sender of the register has its MAIL FROM, whose name takes no mail but bounces, for SES in the identity's own region, and has an SPF record that lets SES in.",
  remedy: "Leave identity and records to the stack, which makes them from the register's domains.yaml.",
  scope: "stack",
  judge: (resources, { register, stack }) => {
    const records = dnsRecordsIn(resources, register);
    const attributes = about(resources, "mailFrom").map(identityOf);
    return sendersOfStack(register, stack).map(({ host, mailFrom, region }) => {
      const times = attributes.filter((each) => each === host).length;
      const there = records.filter(({ name }) => name === mailFrom);
      return {
        subject: `MAIL FROM of ${host}`,
        problems: [
          ...problems(times !== 1 && `it is set ${times} times in this stack, not once`),
          ...bounceProblems(there, region),
          ...problems(
            !there.some(letsSesIn) && `${mailFrom} has no SPF record that lets SES send, so SPF fails for all its mail`,
          ),
        ],
      };
    });
  },
};

function bounceProblems(records: readonly PlacedRecord[], region: string): string[] {
  const hosts = records.filter(({ type }) => type === "MX").map(({ content }) => fullName(content.text));
  const others = hosts.filter((host) => host !== sesFeedbackHost(region));
  return problems(
    hosts.length === 0 && `it has no MX record to ${sesFeedbackHost(region)}, so SES sends nothing`,
    hosts.length > 1 && others.length === 0 && `it has ${hosts.length} MX records, not one`,
    others.length > 0 && `bounces go to ${listed(others)}, not to ${sesFeedbackHost(region)} alone`,
  );
}

function letsSesIn({ type, content }: PlacedRecord): boolean {
  const { record } = parseSpf(type === "TXT" ? content.text : "");
  return (
    record?.mechanisms.some(
      ({ name, qualifier, value }) => name === "include" && qualifier === "+" && value === "amazonses.com",
    ) ?? false
  );
}
