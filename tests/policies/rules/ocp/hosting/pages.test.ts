import { describe, expect, test } from "vitest";
import {
  explorerOnPages,
  pagesDeclared,
  pagesFromRegister,
  repositoriesForPages,
} from "../../../../../policies/rules/ocp/hosting/pages.ts";
import { changed, type Draft, ocpRegister } from "../../../compliant.ts";
import { resource, said } from "../../../judge.ts";
import { type OcpStack, saidAfter } from "../../../ocp-stack.ts";

const site = (props: object) =>
  saidAfter(pagesFromRegister, (stack) =>
    Object.assign(stack.the("RepositoryPages", "extension-explorer").props, props),
  );
const repository = (props: object) =>
  saidAfter(repositoriesForPages, (stack) => Object.assign(stack.the("Repository", "extension-explorer").props, props));

test.each([pagesFromRegister, repositoriesForPages, pagesDeclared])(
  "$name passes the compliant stack",
  async (rule) => {
    expect(await saidAfter(rule, () => {})).toEqual([]);
  },
);

describe("OCP-HOST-14: the site is what the register says", () => {
  test("at its own name", async () => {
    expect(await site({ cname: "extensions.example.org" })).toEqual([
      "github:index/repositoryPages:RepositoryPages \"extension-explorer\": it is served at extensions.example.org, not at extensions.open-contracting.org. Let the stack's program make the site from register/ocp/services.yaml; where it was made just now, run up once more for its name, and enforce https in the repository's settings. [OCP-HOST-14]",
    ]);
    expect(await site({ cname: undefined })).toHaveLength(1);
  });

  test.each([false, "true", 0])("over https: %j is not enough", async (httpsEnforced) => {
    expect(await site({ httpsEnforced })).toHaveLength(1);
  });

  test("over https, once GitHub tells; before it has a certificate nothing is said", async () => {
    expect(await site({ httpsEnforced: true })).toEqual([]);
    expect(await site({ httpsEnforced: undefined })).toEqual([]);
  });

  test("not without its name, as it is while only the first of two runs has been", async () => {
    expect(await site({ cname: "" })).toEqual([expect.stringContaining("run up once more for its name")]);
  });

  test("from its branch and folder, built by GitHub itself", async () => {
    expect(await site({ source: { branch: "gh-pages" } })).toEqual([]);
    expect(await site({ source: { branch: "main", path: "/" } })).toHaveLength(1);
    expect(await site({ source: { branch: "gh-pages", path: "/docs" } })).toHaveLength(1);
    expect(await site({ buildType: "workflow", source: undefined })).toHaveLength(2);
  });

  test("and there is no other", async () => {
    const another = (stack: OcpStack) =>
      stack.add("RepositoryPages", "extension-explorer", "other", { repository: "other" });
    expect(await saidAfter(pagesFromRegister, another)).toEqual([
      expect.stringContaining("no service of the register has pages in the repository other"),
    ]);
  });
});

describe("OCP-HOST-14: a repository is there for its site", () => {
  test("and for nothing else", async () => {
    expect(await repository({ name: "other" })).toHaveLength(1);
  });

  test("which the older property does not declare", async () => {
    expect(await repository({ pages: { source: { branch: "gh-pages" } } })).toEqual([
      expect.stringContaining("it declares its site in the deprecated property pages"),
    ]);
  });
});

describe("OCP-HOST-14: the site is declared", () => {
  test("once", async () => {
    expect(
      await saidAfter(pagesDeclared, (stack) => stack.remove("RepositoryPages", "extension-explorer")),
    ).toHaveLength(1);
    const twice = (stack: OcpStack) => stack.add("RepositoryPages", "extension-explorer", "again", {});
    expect(await saidAfter(pagesDeclared, twice)).toHaveLength(1);
  });

  test("in the organisation that its name leads to", async () => {
    const owned = (owner: unknown) =>
      saidAfter(pagesDeclared, ({ resources }) => {
        resources.push({ ...resource("pulumi:providers:github", "default", { owner }) });
      });
    expect(await owned("open-contracting")).toEqual([]);
    expect(await owned("somebody-else")).toHaveLength(1);
    expect(await owned(undefined)).toHaveLength(1);
  });
});

describe("OCP-HOST-14: people know it by one name", () => {
  const verdict = (change: (draft: Draft) => void) => said(explorerOnPages, changed(ocpRegister, change));

  test("which the register keeps", () => {
    expect(said(explorerOnPages, ocpRegister)).toEqual([]);
    expect(verdict(({ services }) => (services["extension-explorer"].pages.cname = "explorer.example.org"))).toEqual([
      "ocp/services/extension-explorer: its name is explorer.example.org; people know it as extensions.open-contracting.org. Correct the pages of the service in register/ocp/services.yaml. [OCP-HOST-14]",
    ]);
  });

  test("without pages, or without the service, there is no verdict but a breach", () => {
    expect(verdict(({ services }) => delete services["extension-explorer"].pages)).toHaveLength(1);
    expect(verdict(({ services }) => delete services["extension-explorer"])).toHaveLength(1);
  });
});
