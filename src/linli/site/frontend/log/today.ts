/** The log as the server shows it now, checked against a key and whatever was seen before. */

import { type Bytes, equal } from "./bytes";
import { hashLeaf, followInclusion, hashRange, isBeginning, proveInclusion } from "./merkle";
import type { Trusted } from "./handovers";
import { type Checkpoint, isSignedBy, parseCheckpoint } from "./notes";
import { type Tiles, Unreachable, WIDTH } from "./tiles";

/** Something that the server shows does not hold; `word` says what, for the reader. */
export class Contradiction extends Error {
  constructor(readonly word: string) {
    super(word);
  }
}

/**
 * Today's checkpoint, signed by the key, whose tiles lead to its root and to all that was signed on
 * the way to the key.  Raises Contradiction.
 */
export async function openToday(tiles: Tiles, { key, signed }: Trusted): Promise<Checkpoint> {
  const now = read(await tiles.checkpoint());
  if (!(await isSignedBy(now, key))) throw new Contradiction("today.signature");
  if (!equal(await hashRange(0, now.size, tiles.nodes(now.size)), now.root)) {
    throw new Contradiction("today.tiles");
  }
  for (const earlier of signed) await checkBeginning(tiles, earlier, now);
  return now;
}

/** That an earlier checkpoint is the beginning of today's.  Raises Contradiction. */
export async function checkBeginning(
  tiles: Tiles,
  earlier: Checkpoint,
  now: Checkpoint,
): Promise<void> {
  if (earlier.size > now.size) throw new Contradiction("today.shorter");
  if (!(await isBeginning(earlier, now, tiles.nodes(now.size)))) {
    throw new Contradiction("today.rewritten");
  }
}

/** The entry at a place, after its own bytes were followed up to the signed root. */
export async function loadEntry(tiles: Tiles, index: number, now: Checkpoint): Promise<Bytes> {
  if (index >= now.size) throw new Contradiction("today.absent");
  const bundle = await fetchBundle(tiles, Math.floor(index / WIDTH), now);
  const entry = bundle[index % WIDTH] as Bytes;
  const proof = await proveInclusion(index, now.size, tiles.nodes(now.size));
  const root = await followInclusion(await hashLeaf(entry), index, now.size, proof);
  if (!root || !equal(root, now.root)) throw new Contradiction("today.entry");
  return entry;
}

/** The entries of a bundle.  One of them followed to the root takes the hashes of all the others. */
export async function loadBundle(tiles: Tiles, number: number, now: Checkpoint): Promise<Bytes[]> {
  await loadEntry(tiles, number * WIDTH, now);
  return fetchBundle(tiles, number, now);
}

function fetchBundle(tiles: Tiles, number: number, now: Checkpoint): Promise<Bytes[]> {
  return tiles.entries(number, now.size).catch((error: unknown) => {
    throw error instanceof Unreachable ? error : new Contradiction("today.entries");
  });
}

function read(note: string): Checkpoint {
  try {
    return parseCheckpoint(note);
  } catch {
    throw new Contradiction("today.signature");
  }
}
