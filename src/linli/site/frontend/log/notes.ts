/** Signed checkpoints (C2SP signed-note, tlog-checkpoint, tlog-cosignature) and their keys. */

import { verifyAsync } from "@noble/ed25519";

import { type Bytes, equal, fromBase64, fromText, join, sha256 } from "./bytes";

const LOG_KEY = 1;
const WITNESS_KEY = 4;
const HASH_BYTES = 32;
const ID_BYTES = 4;
const TIME_BYTES = 8;
const SIGNATURE_BYTES = 64;
const COSIGNATURE_BYTES = TIME_BYTES + SIGNATURE_BYTES;

export interface Key {
  vkey: string;
  name: string;
  id: Bytes;
  kind: number;
  bytes: Bytes;
}

export interface Checkpoint {
  note: string;
  text: string;
  origin: string;
  size: number;
  root: Bytes;
  signatures: { name: string; id: Bytes; blob: Bytes }[];
}

/** A key out of its text; an error unless its id is that of the key. */
export async function parseKey(vkey: string): Promise<Key> {
  const match = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+=*)$/.exec(vkey);
  if (!match) throw new Error("not a key");
  const [, name = "", hex = "", encoded = ""] = match;
  const data = fromBase64(encoded);
  const whole = await sha256(join(fromText(`${name}\n`), data));
  const id = whole.slice(0, ID_BYTES);
  const isHex = Array.from(id, (byte) => byte.toString(16).padStart(2, "0")).join("") === hex;
  if (!isHex || data.length !== 1 + HASH_BYTES) throw new Error("not a key");
  return { vkey, name, id, kind: data[0] ?? 0, bytes: data.slice(1) };
}

/** The parts of a signed checkpoint, nothing verified; an error where it is spelled wrongly. */
export function parseCheckpoint(note: string): Checkpoint {
  const cut = note.lastIndexOf("\n\n");
  if (cut < 0 || !note.endsWith("\n")) throw new Error("not a signed note");
  const text = note.slice(0, cut + 1);
  const [origin = "", size = "", root = ""] = text.split("\n");
  if (!origin || !/^(0|[1-9][0-9]{0,15})$/.test(size)) throw new Error("not a checkpoint");
  const signatures = note.slice(cut + 2, -1).split("\n").map(parseSignature);
  const bytes = fromBase64(root);
  if (bytes.length !== HASH_BYTES) throw new Error("not a checkpoint");
  return { note, text, origin, size: Number(size), root: bytes, signatures };
}

function parseSignature(line: string): { name: string; id: Bytes; blob: Bytes } {
  const [dash, name = "", encoded = "", ...more] = line.split(" ");
  const data = fromBase64(encoded);
  if (dash !== "—" || !name || more.length || data.length <= ID_BYTES) {
    throw new Error("not a signature line");
  }
  return { name, id: data.slice(0, ID_BYTES), blob: data.slice(ID_BYTES) };
}

/** Whether the log's key signed the checkpoint. */
export async function isSignedBy(checkpoint: Checkpoint, key: Key): Promise<boolean> {
  if (key.kind !== LOG_KEY || key.name !== checkpoint.origin) return false;
  const line = findLine(checkpoint, key);
  return !!line && verify(key, line.blob, fromText(checkpoint.text));
}

/** When the witness cosigned, or nothing where it did not. */
export async function findCosigning(checkpoint: Checkpoint, witness: Key): Promise<Date | null> {
  const line = findLine(checkpoint, witness);
  if (witness.kind !== WITNESS_KEY || line?.blob.length !== COSIGNATURE_BYTES) return null;
  const seconds = Number(new DataView(line.blob.buffer).getBigUint64(0));
  const head = fromText(`cosignature/v1\ntime ${seconds}\n${checkpoint.text}`);
  const isRight = await verify(witness, line.blob.slice(TIME_BYTES), head);
  return isRight ? new Date(seconds * 1000) : null;
}

function findLine(checkpoint: Checkpoint, key: Key) {
  return checkpoint.signatures.find((line) => line.name === key.name && equal(line.id, key.id));
}

/** By the browser itself; by a library where the browser does not know this kind of key yet. */
async function verify(key: Key, signature: Bytes, message: Bytes): Promise<boolean> {
  const algorithm = { name: "Ed25519" };
  let known: CryptoKey;
  try {
    known = await crypto.subtle.importKey("raw", key.bytes, algorithm, false, ["verify"]);
  } catch (error) {
    if (!(error instanceof DOMException) || error.name !== "NotSupportedError") throw error;
    if (signature.length !== SIGNATURE_BYTES) return false;
    return verifyAsync(signature, message, key.bytes, { zip215: false });
  }
  return crypto.subtle.verify(algorithm, known, signature, message);
}
