import { subjectOf } from "../../../../model/register.ts";
import { hosting } from "../../../settings/hosting.ts";
import { problems } from "../../grants.ts";
import { fields, isOn, shown } from "../../reading.ts";
import type { RegisterRule, ResourceRule, StackRule } from "../../rule.ts";

const pagesType = "github:index/repositoryPages:RepositoryPages";
const repositoryType = "github:index/repository:Repository";
const { pages, extensionExplorer } = hosting;

/** The Extension Explorer stands in the register as a site of GitHub Pages, under the name that people know. */
export const explorerOnPages: RegisterRule = {
  name: "ocp-extension-explorer",
  clauses: ["OCP-HOST-14"],
  level: "mandatory",
  description: `GitHub Pages serves the Extension Explorer at ${extensionExplorer.cname}.`,
  remedy: "Correct the pages of the service in register/ocp/services.yaml.",
  scope: "register",
  judge: (register) => {
    const service = register.services[extensionExplorer.service];
    if (service === undefined) return [];
    const cname = service.pages?.cname;
    return [
      {
        subject: subjectOf(register.id, "services", extensionExplorer.service),
        problems: problems(
          cname === undefined && "it has no pages",
          cname !== undefined &&
            cname !== extensionExplorer.cname &&
            `its name is ${cname}; people know it as ${extensionExplorer.cname}`,
        ),
      },
    ];
  },
};

/** A site of GitHub Pages is a service of the register, at its own name, over https. */
export const pagesFromRegister: ResourceRule = {
  name: "ocp-pages-from-register",
  clauses: ["OCP-HOST-14"],
  level: "mandatory",
  description: "Every site of GitHub Pages is a service of the register, served over https at its name.",
  remedy:
    "Let the stack's program make the site from register/ocp/services.yaml; where it was made just now, run up once more for its name, and enforce https in the repository's settings.",
  scope: "resource",
  types: [pagesType],
  judge: ({ props }, { register }) => {
    const due = Object.values(register.services).find(
      (service) => service.pages !== undefined && service.pages.repository === props.repository,
    )?.pages;
    if (due === undefined) return [`no service of the register has pages in the repository ${shown(props.repository)}`];
    const source = fields(props.source);
    return problems(
      props.cname !== due.cname && `it is served at ${shown(props.cname)}, not at ${due.cname}`,
      // Nothing is said of it when the site is made: GitHub has no certificate yet, and what it enforces it tells afterwards.
      (props.httpsEnforced ?? true) !== true && "it is also served without https",
      isOn(props.buildType) && props.buildType !== "legacy" && `it is built by ${shown(props.buildType)}`,
      (source.branch !== due.branch || (source.path ?? "/") !== due.path) &&
        `it is made from ${shown(source.branch)} ${shown(source.path ?? "/")}, not from ${due.branch} ${due.path}`,
    );
  },
};

/** Repositories of this stack are there for their sites; the older way to say what a site is would escape its rule. */
export const repositoriesForPages: ResourceRule = {
  name: "ocp-repositories-for-pages",
  clauses: ["OCP-HOST-14"],
  level: "mandatory",
  description: "A repository of this stack has a site of the register, declared by RepositoryPages alone.",
  remedy: "Remove pages from the repository, and repositories that no service of the register has its pages in.",
  scope: "resource",
  types: [repositoryType],
  judge: ({ name, props }, { register }) => {
    const repository = shown(props.name ?? name);
    return problems(
      !Object.values(register.services).some((service) => service.pages?.repository === repository) &&
        `no service of the register has pages in ${repository}`,
      isOn(props.pages) && "it declares its site in the deprecated property pages",
    );
  },
};

/** Every site of the register is declared, once. */
export const pagesDeclared: StackRule = {
  name: "ocp-pages-declared",
  clauses: ["OCP-HOST-14"],
  level: "mandatory",
  description: `Every site of GitHub Pages in the register is declared, once, and ${pages.owner} is its owner.`,
  remedy:
    "Let the stack's program make the sites of register/ocp/services.yaml, with github:owner as in Pulumi.ocp.yaml.",
  scope: "stack",
  judge: (resources, { register }) => {
    const owners = resources
      .filter(({ type }) => type === "pulumi:providers:github")
      .map(({ props }) => shown(props.owner));
    return Object.entries(register.services).flatMap(([id, { pages: due }]) => {
      if (due === undefined) return [];
      const found = resources.filter(
        ({ type, props }) => type === pagesType && props.repository === due.repository,
      ).length;
      return [
        {
          subject: subjectOf(register.id, "services", id),
          problems: [
            ...problems(
              found === 0 && `it has no ${pagesType} for ${due.repository}`,
              found > 1 && `it has ${found} ${pagesType} for ${due.repository}`,
            ),
            ...owners
              .filter((owner) => owner !== pages.owner)
              .map((owner) => `the repositories belong to ${owner}, not to ${pages.owner}`),
          ],
        },
      ];
    });
  },
};
