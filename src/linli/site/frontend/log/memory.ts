/** What this browser saw of the log before: its key, and the largest checkpoint that held. */

import { type Checkpoint, parseCheckpoint } from "./notes";

const NAME = "linli.log";

export interface Seen {
  vkey: string;
  note: string;
}

/** Nothing where the browser keeps nothing that can be read. */
export function recall(): Seen | null {
  try {
    const seen = JSON.parse(localStorage.getItem(NAME) ?? "null") as Seen | null;
    if (seen) parseCheckpoint(seen.note);
    return seen;
  } catch {
    return null;
  }
}

export function remember(vkey: string, checkpoint: Checkpoint): void {
  try {
    localStorage.setItem(NAME, JSON.stringify({ vkey, note: checkpoint.note } satisfies Seen));
  } catch {
    // A browser that keeps nothing checks as if it came for the first time.
  }
}
