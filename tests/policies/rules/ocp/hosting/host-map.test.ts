import { describe, expect, test } from "vitest";
import { hostMapRules, serversManaged, servicesHosted } from "../../../../../policies/rules/ocp/hosting/host-map.ts";
import { changed, type Draft, ocpRegister } from "../../../compliant.ts";
import { said } from "../../../judge.ts";

const rule = (host: string) => {
  const found = hostMapRules.find(({ name }) => name === `ocp-host-${host}`);
  if (found === undefined) throw new Error(`there is no rule for ${host}`);
  return found;
};
const verdict = (host: string, change: (draft: Draft) => void) => said(rule(host), changed(ocpRegister, change));
const mend = "Move the service in register/ocp, or change which host it belongs to in policies/settings/hosting.ts.";

test.each(hostMapRules)("$name passes the compliant register", (host) => {
  expect(said(host, ocpRegister)).toEqual([]);
});

describe("OCP-HOST-3: Linode is for the Helpdesk CRM, and the CRM for Linode", () => {
  test.each(["hetzner-cloud", "hetzner-robot", "bytemark"])("the CRM at %s is refused", (provider) => {
    expect(verdict("linode", ({ servers }) => (servers.crm.provider = provider))).toHaveLength(1);
  });

  test("another service beside it is refused, by the rules of both hosts", () => {
    const beside = ({ services }: Draft) => (services.toucan.server = "crm");
    expect(verdict("linode", beside)).toEqual([
      `ocp/services/toucan: it is on Linode, which is for helpdesk-crm; it belongs on Bytemark. ${mend} [OCP-HOST-3]`,
    ]);
    expect(verdict("bytemark", beside)).toEqual([
      `ocp/services/toucan: it belongs on Bytemark and is on Linode. ${mend} [OCP-HOST-10]`,
    ]);
  });

  test("a register without the CRM proves nothing", () => {
    expect(verdict("linode", ({ services }) => delete services["helpdesk-crm"])).toEqual([
      "ocp: there is nothing that ocp-host-linode could judge. Put the entries back into the register that the rule is about. [OCP-HOST-3]",
    ]);
  });
});

describe("OCP-HOST-9: Hetzner is for Kingfisher, on its cloud or on dedicated servers", () => {
  test("both kinds pass", () => {
    expect(verdict("hetzner", ({ servers }) => (servers["kingfisher-replica1"].provider = "hetzner-robot"))).toEqual(
      [],
    );
  });

  test("Kingfisher elsewhere is refused, and so is another service here", () => {
    expect(verdict("hetzner", ({ servers }) => (servers["kingfisher-replica1"].provider = "linode"))).toHaveLength(2);
    expect(verdict("hetzner", ({ servers }) => (servers.toucan.provider = "hetzner-cloud"))).toHaveLength(1);
  });
});

describe("OCP-HOST-10: Bytemark is for all others", () => {
  test("whatever they are called", () => {
    const more = (draft: Draft, id: string, server: string) => {
      draft.services[id] = { ...draft.services.toucan, server };
    };
    for (const id of ["standard-search", "constructor", "crmsomething"]) {
      expect(verdict("bytemark", (draft) => more(draft, id, "toucan"))).toEqual([]);
      expect(verdict("bytemark", (draft) => more(draft, id, "kingfisher-replica1"))).toHaveLength(1);
    }
  });
});

describe("OCP-HOST-14: GitHub Pages is for the Extension Explorer", () => {
  test("on a server it is refused", () => {
    const moved = ({ services }: Draft) => {
      delete services["extension-explorer"].pages;
      services["extension-explorer"].server = "toucan";
    };
    expect(verdict("github-pages", moved)).toHaveLength(1);
  });

  test("another site there is refused", () => {
    const another = ({ services }: Draft) => (services.docs = { ...services["extension-explorer"], title: "Docs" });
    expect(verdict("github-pages", another)).toHaveLength(1);
  });
});

describe("a service under another id", () => {
  const renamed = (id: string, title: string) => (draft: Draft) => {
    draft.services[id] = { ...draft.services.toucan, title };
  };

  test.each([
    ["kingfisher-process", "Process"],
    ["summaries", "Kingfisher: Summarize"],
  ])("%s, %s, is Kingfisher's and belongs at Hetzner", (id, title) => {
    expect(verdict("hetzner", renamed(id, title))).toHaveLength(1);
    expect(verdict("bytemark", renamed(id, title))).toHaveLength(1);
  });

  test("the CRM's stays the CRM's", () => {
    expect(verdict("linode", renamed("helpdesk", "Helpdesk"))).toHaveLength(1);
  });

  test("a service that the reference gives a host is there", () => {
    expect(
      said(
        servicesHosted,
        changed(ocpRegister, ({ services }) => delete services.kingfisher),
      ),
    ).toHaveLength(1);
  });
});

describe("OCP-HOST-2: a host for each service, and a service on each server", () => {
  const hosted = (change: (draft: Draft) => void) => said(servicesHosted, changed(ocpRegister, change));
  const mended =
    "Name the server (or pages) of each service in register/ocp/services.yaml, and remove servers without one. [OCP-HOST-2]";

  test("the compliant register passes", () => {
    expect(said(servicesHosted, ocpRegister)).toEqual([]);
  });

  test("a service without a host, and then its server without a service", () => {
    expect(hosted(({ services }) => delete services.toucan.server)).toEqual([
      `ocp/services/toucan: it names neither a server nor pages, so nothing hosts it. ${mended}`,
      `ocp/servers/toucan: it serves no service. ${mended}`,
    ]);
  });

  test("a service in two places", () => {
    expect(hosted(({ services }) => (services["extension-explorer"].server = "crm"))).toEqual([
      `ocp/services/extension-explorer: it names both pages and the server crm. ${mended}`,
    ]);
  });

  test("a server that the register does not have", () => {
    expect(hosted(({ services }) => (services["helpdesk-crm"].server = "crm-2"))).toHaveLength(2);
  });

  test("a server without a service", () => {
    expect(hosted(({ servers }) => (servers.spare = servers.toucan))).toEqual([
      `ocp/servers/spare: it serves no service. ${mended}`,
    ]);
  });
});

describe("OCP-HOST-1: the server managers manage every server", () => {
  const managed = (change: (draft: Draft) => void) => said(serversManaged, changed(ocpRegister, change));

  test("the compliant register passes, in whatever case the address is written", () => {
    expect(said(serversManaged, ocpRegister)).toEqual([]);
    expect(managed(({ servers }) => (servers.crm.contact = "Sysadmin@Dogsbody.com"))).toEqual([]);
  });

  test("another manager, another contact", () => {
    expect(managed(({ servers }) => (servers.crm.manager = "ods"))).toEqual([
      "ocp/servers/crm: it is managed by ods; servers are managed by dogsbody. Correct manager and contact in register/ocp/servers.yaml. [OCP-HOST-1]",
    ]);
    expect(managed(({ servers }) => (servers.toucan.contact = "sysadmin@dogsbody.com.example"))).toEqual([
      "ocp/servers/toucan: its contact is sysadmin@dogsbody.com.example; that of the server managers is sysadmin@dogsbody.com. Correct manager and contact in register/ocp/servers.yaml. [OCP-HOST-1]",
    ]);
  });
});
