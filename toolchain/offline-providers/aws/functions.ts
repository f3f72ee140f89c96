import type { Bag } from "../wire.ts";
import { accountOf, dnsSuffixOf, partitionOf } from "./common.ts";

const regionIn = (args: Bag, configuration: Bag) => String(args.region ?? configuration.region ?? "");

/** What AWS tells of where one is; answered from the provider's configuration alone. */
export const functions = {
  "aws:index/getPartition:getPartition": (_args: Bag, configuration: Bag): Bag => {
    const region = regionIn({}, configuration);
    const dnsSuffix = dnsSuffixOf(region);
    const partition = partitionOf(region);
    const reverseDnsPrefix = dnsSuffix.split(".").reverse().join(".");
    return { id: partition, partition, dnsSuffix, reverseDnsPrefix };
  },
  "aws:index/getRegion:getRegion": (args: Bag, configuration: Bag): Bag => {
    const region = regionIn(args, configuration);
    return {
      id: region,
      name: region,
      region,
      description: region,
      endpoint: `ec2.${region}.${dnsSuffixOf(region)}`,
    };
  },
  "aws:index/getCallerIdentity:getCallerIdentity": (_args: Bag, configuration: Bag): Bag => {
    const accountId = accountOf(String(configuration.allowedAccountIds ?? ""));
    const arn = `arn:${partitionOf(regionIn({}, configuration))}:iam::${accountId}:user/offline`;
    return { id: accountId, accountId, arn, userId: "AIDAOFFLINEOFFLINE234" };
  },
} as const;
