/** From a key that is known to the one that the log signs with today. */

import { type Checkpoint, type Key, isSignedBy, parseCheckpoint, parseKey } from "./notes";
import type { Tiles } from "./tiles";

export interface Trusted {
  key: Key;
  /** What the keys on the way signed together: each has to be a beginning of today's log. */
  signed: Checkpoint[];
}

/**
 * Follows the changes of the key, each signed by the old and the new one, until a key that the server
 * shows; nothing where they do not lead there.
 */
export async function followHandovers(
  known: Key,
  shown: string[],
  tiles: Tiles,
): Promise<Trusted | null> {
  const signed: Checkpoint[] = [];
  let key = known;
  for (const handover of await tiles.handovers()) {
    if (handover.old !== key.vkey || shown.includes(key.vkey)) continue;
    const [checkpoint, next] = [parseCheckpoint(handover.note), await parseKey(handover.new)];
    if (!(await isSignedBy(checkpoint, key)) || !(await isSignedBy(checkpoint, next))) return null;
    signed.push(checkpoint);
    key = next;
  }
  return shown.includes(key.vkey) ? { key, signed } : null;
}
