import { index, list, type Part, part, said } from "./parts.ts";

/** What makes a result the one that it is, and tells it from others of which all of that is the same. */
export interface Identity {
  /** The same in every log of the same weakness, wherever in its file it has moved to. */
  readonly of: unknown;
  /** Its line and column: of two results that are one by all else, these are in two places. */
  readonly place: unknown;
}

/** What some tools write where a fingerprint would be, if one had paid for it. */
const noFingerprint = /^(?:requires login|n\/a|none|null|undefined|0*)$/i;

/**
 * A result is known by its files, and in them by its fingerprints, which are no identity by themselves (3.27.17); where it
 * has none, by its words and the code or the place that they are about.
 */
export function identityOf(run: Part, result: Part, message: string | undefined): Identity {
  const locations = list(result.locations).map(part);
  const places = locations.map((location) => part(location.physicalLocation));
  const files = places.map((place) => fileOf(run, place)).filter((file) => file !== undefined);
  const names = locations.flatMap((location) =>
    list(location.logicalLocations).flatMap(
      (each) => said(part(each).fullyQualifiedName) ?? said(part(each).name) ?? [],
    ),
  );
  const regions = places.map(({ region }) => part(region));
  const prints = [result.fingerprints, result.partialFingerprints].map(fingerprints).find(({ length }) => length > 0);
  const code = regions.map(({ snippet }) => said(part(snippet).text)).filter((text) => text !== undefined);
  const own = prints ?? [message ?? null, code.length > 0 ? code : regions.map(placeOf)];
  return { of: [files.length > 0 ? files : names, own], place: regions.map(placeOf) };
}

function fingerprints(value: unknown): [string, string][] {
  return Object.entries(part(value))
    .flatMap(([name, print]): [string, string][] =>
      typeof print === "string" && !noFingerprint.test(print.trim()) ? [[name, print]] : [],
    )
    .sort();
}

/** The file of a place, by its own address or that of the run's artifact that it names, as it is below the checkout. */
function fileOf(run: Part, place: Part): string | undefined {
  const artifact = part(place.artifactLocation);
  const at = index(artifact.index);
  const listed = at === undefined ? {} : part(part(list(run.artifacts)[at]).location);
  return (said(artifact.uri) ?? said(listed.uri))?.replace(/^(?:\.\/)+/, "");
}

function placeOf({ startLine, startColumn, endLine, endColumn, charOffset, byteOffset }: Part): unknown[] {
  return [startLine, startColumn, endLine, endColumn, charOffset, byteOffset].map((each) => each ?? null);
}
