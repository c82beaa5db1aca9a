/** Checks a matter: each record that its page shows is in the log, and the log says the same. */

import {
  type Act,
  PRIVATE,
  type Told,
  areCommitted,
  isSame,
  saysTheSame,
  unveil,
} from "./acts";
import { toText } from "./bytes";
import type { Trusted } from "./handovers";
import { compareWithMemory, followKey } from "./known";
import { recall } from "./memory";
import { type Checkpoint, parseKey } from "./notes";
import { type Page, type Row, normalise, readPage, spellTime } from "./page";
import { checkRows } from "./rows";
import { findHidden } from "./scan";
import { type Report } from "./steps";
import { Tiles, Unreachable } from "./tiles";
import { Contradiction, loadEntry, openToday } from "./today";

const LOG = "/log";

/** Takes every step that can be taken and says how each came out. */
export async function checkMatter(number: string, report: Report): Promise<void> {
  const tiles = new Tiles(LOG);
  try {
    const trusted = await chooseKey(tiles, report);
    const now = await openToday(tiles, trusted);
    report.add("good", "matter.signed", { size: now.size });
    await compareWithMemory(tiles, trusted.key, now, report);
    const entries = await fetchTold(number);
    const page = readPage(document.querySelector("[data-sealed]") as HTMLElement);
    if (!entries.length) report.add("open", "matter.waiting");
    checkRows(page, entries, report);
    const acts: Act[] = [];
    for (const [at, told] of entries.entries()) {
      const act = await checkRecord(tiles, number, told, page, page.rows[at], now, report);
      if (act) acts.push(act);
    }
    await lookThrough(tiles, entries, acts, now, report);
  } catch (error) {
    if (error instanceof Contradiction) report.add("bad", error.word);
    else report.add("open", "matter.unreachable");
  }
}

/** The key that this browser knows, or one that it signed for; the server's own word the first
 * time. */
async function chooseKey(tiles: Tiles, report: Report): Promise<Trusted> {
  const [known, shown] = [recall()?.vkey, await tiles.keys()];
  const key = await parseKey(known ?? shown[shown.length - 1] ?? "");
  if (known && shown.includes(known)) report.add("good", "key.known");
  return (await followKey(key, shown, tiles, report)) ?? { key, signed: [] };
}

async function fetchTold(number: string): Promise<Told[]> {
  const answer = await fetch(`/matters/${number}/log.json`, { cache: "no-store" });
  if (!answer.ok) throw new Unreachable(number);
  return ((await answer.json()) as { entries: Told[] }).entries;
}

/** The act that the entry says, where it could be compared. */
async function checkRecord(
  tiles: Tiles,
  number: string,
  told: Told,
  page: Page,
  row: Row | undefined,
  now: Checkpoint,
  report: Report,
): Promise<Act | null> {
  const place = { place: told.index + 1 };
  if (told.index >= now.size) {
    report.add("open", "record.waiting", place);
    return null;
  }
  const entry = JSON.parse(toText(await loadEntry(tiles, told.index, now))) as Act;
  const act = await unveil(entry, told.content);
  if (act === null) {
    report.add("open", "record.veiled", place);
    return null;
  }
  if (!act || act.matter !== number || !saysTheSame(act, told.record)) {
    report.add("bad", "record.differs", place);
  } else if (!(await areCommitted(act, told))) report.add("bad", "record.text", place);
  else if (row && !shows(row, page.zone, act, told, report)) report.add("bad", "record.row", place);
  else {
    const { length } = told.texts.filter(({ name }) => !name.startsWith("record."));
    report.add("good", length + told.photos.length ? "record.texts" : "record.same", place);
    nameClosed(act, told, report);
  }
  return act ?? null;
}

/** Names what the entry commits to and this reader cannot compare. */
function nameClosed(act: Act, { index, texts, photos }: Told, report: Report): void {
  const opened = new Set([PRIVATE, ...[...texts, ...photos].map(({ name }) => name)]);
  const closed = Object.keys(act.commitments ?? {}).filter((name) => !opened.has(name));
  const names = new Set(closed.map((name) => report.say(`part.${name.replace(/_\d+$/, "")}`)));
  if (!names.size) return;
  const listed = [...names].map((name) => name.replace(/^part\./, "")).join(" · ");
  report.add("closed", "record.closed", { place: index + 1, names: listed });
}

/** Whether the row on the page shows this act, and all texts and photos that were compared. */
function shows(row: Row, zone: string, act: Act, told: Told, report: Report): boolean {
  const texts = Object.fromEntries(told.texts.map(({ name, text }) => [name, normalise(text)]));
  const photos = Object.fromEntries(told.photos.map(({ name, url }) => [name, url]));
  return (
    report.list(`act.${String(act.kind)}.${String(act.step)}`).includes(row.what) &&
    row.when === spellTime(String(act.at), zone) &&
    saysTheSame(act, row.members) &&
    isSame(texts, row.texts) &&
    isSame(photos, row.photos)
  );
}

/** Looks for open entries of the matter that are not told, as far as that is bounded. */
async function lookThrough(
  tiles: Tiles,
  entries: Told[],
  acts: Act[],
  now: Checkpoint,
  report: Report,
): Promise<void> {
  const [start, act] = [entries[0]?.index, acts[0]];
  if (act?.commitments) report.add("note", "record.private");
  if (start === undefined || start >= now.size || !act) return;
  if (entries.some(({ content }) => content)) report.add("closed", "scan.veiled");
  const told = new Set(entries.map(({ index }) => index));
  const { matter, community } = act;
  const { end, hidden } = await findHidden(tiles, now, start, told, { matter, community });
  for (const index of hidden) report.add("bad", "scan.hidden", { place: index + 1 });
  if (hidden.length) return;
  const values = { first: start + 1, last: end, size: now.size };
  if (end < now.size) report.add("open", "scan.partly", values);
  else report.add("good", "scan.done", values);
}
