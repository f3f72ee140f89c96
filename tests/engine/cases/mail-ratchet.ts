import { mailProtectionType } from "../../../model/mail/protection.ts";
import { type Case, casesOf } from "../case.ts";
import { addResource, type ExportedState, removeResource, resourceIn, setProperties } from "../state.ts";

const { red, green } = casesOf("ocp");
const production = casesOf("notify-production");

const recordType = "cloudflare:index/dnsRecord:DnsRecord";
const formerType = "cloudflare:index/record:Record";
const policyName = "open-contracting.org-dmarc";

/** Has the policy of the domain say something else. */
const policy = (text: string) => (state: ExportedState) =>
  setProperties(resourceIn(state, recordType, policyName), { content: `"v=DMARC1; ${text}; ${reports}"` });
const reports =
  "rua=mailto:e57de3ae23df489@rep.dmarcanalyzer.com; ruf=mailto:e57de3ae23df489@for.dmarcanalyzer.com; fo=1";

const wasProtected = { mailWasProtected: true } as const;

/** Cases of the ratchet on mail: what was deployed is what the floors in the state say. */
export const mailRatchetCases: readonly Case[] = [
  red("GATE-6", "a policy that goes from quarantine back to none", ["mail-not-weakened"], {
    ...wasProtected,
    state: policy("p=none"),
    advice: ["ocp-dmarc-enforced"],
  }),
  red("GATE-6", "reject in test mode for subdomains that were quarantined for all", ["mail-not-weakened"], {
    ...wasProtected,
    state: policy("p=reject; sp=quarantine; t=y"),
    advice: ["ocp-dmarc-enforced"],
  }),
  red(
    "GATE-6",
    "a weaker policy at a name below, of the former type of records",
    ["mail-not-weakened", "resources-called-for"],
    {
      ...wasProtected,
      state: (state) => {
        const sibling = resourceIn(state, recordType, policyName);
        const properties = { ...sibling.inputs, name: "_dmarc.news", content: '"v=DMARC1; p=none"' };
        addResource(state, sibling, { type: formerType, name: "news", properties });
      },
    },
  ),
  red("GATE-6", "keys of a sender that still sends", ["mail-not-weakened"], {
    ...wasProtected,
    state: (state) => {
      for (const key of ["k2", "k3"]) removeResource(state, recordType, `open-contracting.org-dkim-${key}`);
    },
  }),
  red("GATE-6", "a stack that does not say how well its mail was protected", ["mail-not-weakened"], {
    ...wasProtected,
    state: (state) => removeResource(state, mailProtectionType, "open-contracting.org"),
  }),
  production.red("GATE-6", "a mandate that no longer binds its domain", ["mail-mandates-fit", "mail-not-weakened"], {
    ...wasProtected,
    register: ({ domains }) => {
      delete domains["notify.gov"].mandates;
    },
  }),
  green("GATE-6", "a domain that was never better protected", {
    state: policy("p=none"),
    advice: ["ocp-dmarc-enforced"],
  }),
  red("GATE-10", "one of a sender's two keys", ["resources-made"], {
    ...wasProtected,
    state: (state) => removeResource(state, recordType, "open-contracting.org-dkim-k2"),
  }),
  green("GATE-6", "a policy that goes on to reject, and the floor with it", {
    state: policy("p=reject"),
  }),
];
