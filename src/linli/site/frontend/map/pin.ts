/**
 * A pin for a field of a form: what lies under the middle of the map is taken by a button.
 *
 * `<div data-map-pin="FIELD" hidden>` before or after the field with that id, whose value is
 * “latitude, longitude” in WGS 84.  The map moves by finger, mouse, or arrow keys; the field stays
 * what counts, and a change event tells others that it changed.
 */
import { Marker, type Map } from "maplibre-gl/dist/maplibre-gl-csp";

import { askWhere, canAsk, spell } from "../../../core/pages/frontend/position";
import { drawMap } from "./canvas";
import type { Point } from "./datum";
import { fromMap, toMap } from "./geometry";
import type { Datum, Setup } from "./setup";

const NEAR = 17;

export async function drawPin(place: HTMLElement, setup: Setup): Promise<void> {
  const field = document.getElementById(place.dataset["mapPin"] ?? "");
  const canvas = make("div", "map__canvas");
  if (!(field instanceof HTMLInputElement)) return;
  place.replaceChildren(canvas);
  const drawn = await drawMap(canvas, setup, { gestures: false });
  drawn?.onStyle(() => {});
  if (drawn) new Pin(place, canvas, field, drawn.map, drawn.datum, setup.texts);
  else place.hidden = true;
}

class Pin {
  private readonly said = make("p", "map__said");
  private marker: Marker | null = null;

  constructor(
    private readonly place: HTMLElement,
    canvas: HTMLElement,
    private readonly field: HTMLInputElement,
    private readonly map: Map,
    private readonly datum: Datum,
    private readonly texts: Setup["texts"],
  ) {
    canvas.append(make("span", "map__cross"));
    this.said.setAttribute("role", "status");
    const row = make("div", "actions map__actions");
    row.append(this.button("put_pin", () => this.take(this.middle())));
    if (canAsk() && !this.hasOwnButton()) {
      row.append(this.button("locate", () => this.locate()));
    }
    row.append(this.button("remove_pin", () => this.write("")));
    place.append(row, this.said);
    field.addEventListener("change", () => this.show(true));
    this.show(true);
  }

  private button(text: string, act: () => void): HTMLButtonElement {
    const button = make("button", "btn") as HTMLButtonElement;
    [button.type, button.textContent] = ["button", this.texts[text] ?? text];
    button.addEventListener("click", act);
    return button;
  }

  /** Whether the form itself asks the phone where it is. */
  private hasOwnButton(): boolean {
    return this.field.form?.querySelector("[data-here]") != null;
  }

  private middle(): Point {
    const { lng, lat } = this.map.getCenter();
    return fromMap([lng, lat], this.datum);
  }

  private take([longitude, latitude]: Point): void {
    this.write(spell(latitude, longitude));
  }

  private write(value: string): void {
    this.field.value = value;
    this.field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /** The pin where the field says, and the map there if it should move. */
  private show(moves: boolean): void {
    const spot = readSpot(this.field.value);
    this.marker?.remove();
    this.marker = null;
    this.said.textContent = spot ? (this.texts["pin_set"] ?? "") : "";
    this.place.classList.toggle("map--set", spot !== null);
    if (!spot) return;
    const at = toMap(spot, this.datum);
    // The library moves the outer part; the inner one is turned, which would turn the move as well.
    const element = make("span", "map__marker");
    element.append(make("span", "map__pin"));
    this.marker = new Marker({ element, anchor: "bottom" });
    this.marker.setLngLat(at).addTo(this.map);
    if (moves) this.map.jumpTo({ center: at, zoom: Math.max(this.map.getZoom(), NEAR) });
  }

  private locate(): void {
    this.said.textContent = this.texts["locating"] ?? "";
    askWhere(
      (here) => this.take([here.longitude, here.latitude]),
      () => (this.said.textContent = this.texts["not_located"] ?? ""),
    );
  }
}

function make(tag: string, name: string): HTMLElement {
  const element = document.createElement(tag);
  element.className = name;
  return element;
}

function readSpot(text: string): Point | null {
  const numbers = text.trim().split(/[\s,，]+/).map(Number);
  const [latitude, longitude] = numbers;
  if (numbers.length !== 2 || latitude === undefined || longitude === undefined) return null;
  const isOnEarth = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  return isOnEarth && text.trim() !== "" ? [longitude, latitude] : null;
}
