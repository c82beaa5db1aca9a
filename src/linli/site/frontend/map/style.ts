/** How the basemap is drawn: ink on paper, quiet enough for what is reported to stand out. */
import type * as GeoJSON from "geojson";
import type { LayerSpecification, SourceSpecification, StyleSpecification } from "maplibre-gl";

import type { Colours } from "./colours";
import type { Setup } from "./setup";

const BASE = "base";
const OUTLINES = "outlines";
const EMPTY: GeoJSON.FeatureCollection = { type: "FeatureCollection", features: [] };

type Stops = [number, number, number, number];

/** A width that grows with the zoom: pixels at the first zoom and at the second. */
function grow([from, thin, to, wide]: Stops): LayerSpecification["layout"] & number {
  return ["interpolate", ["exponential", 1.6], ["zoom"], from, thin, to, wide] as never;
}

export function makeStyle(
  setup: Setup,
  colours: Colours,
  fonts: string[],
  place: string,
): StyleSpecification {
  return {
    version: 8,
    sources: makeSources(setup),
    layers: [
      { id: "paper", type: "background", paint: { "background-color": colours.paper } },
      ...(setup.service ? [{ id: "service", type: "raster", source: "service" } as const] : []),
      ...(setup.basemap && !setup.service ? drawGround(colours) : []),
      ...drawOutlines(colours, fonts, place),
      ...(setup.basemap && !setup.service ? drawNames(colours, fonts) : []),
    ],
  };
}

function makeSources({ basemap, service, attribution }: Setup): Record<string, SourceSpecification> {
  const sources: Record<string, SourceSpecification> = {
    [OUTLINES]: { type: "geojson", data: EMPTY },
  };
  if (service) {
    sources["service"] = {
      type: "raster", tiles: [service.tiles], tileSize: 256, attribution: service.attribution,
    };
  } else if (basemap) {
    sources[BASE] = {
      type: "vector",
      tiles: [new URL(basemap.tiles, location.href).href.replace(/%7B/g, "{").replace(/%7D/g, "}")],
      bounds: basemap.bounds,
      minzoom: 10,
      maxzoom: 16,
      attribution,
    };
  }
  return sources;
}

function drawGround(colours: Colours): LayerSpecification[] {
  const area = (id: string, layer: string, colour: string): LayerSpecification => ({
    id, type: "fill", source: BASE, "source-layer": layer,
    filter: ["==", ["geometry-type"], "Polygon"], paint: { "fill-color": colour },
  });
  const line = (
    id: string, layer: string, kinds: string[], colour: string, stops: Stops, dashed = false,
  ): LayerSpecification => ({
    id, type: "line", source: BASE, "source-layer": layer,
    filter: ["all", ["==", ["geometry-type"], "LineString"], ["in", ["get", "kind"], ["literal", kinds]]],
    layout: { "line-cap": dashed ? "butt" : "round", "line-join": "round" },
    paint: {
      "line-color": colour, "line-width": grow(stops),
      ...(dashed ? { "line-dasharray": [2, 1.5] } : {}),
    },
  });
  return [
    area("green", "green", colours["pine-tint"]),
    area("water", "water", colours.water),
    line("rivers", "water", ["river", "stream"], colours.water, [10, 1, 17, 12]),
    area("squares", "streets", colours.surface),
    line("walks", "streets", ["walk"], colours.edge, [15, 0.8, 18, 2], true),
    line("yards", "streets", ["yard"], colours.line, [14, 0.8, 18, 8]),
    line("street-edges", "streets", ["street", "through", "main"], colours.line, [11, 1, 18, 26]),
    line("streets", "streets", ["street"], colours.surface, [13, 0.6, 18, 20]),
    line("through", "streets", ["through"], colours.surface, [11, 0.6, 18, 22]),
    line("main", "streets", ["main"], colours.surface, [10, 1, 18, 24]),
    line("rails", "streets", ["rail"], colours.edge, [12, 0.8, 18, 3], true),
    area("buildings", "buildings", colours.sunken),
    {
      id: "walls", type: "line", source: BASE, "source-layer": "buildings", minzoom: 15,
      paint: { "line-color": colours.line, "line-width": 1 },
    },
  ];
}

function drawOutlines(colours: Colours, fonts: string[], place: string): LayerSpecification[] {
  const isGrid: ["get", string] = ["get", "is_grid"];
  return [
    {
      id: "place", type: "fill", source: OUTLINES, filter: ["==", ["get", "code"], place],
      paint: { "fill-color": colours.outline, "fill-opacity": 0.12 },
    },
    {
      id: "grids", type: "line", source: OUTLINES, filter: ["==", isGrid, true],
      paint: { "line-color": colours.outline, "line-width": 1.2, "line-dasharray": [3, 2] },
    },
    {
      id: "areas", type: "line", source: OUTLINES, filter: ["!=", isGrid, true],
      paint: { "line-color": colours.outline, "line-width": 2 },
    },
    {
      id: "place-edge", type: "line", source: OUTLINES, filter: ["==", ["get", "code"], place],
      paint: { "line-color": colours.outline, "line-width": 3 },
    },
    {
      id: "grid-names", type: "symbol", source: OUTLINES, minzoom: 14,
      filter: ["==", isGrid, true],
      layout: { "text-field": ["get", "name"], "text-font": fonts, "text-size": 13 },
      paint: {
        "text-color": colours.outline,
        "text-halo-color": colours.paper, "text-halo-width": 1.5,
      },
    },
  ];
}

function drawNames(colours: Colours, fonts: string[]): LayerSpecification[] {
  const paint = {
    "text-color": colours["ink-2"], "text-halo-color": colours.paper, "text-halo-width": 1.5,
  };
  return [
    {
      id: "street-names", type: "symbol", source: BASE, "source-layer": "streets", minzoom: 14,
      filter: ["has", "name"],
      layout: {
        "symbol-placement": "line", "text-field": ["get", "name"], "text-font": fonts,
        "text-size": 12, "symbol-spacing": 300,
      },
      paint,
    },
    {
      id: "names", type: "symbol", source: BASE, "source-layer": "labels",
      layout: {
        "text-field": ["get", "name"], "text-font": fonts,
        "text-size": ["match", ["get", "kind"], "place", 15, 12.5],
        "text-max-width": 8, "symbol-sort-key": ["get", "rank"],
      },
      paint,
    },
  ];
}
