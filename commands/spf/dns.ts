import { Resolver } from "node:dns/promises";

/** The questions that the DNS is asked. Each gives nothing where the name is not there or has nothing of the kind. */
export interface Dns {
  /** Throws `DnsUnavailable` unless it is the world's: one that knows no root would answer of every name that it is not there. */
  reachable(): Promise<void>;
  /** TXT records, their strings joined. */
  texts(name: string): Promise<readonly string[]>;
  /** How many IPv4 and IPv6 addresses a name has. */
  addresses(name: string): Promise<number>;
  /** How many hosts take mail for a name. */
  exchangers(name: string): Promise<number>;
}

/** The DNS did not answer; the message says what it was asked. */
export class DnsUnavailable extends Error {
  override readonly name = "DnsUnavailable";
}

/** What a resolver is asked, of what Node's can be. */
export type AskedResolver = Pick<Resolver, "resolveTxt" | "resolve4" | "resolve6" | "resolveMx" | "resolveNs">;

/** The DNS by a resolver; the machine's own, unless another is given. Throws `DnsUnavailable`. */
export function dnsBy(resolver: AskedResolver = new Resolver({ timeout: 3000, tries: 2 })): Dns {
  const ask = async <T>(name: string, question: () => Promise<readonly T[]>): Promise<readonly T[]> => {
    try {
      return await question();
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? String(error);
      // The name is not there, or has no records of the kind: an answer like any other.
      if (code === "ENOTFOUND" || code === "ENODATA") return [];
      throw new DnsUnavailable(
        `The DNS did not answer about ${name} (${code}), so nothing is written. Is there a network?`,
      );
    }
  };
  return {
    reachable: async () => {
      if ((await ask("the root", () => resolver.resolveNs("."))).length > 0) return;
      throw new DnsUnavailable("The DNS here knows nothing of the world, so nothing is written. Is there a network?");
    },
    texts: async (name) => (await ask(name, () => resolver.resolveTxt(name))).map((strings) => strings.join("")),
    addresses: async (name) => {
      const four = await ask(name, () => resolver.resolve4(name));
      return four.length + (await ask(name, () => resolver.resolve6(name))).length;
    },
    exchangers: async (name) => (await ask(name, () => resolver.resolveMx(name))).length,
  };
}
