import { createInterface } from "node:readline/promises";
import { roleNames } from "../../edits/give/given.ts";
import { loadRegister } from "../../model/load.ts";
import { registerIds } from "../../model/register.ts";
import { everyServer } from "../../model/schema/access.ts";
import { BadInput } from "../../toolchain/bad-input.ts";
import type { JoinOptions } from "./join.ts";
import { employmentsOf, registerOfOrganisation } from "./newcomer.ts";

/** Asks somebody a question and gives the answer, without the spaces around it. */
export type Ask = (question: string) => Promise<string>;

/**
 * What `join` needs to know: what is not on the command line is asked for, where somebody sits at a terminal. What is given on the
 * command line is asked for no more, so a full one asks nothing. Throws `BadInput` where nobody can be asked and the id is missing.
 */
export async function asked(
  id: string | undefined,
  options: JoinOptions,
): Promise<JoinOptions & { readonly id: string }> {
  const complete =
    id !== undefined && options.organisation !== undefined && options.name !== undefined && options.email !== undefined;
  if (complete || !process.stdin.isTTY || !process.stdout.isTTY) {
    if (id === undefined)
      throw new BadInput(
        "Say who joins: npm run join -- PERSON, with an id such as ada-lovelace; --help tells the rest.",
      );
    return { ...options, id };
  }
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return await interview(async (question) => (await lines.question(`${question} `)).trim(), id, options);
  } finally {
    lines.close();
  }
}

/** Asks for what is missing, one thing after the other. An empty answer leaves out what may be left out, and is asked for again else. */
export async function interview(
  ask: Ask,
  id: string | undefined,
  options: JoinOptions,
): Promise<JoinOptions & { readonly id: string }> {
  const { registers } = loadRegister(options.register);
  const needed = async (known: string | undefined, question: string, choices?: readonly string[]): Promise<string> => {
    if (known !== undefined) return known;
    for (;;) {
      const answer = await ask(choices === undefined ? question : `${question} (${choices.join(", ")})`);
      if (answer !== "" && (choices === undefined || choices.includes(answer))) return answer;
    }
  };
  const optional = async (known: string | undefined, question: string) =>
    known ?? ((await ask(`${question} (or nothing)`)) || undefined);
  const several = async (known: readonly string[] | undefined, question: string, choices: readonly string[]) => {
    if (known !== undefined || choices.length === 0) return known;
    const found: string[] = [];
    for (;;) {
      const answer = await ask(`${question} (${choices.join(", ")}; nothing to go on)`);
      if (answer === "") return found;
      if (choices.some((each) => answer === each || answer.startsWith(`${each}@`))) found.push(answer);
    }
  };
  const person = await needed(id, "Id, such as ada-lovelace?");
  const returning = registerIds.find((each) => registers[each].people[person]?.leftOn !== undefined);
  const known = returning === undefined ? undefined : registers[returning].people[person];
  const all = registerIds.flatMap((each) => Object.keys(registers[each].organisations));
  const organisation = await needed(options.organisation ?? known?.organisation, "Organisation?", all);
  const register = registers[registerOfOrganisation(registers, organisation)];
  const name = await needed(options.name ?? known?.name, "Name?");
  const email = await needed(options.email ?? known?.email, "E-mail address?");
  const employments = employmentsOf(register, organisation);
  const employment = await needed(
    options.employment ?? known?.employment ?? (employments.length === 1 ? employments[0] : undefined),
    "Employment?",
    employments,
  );
  const github = await optional(options.github ?? known?.github, "GitHub login?");
  const role = await several(options.role, "Role, as SYSTEM/ROLE or SYSTEM/ROLE@PLACE?", roleNames(register));
  const servers = Object.keys(register.servers);
  const root = await several(
    options.root,
    "Root on which server?",
    servers.length === 0 ? [] : [everyServer, ...servers],
  );
  const key =
    root === undefined || root.length === 0
      ? undefined
      : await optional(options.sshKey?.[0], "SSH public key, or a file with it?");
  const reason = root === undefined || root.length === 0 ? options.reason : await optional(options.reason, "What for?");
  const acts = (role ?? []).length > 0;
  const approvedBy = acts ? await optional(options.approvedBy, "Who approved it?") : options.approvedBy;
  const createdBy = acts ? await optional(options.createdBy, "Who made the accounts?") : options.createdBy;
  const grantedBy =
    (root ?? []).length > 0 ? await optional(options.grantedBy, "Who granted root?") : options.grantedBy;
  const found = {
    ...{ organisation, name, email, employment, github, role, root, reason, approvedBy, createdBy, grantedBy },
    sshKey: options.sshKey ?? (key === undefined ? undefined : [key]),
  };
  const said = Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
  return { ...options, ...said, id: person };
}
