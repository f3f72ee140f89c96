import type { DateText } from "../../model/dates.ts";
import { type Register, type RegisterId, registerIds } from "../../model/register.ts";
import { id as idSchema } from "../../model/schema/common.ts";
import { type Person, person as personSchema } from "../../model/schema/people.ts";
import { type Mark, marksInCommon } from "../../policies/rules/people.ts";
import { kindsOfEmployment } from "../../policies/settings/facts.ts";
import { BadInput } from "../../toolchain/bad-input.ts";
import { publicKey } from "./key.ts";

/** What is said of somebody who joins. */
export interface Words {
  readonly name?: string | undefined;
  readonly organisation?: string | undefined;
  readonly email?: string | undefined;
  readonly employment?: string | undefined;
  readonly github?: string | undefined;
  readonly sshKey?: readonly string[] | undefined;
  readonly joined?: DateText | undefined;
}

/** The register of an organisation. Throws `BadInput` where none, or more than one, has it. */
export function registerOfOrganisation(
  registers: Readonly<Record<RegisterId, Register>>,
  organisation: string,
): RegisterId {
  const found = registerIds.filter((id) => Object.hasOwn(registers[id].organisations, organisation));
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  const all = registerIds.flatMap((id) => Object.keys(registers[id].organisations).map((each) => `${each} (${id})`));
  throw new BadInput(
    `--organisation ${JSON.stringify(organisation)} is ${found.length === 0 ? "no organisation of the register" : "in both registers"}; there are ${all.join(", ")}`,
  );
}

/** The kinds of employment that people of an organisation may have. */
export function employmentsOf({ id, organisations }: Register, organisation: string): Person["employment"][] {
  const kind = organisations[organisation]?.kind;
  return (Object.keys(kindsOfEmployment[id]) as Person["employment"][]).filter(
    (each) => kind !== undefined && kindsOfEmployment[id][each].includes(kind),
  );
}

/** The entry of somebody, from what is said of them. Throws `BadInput` with all that is wrong or missing. */
export function entryOfNewcomer(register: Register, id: string, words: Words, joinedOn?: DateText): Person {
  const { name, organisation = "", email, github, sshKey = [] } = words;
  const possible = employmentsOf(register, organisation);
  const employment = words.employment ?? (possible.length === 1 ? possible[0] : undefined);
  const missing = Object.entries({ name, email, employment }).flatMap(([key, value]) =>
    value === undefined ? [`--${key}${key === "employment" ? ` (${possible.join(" or ")})` : ""}`] : [],
  );
  const broken = Object.entries({ name, email }).flatMap(([key, value]) =>
    /\p{Cc}/u.test(value ?? "") ? [`--${key} has to be one line.`] : [],
  );
  if (broken.length > 0) throw new BadInput(broken.join("\n"));
  const wrongId = idSchema.safeParse(id).success
    ? []
    : [`${JSON.stringify(id)} is no id: small letters and digits, joined by single hyphens or dots`];
  if (missing.length > 0) throw new BadInput([`Say more of ${id}: ${missing.join(", ")}.`, ...wrongId].join("\n"));
  const keys = sshKey.map((each) => publicKey(each, id));
  const entry = {
    ...{ name, organisation, email, employment },
    ...(github !== undefined && { github }),
    ...(keys.length > 0 && { sshKeys: keys }),
    ...(joinedOn !== undefined && { joinedOn }),
  };
  const { data, error } = personSchema.safeParse(entry);
  const wrong = (error?.issues ?? []).map(({ path, message }) => `--${path.join(" ")}: expected ${message}`);
  if (data === undefined || wrongId.length > 0) throw new BadInput([...wrongId, ...wrong].join("\n"));
  return data;
}

const words: Readonly<Record<Exclude<Mark, "name">, string>> = {
  address: "e-mail address",
  login: "GitHub login",
  key: "SSH key",
};

/**
 * Throws `BadInput` where an entry has what is somebody else's. A name may be that of two people: who has the same is given back,
 * in words, for somebody to look at.
 */
export function mustBeTheirs({ people }: Register, id: string, entry: Person): string[] {
  const alike = Object.entries(people)
    .filter(([other]) => other !== id)
    .map(([other, theirs]) => ({ other, theirs, marks: marksInCommon(entry, theirs) }))
    .filter(({ marks }) => marks.length > 0);
  const taken = alike.flatMap(({ other, theirs, marks }) =>
    marks.flatMap((mark) => {
      if (mark === "name") return [];
      const back =
        theirs.leftOn === undefined
          ? ""
          : `, who left on ${theirs.leftOn}: where it is they who come back, npm run join -- ${other}`;
      return [`The ${words[mark]} is that of ${other} already${back}.`];
    }),
  );
  if (taken.length > 0) throw new BadInput(taken.join("\n"));
  return alike.map(
    ({ other }) => `${other} has the same name: one human has one entry, and the rules take both for one`,
  );
}
