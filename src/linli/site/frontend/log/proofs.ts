/** Offline proofs (C2SP tlog-proof), and how a code on a receipt carries one. */

import { type Bytes, fromBase64, fromHex, fromText, join, sha256, toHex, toText } from "./bytes";
import { type Checkpoint, parseCheckpoint } from "./notes";

const HEADER = "c2sp.org/tlog-proof@v1";
const MOST_HASHES = 63;

/** What a proof says: `entry` and `opening` are there where it carries them. */
export interface Proof {
  index: number;
  hashes: Bytes[];
  checkpoint: Checkpoint;
  entry: Bytes | null;
  opening: Opening | null;
}

/** A text with the salt that its commitment was made with. */
export interface Opening {
  text: string;
  salt: string;
}

/** Key and proof behind the # of an address. */
export function readAddress(hash: string): { key: string; proof: string } | null {
  const parts = /^#key=([^&]+)&proof=([^&]+)$/.exec(hash);
  if (!parts) return null;
  const [, key = "", proof = ""] = parts;
  return { key: decode(key), proof: decode(proof) };
}

/** As it stands where it is not spelled as an address is: then no proof is found in it. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** What somebody scanned, pasted or opened: the address of a code, or the file itself. */
export function readGiven(text: string): { key: string; proof: string } {
  const start = text.indexOf("#key=");
  const address = start < 0 ? null : readAddress(text.slice(start).trim());
  return address ?? { key: "", proof: `${text.replace(/\r\n/g, "\n").trimEnd()}\n` };
}

/** The parts of a proof; an error where it is spelled wrongly. */
export function parseProof(text: string): Proof {
  const cut = text.indexOf("\n\n");
  const lines = text.slice(0, cut).split("\n");
  if (cut < 0 || lines.shift() !== HEADER) throw new Error("not a proof");
  const extra = lines[0]?.startsWith("extra ") ? fromBase64((lines.shift() ?? "").slice(6)) : null;
  const index = /^index (0|[1-9][0-9]{0,15})$/.exec(lines.shift() ?? "")?.[1];
  if (index === undefined || lines.length > MOST_HASHES) throw new Error("not a proof");
  const [entry = null, opening = null] = extra ? toText(extra).split("\n") : [];
  return {
    index: Number(index),
    hashes: lines.map(fromBase64),
    checkpoint: parseCheckpoint(text.slice(cut + 2)),
    entry: entry === null ? null : fromText(entry),
    opening: opening === null ? null : readOpening(opening),
  };
}

function readOpening(json: string): Opening {
  const { content, salt } = JSON.parse(json) as { content: unknown; salt: unknown };
  if (typeof content !== "string" || typeof salt !== "string" || !/^([0-9a-f]{2})+$/.test(salt)) {
    throw new Error("not an opening");
  }
  return { text: content, salt };
}

/** The salted commitment to a text under its name, as records and seals make it. */
export async function commit(name: string, opening: Opening): Promise<string> {
  const domain = fromText("linli/part/1\0");
  const named = fromText(`${name}\0${opening.text}`);
  return toHex(await sha256(join(domain, fromHex(opening.salt), named)));
}

/** The same for a file, of which only the hash goes in. */
export async function commitFile(name: string, bytes: Bytes, salt: string): Promise<string> {
  const domain = fromText("linli/file/1\0");
  const hash = await sha256(bytes);
  return toHex(await sha256(join(domain, fromHex(salt), fromText(`${name}\0`), hash)));
}
