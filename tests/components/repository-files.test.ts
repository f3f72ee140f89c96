import { describe, expect, test } from "vitest";
import { repositoryFiles } from "../../components/repository-files.ts";
import type { Repository } from "../../model/schema/change.ts";

const repository: Repository = {
  ...{ owner: "GSA", title: "A repository", visibility: "public", managed: true, defaultBranch: "main" },
  ...{ branches: {}, teams: {} },
};
const made = (more: Partial<Repository>) => repositoryFiles("ssb", { ...repository, ...more });

describe("a file made from a template", () => {
  const path = "app-setup-sms.sh";
  const template = "usnotify-ssb/app-setup-sms.sh";
  const values = { CSB_VERSION: "v2.5.3", SMS_BROKERPAK_VERSION: "v2.1.1" };

  test("has the register's values where the template has their names", () => {
    const [file] = made({ files: { [path]: { template, values } } });
    expect(file?.path).toBe(path);
    expect(file?.content).toContain('\nSMS_BROKERPAK_VERSION="v2.1.1"\n');
    expect(file?.content).not.toContain("@");
  });

  test("has to have them all, and no others", () => {
    const files = { [path]: { template, values: { CSB_VERSION: "v2.5.3", SMTP_BROKERPAK_VERSION: "v2.0.0" } } };
    expect(() => made({ files })).toThrow(
      "register/notify/repositories.yaml: ssb: app-setup-sms.sh: usnotify-ssb/app-setup-sms.sh does not fit: give SMS_BROKERPAK_VERSION a value; remove SMTP_BROKERPAK_VERSION, which is not in the template.",
    );
  });

  test("has to have a template", () => {
    expect(() => made({ files: { [path]: { template: "every/nothing.md" } } })).toThrow(
      "register/notify/repositories.yaml: ssb: app-setup-sms.sh: there is no template components/templates/every/nothing.md.",
    );
  });
});

describe("CODEOWNERS", () => {
  test("has a line for each path, in the register's order", () => {
    const codeOwners = [
      { team: "notify-engineers", paths: ["/docs/"] },
      { team: "notify-isso", paths: ["/.github/", "/terraform/"] },
    ];
    expect(made({ codeOwners })).toEqual([
      {
        path: ".github/CODEOWNERS",
        content: [
          "# Who approves what. The last line that matches a file decides.",
          "/docs/ @GSA/notify-engineers",
          "/.github/ @GSA/notify-isso",
          "/terraform/ @GSA/notify-isso",
          "",
        ].join("\n"),
      },
    ]);
  });

  test("is left out where nothing has an owner", () => {
    expect(made({})).toEqual([]);
    expect(made({ codeOwners: [] })).toEqual([]);
  });
});
