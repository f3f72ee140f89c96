import { declareRegister } from "../components/declared-register.ts";
import { deployedOutputs } from "../components/deployed-outputs.ts";
import { GithubTeam } from "../components/github-team.ts";
import { ProtectedRepository } from "../components/protected-repository.ts";
import { github } from "../components/providers.ts";
import { recordTypes } from "../model/records.ts";
import type { Register } from "../model/register.ts";
import { historyOf } from "./history.ts";

/** The stack that US Notify's environments share: its register, people on GitHub, repositories and their protection. */
export async function notifyPlatform(register: Register): Promise<void> {
  const deployed = await deployedOutputs();
  const declared = await declareRegister(register, await historyOf(register, deployed));
  const roles = Object.entries(register.systems).flatMap(([system, { roles }]) =>
    Object.entries(roles).map(([role, { title, team }]) => ({ system, role, title, team })),
  );
  const members = new Map<string, string[]>();
  const teams = roles.flatMap(({ system, role, title, team }) => {
    if (team === undefined) return [];
    const logins = loginsOf(register, system, role);
    members.set(team, logins);
    return new GithubTeam(
      team,
      { description: `${title} of US Notify`, members: logins },
      { parent: declared.entry(recordTypes.role, `${system}-${role}`) },
    ).team;
  });
  for (const username of [...new Set([...members.values()].flat())].sort()) {
    new github.Membership(username.toLowerCase(), { username, role: "member" });
  }
  for (const [id, repository] of Object.entries(register.repositories)) {
    if (!repository.managed) continue;
    new ProtectedRepository(id, { repository, teams }, { parent: declared.entry(recordTypes.repository, id) });
  }
}

/** The GitHub logins of those who hold a role and have not had it revoked. */
function loginsOf(register: Register, system: string, role: string): string[] {
  const people = (register.grants[system]?.[role] ?? [])
    .filter((grant) => grant.revokedOn === undefined)
    .map((grant) => grant.person);
  return [...new Set(people)].flatMap((person) => register.people[person]?.github ?? []).sort();
}
