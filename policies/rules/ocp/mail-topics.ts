import { ocpAws } from "../../settings/ocp-aws.ts";
import { onlyAwsPlace } from "../aws-place.ts";
import { listed, problems } from "../grants.ts";
import { shown } from "../reading.ts";
import type { ResourceRule } from "../rule.ts";
import { topicProblems, topicTypes } from "../topics.ts";

/** News of bounces, which names who did not want our mail, is for SES to write and for us to read. */
export const feedbackTopicsClosed: ResourceRule = {
  name: "ocp-feedback-topics-closed",
  clauses: ["EMAIL-6"],
  level: "mandatory",
  description:
    "Topics are encrypted and sign with SHA-256, and only SES, for this account's own sake, publishes to them.",
  remedy: "Set kmsMasterKeyId and signatureVersion 2, and a policy that names ses.amazonaws.com and aws:SourceAccount.",
  scope: "resource",
  types: topicTypes,
  judge: (resource, { register }) => {
    const place = onlyAwsPlace(register);
    return place === undefined
      ? ["the register has no AWS account that it could be of"]
      : topicProblems(resource, place, ocpAws);
  },
};

/** Who is told is who the register says. */
export const feedbackReaders: ResourceRule = {
  name: "ocp-feedback-readers",
  clauses: ["EMAIL-6"],
  level: "mandatory",
  description: "News of bounces and complaints goes by mail to the address that the register gives for the sender.",
  remedy:
    "Give the address as the sender's feedback in register/ocp/domains.yaml, and leave subscriptions to the stack.",
  scope: "resource",
  types: ["aws:sns/topicSubscription:TopicSubscription"],
  judge: ({ props: { protocol, endpoint } }, { register }) => {
    const addresses = Object.values(register.domains).flatMap(({ senders = {} }) =>
      Object.values(senders).flatMap(({ kind, feedback }) =>
        kind === "ses" && feedback !== undefined ? feedback : [],
      ),
    );
    return problems(
      protocol !== "email" && `its protocol is ${shown(protocol)}, not email`,
      !addresses.includes(shown(endpoint)) &&
        `it sends to ${shown(endpoint)}, and the register has ${listed(addresses) || "nobody"} for that`,
    );
  },
};
