/** Shows each step of a check in the words that the page keeps for it. */

/** `closed` is what this reader may not see; `note`, what nobody does. */
export type Result = "good" | "bad" | "open" | "closed" | "note";
export type Values = Record<string, string | number>;

/**
 * The list of steps and the verdict below it.  Words stand on the page as `[data-word]`, one for each
 * name, with `{places}` that are filled here; so they are translated like all others.
 */
export class Report {
  private readonly steps: HTMLElement;
  private readonly verdict: HTMLElement;
  private readonly results = new Set<Result>();

  constructor(private readonly box: HTMLElement) {
    this.steps = box.querySelector("[data-steps]") as HTMLElement;
    this.verdict = box.querySelector("[data-verdict]") as HTMLElement;
    this.steps.replaceChildren();
    this.verdict.replaceChildren();
  }

  /** Adds a step that was taken, and how it came out. */
  add(result: Result, word: string, values: Values = {}): void {
    this.results.add(result);
    const item = document.createElement("li");
    item.className = `checkstep checkstep--${result}`;
    const mark = document.createElement("b");
    mark.textContent = this.say(`mark.${result}`);
    item.append(mark, this.passage(word, values));
    this.steps.append(item);
  }

  /** The verdict over all steps: wrong if one is, open if one could not be taken. */
  conclude(kind: string): void {
    const result = this.results.has("bad") ? "bad" : this.results.has("open") ? "open" : "good";
    const look = { good: "note note--good", bad: "note note--danger", open: "note note--warn" };
    const note = document.createElement("div");
    note.className = look[result];
    note.dataset.result = result;
    const isWhole = result !== "good" || !this.results.has("closed");
    note.append(this.passage(`${kind}.${isWhole ? result : "closed"}`, {}));
    this.verdict.replaceChildren(note);
    note.scrollIntoView({ block: "center" });
  }

  private passage(word: string, values: Values): HTMLElement {
    const text = document.createElement("p");
    text.textContent = this.say(word).replace(/\{(\w+)\}/g, (_, name: string) =>
      String(values[name] ?? ""),
    );
    return text;
  }

  /** The word that the page keeps under this name; the name itself where it keeps none. */
  say(word: string): string {
    return this.list(word)[0] ?? word;
  }

  /** All words under this name: what a step is called may change with its declaration. */
  list(word: string): string[] {
    const found = Array.from(this.box.querySelectorAll<HTMLElement>("[data-word]"));
    const named = found.filter((each) => each.dataset.word === word);
    return named.map((each) => each.textContent?.trim() ?? "");
  }
}
