import { type Case, casesOf } from "../case.ts";
import { addResource, type ExportedState, removeResource, resourceIn, setProperties } from "../state.ts";

const { red, green } = casesOf("ocp");

const recordType = "cloudflare:index/dnsRecord:DnsRecord";
const formerType = "cloudflare:index/record:Record";
const policy = (state: ExportedState) => resourceIn(state, recordType, "open-contracting.org-dmarc");

/** Has the policy say something else. */
const says = (text: string) => ({
  state: (state: ExportedState) => setProperties(policy(state), { content: `"${text}"` }),
});

/** Has something else stand in the zone, as another record or in the place of the policy. */
function addRecord(state: ExportedState, changes: Record<string, unknown>, type = recordType): void {
  const properties = { ...policy(state).inputs, ...changes };
  addResource(state, policy(state), { type, name: "another", properties });
}

const remove = (state: ExportedState) => removeResource(state, recordType, "open-contracting.org-dmarc");

const aggregate = "rua=mailto:reports@rep.dmarcanalyzer.com";
const forensic = "ruf=mailto:reports@for.dmarcanalyzer.com";
/** Cases of what the OCP reference says about mail. */
export const ocpMailCases: readonly Case[] = [
  red("OCP-DMARC-1", "a domain whose policy was deleted", ["mail-dmarc-present"], {
    state: remove,
  }),
  red("OCP-DMARC-1", "a domain with two policies", ["mail-dmarc-present", "identities-claimed-once"], {
    state: (state) => addRecord(state, { name: "_dmarc" }),
  }),
  red(
    "OCP-DMARC-1",
    "a second policy of the former type of records",
    ["mail-dmarc-present", "identities-claimed-once"],
    {
      state: (state) => addRecord(state, { name: "_dmarc.Open-Contracting.org." }, formerType),
    },
  ),
  red(
    "OCP-DMARC-1",
    "a policy with a tag twice",
    ["mail-dmarc-valid", "ocp-dmarc-aggregate-reports", "ocp-dmarc-forensic-reports"],
    {
      ...says(`v=DMARC1; p=quarantine; p=reject; ${aggregate}; ${forensic}`),
    },
  ),
  red(
    "OCP-DMARC-1",
    "a policy at a subdomain that another domain's owner writes",
    ["mail-dmarc-valid", "resources-called-for"],
    {
      state: (state) => addRecord(state, { name: "_dmarc.news", type: "CNAME", content: "_dmarc.example.com" }),
    },
  ),
  red("OCP-DMARC-1", "a policy at the domain itself", ["mail-dmarc-valid", "resources-called-for"], {
    state: (state) => addRecord(state, { name: "@", content: '"v=DMARC1; p=reject"' }),
  }),
  green("OCP-DMARC-1", "a policy by its relative name, in the former type of records", {
    state: (state) => {
      addRecord(state, { name: "_dmarc" }, formerType);
      remove(state);
    },
  }),
  green("OCP-DMARC-1", "a policy that asks for reports only: reported, not refused", {
    advice: ["ocp-dmarc-enforced"],
    ...says(`v=DMARC1; p=none; ${aggregate}; ${forensic}`),
  }),
  green("OCP-DMARC-1", "a policy that has mail that fails refused", {
    ...says(`v=DMARC1; p=reject; ${aggregate}; ${forensic}`),
  }),
  green("OCP-DMARC-1", "a policy with tags of old: reported, not refused", {
    advice: ["mail-dmarc-understood"],
    ...says(`v=DMARC1; p=quarantine; pct=100; ${aggregate}; ${forensic}`),
  }),

  red("OCP-DMARC-2", "aggregate reports that the domain keeps to itself", ["ocp-dmarc-aggregate-reports"], {
    ...says(`v=DMARC1; p=quarantine; rua=mailto:dmarc@open-contracting.org; ${forensic}`),
  }),
  red(
    "OCP-DMARC-2",
    "an address of DMARC Analyzer without mailto:",
    ["mail-dmarc-valid", "ocp-dmarc-aggregate-reports"],
    {
      ...says(`v=DMARC1; p=quarantine; rua=reports@rep.dmarcanalyzer.com; ${forensic}`),
    },
  ),
  red("OCP-DMARC-2", "a domain that only begins like DMARC Analyzer's", ["ocp-dmarc-aggregate-reports"], {
    advice: ["mail-reports-to-others"],
    ...says(`v=DMARC1; p=quarantine; rua=mailto:reports@rep.dmarcanalyzer.com.example; ${forensic}`),
  }),
  green("OCP-DMARC-2", "aggregate reports to the domain and to DMARC Analyzer", {
    ...says(
      `v=DMARC1; p=quarantine; rua=mailto:dmarc@open-contracting.org,mailto:reports@REP.dmarcanalyzer.com; ${forensic}`,
    ),
  }),

  red("OCP-DMARC-3", "no forensic reports", ["ocp-dmarc-forensic-reports"], {
    ...says(`v=DMARC1; p=quarantine; ${aggregate}`),
  }),
  red("OCP-DMARC-3", "forensic reports to where aggregate ones go", ["ocp-dmarc-forensic-reports"], {
    advice: ["ocp-dmarc-forensic-reports-arrive"],
    ...says(`v=DMARC1; p=quarantine; ${aggregate}; ruf=mailto:reports@rep.dmarcanalyzer.com`),
  }),
  green("OCP-DMARC-3", "forensic reports of each mechanism that fails", {
    ...says(`v=DMARC1; p=quarantine; ${aggregate}; ${forensic}; fo=1:d:s`),
  }),
  green("OCP-DMARC-3", "forensic reports also to where aggregate ones go: reported, not refused", {
    advice: ["ocp-dmarc-forensic-reports-arrive"],
    ...says(`v=DMARC1; p=quarantine; ${aggregate}; ${forensic},mailto:reports@rep.dmarcanalyzer.com`),
  }),
];
