import { expect, test } from "vitest";
import { GithubTeam } from "../../components/github-team.ts";
import { real, recorded } from "../stacks/record.ts";

const team = (...members: string[]) =>
  recorded(() => void new GithubTeam("notify-engineers", { description: "Engineers of US Notify", members }));

test("a team has the members that it is given, as members", async () => {
  expect(
    real(await team("notify-engineer-1", "notify-engineer-2")).map(({ name, props }) => ({ name, props })),
  ).toEqual([
    {
      name: "notify-engineers",
      props: { name: "notify-engineers", description: "Engineers of US Notify", privacy: "closed" },
    },
    ...["notify-engineer-1", "notify-engineer-2"].map((username) => ({
      name: `notify-engineers-${username}`,
      // The slug and not the id, so that the rules know at preview whose membership it is.
      props: { teamId: "notify-engineers", username, role: "member" },
    })),
  ]);
});

test("a membership waits for its team, and is taken before it is given anew: both are one thing to GitHub", async () => {
  const [team_, membership] = real(await team("notify-engineer-1"));
  expect(membership?.dependsOn).toContain(team_?.urn);
  expect(membership?.deleteBeforeReplace).toBe(true);
});

test("a team without members is a team", async () => {
  expect(real(await team())).toHaveLength(1);
});
