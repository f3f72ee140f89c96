/**
 * `npm run docs`: writes docs/clauses.md from the clause catalogue, the rules, and the cases that go through the engine,
 * docs/properties.md from what is decided about each property, docs/facts.md from what is decided about facts,
 * docs/architecture.md from the rooms that the checks keep apart, docs/history.md from what is not forgotten,
 * docs/by-hand.md from what the stacks make of the shipped register, and docs/cases.json, the cases in words.
 */
import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { rememberedKinds } from "../model/history.ts";
import { loadRegister } from "../model/load.ts";
import { catalogue } from "../policies/clauses/index.ts";
import { clausesPage } from "../policies/clauses/page.ts";
import { packRules } from "../policies/packs/pack-rules.ts";
import { changeRules } from "../policies/rules/blast-radius.ts";
import { decidingFields, vouchedFields } from "../policies/rules/facts/fields.ts";
import { agreements } from "../policies/rules/facts/index.ts";
import { grades, moves, movesOfFields, neededWords, notRemembered } from "../policies/settings/history.ts";
import { stacks } from "../stacks/catalogue.ts";
import { caseCounts, cases } from "../tests/engine/cases.ts";
import { architecturePage } from "./architecture-page.ts";
import { byHandPage } from "./by-hand-page.ts";
import { casesInWords } from "./cases.ts";
import { factsPage } from "./facts-page.ts";
import { historyPage } from "./history-page.ts";
import { typesOfPage } from "./properties.ts";
import { propertiesPage } from "./properties-page.ts";
import rooms from "./rooms.json" with { type: "json" };

const page = clausesPage(catalogue, [...packRules, ...changeRules], caseCounts());
await writeFile(new URL("clauses.md", import.meta.url), page);
await writeFile(new URL("facts.md", import.meta.url), factsPage(agreements, decidingFields, vouchedFields));
const past = { moves, movesOfFields, neededWords, grades, notRemembered };
await writeFile(new URL("history.md", import.meta.url), historyPage(rememberedKinds, past));
await writeFile(new URL("properties.md", import.meta.url), propertiesPage(typesOfPage));
await writeFile(new URL("architecture.md", import.meta.url), architecturePage(rooms));
const { registers } = loadRegister(fileURLToPath(new URL("../register", import.meta.url)));
await writeFile(new URL("by-hand.md", import.meta.url), byHandPage(stacks, registers));
await writeFile(new URL("cases.json", import.meta.url), `${JSON.stringify(casesInWords(cases), null, 2)}\n`);
