import { z } from "zod";
import { everybody, type Networks, networkOf, without } from "../reach.ts";
import { fields, list } from "../reading.ts";
import type { Statement } from "./document.ts";

/**
 * Operators under which a request without a source address fails. `IpAddressIfExists` and `ForAllValues:IpAddress` let
 * one through, and `NotIpAddress` lets in everybody else.
 */
const operators = ["ipaddress", "foranyvalue:ipaddress"];

const cidr = z.union([z.cidrv4(), z.cidrv6()]);
const address = z.union([z.ipv4(), z.ipv6()]);

/**
 * Whether a statement holds for requests from some known networks only. Conditions hold together, so one is enough. All
 * addresses there are narrow nothing down, whoever calls them known.
 */
export function comesOnlyFrom({ conditions }: Statement, known: Networks): boolean {
  return Object.entries(conditions)
    .filter(([operator]) => operators.includes(operator.toLowerCase()))
    .flatMap(([, keys]) => Object.entries(fields(keys)))
    .some(([key, values]) => key.toLowerCase() === "aws:sourceip" && areWithin(list(values), known));
}

function areWithin(values: readonly unknown[], known: Networks): boolean {
  const networks = values.flatMap((each) => {
    if (typeof each === "string" && address.safeParse(each).success) return [networkOf(each)];
    return cidr.safeParse(each).success ? [each as string] : [];
  });
  const isOpen = everybody.some((all) => without([all], networks).length === 0);
  return networks.length > 0 && networks.length === values.length && without(networks, known).length === 0 && !isOpen;
}
