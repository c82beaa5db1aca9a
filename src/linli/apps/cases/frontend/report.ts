/**
 * The report form as two screens on a phone: what and where, then a photo and words.
 *
 * Without this script the form is one page with the same questions and the same result.  The back
 * button of the browser goes from the second screen to the first; nothing is sent in between but
 * the question what was reported there before.
 */

import { askWhere, canAsk, spell } from "../../../core/pages/frontend/position";

const SECOND = "#words";

class Report {
  private readonly steps: HTMLElement[];
  private readonly coordinates = this.named("coordinates");
  private readonly place = this.named("place");
  private readonly spot = this.named("spot");
  private readonly here: HTMLButtonElement;

  constructor(private readonly form: HTMLFormElement) {
    this.steps = Array.from(form.querySelectorAll<HTMLElement>("[data-step]"));
    this.here = form.querySelector<HTMLButtonElement>("[data-here]")!;
    for (const each of form.querySelectorAll<HTMLElement>("[data-scripted]")) each.hidden = false;
    form.dataset.live = "";
    this.here.hidden = !canAsk();
    this.here.addEventListener("click", () => this.locate());
    this.on("[data-next]", () => void this.goOn());
    this.on("[data-back]", () => history.back());
    form.addEventListener("change", () => this.say(""));
    form.addEventListener("pointerup", (event) => this.lead(event.target as Element));
    window.addEventListener("popstate", () => this.show(location.hash === SECOND ? 1 : 0));
    const find = form.querySelector<HTMLButtonElement>("[data-find]");
    find?.addEventListener("click", (event) => void this.find(event, find.dataset.find ?? ""));
    this.named("few_words")?.addEventListener("keydown", (event) => {
      if ((event as KeyboardEvent).key === "Enter") void this.find(event, find?.dataset.find ?? "");
    });
    const wrong = this.steps.findIndex((step) => step.querySelector(".field--error"));
    const near = form.querySelector("[data-found]") !== null;
    if (wrong === 1 || (wrong < 0 && near)) this.enter(false);
    else this.show(0, false);
    if (wrong < 0 && !near) this.lead(form.querySelector("[data-what] input:checked"));
  }

  private on(selector: string, act: () => void): void {
    this.form.querySelector<HTMLElement>(selector)?.addEventListener("click", act);
  }

  private named(name: string): HTMLInputElement | HTMLSelectElement {
    return this.form.elements.namedItem(name) as HTMLInputElement | HTMLSelectElement;
  }

  private say(what: string): void {
    for (const each of this.form.querySelectorAll<HTMLElement>("[data-say]")) {
      each.hidden = each.dataset.say !== what;
      if (!each.hidden) each.scrollIntoView({ block: "center" });
    }
  }

  /** The kinds that a few words are about; the words go on to where they are written in full. */
  private async find(event: Event, address: string): Promise<void> {
    event.preventDefault();
    const few = this.named("few_words").value.trim();
    const words = this.form.elements.namedItem("words") as HTMLTextAreaElement;
    if (!words.value) words.value = few;
    const asked = new FormData();
    asked.set("csrfmiddlewaretoken", String(new FormData(this.form).get("csrfmiddlewaretoken")));
    asked.set("few_words", few);
    const answer = await fetch(address, { method: "POST", body: asked });
    if (!answer.ok) return;
    this.form.querySelector<HTMLElement>("[data-found-kinds]")!.innerHTML = await answer.text();
  }

  /** A finger that has said what it is about comes to where it is; keys go there by themselves. */
  private lead(touched: Element | null): void {
    if (!touched?.closest("[data-what] .choice")) return;
    const where = this.form.querySelector<HTMLElement>("[data-where]");
    window.setTimeout(() => where?.scrollIntoView({ block: "start" }), 250);
  }

  private show(number: number, moves = true): void {
    this.steps.forEach((step, at) => {
      step.hidden = at !== number;
    });
    if (!moves) return;
    this.steps[number]?.querySelector<HTMLElement>(".reportstep__name")?.focus();
    window.scrollTo(0, 0);
  }

  private enter(moves = true): void {
    if (location.hash !== SECOND) history.pushState(null, "", SECOND);
    this.show(1, moves);
  }

  /** To the second screen, once it is said what and where. */
  private async goOn(): Promise<void> {
    if (!this.form.querySelector("[name=category]:checked")) return this.say("what");
    if (!this.coordinates.value && !this.place.value && !this.spot.value.trim()) {
      return this.say("where");
    }
    const found = await this.ask();
    if (found && !found.querySelector("[data-place]")) {
      return this.say(this.coordinates.value ? "outside" : "where");
    }
    this.say("");
    this.enter();
  }

  private locate(): void {
    const told = this.form.querySelector<HTMLElement>("[data-locating]")!;
    told.textContent = told.dataset.words ?? "";
    askWhere(
      (here) => {
        told.textContent = "";
        this.coordinates.value = spell(here.latitude, here.longitude);
        void this.goOn();
      },
      () => {
        told.textContent = "";
        this.say("denied");
      },
    );
  }

  /** Puts what was reported there before above the words; null where the server cannot be asked. */
  private async ask(): Promise<HTMLElement | null> {
    const asked = new FormData();
    for (const name of ["csrfmiddlewaretoken", "category", "place", "coordinates", "spot"]) {
      asked.set(name, String(new FormData(this.form).get(name) ?? ""));
    }
    const here = this.form.querySelector<HTMLElement>("[data-found-here]")!;
    try {
      const answer = await fetch(this.form.dataset.nearby ?? "", { method: "POST", body: asked });
      if (!answer.ok) return null;
      here.innerHTML = await answer.text();
    } catch {
      return null;
    }
    if (!this.form.elements.namedItem("nearby")) {
      const seen = document.createElement("input");
      [seen.type, seen.name, seen.value] = ["hidden", "nearby", "seen"];
      this.form.append(seen);
    }
    return here;
  }
}

for (const each of document.querySelectorAll<HTMLFormElement>("form[data-report]")) new Report(each);
