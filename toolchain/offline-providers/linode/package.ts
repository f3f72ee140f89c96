import type { Package } from "../table.ts";
import { sshKey, user } from "./account.ts";
import { firewall } from "./firewall.ts";
import { instance } from "./instance.ts";

export const linode: Package = {
  name: "linode",
  version: "5.1.1",
  configuration: {
    apiCaPath: "setting",
    apiVersion: "setting",
    configPath: "setting",
    configProfile: "setting",
    disableInternalCache: "setting",
    eventPollMs: "setting",
    lkeEventPollMs: "setting",
    lkeNodeReadyPollMs: "setting",
    maxRetryDelayMs: "setting",
    minRetryDelayMs: "setting",
    objAccessKey: "credential",
    objBucketForceDelete: "setting",
    objSecretKey: "credential",
    objUseTempKeys: "setting",
    skipImplicitReboots: "setting",
    skipInstanceDeletePoll: "setting",
    skipInstanceReadyPoll: "setting",
    token: "credential",
    uaPrefix: "setting",
    url: "setting",
  },
  tables: [firewall, instance, sshKey, user],
};
