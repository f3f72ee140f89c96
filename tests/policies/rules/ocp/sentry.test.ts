import { describe, expect, test } from "vitest";
import { dsnKeptSecret, recipientsArePeople, servicesReport } from "../../../../policies/rules/ocp/sentry.ts";
import { changed, type Draft, ocpPerson, ocpRegister } from "../../compliant.ts";
import { said } from "../../judge.ts";

/** A change to the service that has to report. */
const service = (change: object) => (draft: Draft) => {
  Object.assign(draft.services.toucan, change);
};

/** A change to its DSN. */
const dsn = (change: object) => (draft: Draft) => {
  Object.assign(draft.credentials["sentry-toucan"], change);
};

describe("OCP-SENTRY-2: what OCP wrote and Salt manages reports its errors", () => {
  const verdict = (change: (draft: Draft) => void) => said(servicesReport, changed(ocpRegister, change));
  const remedy =
    "Name the project in register/ocp/services.yaml, and in register/ocp/credentials.yaml a credential of kind dsn for the service with where it is kept (pillarKey). [OCP-SENTRY-2]";

  test("to a project, with a DSN in Salt's private pillar", () => {
    expect(verdict(() => {})).toEqual([]);
  });

  test("or with one among a repository's secrets", () => {
    expect(verdict(dsn({ pillarKey: undefined, storedIn: [{ repository: "r", secretName: "SENTRY_DSN" }] }))).toEqual(
      [],
    );
  });

  test("not without a project", () => {
    expect(verdict(service({ sentry: undefined }))).toEqual([
      `ocp/services/toucan: toucan is of ocp and managed by Salt, but has no project in Sentry. ${remedy}`,
    ]);
  });

  test.each([
    { what: "without a DSN", change: (draft: Draft) => delete draft.credentials["sentry-toucan"] },
    { what: "with another service's DSN", change: dsn({ service: "cove" }) },
    { what: "with a credential of another kind", change: dsn({ kind: "token" }) },
  ])("not $what", ({ change }) => {
    expect(verdict(change)).toEqual([
      `ocp/services/toucan: toucan has no DSN (a credential of kind dsn), so its errors go nowhere. ${remedy}`,
    ]);
  });

  test.each([undefined, []])("not with a DSN that is kept nobody knows where (storedIn: %j)", (storedIn) => {
    expect(verdict(dsn({ pillarKey: undefined, storedIn }))).toEqual([
      `ocp/services/toucan: it is not said where the DSN of toucan is kept. ${remedy}`,
    ]);
  });

  test.each([{ author: "third-party" }, { managedBy: "other" }])("exempt is what has %j", (change) => {
    const both = (draft: Draft) => {
      draft.services.redash = { ...draft.services.toucan, sentry: undefined, ...change };
    };
    expect(verdict(both)).toEqual([]);
  });

  test("a register without any such service proves nothing", () => {
    const without = (draft: Draft) => {
      service({ author: "third-party" })(draft);
      delete draft.services.kingfisher;
    };
    expect(verdict(without)).toHaveLength(1);
  });
});

describe("OCP-SENTRY-2: a DSN is a secret", () => {
  const value = "https://0123456789abcdef0123456789abcdef@o1.ingest.sentry.io/42";
  const verdict = (change: (draft: Draft) => void) => said(dsnKeptSecret, changed(ocpRegister, change));

  test("where it is kept may be said", () => {
    expect(verdict(() => {})).toEqual([]);
  });

  test.each([
    value,
    value.replace("https", "http"),
    value.replace("@", ":fedcba9876543210fedcba9876543210@"),
    `DSN: ${value}.`,
    "https://0123456789ABCDEF0123456789ABCDEF@sentry.example.org/sub/path/7",
  ])("%s may not", (title) => {
    expect(verdict(dsn({ title }))).toEqual([
      "ocp/credentials: a DSN stands in sentry-toucan in plain text. Take it out, make a new one in Sentry since this one has been seen, and keep that in Salt's private pillar. [OCP-SENTRY-2]",
    ]);
  });

  test("nor anywhere else, lists included", () => {
    expect(verdict(service({ title: value }))).toHaveLength(1);
    expect(
      verdict((draft) => {
        draft.reviews[0].notes = `Found ${value} in a log`;
      }),
    ).toHaveLength(1);
  });

  test("an address without a key is none", () => {
    expect(verdict(dsn({ title: "https://open-contracting-partnership.sentry.io/projects/toucan/42" }))).toEqual([]);
  });
});

describe("OCP-SENTRY-1: people are notified, each at an address of their own", () => {
  const recipients = (...ids: string[]) => service({ sentry: { project: "toucan", recipients: ids } });
  const verdict = (change: (draft: Draft) => void) => said(recipientsArePeople, changed(ocpRegister, change));
  const remedy = "Name in register/ocp/services.yaml the people who look after the service. [OCP-SENTRY-1]";

  test("one or more", () => {
    expect(recipientsArePeople.level).toBe("advisory");
    expect(verdict(() => {})).toEqual([]);
    expect(verdict(recipients("ods-developer-1", "ocp-owner-1"))).toEqual([]);
  });

  test("not nobody", () => {
    expect(verdict(recipients())).toEqual([
      `ocp/services/toucan: nobody is notified of the errors of toucan. ${remedy}`,
    ]);
  });

  test("not a name that is nobody's", () => {
    expect(verdict(recipients("nobody"))).toEqual([`ocp/services/toucan: nobody is not in people.yaml. ${remedy}`]);
  });

  test.each([
    "sysadmin@open-contracting.org",
    "SysAdmin@dogsbody.com",
    "sysadmin+sentry@example.org",
    "info@cds.com.py",
  ])("not the list %s", (email) => {
    const list = (draft: Draft) => {
      draft.people.everyone = { ...ocpPerson("everyone", "ocp", "open-contracting.org"), email };
      recipients("everyone")(draft);
    };
    expect(verdict(list)).toEqual([
      `ocp/services/toucan: ${email} of everyone is not an address of one person. ${remedy}`,
    ]);
  });

  test("not the contact of a server or of an account, whatever it is called", () => {
    const contact = (draft: Draft) => {
      draft.servers.crm.contact = "Ods-Developer-1@opendataservices.coop";
    };
    const login = (draft: Draft) => {
      draft.accounts.linode.users.opencontracting.email = "ods-developer-1@opendataservices.coop";
    };
    expect(verdict(contact)).toHaveLength(1);
    expect(verdict(login)).toHaveLength(1);
  });

  test("not somebody who has left; on their last day they still look after it", () => {
    const left = (leftOn: string) => (draft: Draft) => {
      draft.people["ods-developer-1"].leftOn = leftOn;
    };
    expect(verdict(left("2026-06-01"))).toEqual([]);
    expect(verdict(left("2026-05-31"))).toEqual([
      `ocp/services/toucan: ods-developer-1 left on 2026-05-31 and looks after nothing. ${remedy}`,
    ]);
  });
});
