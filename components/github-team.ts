import type * as Github from "@pulumi/github";
import * as pulumi from "@pulumi/pulumi";
import { github } from "./providers.ts";

export interface GithubTeamArgs {
  /** What the team is for, in a sentence. */
  readonly description: string;
  /** GitHub logins of those who hold the role, and nobody else's. */
  readonly members: readonly string[];
}

/** A team on GitHub whose members are the holders of a role of the register (NOTIFY-ROLE-1, 6; NOTIFY-ACC-5). */
export class GithubTeam extends pulumi.ComponentResource {
  /** What has to exist before the team can be given access. */
  readonly team: Github.Team;

  constructor(slug: string, { description, members }: GithubTeamArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gatehouse:github:Team", slug, {}, opts);
    this.team = new github.Team(slug, { name: slug, description, privacy: "closed" }, { parent: this });
    for (const username of members) {
      // By slug, which is known at preview, so that the rules can judge whose team it is; the id is known only later.
      new github.TeamMembership(
        `${slug}-${username.toLowerCase()}`,
        { teamId: slug, username, role: "member" },
        // Made anew for its id alone, it would be given, and then taken, by one name.
        { parent: this, dependsOn: [this.team], deleteBeforeReplace: true },
      );
    }
    this.registerOutputs({});
  }
}
