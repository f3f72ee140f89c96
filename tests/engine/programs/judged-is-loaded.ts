// A program that declares another register than the files have: how it differs is in GATEHOUSE_TEST_CHANGE.
import { type Draft, declareChanged } from "./declared.ts";

const changes: Readonly<Record<string, (register: Draft) => void>> = {
  nothing: () => {},
  "a grant left out": ({ grants }) => void grants.redash.admin.pop(),
  "a review of today": ({ reviews }) => {
    reviews[0].reviewedOn = process.env.GATEHOUSE_AS_OF;
  },
  "a person of another address": ({ people }) => {
    people["ocp-owner-1"].email = "somebody@open-contracting.org";
  },
  "a service that no file has": (register) => {
    register.services.hidden = { title: "Hidden", server: "toucan", author: "third-party", managedBy: "other" };
  },
  "an organisation left out": ({ organisations, people }) => {
    const [id] = Object.keys(organisations).slice(-1);
    for (const [person, { organisation }] of Object.entries<{ organisation: string }>(people)) {
      if (organisation === id) delete people[person];
    }
    delete organisations[id as string];
  },
};

const change = changes[process.env.GATEHOUSE_TEST_CHANGE ?? ""];
if (change === undefined) throw new Error(`there is no change "${process.env.GATEHOUSE_TEST_CHANGE}"`);
await declareChanged("ocp", change);
