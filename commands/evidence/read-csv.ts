import { shorten } from "../../model/load/show.ts";
import { didYouMean } from "../../model/load/suggest.ts";
import { parseCsv, type Row } from "../../readings/csv.ts";
import { type Fault, fields, type Reading, type Sighting } from "./sighting.ts";

const columns = ["date", ...fields];
const needed = columns.filter((column) => column !== "service");

/** Reads a table of deployments: columns `date`, `who`, `server`, `commit` and perhaps `service`, named in the first row. */
export function readCsv(text: string): Reading {
  const { rows, faults } = parseCsv(text);
  const [head, ...body] = rows;
  const headFaults = faultsOfHead(head);
  if (head === undefined || headFaults.length > 0) {
    return { sightings: [], faults: [...headFaults, ...faults], otherLines: 0 };
  }
  const names = head.cells.map(normal);
  const ragged = body.filter(({ cells }) => cells.length !== names.length);
  return {
    sightings: body.filter((row) => !ragged.includes(row)).map((row) => sightingOf(row, names)),
    faults: [
      ...ragged.map(({ line, cells }) => ({
        line,
        message: `it has ${cells.length} cells, and the first row names ${names.length}`,
      })),
      ...faults,
    ],
    otherLines: 0,
  };
}

function faultsOfHead(head: Row | undefined): Fault[] {
  const names = (head?.cells ?? []).map(normal);
  const line = head?.line ?? 1;
  return [
    ...names
      .filter((name) => !columns.includes(name))
      .map((name) => `there is no column \`${shorten(name)}\`${didYouMean(name, columns)}`),
    ...names.filter((name, at) => names.indexOf(name) !== at).map((name) => `the column \`${shorten(name)}\` is twice`),
    ...needed
      .filter((column) => !names.includes(column))
      .map((column) => `the first row has to name the column \`${column}\` (${columns.join(", ")})`),
  ].map((message) => ({ line, message }));
}

function sightingOf({ line, cells }: Row, names: readonly string[]): Sighting {
  const cell = (name: string) => (cells[names.indexOf(name)] ?? "").trim();
  const service = names.includes("service") ? cell("service") : "";
  return {
    line,
    when: cell("date"),
    who: cell("who"),
    server: cell("server"),
    commit: cell("commit"),
    ...(service !== "" && { service }),
  };
}

function normal(name: string): string {
  return name.trim().toLowerCase();
}
