/** Outlines of places: fetched once, and the one that a page is about. */
import type * as GeoJSON from "geojson";

import { collectionToMap } from "./geometry";
import type { Box, Datum, Setup } from "./setup";

export async function fetchOutlines(
  setup: Setup,
  datum: Datum,
): Promise<GeoJSON.FeatureCollection> {
  const answer = await fetch(setup.outlines);
  return collectionToMap((await answer.json()) as GeoJSON.FeatureCollection, datum);
}

/** The outline of the place, or for a home the innermost one that it lies in: codes begin alike. */
export function findOutline(
  data: GeoJSON.FeatureCollection,
  code: string,
): GeoJSON.Feature | null {
  const around = data.features.filter((feature) => {
    const next = code[codeOf(feature).length];
    const isWhole = !next || !code.includes(".") || next === ".";
    return code.startsWith(codeOf(feature)) && isWhole;
  });
  const length = (feature: GeoJSON.Feature) => codeOf(feature).length;
  return around.sort((one, other) => length(other) - length(one))[0] ?? null;
}

export function codeOf({ properties }: GeoJSON.Feature): string {
  return String(properties?.["code"]);
}

export function boxAround({ geometry }: GeoJSON.Feature): Box {
  const numbers = (geometry as GeoJSON.Polygon).coordinates.flat(3) as unknown as number[];
  const side = (rest: number) => numbers.filter((_, at) => at % 2 === rest);
  const [x, y] = [side(0), side(1)];
  return [Math.min(...x), Math.min(...y), Math.max(...x), Math.max(...y)];
}
