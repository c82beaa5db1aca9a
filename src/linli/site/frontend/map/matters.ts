/** Matters on the map: marks by state, clusters with their number, and what a mark stands for. */
import type * as GeoJSON from "geojson";
import { Popup, type GeoJSONSource, type LayerSpecification, type Map } from "maplibre-gl/dist/maplibre-gl-csp";

import type { Colours } from "./colours";
import { collectionToMap } from "./geometry";
import type { Datum, Setup } from "./setup";

const SOURCE = "matters";
const DEEPEST = 17;
const MOST = 1000;

interface Properties {
  readonly title: string;
  readonly state_name: string;
  readonly clock: string;
  readonly place: string;
  readonly place_name: string;
  readonly url: string;
  readonly level: "spot" | "grid";
}

interface Data extends GeoJSON.FeatureCollection<GeoJSON.Point> {
  readonly counts: {
    readonly is_counted: boolean;
    readonly beyond_limit: number;
    readonly without_point: number;
  };
}

export async function fetchMatters(address: string, datum: Datum): Promise<Data> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(address);
  return collectionToMap((await answer.json()) as Data, datum);
}

export function addMatters(map: Map, data: Data, colours: Colours, fonts: string[]): void {
  // Colours that change twice in a moment bring one style and two events that say so.
  if (map.getSource(SOURCE)) return;
  map.addSource(SOURCE, {
    type: "geojson", data, cluster: true, clusterRadius: 44, clusterMaxZoom: DEEPEST,
  });
  for (const layer of drawMatters(colours, fonts)) map.addLayer(layer);
}

/** How many the map does not show; empty where it shows all. */
export function sayLeftOut({ counts }: Data, setup: Setup): string {
  const number = counts.beyond_limit + counts.without_point;
  const words = setup.texts[counts.is_counted ? "left_out" : "many_left_out"] ?? "";
  return number ? words.replace("{number}", String(number)) : "";
}

function drawMatters(colours: Colours, fonts: string[]): LayerSpecification[] {
  return [
    {
      id: "clusters", type: "circle", source: SOURCE, filter: ["has", "point_count"],
      paint: {
        "circle-color": colours.ink,
        "circle-radius": ["step", ["get", "point_count"], 18, 10, 22, 100, 27],
        "circle-stroke-color": colours.surface,
        "circle-stroke-width": 2,
      },
    },
    {
      id: "numbers", type: "symbol", source: SOURCE, filter: ["has", "point_count"],
      layout: {
        "text-field": ["to-string", ["get", "point_count"]], "text-font": fonts, "text-size": 16,
        "text-allow-overlap": true,
      },
      paint: { "text-color": colours.surface },
    },
    {
      id: "marks", type: "symbol", source: SOURCE, filter: ["!", ["has", "point_count"]],
      layout: {
        "icon-image": ["case", ["get", "is_late"], "late", ["get", "look"]],
        "icon-allow-overlap": true,
      },
    },
  ];
}

/** Answers to taps: a mark opens a note with its link, a cluster opens up or becomes the list. */
export function answerTaps(map: Map, setup: Setup): void {
  for (const layer of ["clusters", "marks"]) {
    map.on("mouseenter", layer, () => (map.getCanvas().style.cursor = "pointer"));
    map.on("mouseleave", layer, () => (map.getCanvas().style.cursor = ""));
  }
  map.on("click", "marks", ({ features }) => {
    const found = features?.[0];
    if (found?.geometry.type === "Point") {
      const note = makeNote(found.properties as Properties, setup);
      const spot = found.geometry.coordinates as [number, number];
      new Popup({ offset: 20, maxWidth: "17rem" }).setLngLat(spot).setDOMContent(note).addTo(map);
      // On a phone a note at the edge would be cut off.
      map.easeTo({ center: spot });
    }
  });
  map.on("click", "clusters", ({ features }) => {
    const found = features?.[0];
    if (found?.geometry.type === "Point") {
      const spot = found.geometry.coordinates as [number, number];
      void openCluster(map, found.properties["cluster_id"] as number, spot);
    }
  });
}

async function openCluster(map: Map, id: number, center: [number, number]): Promise<void> {
  const source = map.getSource(SOURCE) as GeoJSONSource;
  const leaves = await source.getClusterLeaves(id, MOST, 0);
  const places = new Set(leaves.map((leaf) => (leaf.properties as Properties).place));
  const spots = new Set(
    leaves.map((leaf) => (leaf.geometry as GeoJSON.Point).coordinates.join()),
  );
  if (spots.size === 1 && places.size === 1) showList([...places][0] ?? "");
  else map.easeTo({ center, zoom: Math.min(await source.getClusterExpansionZoom(id), DEEPEST + 1) });
}

/** The page with the list of that place: many matters stand at one point, which no zoom parts. */
function showList(place: string): void {
  const address = new URL("/map", location.href);
  if (location.pathname === address.pathname) address.search = location.search;
  address.searchParams.delete("page");
  address.searchParams.set("place", place);
  address.hash = "results";
  location.assign(address);
}

function makeNote(matter: Properties, setup: Setup): HTMLElement {
  const note = document.createElement("div");
  const link = document.createElement("a");
  [link.href, link.textContent] = [matter.url, matter.title];
  note.append(link);
  const lines = [matter.state_name, matter.clock, matter.place_name];
  if (matter.level === "grid") lines.push(setup.texts["somewhere"] ?? "");
  for (const line of lines.filter(Boolean)) {
    const text = document.createElement("p");
    text.textContent = line;
    note.append(text);
  }
  return note;
}
