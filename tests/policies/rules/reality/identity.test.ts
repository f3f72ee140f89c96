import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Person } from "../../../../model/schema/people.ts";
import { sshKeyFingerprint } from "../../../../model/schema/ssh-key.ts";
import { matcher } from "../../../../policies/rules/reality/identity.ts";
import type { Principal } from "../../../../readings/reading.ts";

const key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAID9lKNE20LFauwbiiaGYIUParnUDVrY4G3T33Ixt8jw7 ada";
const ada: Person = { name: "Ada Lane", organisation: "ocp", email: "ada@open-contracting.org", employment: "staff" };
const bo: Person = { name: "Bo Reed", organisation: "ods", email: "bo@opendataservices.coop", employment: "staff" };
const people = {
  ada: { ...ada, github: "Ada-Lane", sshKeys: [key], accounts: { redash: ["a.lane", "second"] } },
  bo: { ...bo, github: "boreed" },
};

const account = (identity: Principal["identity"], more: Partial<Principal> = {}): Principal => ({
  ...{ id: "17", kind: "person", identity, state: "active", at: { file: "users.json", keys: [0] } },
  ...more,
});
const whose = (identity: Principal["identity"], more: Partial<Principal> = {}, system = "redash", service = system) =>
  matcher({ people }, system, service)(account(identity, more));

describe("an account is of whoever has a mark of it in the register", () => {
  test.each([
    ["its e-mail address", whose({ emails: ["Ada@Open-Contracting.org"] }), "ada", "e-mail address"],
    ["one of its addresses", whose({ emails: ["x@example.org", "bo@opendataservices.coop"] }), "bo", "e-mail address"],
    ["a login that is an address", whose({ login: "BO@opendataservices.coop" }), "bo", "e-mail address"],
    ["a name at that system", whose({ login: "A.Lane" }), "ada", "name at the system"],
    ["a second name there", whose({ login: "SECOND" }), "ada", "name at the system"],
    ["a number there", whose({}, { id: "second" }), "ada", "name at the system"],
    ["a login at GitHub", whose({ login: "ada-lane" }, {}, "github"), "ada", "login at GitHub"],
    ["a key", whose({ fingerprint: sshKeyFingerprint(key) }, { kind: "key" }), "ada", "key"],
  ])("%s", (_, match, person, by) => {
    expect(match).toEqual({ is: "person", person, by });
  });

  test.each([
    ["a login at GitHub, elsewhere", whose({ login: "ada-lane" })],
    ["a name at another system", whose({ login: "a.lane" }, {}, "redmine")],
    ["what is beside a key", whose({ name: "Ada Lane", login: "ada-lane" }, { kind: "key" }, "github")],
    ["nothing at all", whose({})],
    ["an empty login", whose({ login: " " })],
  ])("%s is no mark", (_, match) => {
    expect(match).toEqual({ is: "nobody", alike: [] });
  });

  test.each([
    ["a mailbox at another domain", whose({ emails: ["ada@example.org"] }), "its address is ada@example.org"],
    [
      "what follows a plus",
      whose({ emails: ["ada+x@open-contracting.org"] }),
      "its address is ada+x@open-contracting.org",
    ],
    ["a name", whose({ name: "ada lane" }), "its name is ada lane"],
    ["a login that is an id", whose({ login: "ada" }), "its login is ada"],
  ])("%s is told, and no mark", (_, match, because) => {
    expect(match).toEqual({ is: "nobody", alike: [{ person: "ada", because }] });
  });

  test("marks of two people are doubtful", () => {
    expect(whose({ login: "a.lane", emails: ["bo@opendataservices.coop"] })).toEqual({
      is: "doubtful",
      people: [
        ["ada", "name at the system"],
        ["bo", "e-mail address"],
      ],
    });
  });
});

describe("whatever accounts there are", () => {
  const word = fc.stringMatching(/^[a-z][a-z0-9]{2,7}$/);
  const persons = fc
    .uniqueArray(word, { minLength: 1, maxLength: 6 })
    .map((ids) =>
      Object.fromEntries(
        ids.map((id) => [
          id,
          { ...ada, email: `${id}@example.org`, github: `${id}-gh`, accounts: { redash: [`${id}.r`] } },
        ]),
      ),
    );
  const withCapitals = (text: string, flips: readonly boolean[]) =>
    [...text].map((letter, at) => (flips[at % flips.length] ? letter.toUpperCase() : letter)).join("");

  test("each person is found by each of their marks, in any capitals, and nobody else is", () => {
    const flips = fc.array(fc.boolean(), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(persons, flips, (register, capitals) => {
        for (const [id, { email, github }] of Object.entries(register)) {
          const found = [
            matcher({ people: register }, "redash", "redash")(account({ emails: [withCapitals(email, capitals)] })),
            matcher({ people: register }, "redash", "redash")(account({ login: withCapitals(`${id}.r`, capitals) })),
            matcher({ people: register }, "code", "github")(account({ login: withCapitals(github, capitals) })),
          ];
          for (const match of found) expect(match).toMatchObject({ is: "person", person: id });
        }
      }),
    );
  });

  test("whoever is matched has the mark, and without a mark nobody is", () => {
    const identity = fc.record(
      {
        login: fc.oneof(
          word,
          word.map((each) => `${each}-gh`),
        ),
        emails: fc.array(fc.emailAddress(), { maxLength: 2 }),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(persons, identity, (register, { login, emails }) => {
        const given = { ...(login !== undefined && { login }), ...(emails !== undefined && { emails }) };
        const match = matcher({ people: register }, "code", "github")(account(given));
        const texts = [login, ...(emails ?? [])].flatMap((each) => each?.toLowerCase() ?? []);
        const marked = Object.keys(register).filter(
          (id) => texts.includes(`${id}@example.org`) || login?.toLowerCase() === `${id}-gh`,
        );
        if (marked.length === 0) expect(match.is).toBe("nobody");
        if (marked.length === 1) expect(match).toMatchObject({ is: "person", person: marked[0] });
        if (marked.length > 1) expect(match.is).toBe("doubtful");
      }),
    );
  });
});
