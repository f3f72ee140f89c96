import { awsPlaceOf, awsPlaceOfAccount } from "../../../../model/arn.ts";
import { isWithin } from "../../../../model/mail/records.ts";
import { type Register, subjectOf } from "../../../../model/register.ts";
import type { Domain, Sender } from "../../../../model/schema/mail.ts";
import { onlyAwsPlace } from "../../aws-place.ts";
import { listed, problems } from "../../grants.ts";
import type { RegisterRule } from "../../rule.ts";

/** The register says of each sender where SES sends for it, in a way that a stack can declare. */
export const sesSendersComplete: RegisterRule = {
  name: "ses-senders-complete",
  clauses: ["EMAIL-4", "EMAIL-5", "EMAIL-6"],
  level: "mandatory",
  description:
    "Each SES sender of the register is in the AWS account and region of its domain's environment, or of the organisation's one account, has a MAIL FROM, and somebody is told of its bounces.",
  remedy: "Complete the sender in the register's domains.yaml, and the account in accounts.yaml.",
  scope: "register",
  mayBeEmpty: "a domain need not send by SES",
  judge: (register) => {
    const senders = Object.entries(register.domains).flatMap(([name, domain]) =>
      Object.entries(domain.senders ?? {})
        .filter(([, { kind }]) => kind === "ses")
        .map(([id, sender]) => ({ id, name, domain, sender, host: sender.host ?? name })),
    );
    return senders.map(({ id, name, domain, sender, host }) => {
      const same = senders.filter((each) => each.host === host && !(each.id === id && each.name === name));
      return {
        subject: subjectOf(register.id, "domains", name, "senders", id),
        problems: [
          ...problems(
            same.length > 0 && `${listed(same.map((each) => `${each.name}/${each.id}`))} sends as ${host} too`,
            !isWithin(host, name) && `its host ${host} is not the domain and does not lie below it`,
            !domain.sendsMail && `${name} is said to send no mail`,
            sender.mailFrom === undefined && "it has no mailFrom, so bounces go to a name of Amazon's",
            domain.environment === undefined &&
              sender.feedback === undefined &&
              "it has no feedback, so nobody is told of bounces",
          ),
          ...placeProblems(register, domain, sender),
        ],
      };
    });
  },
};

/** An identity is where the stack that declares it works, since a stack reaches one account and region only. */
function placeProblems(register: Register, { environment }: Domain, { account, region }: Sender): string[] {
  const home = environment === undefined ? onlyAwsPlace(register) : awsPlaceOf(register, environment);
  const given = account === undefined ? undefined : awsPlaceOfAccount(register, account, region);
  const where = environment ?? "the organisation";
  if (home === undefined) return [`${where} has no AWS account whose id, partition and region are known`];
  return problems(
    account === undefined && environment === undefined && "it does not say in which account it is",
    account !== undefined &&
      given?.accountId !== home.accountId &&
      `its account ${account} is not that of ${where}, whose stack declares it`,
    region !== home.region && `its region is ${region ?? "not given"}, and its stack works in ${home.region}`,
  );
}
