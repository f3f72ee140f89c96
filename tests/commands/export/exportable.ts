import type { Register } from "../../../model/register.ts";
import { changed, ocpPerson, ocpRegister, sshKey } from "../../policies/compliant.ts";

/** Any register, with what Salt and Prometheus have to know of each server. */
export function exportable(register: Register): Register {
  return changed(register, (draft) => {
    for (const [index, server] of Object.values<Record<string, unknown>>(draft.servers).entries()) {
      server.configManagement = "salt";
      server.saltTarget = `minion-${index}`;
      server.monitoring = { job: `job-${index}`, port: 7231, scheme: "https" };
    }
    // Their keys have nowhere to go; the tests of them put them back.
    draft.credentials = {};
  });
}

/** Three servers: a developer on one of them, whose service a machine publishes to, and the Prometheus server. */
export const threeServers = changed(exportable(ocpRegister), (draft) => {
  draft.people["ocp-owner-2"] = ocpPerson("ocp-owner-2", "ocp", "open-contracting.org");
  draft.rootGrants["*"].push({ person: "ocp-owner-2", basis: "owner", grantedOn: "2024-01-15" });
  draft.servers = Object.fromEntries(["crm", "toucan", "prometheus"].map((id) => [id, { ...draft.servers.toucan }]));
  for (const id of ["crm", "toucan", "prometheus"]) {
    Object.assign(draft.servers[id], { hostname: `${id}.example.org`, saltTarget: `${id}-1` });
    draft.servers[id].monitoring = { job: id, port: 7231, scheme: "https" };
  }
  Object.assign(draft.servers.prometheus, { ipv4: "192.0.2.20", ipv6: "2001:db8::20" });
  draft.servers.prometheus.monitoring.prometheusServer = true;
  draft.services = {
    toucan: { title: "OCDS Toucan", server: "toucan", user: "toucan", author: "ocp", managedBy: "salt" },
    crm: { title: "Helpdesk CRM", server: "crm", author: "third-party", managedBy: "salt" },
  };
  draft.credentials["toucan-ci"] = {
    title: "Key that publishes OCDS Toucan",
    kind: "ssh-key",
    service: "toucan",
    publicKey: sshKey("toucan-ci"),
    issuedOn: "2026-01-12",
  };
});
