/** Maps on pages that have a place for one; brought there by `map/lazy`. */
import type { Map } from "maplibre-gl";

import { drawMap } from "./map/canvas";
import type { Colours } from "./map/colours";
import { addMarks } from "./map/markers";
import { addMatters, answerTaps, fetchMatters, sayLeftOut } from "./map/matters";
import { drawPin } from "./map/pin";
import { DRAW, type Setup } from "./map/setup";

async function draw(place: HTMLElement, setup: Setup): Promise<void> {
  if (place.dataset["mapPin"] !== undefined) return drawPin(place, setup);
  const drawn = await drawMap(place, setup, { code: place.dataset["place"] ?? "" });
  if (!drawn) {
    place.hidden = true;
    return;
  }
  const { map, datum, onStyle } = drawn;
  const address = place.dataset["matters"];
  const matters = address ? fetchMatters(address, datum) : null;
  onStyle((colours, fonts) => void show(place, map, setup, matters, colours, fonts));
  if (matters) answerTaps(map, setup);
}

/** What lies upon the ground; `data-drawn` says that all of it is there to be seen. */
async function show(
  place: HTMLElement,
  map: Map,
  setup: Setup,
  matters: ReturnType<typeof fetchMatters> | null,
  colours: Colours,
  fonts: string[],
): Promise<void> {
  if (matters) {
    const [data] = await Promise.all([matters, addMarks(map, setup, colours)]);
    addMatters(map, data, colours, fonts);
    const left = place.parentElement?.querySelector("[data-left-out]");
    if (left) left.textContent = sayLeftOut(data, setup);
  }
  map.once("idle", () => (place.dataset["drawn"] = matters ? "all" : "ground"));
}

document.addEventListener(DRAW, (event) => {
  const { target, detail } = event as CustomEvent<Setup>;
  if (target instanceof HTMLElement) void draw(target, detail);
});
