import type { DateText } from "../../../../model/dates.ts";
import { subjectOf } from "../../../../model/register.ts";
import { type Offer, orderable } from "../../../settings/orderable.ts";
import { listed, problems } from "../../grants.ts";
import type { RegisterRule } from "../../rule.ts";

/**
 * A machine that is still to be ordered is of a type, and from an image, that its provider sells where it is to be. One that
 * was ordered before its type was withdrawn goes on; should it have to be made anew, it needs another.
 */
export const machinesOrderable: RegisterRule = {
  name: "ocp-machines-orderable",
  clauses: ["OCP-HOST-3", "OCP-HOST-9"],
  level: "mandatory",
  description:
    "The type and the image of every virtual machine could be ordered, where it is, on the day that it was or would be.",
  remedy:
    "Give another type or image in register/ocp/servers.yaml, or, for a machine that is there already, orderedOn: the day that it was ordered on; what is sold is listed in policies/settings/orderable.ts.",
  scope: "register",
  judge: ({ id: register, servers }, asOf) =>
    Object.entries(servers).map(([id, { provider, location, type, image, orderedOn = asOf }]) => {
      // The machines of other providers are ordered by hand, from people.
      const sold = orderable[provider];
      return {
        subject: subjectOf(register, "servers", id),
        problems: problems(
          sold !== undefined && unsold("type", type, sold.types, location, orderedOn),
          sold !== undefined && unsold("image", image, sold.images, location, orderedOn),
        ),
      };
    }),
};

function unsold(
  what: string,
  name: string | undefined,
  offers: readonly Offer[],
  location: string,
  day: DateText,
): string | false {
  if (name === undefined) return `it has no ${what}, so it cannot be ordered`;
  const here = offers.filter(({ locations }) => locations === undefined || locations.includes(location.toLowerCase()));
  const offer = here.filter(({ names }) => names.includes(name));
  if (offer.some(({ until }) => until === undefined || day <= until)) return false;
  const [withdrawn] = offer;
  const now = here.filter(({ until }) => until === undefined).flatMap(({ names }) => names);
  return withdrawn?.until === undefined
    ? `${name} is no ${what} that is known to be sold in ${location}; there are ${listed(now)}`
    : `the ${what} ${name} could be ordered in ${location} until ${withdrawn.until}; now there are ${listed(now)}`;
}
