/**
 * What a service has once, and which resource has it: an account has one chat channel of an id, one user of a name. Kept as
 * long as its process runs, so that of two stacks which one command brings up, the second is refused as the service would.
 */
export class Claims {
  readonly #holders = new Map<string, string>();

  /** The URN of another resource that has it already. */
  heldBy(claim: string, urn: string): string | undefined {
    const holder = this.#holders.get(claim);
    return holder === urn ? undefined : holder;
  }

  /** Notes who has it; whoever had it before keeps it. */
  take(claims: readonly string[], urn: string): void {
    for (const claim of claims) if (!this.#holders.has(claim)) this.#holders.set(claim, urn);
  }

  /** Forgets what a resource had. */
  release(claims: readonly string[], urn: string): void {
    for (const claim of claims) if (this.#holders.get(claim) === urn) this.#holders.delete(claim);
  }
}
