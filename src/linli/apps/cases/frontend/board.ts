/**
 * The dispatcher's board by keys, and live: the list is asked for every few seconds.
 *
 * Everything is a link or a button as well; without this script the page is loaded again.
 */

export {};

const EVERY = 3000;
/** A claim lasts five minutes: it is made longer while the page is open and somebody reads it. */
const CLAIMED_AGAIN = 60_000;
const EDITABLE = "input:not([type=radio]):not([type=checkbox]), select, textarea, [contenteditable]";

class Board {
  private readonly queue: HTMLElement;
  private tag = "";
  /** Whether the case was this page's at any time: what was not is claimed anew. */
  private claimed = false;

  constructor(private readonly board: HTMLElement) {
    this.queue = board.querySelector<HTMLElement>("[data-queue]")!;
    document.addEventListener("keydown", (event) => this.press(event));
    if (board.dataset.number) {
      void this.claim(board.dataset.number);
      board.querySelector<HTMLElement>("#chosen")?.focus({ preventScroll: true });
      board.querySelector("tr.on")?.scrollIntoView({ block: "nearest" });
    }
    window.setInterval(() => {
      if (!document.hidden) void this.refresh();
    }, EVERY);
    window.setInterval(() => {
      if (!document.hidden && board.dataset.number) void this.claim(board.dataset.number);
    }, CLAIMED_AGAIN);
  }

  private press(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const within = event.target as HTMLElement;
    if (event.key === "Escape") return within.blur();
    if (within.matches?.(EDITABLE)) return;
    const key = event.key.toLowerCase();
    const done =
      (key === "j" && this.move(1)) ||
      (key === "k" && this.move(-1)) ||
      (key === "?" && this.show("#keys")) ||
      this.click(key) ||
      this.open(key);
    if (done) event.preventDefault();
  }

  private move(by: number): boolean {
    const rows = Array.from(this.queue.querySelectorAll<HTMLAnchorElement>("[data-row]"));
    const at = rows.findIndex((row) => row.closest("tr")?.classList.contains("on"));
    const next = rows[at < 0 ? 0 : Math.min(Math.max(at + by, 0), rows.length - 1)];
    next?.click();
    return next !== undefined;
  }

  private show(selector: string): boolean {
    const shown = this.board.querySelector<HTMLElement>(selector);
    shown?.scrollIntoView({ block: "nearest" });
    shown?.focus();
    return shown !== null;
  }

  private click(key: string): boolean {
    const target = this.board.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
    target?.click();
    return target !== null;
  }

  /** Opens a part, and goes to the first thing in it that can be answered or pressed. */
  private open(key: string): boolean {
    const part = this.board.querySelector<HTMLElement>(`[data-opens="${CSS.escape(key)}"]`);
    if (!part) return false;
    if (part instanceof HTMLDetailsElement) part.open = true;
    part.scrollIntoView({ block: "nearest" });
    part
      .querySelector<HTMLElement>("select, textarea, input:not([type=hidden]), button")
      ?.focus({ preventScroll: false });
    return true;
  }

  /** Tells the others that somebody is at it; where another one is, says so. */
  private async claim(number: string): Promise<void> {
    const token = this.board.querySelector<HTMLInputElement>("[name=csrfmiddlewaretoken]");
    const asked = new FormData();
    asked.set("csrfmiddlewaretoken", token?.value ?? "");
    if (this.claimed) asked.set("still", "1");
    let answer: Response;
    try {
      answer = await fetch(`/board/${number}/claim`, { method: "POST", body: asked });
    } catch {
      return; // Off the line for a moment: it is claimed again soon.
    }
    const note = this.board.querySelector<HTMLElement>("[data-claimed]");
    if (answer.status === 204) {
      this.claimed = true;
      if (note) note.hidden = true;
    }
    if (answer.status !== 409) return;
    if (!note || this.board.querySelector(".note--warn:not([data-claimed])")) return;
    note.textContent = await answer.text();
    note.hidden = false;
  }

  private async refresh(): Promise<void> {
    const number = this.board.dataset.number ?? "";
    const headers: Record<string, string> = this.tag ? { "If-None-Match": this.tag } : {};
    const address = `${this.queue.dataset.queue}?matter=${encodeURIComponent(number)}`;
    try {
      const answer = await fetch(address, { headers });
      if (answer.status !== 200) return;
      const known = this.tag;
      this.tag = answer.headers.get("ETag") ?? "";
      this.put(await answer.text(), known !== "");
    } catch {
      // Off the line for a moment: the next turn asks again.
    }
  }

  private put(rows: string, changed: boolean): void {
    const focused = document.activeElement?.closest("[data-row]")?.getAttribute("href");
    this.queue.innerHTML = rows;
    if (focused) {
      this.queue.querySelector<HTMLElement>(`[data-row][href="${CSS.escape(focused)}"]`)?.focus();
    }
    const told = this.board.querySelector<HTMLElement>("[data-told]");
    if (told && changed) told.textContent = told.dataset.words ?? "";
  }
}

for (const each of document.querySelectorAll<HTMLElement>("[data-board]")) new Board(each);
