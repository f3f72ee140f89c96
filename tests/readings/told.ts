import type { Reading } from "../../readings/reading.ts";

/** Who holds what, a line each; `!` behind what is administrative. */
export function held({ grants }: Reading): string[] {
  return grants.map(
    ({ principal, entitlement: { resource, slug, administrative } }) =>
      `${principal.id}: ${slug} of ${resource.type} ${resource.id}${administrative ? " !" : ""}`,
  );
}

/** What keeps a reading from being whole, a line each. */
export function faultsOf({ faults }: Reading): string[] {
  return faults.map(({ at, problem }) => `${[at.file, ...at.keys].join("/")} ${problem}`);
}

/** What is said of one account. */
export function accountIn({ principals }: Reading, id: string) {
  return principals.find((principal) => principal.id === id);
}
