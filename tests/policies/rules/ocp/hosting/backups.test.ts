import { describe, expect, test } from "vitest";
import {
  bytemarkBackups,
  bytemarkBackupTime,
  crmOffsiteBackups,
} from "../../../../../policies/rules/ocp/hosting/backups.ts";
import { changed, type Draft, ocpRegister } from "../../../compliant.ts";
import { said } from "../../../judge.ts";

describe("OCP-HOST-13: one weekly backup at Bytemark", () => {
  const verdict = (backup: object | undefined) =>
    said(
      bytemarkBackups,
      changed(ocpRegister, ({ servers }) => {
        servers.toucan.backup = backup;
      }),
    );
  const mend =
    "Set backup.everyDays to 7 and backup.retained to at least 1 in register/ocp/servers.yaml, as at the host. [OCP-HOST-13]";

  test("every 7 days with a copy kept, or more of them", () => {
    expect(verdict({ everyDays: 7, retained: 1 })).toEqual([]);
    expect(verdict({ everyDays: 7, retained: 4 })).toEqual([]);
  });

  test("none", () => {
    expect(verdict(undefined)).toEqual([`ocp/servers/toucan: it has no backup. ${mend}`]);
  });

  test.each([0, 6, 8, 14])("every %i days", (everyDays) => {
    expect(verdict({ everyDays, retained: 1 })).toEqual([
      `ocp/servers/toucan: it is backed up every ${everyDays} days, not every 7. ${mend}`,
    ]);
  });

  test("none kept", () => {
    expect(verdict({ everyDays: 7, retained: 0 })).toEqual([
      `ocp/servers/toucan: of its backups 0 are kept, and 1 must be. ${mend}`,
    ]);
  });

  test("other hosts are not meant", () => {
    expect(
      said(
        bytemarkBackups,
        changed(ocpRegister, ({ servers }) => delete servers.crm.backup),
      ),
    ).toEqual([]);
  });
});

describe("OCP-HOST-13: when it starts is advice", () => {
  const verdict = (backup: object) =>
    said(
      bytemarkBackupTime,
      changed(ocpRegister, ({ servers }) => {
        servers.toucan.backup = { everyDays: 7, retained: 1, ...backup };
      }),
    );

  test("on a Thursday, before 10:00", () => {
    expect(bytemarkBackupTime.level).toBe("advisory");
    expect(verdict({ startDay: "Thursday", startBeforeUtc: "10:00" })).toEqual([]);
    expect(verdict({ startDay: "Thursday", startBeforeUtc: "04:30" })).toEqual([]);
  });

  test("another day, a later hour, or nothing said", () => {
    expect(verdict({ startDay: "Friday", startBeforeUtc: "10:00" })).toHaveLength(1);
    expect(verdict({ startDay: "Thursday", startBeforeUtc: "10:01" })).toHaveLength(1);
    expect(verdict({})).toHaveLength(2);
  });
});

describe("OCP-HOST-8: the CRM is copied to Google Cloud daily and weekly", () => {
  const [daily, weekly] = ocpRegister.servers.crm?.offsiteBackups ?? [];
  const verdict = (...copies: object[]) =>
    said(
      crmOffsiteBackups,
      changed(ocpRegister, ({ servers }) => {
        servers.crm.offsiteBackups = copies;
      }),
    );
  const mend =
    "List both in offsiteBackups of the CRM's server in register/ocp/servers.yaml, as they are set up. [OCP-HOST-8]";

  test("both, and one more elsewhere", () => {
    expect(verdict({ ...daily }, { ...weekly })).toEqual([]);
    expect(verdict({ ...daily }, { ...weekly }, { ...daily, provider: "aws", bucket: "third" })).toEqual([]);
  });

  test("only weekly, or none", () => {
    expect(verdict({ ...weekly })).toEqual([
      `ocp/servers/crm: it has no daily copy that dogsbody makes to gcp. ${mend}`,
    ]);
    expect(verdict()).toHaveLength(2);
    expect(
      said(
        crmOffsiteBackups,
        changed(ocpRegister, ({ servers }) => delete servers.crm.offsiteBackups),
      ),
    ).toHaveLength(2);
  });

  test("at another provider, or made by somebody else", () => {
    expect(verdict({ ...daily, provider: "aws" }, { ...weekly })).toEqual([
      `ocp/servers/crm: it has no daily copy that dogsbody makes to gcp; dogsbody makes one to aws. ${mend}`,
    ]);
    expect(verdict({ ...daily }, { ...weekly, operator: "ods" })).toHaveLength(1);
  });

  test("both in one bucket", () => {
    expect(verdict({ ...daily, bucket: "copies" }, { ...weekly, bucket: "copies" })).toEqual([
      `ocp/servers/crm: two of its copies share a bucket, so one could replace the other. ${mend}`,
    ]);
  });

  test("the server is the one that the CRM is on, and without it there is no verdict", () => {
    const moved = ({ services }: Draft) => (services["helpdesk-crm"].server = "toucan");
    expect(said(crmOffsiteBackups, changed(ocpRegister, moved))).toHaveLength(2);
    expect(
      said(
        crmOffsiteBackups,
        changed(ocpRegister, ({ services }) => delete services["helpdesk-crm"]),
      ),
    ).toHaveLength(1);
  });
});
