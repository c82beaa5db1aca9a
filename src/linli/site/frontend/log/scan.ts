/** Looks through the log for entries of a matter that its page leaves out. */

import { toText } from "./bytes";
import type { Checkpoint } from "./notes";
import { WIDTH, type Tiles } from "./tiles";
import { loadBundle } from "./today";

/** Bundles of 256 entries that are fetched at most: some megabytes. */
const MOST_BUNDLES = 32;

export interface Looked {
  /** The first place that was not looked at. */
  end: number;
  hidden: number[];
}

/** The open entries of a matter from `first` on that are not among those told, and how far it looked. */
export async function findHidden(
  tiles: Tiles,
  now: Checkpoint,
  first: number,
  told: ReadonlySet<number>,
  matter: { matter: unknown; community: unknown },
): Promise<Looked> {
  const hidden: number[] = [];
  const start = Math.floor(first / WIDTH);
  const stop = Math.min(Math.ceil(now.size / WIDTH), start + MOST_BUNDLES);
  for (let number = start; number < stop; number++) {
    const entries = await loadBundle(tiles, number, now);
    for (const [at, bytes] of entries.entries()) {
      const index = number * WIDTH + at;
      if (index < first || told.has(index)) continue;
      const act = read(toText(bytes));
      if (act.matter === matter.matter && act.community === matter.community) hidden.push(index);
    }
  }
  return { end: Math.min(stop * WIDTH, now.size), hidden };
}

function read(text: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(text)) as Record<string, unknown>;
  } catch {
    return {};
  }
}
