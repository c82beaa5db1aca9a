/** The tree of the log (RFC 6962): its hashes, and proofs that lead to a signed root or do not. */

import { type Bytes, equal, join, sha256 } from "./bytes";

/** Gives the hash of the complete node at a level and an index in it. */
export type Nodes = (level: number, index: number) => Promise<Bytes>;

export function hashLeaf(entry: Bytes): Promise<Bytes> {
  return sha256(join(Uint8Array.of(0), entry));
}

export function hashNode(left: Bytes, right: Bytes): Promise<Bytes> {
  return sha256(join(Uint8Array.of(1), left, right));
}

/** The largest power of two below a count of at least two. */
function split(count: number): number {
  let power = 1;
  while (power * 2 < count) power *= 2;
  return power;
}

/** The hash over leaves from `start` to before `end`, out of complete nodes. */
export async function hashRange(start: number, end: number, nodes: Nodes): Promise<Bytes> {
  const count = end - start;
  if (count === 0) return sha256(new Uint8Array());
  const level = Math.log2(count);
  if (Number.isInteger(level)) return nodes(level, start / count);
  const middle = start + split(count);
  return hashNode(await hashRange(start, middle, nodes), await hashRange(middle, end, nodes));
}

/** The siblings from a leaf up to the root over `size` leaves. */
export async function proveInclusion(index: number, size: number, nodes: Nodes): Promise<Bytes[]> {
  const proof: Bytes[] = [];
  let [start, end] = [0, size];
  while (end - start > 1) {
    const middle = start + split(end - start);
    const isLeft = index < middle;
    proof.unshift(await (isLeft ? hashRange(middle, end, nodes) : hashRange(start, middle, nodes)));
    [start, end] = isLeft ? [start, middle] : [middle, end];
  }
  return proof;
}

/** The root that a leaf and its proof lead to; nothing where the proof has the wrong length. */
export async function followInclusion(
  leaf: Bytes,
  index: number,
  size: number,
  proof: readonly Bytes[],
): Promise<Bytes | null> {
  const isLeft: boolean[] = [];
  let [start, end] = [0, size];
  if (index < 0 || index >= size) return null;
  while (end - start > 1) {
    const middle = start + split(end - start);
    isLeft.unshift(index < middle);
    [start, end] = index < middle ? [start, middle] : [middle, end];
  }
  if (proof.length !== isLeft.length) return null;
  let hash = leaf;
  for (const [at, sibling] of proof.entries()) {
    hash = await (isLeft[at] ? hashNode(hash, sibling) : hashNode(sibling, hash));
  }
  return hash;
}

/**
 * Whether the tree of the first `old` leaves, with that root, is the beginning of the tree of `size`
 * leaves with the other root, as the nodes show: both roots are made of the very same hashes.
 */
export async function isBeginning(
  old: { size: number; root: Bytes },
  now: { size: number; root: Bytes },
  nodes: Nodes,
): Promise<boolean> {
  if (old.size > now.size) return false;
  const kept = new Map<string, Bytes>();
  const pieces = listPieces(0, old.size);
  for (const [level, index] of pieces) kept.set(`${level}/${index}`, await nodes(level, index));
  const before: Nodes = async (level, index) => kept.get(`${level}/${index}`) as Bytes;
  // Every piece of the old tree stands in the new one at the same place: what lies on its way up
  // to the new root is made of it, everything else comes from the tiles.
  const after: Nodes = async (level, index) => {
    const width = 2 ** level;
    const [start, end] = [index * width, (index + 1) * width];
    const piece = kept.get(`${level}/${index}`);
    if (piece) return piece;
    const isTouched = start < old.size && pieces.some(([each, at]) => covers(start, end, each, at));
    if (!isTouched) return nodes(level, index);
    const left = await after(level - 1, index * 2);
    return hashNode(left, await after(level - 1, index * 2 + 1));
  };
  const [then, today] = [
    await hashRange(0, old.size, before),
    await hashRange(0, now.size, after),
  ];
  return equal(then, old.root) && equal(today, now.root);
}

/** The complete nodes that the tree of the leaves from `start` to before `end` consists of. */
function listPieces(start: number, end: number): [number, number][] {
  const count = end - start;
  if (count === 0) return [];
  const level = Math.log2(count);
  if (Number.isInteger(level)) return [[level, start / count]];
  const middle = start + split(count);
  return [...listPieces(start, middle), ...listPieces(middle, end)];
}

function covers(start: number, end: number, level: number, index: number): boolean {
  const width = 2 ** level;
  return start <= index * width && (index + 1) * width <= end;
}
