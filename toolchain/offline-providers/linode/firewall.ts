import { OFFLINE_TIME, wholeNumber } from "../invent.ts";
import { isNetwork } from "../networks.ts";
import {
  boolean,
  type Failure,
  integer,
  list,
  object,
  output,
  type Property,
  required,
  set,
  string,
  type Table,
} from "../table.ts";
import { isBag, isList, type Value } from "../wire.ts";
import { tags } from "./common.ts";

const ACTIONS = ["ACCEPT", "DROP"] as const;

/** An empty list is refused: leave the property out instead. */
const someAddresses = { count: [1, Number.POSITIVE_INFINITY] } as const;

const rules: Property = list(
  object({
    action: string({ ...required, oneOf: ACTIONS }),
    description: string({ length: [1, 100] }),
    ipv4s: list(string(), someAddresses),
    ipv6s: list(string(), someAddresses),
    label: string({ ...required, length: [3, 32] }),
    ports: string({
      matches: {
        pattern: /^\d{1,5}(?:-\d{1,5})?(?:, ?\d{1,5}(?:-\d{1,5})?)*$/,
        says: "ports such as `443` or `80-90, 91`",
      },
    }),
    protocol: string({ ...required, oneOf: ["TCP", "UDP", "ICMP", "IPENCAP"] }),
  }),
  { count: [0, 25] },
);

export const firewall: Table = {
  type: "linode:index/firewall:Firewall",
  inputs: {
    disabled: boolean({ filled: false }),
    inboundPolicy: string({ ...required, oneOf: ACTIONS }),
    inbounds: rules,
    label: string({
      ...required,
      matches: {
        pattern: /^(?!.*(?:--|__|\.\.))[a-zA-Z][a-zA-Z0-9_.-]{1,30}[a-zA-Z0-9]$/,
        says: "a label: 3 to 32 letters, digits, `-`, `_` or `.`, starting with a letter, ending with a letter or digit",
      },
    }),
    linodes: set(integer(), { filled: [] }),
    nodebalancers: set(integer(), { filled: [] }),
    outboundPolicy: string({ ...required, oneOf: ACTIONS }),
    outbounds: rules,
    tags: { ...tags, filled: [] },
  },
  outputs: {
    created: output(string(), OFFLINE_TIME),
    devices: output(
      list(object({ entityId: integer(), id: integer(), label: string(), type: string(), url: string() })),
      (made) => {
        const linodes = made.input("linodes");
        return (Array.isArray(linodes) ? (linodes as readonly number[]) : []).map((entityId) => ({
          entityId,
          id: wholeNumber(`${made.seed}/${entityId}`, 7),
          label: `linode${entityId}`,
          type: "linode",
          url: `/v4/linode/instances/${entityId}`,
        }));
      },
    ),
    status: output(string(), (made) => (made.input("disabled") === true ? "disabled" : "enabled")),
    updated: output(string(), OFFLINE_TIME),
  },
  once: (made) => [`the label ${made.text("label")} of a firewall`],
  check: ({ inbounds, outbounds }) => [...judge("inbounds", inbounds), ...judge("outbounds", outbounds)],
  id: (made) => String(wholeNumber(made.seed, 6)),
};

/** Networks of a rule, in the form of their family (`IPv4PrefixType`, `IPv6PrefixType` in the provider's code). */
function judge(direction: string, rules: Value | undefined): readonly Failure[] {
  return (isList(rules) ? rules : []).flatMap((rule, index) =>
    (["ipv4", "ipv6"] as const).flatMap((family) => {
      const given = isBag(rule) ? rule[`${family}s`] : undefined;
      return (isList(given) ? given : []).flatMap((each, at) =>
        typeof each === "string" && !isNetwork(each, family)
          ? [
              {
                property: `${direction}[${index}].${family}s[${at}]`,
                reason: `expected a network of ${family}, got \`${each}\``,
              },
            ]
          : [],
      );
    }),
  );
}
