/** What the page of a matter's entries shows its reader, read from the page itself. */

export interface Row {
  what: string;
  when: string;
  /** Counted from nought; nothing where it says that the record is not sealed yet. */
  index: number | null;
  members: Record<string, string>;
  texts: Record<string, string>;
  photos: Record<string, string>;
}

export interface Page {
  state: string;
  zone: string;
  rows: Row[];
}

export function readPage(section: HTMLElement): Page {
  return {
    state: textOf(section, "[data-state]"),
    zone: section.dataset.zone ?? "UTC",
    rows: Array.from(section.querySelectorAll<HTMLElement>("[data-row]"), readRow),
  };
}

function readRow(row: HTMLElement): Row {
  const place = textOf(row, "[data-place]").replace(/\D/g, "");
  return {
    what: textOf(row, "[data-what]"),
    when: textOf(row, "[data-when]"),
    index: place ? Number(place) - 1 : null,
    members: collect(row, "member", (each) => each.textContent ?? ""),
    texts: collect(row, "text", (each) => each.textContent ?? ""),
    photos: collect(row, "photo", (each) => each.getAttribute("href") ?? ""),
  };
}

function textOf(box: HTMLElement, selector: string): string {
  return box.querySelector(selector)?.textContent?.trim() ?? "";
}

function collect(
  row: HTMLElement,
  name: string,
  read: (each: HTMLElement) => string,
): Record<string, string> {
  const found = Array.from(row.querySelectorAll<HTMLElement>(`[data-${name}]`));
  return Object.fromEntries(found.map((each) => [each.dataset[name] ?? "", read(each)]));
}

/** A time of the log as the page shows it where the community is. */
export function spellTime(at: string, zone: string): string {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(new Date(at));
  const part = (type: string): string => parts.find((each) => each.type === type)?.value ?? "";
  return `${part("year")}-${part("month")}-${part("day")} ${part("hour")}:${part("minute")}`;
}

/** Line ends as HTML has them. */
export function normalise(text: string): string {
  return text.replace(/\r\n?/g, "\n");
}
