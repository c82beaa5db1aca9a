/** Moving what the server tells in WGS 84 onto the map that is shown, and back. */
import type * as GeoJSON from "geojson";
import { fromGcj02, toGcj02, type Point } from "./datum";
import type { Box, Datum } from "./setup";

type Nested = number[] | Nested[];

export function toMap(point: Point, datum: Datum): Point {
  return datum === "gcj02" ? toGcj02(point) : point;
}

export function fromMap(point: Point, datum: Datum): Point {
  return datum === "gcj02" ? fromGcj02(point) : point;
}

export function boxToMap([west, south, east, north]: Box, datum: Datum): Box {
  return [...toMap([west, south], datum), ...toMap([east, north], datum)];
}

/** All of a collection's geometries; where the map is in WGS 84 it stays as it is. */
export function collectionToMap<T extends GeoJSON.FeatureCollection>(data: T, datum: Datum): T {
  if (datum === "wgs84") return data;
  for (const { geometry } of data.features) {
    if (geometry && "coordinates" in geometry) {
      const shape = geometry as { coordinates: Nested };
      shape.coordinates = move(shape.coordinates, datum);
    }
  }
  return data;
}

function move(nested: Nested, datum: Datum): Nested {
  if (typeof nested[0] === "number") return toMap(nested as Point, datum);
  return (nested as Nested[]).map((each) => move(each, datum));
}
