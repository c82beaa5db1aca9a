/** A map in its place on the page, with the controls that every map has. */
import type * as GeoJSON from "geojson";
import {
  AttributionControl,
  Map,
  NavigationControl,
  setWorkerUrl,
  type GeoJSONSource,
} from "maplibre-gl/dist/maplibre-gl-csp";

import { hasColours, onColours, readColours, readFonts, type Colours } from "./colours";
import { boxToMap } from "./geometry";
import { boxAround, codeOf, fetchOutlines, findOutline } from "./outlines";
import type { Datum, Setup } from "./setup";
import { makeStyle } from "./style";

const ROOM = 24;
const CLOSEST = 19;

export interface Drawn {
  readonly map: Map;
  readonly datum: Datum;
  /** Calls back with the colours once the style is there, and again whenever it was made anew. */
  onStyle(act: (colours: Colours, fonts: string[]) => void): void;
}

/**
 * Draws the ground, and of the place with `code` the outline; null where the browser cannot, or the
 * page came without its styles.
 *
 * With `gestures` one finger scrolls the page and two move the map.
 */
export async function drawMap(
  place: HTMLElement,
  setup: Setup,
  { code = "", gestures = true }: { code?: string; gestures?: boolean },
): Promise<Drawn | null> {
  const datum = setup.service?.datum ?? "wgs84";
  const outlines = await fetchOutlines(setup, datum);
  const outline = code ? findOutline(outlines, code) : null;
  const box = outline ? boxAround(outline) : setup.bounds && boxToMap(setup.bounds, datum);
  if (!box || !hasColours()) return null;
  const style = () => {
    const chosen = outline ? codeOf(outline) : "";
    return makeStyle(setup, readColours(), readFonts(), chosen);
  };
  setWorkerUrl(setup.worker);
  const map = start({
    container: place,
    style: style(),
    bounds: box,
    fitBoundsOptions: { padding: ROOM },
    maxZoom: CLOSEST,
    attributionControl: false,
    cooperativeGestures: gestures,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    locale: { ...setup.texts },
  });
  if (!map) return null;
  map.touchZoomRotate.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new AttributionControl({ compact: false }));
  onColours(() => hasColours() && map.setStyle(style(), { diff: false }));
  return { map, datum, onStyle: (act) => onStyle(map, outlines, act) };
}

/** The map, or null where there is no WebGL: the page says the same in words. */
function start(options: ConstructorParameters<typeof Map>[0]): Map | null {
  try {
    return new Map(options);
  } catch {
    return null;
  }
}

function onStyle(
  map: Map,
  outlines: GeoJSON.FeatureCollection,
  act: (colours: Colours, fonts: string[]) => void,
): void {
  map.on("style.load", () => {
    map.getSource<GeoJSONSource>("outlines")?.setData(outlines);
    act(readColours(), readFonts());
  });
}
