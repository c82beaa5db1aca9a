/** Checks a matter: each record that its page shows is in the log, and the log says the same. */

import { toText } from "./bytes";
import type { Trusted } from "./handovers";
import { compareWithMemory, followKey } from "./known";
import { recall } from "./memory";
import { type Checkpoint, parseKey } from "./notes";
import { type Opening, commit, commitFile } from "./proofs";
import { isUnsupported } from "./receipt";
import { type Report } from "./steps";
import { Tiles, Unreachable } from "./tiles";
import { Contradiction, loadEntry, openToday } from "./today";

const LOG = "/log";

interface Told {
  index: number;
  record: { step: string; from: string; to: string; at: string; organisation: string | null };
  content: Opening | null;
  texts: (Opening & { name: string })[];
  photos: { name: string; url: string; salt: string }[];
}

type Act = Record<string, unknown> & { commitments?: Record<string, string> };

/** Takes every step that can be taken and says how each came out. */
export async function checkMatter(number: string, report: Report): Promise<void> {
  const tiles = new Tiles(LOG);
  try {
    const trusted = await chooseKey(tiles, report);
    const now = await openToday(tiles, trusted);
    report.add("good", "matter.signed", { size: now.size });
    await compareWithMemory(tiles, trusted.key, now, report);
    const answer = await fetch(`/matters/${number}/log.json`, { cache: "no-store" });
    if (!answer.ok) throw new Unreachable(number);
    const { entries } = (await answer.json()) as { entries: Told[] };
    if (!entries.length) report.add("open", "matter.waiting");
    for (const told of entries) await checkRecord(tiles, number, told, now, report);
  } catch (error) {
    if (isUnsupported(error)) report.add("open", "browser.old");
    else if (error instanceof Contradiction) report.add("bad", error.word);
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

async function checkRecord(
  tiles: Tiles,
  number: string,
  told: Told,
  now: Checkpoint,
  report: Report,
): Promise<void> {
  const place = { place: told.index + 1 };
  if (told.index >= now.size) {
    report.add("open", "record.waiting", place);
    return;
  }
  const entry = JSON.parse(toText(await loadEntry(tiles, told.index, now))) as Act;
  const act = await unveil(entry, told.content);
  if (act === null) {
    report.add("open", "record.veiled", place);
    return;
  }
  const fits = act !== undefined && act.matter === number && saysTheSame(act, told.record);
  const isOpened = fits && (await areCommitted(act, told));
  const words = told.texts.filter((text) => !text.name.startsWith("record."));
  const texts = words.length + told.photos.length;
  if (!fits) report.add("bad", "record.differs", place);
  else if (!isOpened) report.add("bad", "record.text", place);
  else report.add("good", texts ? "record.texts" : "record.same", { ...place, texts });
}

/** The entry itself, or what it commits to; nothing where its salt was deleted, undefined where the
 * opening does not fit. */
async function unveil(entry: Act, content: Opening | null): Promise<Act | null | undefined> {
  if (!("veiled" in entry)) return entry;
  if (!content) return null;
  const fits = (await commit("veiled", content)) === entry.veiled;
  return fits ? (JSON.parse(content.text) as Act) : undefined;
}

function saysTheSame(act: Act, record: Told["record"]): boolean {
  return (
    act.step === record.step &&
    act.from === record.from &&
    act.to === record.to &&
    act.at === record.at &&
    (act.organisation ?? null) === record.organisation
  );
}

async function areCommitted(act: Act, { texts, photos }: Told): Promise<boolean> {
  for (const text of texts) {
    if ((await commit(text.name, text)) !== act.commitments?.[text.name]) return false;
  }
  for (const photo of photos) {
    const answer = await fetch(photo.url);
    if (!answer.ok) throw new Unreachable(photo.url);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const commitment = await commitFile(photo.name, bytes, photo.salt);
    if (commitment !== act.commitments?.[photo.name]) return false;
  }
  return true;
}
