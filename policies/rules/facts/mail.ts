import { isWithin } from "../../../model/mail/records.ts";
import { domainOf } from "../../../model/normal-form.ts";
import { subjectOf } from "../../../model/register.ts";
import { ocp } from "../../settings/ocp.ts";
import { listed, problems } from "../grants.ts";
import { type Agreement, entryOf } from "./pair.ts";

/** What a domain says of its mail, and what its senders say. */
export const mailAgrees: readonly Agreement[] = [
  {
    facts: ["domains.*.sendsMail", "domains.*.senders.*"],
    what: "A domain with senders sends mail.",
    judge: ({ id: register, domains }) =>
      Object.entries(domains).map(([id, { sendsMail, senders = {} }]) => ({
        subject: subjectOf(register, "domains", id),
        problems: problems(!sendsMail && Object.keys(senders).length > 0 && "it sends no mail, and has senders"),
      })),
  },
  {
    facts: ["domains.*.environment", "domains.*.senders.*.region", "environments.*.region"],
    what: "A sender at SES is in the region of the domain's environment.",
    judge: ({ id: register, domains, environments }) =>
      Object.entries(domains).flatMap(([id, { environment, senders = {} }]) =>
        Object.entries(senders).map(([sender, { kind, region, account }]) => {
          const where = entryOf(environments, environment);
          return {
            subject: subjectOf(register, "domains", id, "senders", sender),
            problems: problems(
              kind === "ses" &&
                account === undefined &&
                where !== undefined &&
                region !== undefined &&
                region !== where.region &&
                `its region is ${region}, and that of ${environment} is ${where.region}`,
            ),
          };
        }),
      ),
  },
  {
    facts: ["domains.*.senders.*.feedback", "domains.*"],
    what: "Whoever is told of bounces and complaints is told at an address of ours.",
    judge: ({ id: register, domains }) => {
      const ours = [...Object.keys(domains), ...(register === "ocp" ? Object.values(ocp.emailDomains).flat() : [])];
      return Object.entries(domains).flatMap(([id, { senders = {} }]) =>
        Object.entries(senders).map(([sender, { feedback }]) => {
          const domain = feedback && domainOf(feedback);
          return {
            subject: subjectOf(register, "domains", id, "senders", sender),
            problems: problems(
              domain !== undefined &&
                !ours.some((each) => isWithin(domain, each)) &&
                `bounces would be told at ${domain}, which is none of ${listed(ours)}`,
            ),
          };
        }),
      );
    },
  },
];
