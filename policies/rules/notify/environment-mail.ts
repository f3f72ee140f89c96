import { subjectOf } from "../../../model/register.ts";
import { notifyEnvironments } from "../../settings/notify-environments.ts";
import { listed, problems } from "../grants.ts";
import type { RegisterRule } from "../rule.ts";

/** Every environment can send mail: what SES needs for that follows from the sender, and has rules of its own. */
export const environmentsSendMail: RegisterRule = {
  name: "notify-environments-send-mail",
  clauses: ["NOTIFY-SMK-1"],
  level: "mandatory",
  description: `The environments ${listed([...notifyEnvironments.environments])} each have a domain of their own with an SES sender.`,
  remedy: "Give a domain of the environment a sender of kind ses in register/notify/domains.yaml.",
  scope: "register",
  judge: (register) =>
    notifyEnvironments.environments.map((id) => {
      const own = Object.values(register.domains).filter(({ environment }) => environment === id);
      const sends = own.some(
        ({ sendsMail, senders = {} }) => sendsMail && Object.values(senders).some(({ kind }) => kind === "ses"),
      );
      return {
        subject: subjectOf(register.id, "environments", id),
        problems: problems(!sends && "no domain of it has an SES sender, so it cannot send mail"),
      };
    }),
};
