import { hex, OFFLINE_TIME } from "../invent.ts";
import {
  boolean,
  identity,
  integer,
  list,
  type Made,
  object,
  output,
  required,
  set,
  string,
  type Table,
} from "../table.ts";
import { type Bag, isBag } from "../wire.ts";
import { arn, arnForm, onceInRegion, region, tags, tagsAll } from "./common.ts";

const setName = {
  ...identity,
  matches: {
    pattern: /^[A-Za-z0-9_-]{1,64}$/,
    says: "1 to 64 letters, digits, `_` or `-`",
  },
} as const;

const identityName = string({
  ...identity,
  matches: {
    pattern: /^(?:[^\s@]+@)?(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,}$/,
    says: "a domain or an e-mail address",
  },
});

const keyLengths = ["RSA_1024_BIT", "RSA_2048_BIT"] as const;
const keyLength = (made: Made) => {
  const attributes = made.input("dkimSigningAttributes");
  const wanted = isBag(attributes) ? attributes.nextSigningKeyLength : undefined;
  return typeof wanted === "string" ? wanted : "RSA_2048_BIT";
};

export const configurationSet: Table = {
  type: "aws:sesv2/configurationSet:ConfigurationSet",
  inputs: {
    configurationSetName: string(setName),
    deliveryOptions: object({
      maxDeliverySeconds: integer({ range: [300, 50_400] }),
      sendingPoolName: string(),
      tlsPolicy: string({ oneOf: ["REQUIRE", "OPTIONAL"] }),
    }),
    region,
    reputationOptions: object(
      { lastFreshStart: string({ filled: "" }), reputationMetricsEnabled: boolean({ filled: false }) },
      { filled: { lastFreshStart: "", reputationMetricsEnabled: false } },
    ),
    sendingOptions: object({ sendingEnabled: boolean({ filled: true }) }, { filled: { sendingEnabled: true } }),
    suppressionOptions: object({ suppressedReasons: list(string({ oneOf: ["BOUNCE", "COMPLAINT"] })) }),
    tags,
    trackingOptions: object({
      customRedirectDomain: string(required),
      httpsPolicy: string({ oneOf: ["REQUIRE", "REQUIRE_OPEN_ONLY", "OPTIONAL"] }),
    }),
    vdmOptions: object({
      dashboardOptions: object({ engagementMetrics: string({ oneOf: ["ENABLED", "DISABLED"] }) }),
      guardianOptions: object({ optimizedSharedDelivery: string({ oneOf: ["ENABLED", "DISABLED"] }) }),
    }),
  },
  outputs: {
    arn: output(string(), (made) => arn(made, "ses", `configuration-set/${made.text("configurationSetName")}`)),
    tagsAll,
  },
  once: onceInRegion((made) => `the configuration set ${made.text("configurationSetName")}`),
  id: (made) => made.text("configurationSetName"),
  import: { format: "CONFIGURATION_SET_NAME", inputs: (id) => ({ configurationSetName: id }) },
};

const eventTypes = [
  "SEND",
  "REJECT",
  "BOUNCE",
  "COMPLAINT",
  "DELIVERY",
  "OPEN",
  "CLICK",
  "RENDERING_FAILURE",
  "DELIVERY_DELAY",
  "SUBSCRIPTION",
] as const;

const destinations = [
  "cloudWatchDestination",
  "eventBridgeDestination",
  "kinesisFirehoseDestination",
  "pinpointDestination",
  "snsDestination",
] as const;

export const configurationSetEventDestination: Table = {
  type: "aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination",
  inputs: {
    configurationSetName: string(setName),
    eventDestination: object(
      {
        cloudWatchDestination: object({
          dimensionConfigurations: list(
            object({
              defaultDimensionValue: string(required),
              dimensionName: string(required),
              dimensionValueSource: string({ ...required, oneOf: ["MESSAGE_TAG", "EMAIL_HEADER", "LINK_TAG"] }),
            }),
            { ...required, count: [1, 10] },
          ),
        }),
        enabled: boolean({ default: false }),
        eventBridgeDestination: object({ eventBusArn: string({ ...required, ...arnForm }) }),
        kinesisFirehoseDestination: object({
          deliveryStreamArn: string({ ...required, ...arnForm }),
          iamRoleArn: string({ ...required, ...arnForm }),
        }),
        matchingEventTypes: set(string({ oneOf: eventTypes }), { ...required, count: [1, eventTypes.length] }),
        pinpointDestination: object({ applicationArn: string({ ...required, ...arnForm }) }),
        snsDestination: object({ topicArn: string({ ...required, ...arnForm }) }),
      },
      required,
    ),
    eventDestinationName: string(setName),
    region,
  },
  outputs: {},
  id: (made) => `${made.text("configurationSetName")}|${made.text("eventDestinationName")}`,
  check: ({ eventDestination }) =>
    isBag(eventDestination) && destinations.filter((each) => eventDestination[each] !== undefined).length !== 1
      ? [{ property: "eventDestination", reason: `expected exactly one of ${destinations.join(", ")}` }]
      : [],
  import: {
    format: "CONFIGURATION_SET_NAME|EVENT_DESTINATION_NAME",
    inputs: (id) => {
      const [configurationSetName, eventDestinationName, ...more] = id.split("|");
      return configurationSetName && eventDestinationName && more.length === 0
        ? { configurationSetName, eventDestinationName }
        : undefined;
    },
  },
};

export const emailIdentity: Table = {
  type: "aws:sesv2/emailIdentity:EmailIdentity",
  inputs: {
    configurationSetName: string(),
    dkimSigningAttributes: object(
      {
        currentSigningKeyLength: string({ filled: keyLength }),
        domainSigningPrivateKey: string({ secret: true, length: [1, 20_480] }),
        domainSigningSelector: string({ length: [1, 63] }),
        lastKeyGenerationTimestamp: string({ filled: OFFLINE_TIME }),
        nextSigningKeyLength: string({ filled: keyLength, oneOf: keyLengths }),
        signingAttributesOrigin: string({ filled: "AWS_SES" }),
        status: string({ filled: "SUCCESS" }),
        tokens: list(string(), { filled: (made) => dkimTokens(made) }),
      },
      {
        filled: (made) => ({
          currentSigningKeyLength: keyLength(made),
          lastKeyGenerationTimestamp: OFFLINE_TIME,
          nextSigningKeyLength: keyLength(made),
          signingAttributesOrigin: "AWS_SES",
          status: "SUCCESS",
          tokens: dkimTokens(made),
        }),
      },
    ),
    emailIdentity: identityName,
    region,
    tags,
  },
  outputs: {
    arn: output(string(), (made) => arn(made, "ses", `identity/${made.text("emailIdentity")}`)),
    identityType: output(string(), (made) => (made.text("emailIdentity").includes("@") ? "EMAIL_ADDRESS" : "DOMAIN")),
    tagsAll,
    verificationStatus: output(string(), "SUCCESS"),
    verifiedForSendingStatus: output(boolean(), true),
  },
  once: onceInRegion((made) => `the identity ${made.text("emailIdentity")}`),
  id: (made) => made.text("emailIdentity"),
  check: (inputs) => judgeSigning(inputs),
  import: { format: "EMAIL_IDENTITY", inputs: (id) => ({ emailIdentity: id }) },
};

/** The three names under which the service publishes its keys. */
function dkimTokens(made: Made): string[] {
  return ["a", "b", "c"].map((each) => hex(`${made.seed}${each}`, 32));
}

/** A key of one's own needs a selector, and the service makes none then. */
function judgeSigning({ dkimSigningAttributes: attributes }: Bag) {
  if (!isBag(attributes)) return [];
  const given = (name: string) => attributes[name] !== undefined;
  const reason =
    given("domainSigningPrivateKey") !== given("domainSigningSelector")
      ? "expected `domainSigningPrivateKey` and `domainSigningSelector` together"
      : given("domainSigningPrivateKey") && given("nextSigningKeyLength")
        ? "expected either a key of one's own or `nextSigningKeyLength`"
        : undefined;
  return reason === undefined ? [] : [{ property: "dkimSigningAttributes", reason }];
}

export const emailIdentityFeedbackAttributes: Table = {
  type: "aws:sesv2/emailIdentityFeedbackAttributes:EmailIdentityFeedbackAttributes",
  inputs: { emailForwardingEnabled: boolean({ default: false }), emailIdentity: identityName, region },
  outputs: {},
  id: (made) => made.text("emailIdentity"),
  import: { format: "EMAIL_IDENTITY", inputs: (id) => ({ emailIdentity: id }) },
};

export const emailIdentityMailFromAttributes: Table = {
  type: "aws:sesv2/emailIdentityMailFromAttributes:EmailIdentityMailFromAttributes",
  inputs: {
    behaviorOnMxFailure: string({ default: "USE_DEFAULT_VALUE", oneOf: ["USE_DEFAULT_VALUE", "REJECT_MESSAGE"] }),
    emailIdentity: identityName,
    mailFromDomain: string(),
    region,
  },
  outputs: {},
  id: (made) => made.text("emailIdentity"),
  check: ({ emailIdentity: name, mailFromDomain: host }) =>
    typeof name === "string" && typeof host === "string" && host !== "" && !host.endsWith(`.${name.split("@").at(-1)}`)
      ? [{ property: "mailFromDomain", reason: "must be a subdomain of the identity's domain" }]
      : [],
  import: { format: "EMAIL_IDENTITY", inputs: (id) => ({ emailIdentity: id }) },
};

export const identityNotificationTopic: Table = {
  type: "aws:ses/identityNotificationTopic:IdentityNotificationTopic",
  inputs: {
    identity: identityName,
    includeOriginalHeaders: boolean({ default: false }),
    notificationType: string({ ...identity, oneOf: ["Bounce", "Complaint", "Delivery"] }),
    region,
    topicArn: string(arnForm),
  },
  outputs: {},
  id: (made) => `${made.text("identity")}|${made.text("notificationType")}`,
  import: {
    format: "IDENTITY|TYPE",
    inputs: (id) => {
      const [name, notificationType, ...more] = id.split("|");
      return name && notificationType && more.length === 0 ? { identity: name, notificationType } : undefined;
    },
  },
};
