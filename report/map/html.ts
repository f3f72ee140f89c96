import { accessMapPart, day, obligationsPart, onLines } from "../html/ledger.ts";
import { htmlPage } from "../html/page.ts";
import { folded, table } from "../html/table.ts";
import { type Html, html } from "../html/template.ts";
import { organisations } from "../organisations.ts";
import { counted } from "../words.ts";
import type { AccessPath, Held, Holder, RegisterMap } from "./register-map.ts";
import { search } from "./search.ts";
import { mapFacts, mapTitles, untilWords } from "./words.ts";

/** The map as one page of HTML that stands alone: it is told whole, and a script only helps to find something in it. */
export async function htmlMap(map: RegisterMap): Promise<string> {
  const title = `Gatehouse: who has access to what, as of ${map.asOf}`;
  return htmlPage({
    title,
    of: "map",
    head: html`<h1>Who has access to what</h1>
<p>As of ${day(map.asOf)}: ${mapFacts(map)}</p>
<div class="search" hidden><label for="search">Find a person, a system, a role, a server, a key</label><input id="search" type="search" autocomplete="off" spellcheck="false" aria-describedby="found"><p id="found" class="quiet" role="status"></p></div>`,
    parts: [
      { id: "lapses", title: mapTitles.lapses, content: await lapsesPart(map) },
      { id: "paths", title: mapTitles.paths, content: pathsPart(map.paths) },
      { id: "people", title: mapTitles.people, content: peoplePart(map.people) },
      { id: "systems", title: mapTitles.systems, content: await accessMapPart({ accessMap: map.systems }) },
    ],
    footer: `made from the register, as of ${map.asOf}`,
    script: search,
  });
}

async function lapsesPart({ ends, obligations, asOf }: RegisterMap): Promise<Html> {
  const rows = ends.map(
    ({ on, person, what, subject }) =>
      [day(on), html`<code>${person}</code>`, what, html`<code>${subject}</code>`] as const,
  );
  const access = table({
    caption: "Access that ends by itself",
    header: ["first day without", "who", "what", "entry"],
    rows,
    cards: true,
  });
  return html`${ends.length === 0 ? undefined : access}${await obligationsPart({ obligations, asOf })}`;
}

/** Ways to production, person by person; what only leads elsewhere is folded. */
function pathsPart(paths: readonly AccessPath[]): Html {
  const row = ({ person, role, through, to }: AccessPath) =>
    [html`<code>${person}</code>`, role, throughCell(through, "way"), to] as const;
  const tableOf = (caption: string, of: readonly AccessPath[]) =>
    table({ caption, header: ["person", "what they hold", "opens it", "reached"], rows: of.map(row), cards: true });
  const [there, elsewhere] = [paths.filter(({ production }) => production), paths.filter((each) => !each.production)];
  return html`${there.length === 0 ? html`<p>Nobody.</p>` : tableOf("From a person to production", there)}
${elsewhere.length === 0 ? undefined : folded(`${counted(elsewhere.length, "way")} to what is not production`, tableOf("From a person to what is not production", elsewhere))}`;
}

/** So many are shown at once. */
const few = 3;

function throughCell(through: readonly string[], noun: string): Html {
  const all = onLines(through);
  return through.length <= few ? all : folded(counted(through.length, noun), all);
}

function peoplePart(people: readonly Holder[]): Html {
  return html`${[...Map.groupBy(people, ({ register }) => register)].map(
    ([register, holders]) => html`<h3>${organisations[register]}</h3>
${table({ caption: `What the people of ${register} hold`, header: ["person", "system", "what", "since", "until"], rows: holders.flatMap(rowsOf), cards: true })}`,
  )}`;
}

type Row = [Html, Html | string, Html | string, Html | string, Html | string];

/** A row for each thing held, and one for what comes with it. */
function rowsOf(holder: Holder): Row[] {
  const { person, name, employment, leftOn, held, through } = holder;
  const who = html`<code>${person}</code><br><span class="quiet whole">${name}</span>`;
  const whole = html`${who}<br><span class="quiet">${employment}${leftOn === undefined ? "" : `, last day ${leftOn}`}</span>`;
  const rows = held.map((each): Row => [who, each.system, each.what, sinceCell(each), untilCell(each)]);
  if (through.length > 0) rows.push([who, "with that", throughCell(through, "thing"), "", ""]);
  const [[, ...first] = ["", "nothing", "", "", ""] as const, ...rest] = rows;
  return [[whole, ...(first as [string, string, string, string])], ...rest];
}

function sinceCell({ since, by, place }: Held): Html {
  return html`${day(since)}${by === undefined ? undefined : html`<br><span class="quiet">by ${by}</span>`}${place && html`<br><code class="quiet">${place.file}:${place.line}</code>`}`;
}

function untilCell(held: Held): Html | string {
  return held.until !== undefined && held.lapses === undefined && !held.pending ? day(held.until) : untilWords(held);
}
