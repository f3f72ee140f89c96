import * as pulumi from "@pulumi/pulumi";
import type { AwsPlace } from "../../model/arn.ts";
import { configurationSetOf } from "../../model/mail/ses-place.ts";
import type { EncryptedTopic } from "../aws/encrypted-topic.ts";
import { aws } from "../providers.ts";
import { sendingPolicy } from "./sending-policy.ts";

/** The topics that SES tells of what became of mail. Receivers that people read want no word of each delivery. */
export interface FeedbackTopics {
  readonly bounce: EncryptedTopic;
  readonly complaint: EncryptedTopic;
  readonly delivery?: EncryptedTopic;
}

export interface SesSenderArgs {
  readonly place: AwsPlace;
  /** The name below the host that bounces go to. */
  readonly mailFrom: string;
  readonly topics: FeedbackTopics;
  /** The networks that mail is handed over from; any when left out. */
  readonly sendsFrom?: readonly string[] | undefined;
}

/** What is counted of every mail. Openings and clicks are not: that would be watching who reads. */
const countedEvents = ["REJECT", "BOUNCE", "COMPLAINT", "DELIVERY", "RENDERING_FAILURE", "DELIVERY_DELAY"];

/**
 * What SES needs to send in the name of one host (EMAIL-4 to EMAIL-7, IAM-1): the identity with its DKIM keys, the name
 * that bounces go to, how mail is handed on, who is told of what became of it, and a policy for whoever sends.
 */
export class SesSender extends pulumi.ComponentResource {
  /** The three tokens of the DKIM keys; not known before SES has made them. */
  readonly dkimTokens: pulumi.Output<string[]>;

  /** @param host the identity: the name that mail is from */
  constructor(host: string, args: SesSenderArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gatehouse:mail:SesSender", host, {}, opts);
    const { place, mailFrom, topics, sendsFrom } = args;
    const inner = { parent: this };
    const configurationSetName = configurationSetOf(host);
    const set = new aws.sesv2.ConfigurationSet(
      host,
      {
        configurationSetName,
        deliveryOptions: { tlsPolicy: "REQUIRE" },
        reputationOptions: { reputationMetricsEnabled: true },
        sendingOptions: { sendingEnabled: true },
        suppressionOptions: { suppressedReasons: ["BOUNCE", "COMPLAINT"] },
      },
      inner,
    );
    new aws.sesv2.ConfigurationSetEventDestination(
      host,
      {
        configurationSetName,
        eventDestinationName: "counts",
        eventDestination: {
          enabled: true,
          matchingEventTypes: countedEvents,
          cloudWatchDestination: {
            dimensionConfigurations: [
              // A tag that SES itself gives every mail.
              { dimensionName: "ses:from-domain", dimensionValueSource: "MESSAGE_TAG", defaultDimensionValue: host },
            ],
          },
        },
      },
      { ...inner, dependsOn: [set] },
    );
    const identity = new aws.sesv2.EmailIdentity(
      host,
      {
        emailIdentity: host,
        configurationSetName,
        dkimSigningAttributes: { nextSigningKeyLength: "RSA_2048_BIT" },
      },
      { ...inner, dependsOn: [set] },
    );
    this.dkimTokens = identity.dkimSigningAttributes.tokens;
    const ofIdentity = { ...inner, dependsOn: [identity] };
    new aws.sesv2.EmailIdentityMailFromAttributes(
      host,
      { emailIdentity: host, mailFromDomain: mailFrom, behaviorOnMxFailure: "REJECT_MESSAGE" },
      ofIdentity,
    );
    this.#feedback(host, topics, ofIdentity);
    new aws.iam.Policy(
      host,
      {
        name: `send-mail-as-${configurationSetName}`,
        description: `Send mail in the name of ${host}, and nothing else`,
        policy: sendingPolicy({ place, host, sendsFrom }),
      },
      inner,
    );
    this.registerOutputs({});
  }

  /**
   * Topics of the identity, not of its configuration set: what they are told has the form that Notify's API reads, and
   * mail that was sent with another set is told of too. Only then is nobody written to, as the sender's own mailbox.
   */
  #feedback(
    host: string,
    topics: FeedbackTopics,
    opts: pulumi.CustomResourceOptions & { dependsOn: pulumi.Resource[] },
  ) {
    const told = Object.entries<EncryptedTopic>({ ...topics }).map(
      ([kind, { arn, topic }]) =>
        new aws.ses.IdentityNotificationTopic(
          `${host}-${kind}`,
          {
            identity: host,
            notificationType: `${kind[0]?.toUpperCase()}${kind.slice(1)}`,
            topicArn: arn,
            includeOriginalHeaders: true,
          },
          { ...opts, dependsOn: [...opts.dependsOn, topic] },
        ),
    );
    new aws.sesv2.EmailIdentityFeedbackAttributes(
      host,
      { emailIdentity: host, emailForwardingEnabled: false },
      { ...opts, dependsOn: [...opts.dependsOn, ...told] },
    );
  }
}
