/** The log as its server shows it: checkpoint, keys, hashes and entries out of tiles. */

import { type Bytes, equal, fromText, toText } from "./bytes";
import { type Nodes, hashLeaf, hashNode } from "./merkle";

export const WIDTH = 256;
const BITS = 8;
const HASH_BYTES = 32;

/** The server did not answer, or said that it does not have the file. */
export class Unreachable extends Error {}

export class Tiles {
  private readonly kept = new Map<string, Promise<Bytes>>();

  constructor(private readonly address: string) {}

  async checkpoint(): Promise<string> {
    return toText(await this.load("checkpoint", "no-cache"));
  }

  async keys(): Promise<string[]> {
    return toText(await this.load("verifier-key", "no-cache")).trim().split("\n");
  }

  async handovers(): Promise<{ old: string; new: string; note: string }[]> {
    return JSON.parse(toText(await this.load("handovers", "no-cache"))).handovers;
  }

  /** The complete nodes of a log of that size. */
  nodes(size: number): Nodes {
    return async (level, index) => {
      const tileLevel = Math.floor(level / BITS);
      const count = 2 ** (level % BITS);
      const first = index * count;
      const hashes = await this.hashes(tileLevel, Math.floor(first / WIDTH), size);
      return combine(hashes.slice(first % WIDTH, (first % WIDTH) + count), count);
    };
  }

  /**
   * The bytes of the entries of one bundle of a log of that size; an error unless each has the hash
   * that the tile gives for it.
   */
  async entries(number: number, size: number): Promise<Bytes[]> {
    const data = await this.tile("entries", number, size - number * WIDTH);
    const hashes = await this.hashes(0, number, size);
    const entries = splitBundle(data);
    const own = await Promise.all(entries.map(hashLeaf));
    if (own.length !== hashes.length || !own.every((hash, at) => equal(hash, hashes[at] as Bytes))) {
      throw new Error("the entries do not hash to their tile");
    }
    return entries;
  }

  private async hashes(level: number, number: number, size: number): Promise<Bytes[]> {
    const width = Math.floor(size / WIDTH ** level) - number * WIDTH;
    const data = await this.tile(String(level), number, width);
    return Array.from({ length: data.length / HASH_BYTES }, (_, at) =>
      data.slice(at * HASH_BYTES, (at + 1) * HASH_BYTES),
    );
  }

  private tile(level: string, number: number, width: number): Promise<Bytes> {
    const suffix = width < WIDTH ? `.p/${width}` : "";
    return this.load(`tile/${level}/${spell(number)}${suffix}`, "default");
  }

  private load(path: string, cache: RequestCache): Promise<Bytes> {
    const before = this.kept.get(path);
    if (before) return before;
    const loading = this.request(path, cache);
    this.kept.set(path, loading);
    return loading;
  }

  private async request(path: string, cache: RequestCache): Promise<Bytes> {
    try {
      const answer = await fetch(`${this.address}/${path}`, { cache, credentials: "omit" });
      if (answer.ok) return new Uint8Array(await answer.arrayBuffer());
    } catch {
      throw new Unreachable(path);
    }
    throw new Unreachable(path);
  }
}

async function combine(hashes: Bytes[], count: number): Promise<Bytes> {
  if (hashes.length !== count) throw new Error("the tile is too short");
  let row = hashes;
  while (row.length > 1) {
    const pairs = Array.from({ length: row.length / 2 }, (_, at) => row.slice(at * 2, at * 2 + 2));
    row = await Promise.all(pairs.map(([left, right]) => hashNode(left as Bytes, right as Bytes)));
  }
  return row[0] ?? fromText("");
}

function splitBundle(data: Bytes): Bytes[] {
  const entries: Bytes[] = [];
  let at = 0;
  while (at < data.length) {
    const end = at + 2 + (((data[at] ?? 0) << 8) | (data[at + 1] ?? 0));
    if (end > data.length) throw new Error("the bundle ends too early");
    entries.push(data.slice(at + 2, end));
    at = end;
  }
  return entries;
}

/** A tile's number as C2SP tlog-tiles spells it: x001/x234/067. */
function spell(number: number): string {
  const last = String(number % 1000).padStart(3, "0");
  let [rest, groups] = [Math.floor(number / 1000), last];
  while (rest > 0) {
    groups = `x${String(rest % 1000).padStart(3, "0")}/${groups}`;
    rest = Math.floor(rest / 1000);
  }
  return groups;
}
