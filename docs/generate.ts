/**
 * `npm run docs`: writes docs/clauses.md from the clause catalogue, the rules, and the cases that go through the engine.
 */
import { writeFile } from "node:fs/promises";
import { catalogue } from "../policies/clauses/index.ts";
import { clausesPage } from "../policies/clauses/page.ts";
import { packRules } from "../policies/packs/pack-rules.ts";
import { changeRules } from "../policies/rules/blast-radius.ts";
import { caseCounts } from "../tests/engine/cases.ts";

const page = clausesPage(catalogue, [...packRules, ...changeRules], caseCounts());
await writeFile(new URL("clauses.md", import.meta.url), page);
