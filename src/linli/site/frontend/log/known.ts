/** What this browser knows of the log from earlier visits, held against what the server shows now. */

import { type Trusted, followHandovers } from "./handovers";
import { recall, remember } from "./memory";
import { type Checkpoint, type Key, isSignedBy, parseCheckpoint, parseKey } from "./notes";
import type { Report } from "./steps";
import type { Tiles } from "./tiles";
import { Contradiction, checkBeginning } from "./today";

/** The key that signs today for this one, which the server shows or which was handed on to it;
 * nothing, and that is said, where the server shows others. */
export async function followKey(
  key: Key,
  shown: string[],
  tiles: Tiles,
  report: Report,
): Promise<Trusted | null> {
  if (shown.includes(key.vkey)) return { key, signed: [] };
  const handed = await followHandovers(key, shown, tiles).catch(() => null);
  report.add(handed ? "good" : "bad", handed ? "key.handed" : "key.other");
  return handed;
}

/**
 * The log of today against what this browser remembers: its key, or one that it signed for, signed
 * today's checkpoint too, and the largest log that was seen is its beginning.  Then today's is
 * remembered with that key, or with `key` on the first visit.  Raises Contradiction.
 */
export async function compareWithMemory(
  tiles: Tiles,
  key: Key,
  now: Checkpoint,
  report: Report,
): Promise<void> {
  const seen = recall();
  if (!seen) {
    report.add("good", "key.first");
    remember(key.vkey, now);
    return;
  }
  const own = await parseKey(seen.vkey);
  const trusted = await followRemembered(own, key, tiles);
  if (!(await isSignedBy(now, trusted.key))) throw new Contradiction("today.signature");
  const earlier = parseCheckpoint(seen.note);
  for (const each of [earlier, ...trusted.signed]) await checkBeginning(tiles, each, now);
  report.add("good", "log.grown", { size: earlier.size });
  remember(trusted.key.vkey, now);
}

async function followRemembered(own: Key, key: Key, tiles: Tiles): Promise<Trusted> {
  if (own.vkey === key.vkey) return { key, signed: [] };
  const trusted = await followHandovers(own, await tiles.keys(), tiles).catch(() => null);
  if (!trusted) throw new Contradiction("key.remembered");
  return trusted;
}
