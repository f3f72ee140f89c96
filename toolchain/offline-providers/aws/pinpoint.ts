import { hex } from "../invent.ts";
import { boolean, identity, type Made, object, output, replaces, set, string, type Table } from "../table.ts";
import { arn, arnForm, region, tags, tagsAll } from "./common.ts";

/** Form of a telephone number's id at AWS. */
const idForm = /^phone-[0-9a-f]{32}$/;

/** An id that was made up and tells its number: zeros, then the number's own eleven digits. */
const tellingId = /^phone-0{21}(1\d{10})$/;

const phoneId = (made: Made) => made.id || `phone-${hex(made.seed, 32)}`;

/** The number that an id tells; one out of the range that is kept for fiction where it tells none. */
function numberOf(made: Made): string {
  const told = tellingId.exec(phoneId(made))?.[1];
  return told === undefined
    ? `+1800555${String(100 + (Number.parseInt(hex(made.seed, 6), 16) % 100)).padStart(4, "0")}`
    : `+${told}`;
}

/**
 * A telephone number. Nobody can ask AWS for a particular one: it is an output. One that is imported is taken for a
 * toll-free number that was made ready for that: with its lock against deletion, and with the list of opt-outs that AWS
 * gives by itself.
 */
export const phoneNumber: Table = {
  type: "aws:pinpoint/smsvoicev2PhoneNumber:Smsvoicev2PhoneNumber",
  inputs: {
    deletionProtectionEnabled: boolean({ filled: false }),
    forceDisassociate: boolean(),
    isoCountryCode: string({ ...identity, matches: { pattern: /^[A-Z]{2}$/, says: "a country's two letters" } }),
    messageType: string({ ...identity, oneOf: ["TRANSACTIONAL", "PROMOTIONAL"] }),
    numberCapabilities: set(string({ oneOf: ["SMS", "VOICE", "MMS"] }), { ...identity, count: [1, 3] }),
    numberType: string({ ...identity, oneOf: ["LONG_CODE", "TOLL_FREE", "TEN_DLC", "SIMULATOR"] }),
    optOutListName: string({ filled: "Default", length: [1, 256] }),
    region,
    registrationId: string(replaces),
    selfManagedOptOutsEnabled: boolean({ filled: false }),
    tags,
    timeouts: object({ create: string(), delete: string(), update: string() }),
    twoWayChannelArn: string({ filled: "" }),
    twoWayChannelEnabled: boolean({ filled: false }),
    twoWayChannelRole: string({ filled: "", ...arnForm }),
    waitForActive: boolean({ filled: true }),
  },
  outputs: {
    arn: output(string(), (made) => arn(made, "sms-voice", `phone-number/${phoneId(made)}`)),
    monthlyLeasingPrice: output(string(), "2.00"),
    phoneNumber: output(string(), numberOf),
    status: output(string(), "ACTIVE"),
    tagsAll,
  },
  id: phoneId,
  import: {
    format: "phone-0123456789abcdef0123456789abcdef",
    inputs: (id) =>
      idForm.test(id)
        ? {
            deletionProtectionEnabled: true,
            isoCountryCode: "US",
            messageType: "TRANSACTIONAL",
            numberCapabilities: ["SMS"],
            numberType: "TOLL_FREE",
            optOutListName: "Default",
            waitForActive: false,
          }
        : undefined,
  },
};
