import { excludeCidr, mergeCidr } from "cidr-tools";
import { z } from "zod";
import { fields, list, shown } from "./reading.ts";

/*
 * Who can reach a TCP port through a firewall. What is not understood counts as what is least safe: an odd rule that
 * accepts, accepts everybody; an odd rule that drops, drops nobody.
 */

/** Networks in CIDR form, IPv4 and IPv6, merged. */
export type Networks = readonly string[];

export const everybody: Networks = ["0.0.0.0/0", "::/0"];

/** One rule, whoever's firewall it is of, as far as it concerns the port that is asked about. */
interface Step {
  readonly accepts: boolean;
  readonly networks: Networks;
}

/** Who can reach a TCP port through a `linode.Firewall`: the first rule that matches decides, then the policy. */
export function reachThroughLinode(props: Readonly<Record<string, unknown>>, port: number): Networks {
  if (props.disabled !== undefined && props.disabled !== false) return everybody;
  const steps = list(props.inbounds)
    .map(fields)
    .flatMap((rule): Step[] => {
      const accepts = !isWord(rule.action, "DROP");
      const concerned =
        concerns(rule.protocol, ["UDP", "ICMP", "IPENCAP"], "TCP", accepts) && holdsPort(rule.ports, port, accepts);
      return concerned ? [{ accepts, networks: networksOf([rule.ipv4s, rule.ipv6s], accepts) }] : [];
    });
  return reach([...steps, { accepts: !isWord(props.inboundPolicy, "DROP"), networks: everybody }]);
}

/** Who can reach a TCP port through a `hcloud.Firewall`: whoever a rule lets in. */
export function reachThroughHetzner(props: Readonly<Record<string, unknown>>, port: number): Networks {
  const steps = list(props.rules)
    .map(fields)
    .filter(({ direction }) => !isWord(direction, "out"))
    .filter(
      (rule) => concerns(rule.protocol, ["udp", "icmp", "gre", "esp"], "tcp", true) && holdsPort(rule.port, port, true),
    )
    .map((rule): Step => ({ accepts: true, networks: networksOf([rule.sourceIps], true) }));
  return reach(steps);
}

/** What lets traffic in: a protocol in small letters, and its ports; no ports where they are odd or have no place. */
export interface Opening {
  readonly protocol: string;
  readonly ports: string;
}

/** What a `linode.Firewall` lets in by its rules, one by one. */
export function openingsOfLinode(props: Readonly<Record<string, unknown>>): Opening[] {
  return list(props.inbounds)
    .map(fields)
    .filter(({ action }) => !isWord(action, "DROP"))
    .map(({ protocol, ports }) => opening(protocol, ports));
}

/** What a `hcloud.Firewall` lets in by its rules, one by one. */
export function openingsOfHetzner(props: Readonly<Record<string, unknown>>): Opening[] {
  return list(props.rules)
    .map(fields)
    .filter(({ direction }) => !isWord(direction, "out"))
    .map(({ protocol, port }) => opening(protocol, port));
}

function opening(protocol: unknown, ports: unknown): Opening {
  return { protocol: shown(protocol).toLowerCase(), ports: ports === undefined ? "" : shown(ports).trim() };
}

/** The networks that are in `these` and not in `those`. */
export function without(these: Networks, those: Networks): Networks {
  return excludeCidr([...these], [...those]);
}

/** One address as a network of its own. */
export function networkOf(address: string): string {
  return `${address}/${address.includes(":") ? 128 : 32}`;
}

/** Goes through the rules in order: each decides for those whom no earlier one has decided for. */
function reach(steps: readonly Step[]): Networks {
  let undecided = everybody;
  let reaching: Networks = [];
  for (const { accepts, networks } of steps) {
    const left = without(undecided, networks);
    if (accepts) reaching = mergeCidr([...reaching, ...without(undecided, left)]);
    undecided = left;
  }
  return reaching;
}

/** Whether a rule is about TCP: one that accepts, unless it is plainly about another protocol. */
function concerns(protocol: unknown, others: readonly string[], tcp: string, accepts: boolean): boolean {
  return accepts ? !others.some((other) => isWord(protocol, other)) : isWord(protocol, tcp);
}

function isWord(value: unknown, word: string): boolean {
  return typeof value === "string" && value.toLowerCase() === word.toLowerCase();
}

/** Whether a list such as `443` or `80-90, 91` holds a port; `ifOdd` for all else, such as `any` or nothing at all. */
function holdsPort(ports: unknown, port: number, ifOdd: boolean): boolean {
  if (typeof ports !== "string" && typeof ports !== "number") return ifOdd;
  return String(ports)
    .split(",")
    .some((part) => {
      const [, from, to = from] = /^\s*(\d+)(?:\s*-\s*(\d+))?\s*$/.exec(part) ?? [];
      return from === undefined ? ifOdd : Number(from) <= port && port <= Number(to);
    });
}

const cidr = z.union([z.cidrv4(), z.cidrv6()]);

/** The networks that a rule names. One that accepts and names none, or an odd one, is taken for everybody. */
function networksOf(lists: readonly unknown[], accepts: boolean): Networks {
  const named = lists.flatMap(list);
  const good = named.filter((each): each is string => cidr.safeParse(each).success);
  if (accepts && (named.length === 0 || good.length < named.length)) return everybody;
  return mergeCidr(good);
}
