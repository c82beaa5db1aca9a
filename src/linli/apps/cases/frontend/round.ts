/**
 * The steward's list by the way to it: distances are reckoned on the phone, and nothing is sent.
 *
 * Without this script the list stands by promise clock.
 */

import { askWhere, canAsk, spell } from "../../../core/pages/frontend/position";

const EARTH = 6_371_000;

class Round {
  private readonly list: HTMLElement | null;
  private readonly told: HTMLElement | null;
  private readonly byClock: HTMLElement[];

  constructor(private readonly page: HTMLElement) {
    this.list = page.querySelector<HTMLElement>(".today");
    this.told = page.querySelector<HTMLElement>("[data-told]");
    this.byClock = Array.from(this.list?.children ?? []) as HTMLElement[];
    const sorting = page.querySelector<HTMLElement>("[data-sorting]");
    if (!canAsk()) return;
    if (sorting) sorting.hidden = false;
    for (const button of page.querySelectorAll<HTMLButtonElement>("[data-by]")) {
      button.addEventListener("click", () => this.sort(button));
    }
    this.page.querySelector("form")?.addEventListener("focusin", () => this.locate(() => undefined), {
      once: true,
    });
  }

  private sort(button: HTMLButtonElement): void {
    for (const each of this.page.querySelectorAll("[data-by]")) {
      each.setAttribute("aria-pressed", String(each === button));
    }
    if (button.dataset.by === "clock") return this.list?.append(...this.byClock);
    this.locate((here) => this.show(here));
  }

  private locate(then: (here: GeolocationCoordinates) => void): void {
    askWhere(
      (here) => {
        const field = this.page.querySelector<HTMLInputElement>("[data-here-field]");
        if (field) field.value = spell(here.latitude, here.longitude);
        then(here);
      },
      () => {
        if (this.told) this.told.textContent = this.told.dataset.denied ?? "";
      },
    );
  }

  private show(here: GeolocationCoordinates): void {
    const away = new Map<HTMLElement, number>();
    for (const stop of this.byClock) {
      const metres = distance(here, stop);
      away.set(stop, metres);
      const walk = stop.querySelector<HTMLElement>("[data-walk]");
      if (!walk || metres === Infinity) continue;
      walk.textContent = (this.told?.dataset.metres ?? "{n}").replace("{n}", String(Math.round(metres)));
      walk.hidden = false;
    }
    const sorted = [...this.byClock].sort((one, other) => away.get(one)! - away.get(other)!);
    this.list?.append(...sorted);
  }
}

/** Metres as the crow flies, on a sphere; without a known spot it lies at the end. */
function distance(here: GeolocationCoordinates, stop: HTMLElement): number {
  if (!stop.dataset.latitude || !stop.dataset.longitude) return Infinity;
  const radians = Math.PI / 180;
  const north = (Number(stop.dataset.latitude) - here.latitude) * radians;
  const middle = ((Number(stop.dataset.latitude) + here.latitude) / 2) * radians;
  const east = (Number(stop.dataset.longitude) - here.longitude) * radians * Math.cos(middle);
  return EARTH * Math.hypot(north, east);
}

for (const each of document.querySelectorAll<HTMLElement>("[data-round]")) new Round(each);
