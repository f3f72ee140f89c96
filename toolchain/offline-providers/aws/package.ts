import type { Package } from "../table.ts";
import { slackChannelConfiguration } from "./chatbot.ts";
import { metricAlarm } from "./cloudwatch.ts";
import { functions } from "./functions.ts";
import {
  group,
  groupMembership,
  groupPolicyAttachment,
  rolePolicyAttachment,
  user,
  userGroupMembership,
  userPolicyAttachment,
} from "./iam.ts";
import { accessKey, groupPolicy, policy, role, rolePolicy, userPolicy } from "./iam-policies.ts";
import { alias, key } from "./kms.ts";
import { phoneNumber } from "./pinpoint.ts";
import * as s3 from "./s3.ts";
import * as ses from "./ses.ts";
import { smsPreferences, topic, topicSubscription } from "./sns.ts";

export const aws: Package = {
  name: "aws",
  version: "7.48.0",
  configuration: {
    accessKey: "credential",
    allowedAccountIds: "setting",
    assumeRoleWithWebIdentity: "credential",
    assumeRoles: "setting",
    customCaBundle: "setting",
    defaultTags: "setting",
    ec2MetadataServiceEndpoint: "setting",
    ec2MetadataServiceEndpointMode: "setting",
    endpoints: "setting",
    forbiddenAccountIds: "setting",
    httpProxy: "setting",
    httpsProxy: "setting",
    ignoreTags: "setting",
    insecure: "setting",
    maxRetries: "setting",
    noProxy: "setting",
    profile: "setting",
    region: "setting",
    retryMode: "setting",
    s3UsEast1RegionalEndpoint: "setting",
    s3UsePathStyle: "setting",
    secretKey: "credential",
    sharedConfigFiles: "setting",
    sharedCredentialsFiles: "setting",
    skipCredentialsValidation: "setting",
    skipMetadataApiCheck: "setting",
    skipRegionValidation: "setting",
    skipRequestingAccountId: "setting",
    stsRegion: "setting",
    tagPolicyCompliance: "setting",
    token: "credential",
    tokenBucketRateLimiterCapacity: "setting",
    useDualstackEndpoint: "setting",
    useFipsEndpoint: "setting",
    userAgents: "setting",
  },
  checkConfiguration: ({ region }) =>
    region === undefined || region === ""
      ? [
          {
            property: "region",
            reason: "is required (`aws:region`): the partition and region of every ARN follow from it",
          },
        ]
      : [],
  tables: [
    accessKey,
    alias,
    group,
    groupMembership,
    groupPolicy,
    groupPolicyAttachment,
    key,
    metricAlarm,
    phoneNumber,
    policy,
    role,
    rolePolicy,
    rolePolicyAttachment,
    ...Object.values(s3),
    ...Object.values(ses),
    slackChannelConfiguration,
    smsPreferences,
    topic,
    topicSubscription,
    user,
    userGroupMembership,
    userPolicy,
    userPolicyAttachment,
  ],
  functions,
};
