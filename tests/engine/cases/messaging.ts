import { type Case, casesOf } from "../case.ts";
import {
  addResource,
  type ExportedState,
  type RegisterDraft,
  removeResource,
  resourceIn,
  setProperties,
} from "../state.ts";

const ocp = casesOf("ocp");
const staging = casesOf("notify-staging");
const production = casesOf("notify-production");

const s3 = (name: string) => `aws:s3/${name[0]?.toLowerCase()}${name.slice(1)}:${name}`;

const types = {
  attachment: "aws:iam/userPolicyAttachment:UserPolicyAttachment",
  bucket: s3("Bucket"),
  bucketPolicy: s3("BucketPolicy"),
  encryption: s3("BucketServerSideEncryptionConfiguration"),
  lifecycle: s3("BucketLifecycleConfiguration"),
  versioning: s3("BucketVersioning"),
  policy: "aws:iam/policy:Policy",
  number: "aws:pinpoint/smsvoicev2PhoneNumber:Smsvoicev2PhoneNumber",
  preferences: "aws:sns/smsPreferences:SmsPreferences",
  variable: "github:index/actionsEnvironmentVariable:ActionsEnvironmentVariable",
} as const;

const [first, second] = ["+18447891134", "+18888402596"];
const [productionDefault, stagingDefault] = ["+18447952263", "+18556438890"];
const senderVariable = (environment: string) => `notifications-api-${environment}-AWS_US_TOLL_FREE_NUMBER`;

/** Sets properties of one resource. */
function set(type: string, name: string, properties: Record<string, unknown>) {
  return { state: (state: ExportedState) => setProperties(resourceIn(state, type, name), properties) };
}

/** Takes a resource away. */
function remove(type: string, name: string) {
  return { state: (state: ExportedState) => removeResource(state, type, name) };
}

/** Changes the register. */
function register(change: (register: RegisterDraft) => void) {
  return { register: change };
}

/** Declares one more number, and, where the stack is its environment's, has it there. */
function oneMore(number: string, environment: string) {
  return (draft: RegisterDraft) => {
    draft.phoneNumbers[number] = { environment, phoneNumberId: `phone-${number.slice(1).padStart(32, "0")}` };
  };
}

const numbers: readonly Case[] = [
  staging.red(
    "NOTIFY-SMS-2",
    "a number that nothing sends from",
    ["notify-numbers-used-once"],
    register(oneMore("+18445550101", "production")),
  ),
  staging.red(
    "NOTIFY-SMS-2",
    "a number that is a default and a sender",
    ["notify-number-of-first-pilot-partner", "notify-numbers-used-once", "notify-senders-of-their-environment"],
    register(({ agencyServices }) => {
      agencyServices["pilot-partner-1"].textMessageSenders.push(stagingDefault);
    }),
  ),
  staging.red(
    "NOTIFY-SMS-2",
    "a number at AWS that may be deleted there",
    ["notify-numbers-kept"],
    set(types.number, stagingDefault, { deletionProtectionEnabled: false }),
  ),
  staging.red(
    "NOTIFY-SMS-2",
    "a number at AWS that the register does not name",
    ["notify-numbers-kept", "resources-called-for"],
    {
      state: (state) => {
        const sibling = resourceIn(state, types.number, stagingDefault);
        const properties = { ...sibling.inputs, phoneNumber: "+18445550101" };
        addResource(state, sibling, { type: types.number, name: "+18445550101", properties, protect: true });
      },
    },
  ),
  staging.red(
    "NOTIFY-SMS-2",
    "a number of the register that the stack lost",
    ["notify-numbers-complete"],
    remove(types.number, stagingDefault),
  ),
  staging.red(
    "NOTIFY-SMS-2",
    "a number for whose id AWS has another",
    ["notify-numbers-complete"],
    set(types.number, stagingDefault, { phoneNumber: "+18337581259" }),
  ),
  production.green("NOTIFY-SMS-2", "one more service has a number of its own", {
    register: (draft) => {
      oneMore("+18445550101", "production")(draft);
      draft.agencyServices["pilot-partner-3"] = {
        ...{ title: "Pilot Partner 3", agency: "agency-2", live: true, environment: "production" },
        textMessageSenders: ["+18445550101"],
      };
      draft.grants.application["user-manager"].push({
        ...draft.grants.application["user-manager"].at(-1),
        service: "pilot-partner-3",
      });
    },
    state: (state) => {
      const sibling = resourceIn(state, types.number, first);
      const properties = { ...sibling.inputs, phoneNumber: "+18445550101" };
      addResource(state, sibling, { type: types.number, name: "+18445550101", properties, protect: true });
    },
  }),

  staging.red(
    "NOTIFY-SMS-3",
    "an environment without a default number",
    ["notify-default-numbers", "notify-numbers-used-once"],
    register(({ environments }) => {
      delete environments.demo.defaultNumber;
    }),
  ),
  staging.red(
    "NOTIFY-SMS-3",
    "an environment with production's number",
    ["notify-default-numbers", "notify-numbers-used-once"],
    register(({ environments }) => {
      environments.demo.defaultNumber = productionDefault;
    }),
  ),
  staging.red(
    "NOTIFY-SMS-3",
    "a number that is not toll-free",
    ["notify-default-numbers"],
    register((draft) => {
      draft.phoneNumbers["+12025550101"] = draft.phoneNumbers["+18337581259"];
      delete draft.phoneNumbers["+18337581259"];
      draft.environments.demo.defaultNumber = "+12025550101";
    }),
  ),
  staging.red(
    "NOTIFY-SMS-3",
    "the application is told a number without its +1",
    ["notify-sender-told"],
    set(types.variable, senderVariable("staging"), { value: "8556438890" }),
  ),
  staging.red(
    "NOTIFY-SMS-3",
    "the application is told production's number",
    ["notify-sender-told"],
    set(types.variable, senderVariable("staging"), { value: productionDefault }),
  ),
  staging.red(
    "NOTIFY-SMS-3",
    "the application is told no number",
    ["notify-sender-complete"],
    remove(types.variable, senderVariable("staging")),
  ),
  staging.green("NOTIFY-SMS-3", "demo, in another stack, gets another number", {
    register: (draft) => {
      draft.phoneNumbers["+18445550101"] = draft.phoneNumbers["+18337581259"];
      delete draft.phoneNumbers["+18337581259"];
      draft.environments.demo.defaultNumber = "+18445550101";
    },
  }),

  production.red(
    "NOTIFY-SMS-4",
    "a service sends from a number of another environment",
    ["notify-number-of-first-pilot-partner", "notify-senders-of-their-environment"],
    register((draft) => {
      oneMore("+18445550101", "staging")(draft);
      draft.agencyServices["pilot-partner-1"].textMessageSenders.push("+18445550101");
    }),
  ),
  production.green("NOTIFY-SMS-4", "a service without a number sends from the default", {
    register: (draft) => {
      draft.agencyServices.trial = { title: "On trial", agency: "agency-1", live: false, environment: "production" };
    },
  }),

  production.red(
    "NOTIFY-SMS-5",
    "production's default is another number",
    ["notify-numbers-complete", "notify-numbers-used-once", "notify-production-default-number", "notify-sender-told"],
    register(({ environments, phoneNumbers }) => {
      phoneNumbers["+18445550101"] = { ...phoneNumbers[productionDefault] };
      environments.production.defaultNumber = "+18445550101";
    }),
  ),
  production.red(
    "NOTIFY-SMS-5",
    "a service on trial has a number of its own",
    ["notify-production-default-number"],
    register(({ agencyServices }) => {
      agencyServices["pilot-partner-2"].live = false;
    }),
  ),
  production.green("NOTIFY-SMS-5", "the default number is registered for one-time passwords alone: reported", {
    advice: ["notify-default-numbers-registered"],
    ...register(({ phoneNumbers }) => {
      phoneNumbers[productionDefault].registrationUseCases = ["one-time-passwords"];
    }),
  }),

  production.red(
    "NOTIFY-SMS-6",
    "the two partners' numbers are swapped",
    ["notify-number-of-first-pilot-partner", "notify-number-of-second-pilot-partner"],
    register(({ agencyServices }) => {
      agencyServices["pilot-partner-1"].textMessageSenders = [second];
      agencyServices["pilot-partner-2"].textMessageSenders = [first];
    }),
  ),
  production.green(
    "NOTIFY-SMS-6",
    "the first partner's number is registered anew",
    register(({ phoneNumbers }) => {
      phoneNumbers[first].registrationUseCases = [];
    }),
  ),
  production.red(
    "NOTIFY-SMS-7",
    "both partners send from the second one's number",
    ["notify-number-of-first-pilot-partner", "notify-number-of-second-pilot-partner", "notify-numbers-used-once"],
    register(({ agencyServices }) => {
      agencyServices["pilot-partner-1"].textMessageSenders = [second];
    }),
  ),
  production.green(
    "NOTIFY-SMS-7",
    "the second partner's number is registered for one-time passwords too",
    register(({ phoneNumbers }) => {
      phoneNumbers[second].registrationUseCases = ["one-time-passwords", "service-messages"];
    }),
  ),
];

const spending: readonly Case[] = [
  staging.red(
    "SMS-8",
    "staging may spend more than its cap",
    ["notify-text-message-settings"],
    set(types.preferences, "staging", { monthlySpendLimit: 26 }),
  ),
  staging.red(
    "SMS-8",
    "a limit that is not given",
    ["notify-text-message-settings"],
    set(types.preferences, "staging", { monthlySpendLimit: undefined }),
  ),
  staging.red(
    "SMS-8",
    "promotional messages",
    ["notify-text-message-settings"],
    set(types.preferences, "staging", { defaultSmsType: "Promotional" }),
  ),
  staging.red(
    "SMS-8",
    "the register gives staging production's limit",
    ["notify-spend-limits-within-caps"],
    register(({ environments }) => {
      environments.staging.monthlySpendLimit = 1000;
    }),
  ),
  staging.green(
    "SMS-8",
    "a tenth of the deliveries is logged",
    set(types.preferences, "staging", { deliveryStatusSuccessSamplingRate: "10" }),
  ),
  production.green(
    "SMS-8",
    "production may spend as much as its cap",
    set(types.preferences, "production", { monthlySpendLimit: 1000, deliveryStatusSuccessSamplingRate: "0" }),
  ),
];

const sendTexts = "notify-staging-send-texts";

/** The document of who sends texts, with other words for some. */
function documentWith(from: string, to: string) {
  return {
    state: (state: ExportedState) => {
      const policy = resourceIn(state, types.policy, sendTexts);
      const document: string = policy.inputs?.policy;
      if (!document.includes(from)) throw new Error(`the document does not say ${from}`);
      setProperties(policy, { policy: document.replaceAll(from, to) });
    },
  };
}

const permissions: readonly Case[] = [
  staging.red(
    "IAM-2",
    "who sends texts may publish to topics too",
    ["notify-texts-to-phones-only"],
    documentWith("arn:aws:sns:*:*:*", "arn:aws-us-gov:sns:*:*:*"),
  ),
  staging.red(
    "IAM-2",
    "who sends texts may do so from anywhere",
    ["notify-texts-to-phones-only"],
    documentWith("52.222.122.97/32", "0.0.0.0/0"),
  ),
  staging.red(
    "IAM-2",
    "who sends texts may do everything else of the service",
    ["notify-texts-to-phones-only", "notify-policies-called-for"],
    documentWith("sns:Publish", "sns:*"),
  ),
  staging.red(
    "IAM-2",
    "who sends texts may send them another way too",
    ["notify-texts-to-phones-only", "notify-policies-called-for"],
    documentWith('"Allow","Action":["sns:Publish"]', '"Allow","Action":["sns:Publish","sms-voice:SendTextMessage"]'),
  ),
  staging.green("IAM-2", "who sends texts may do so from one address only", documentWith('"52.222.122.97/32",', "")),
];

const [uploads, state] = ["notify-api-csv-upload-bucket-staging", "notify-terraform-state-staging"];
const [backup, pgBackRest] = ["ocp-redash-backup", "ocp-kingfisher-backup"];
const deletes = (days: number) => ({
  rules: [{ id: "delete-after-30-days", status: "Enabled", filter: { prefix: "" }, expiration: { days } }],
});

const buckets: readonly Case[] = [
  staging.red("S3-1", "a bucket that the register does not have", ["buckets-private", "resources-called-for"], {
    state: (state) => {
      const sibling = resourceIn(state, types.bucket, uploads);
      addResource(state, sibling, { type: types.bucket, name: "more", properties: { bucket: "more" }, protect: true });
    },
  }),
  staging.red(
    "S3-1",
    "a bucket that says nothing of encryption",
    ["buckets-complete"],
    remove(types.encryption, uploads),
  ),
  staging.red("S3-1", "a bucket that is reached without TLS", ["buckets-complete"], remove(types.bucketPolicy, state)),
  staging.red(
    "S3-1",
    "state without versions",
    ["buckets-by-kind"],
    set(types.versioning, state, { versioningConfiguration: { status: "Suspended" } }),
  ),
  staging.red(
    "S3-1",
    "uploads whose versions are not kept",
    ["buckets-by-kind"],
    set(types.versioning, uploads, { versioningConfiguration: { status: "Suspended" } }),
  ),
  staging.red(
    "S3-1",
    "a state whose earlier versions nobody deletes",
    ["buckets-complete"],
    remove(types.lifecycle, state),
  ),
  staging.red("S3-1", "uploads that are never deleted", ["buckets-complete"], remove(types.lifecycle, uploads)),
  staging.green(
    "S3-1",
    "uploads that are deleted after a day",
    set(types.lifecycle, uploads, {
      rules: [
        {
          ...{ id: "soon", status: "Enabled", filter: { prefix: "" } },
          ...{ expiration: { days: 1 }, noncurrentVersionExpiration: { noncurrentDays: 1 } },
        },
      ],
    }),
  ),
  ocp.red(
    "S3-1",
    "backups that are deleted after three days",
    ["buckets-by-kind"],
    set(types.lifecycle, backup, deletes(3)),
  ),
  ocp.red("S3-1", "a rule that deletes what pgBackRest keeps", ["buckets-by-kind"], {
    state: (state) => {
      const sibling = resourceIn(state, types.lifecycle, backup);
      const properties = { ...sibling.inputs, bucket: pgBackRest };
      addResource(state, sibling, { type: types.lifecycle, name: pgBackRest, properties });
    },
  }),
  ocp.red("S3-1", "a service that writes another's backups", ["ocp-backup-access", "ocp-policies-for-listed-actions"], {
    state: (state) => {
      const other = resourceIn(state, types.policy, "kingfisher-backup").inputs?.policy;
      setProperties(resourceIn(state, types.policy, "redash-backup"), { policy: other });
    },
  }),
  ocp.red(
    "S3-1",
    "a service that cannot write its backups",
    ["ocp-backup-access-complete"],
    remove(types.attachment, "redash-backup"),
  ),
  ocp.green("S3-1", "a bucket of backups has a tag", set(types.bucket, backup, { tags: { holds: "backups" } })),
];

/** Text messages: numbers, who sends from them, and what may be spent; and buckets. */
export const messagingCases: readonly Case[] = [...numbers, ...spending, ...permissions, ...buckets];
