import * as pulumi from "@pulumi/pulumi";
import type { Service } from "../model/schema/hosting.ts";
import { alias } from "./alias.ts";
import { github } from "./providers.ts";

export interface PagesSiteArgs {
  readonly title: string;
  readonly pages: NonNullable<Service["pages"]>;
  /** The organisation's own name at GitHub Pages, which the site's name is an alias of. */
  readonly target: string;
  /** Cloudflare zone that the site's name is in, where that is ours. */
  readonly zoneId?: string;
}

/** A website on GitHub Pages: its repository, the branch that it is made from, the site and its name (OCP-HOST-14). */
export class PagesSite extends pulumi.ComponentResource {
  constructor(name: string, { title, pages, target, zoneId }: PagesSiteArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gatehouse:host:PagesSite", name, {}, opts);
    const { repository, branch, path, cname } = pages;
    const inner = { parent: this };
    const repo = new github.Repository(
      repository,
      {
        name: repository,
        description: title,
        homepageUrl: `https://${cname}/`,
        visibility: "public",
        autoInit: true,
        // Lost code cannot be restored from here: a repository that leaves the register is archived, not deleted.
        archiveOnDestroy: true,
        deleteBranchOnMerge: true,
        hasIssues: true,
        vulnerabilityAlerts: true,
      },
      { ...inner, protect: true },
    );
    const made = new github.Branch(`${repository}-${branch}`, { repository, branch }, { ...inner, dependsOn: [repo] });
    // The name before the site: GitHub asks the DNS for it when it is told to serve it over https.
    const names = zoneId === undefined ? [] : [alias(name, { zoneId, hostname: cname, target }, inner)];
    // The provider sends the name only when it changes, and `cname: null` with any other change, which takes it away. So the
    // site is made without it, the next `up` finds it missing and sends it, and another source is another site. For https
    // GitHub needs a certificate, which comes after the name: it cannot be asked for here (docs/going-live.md).
    new github.RepositoryPages(
      name,
      { repository, buildType: "legacy", source: { branch, path }, cname },
      {
        ...inner,
        dependsOn: [made, ...names],
        replaceOnChanges: ["source", "buildType"],
        deleteBeforeReplace: true,
      },
    );
    this.registerOutputs({});
  }
}
