/** What an entry says of a matter, and what the server tells of it, compared. */

import { type Opening, commit, commitFile } from "./proofs";
import { Unreachable } from "./tiles";

/** What the server tells of one record. */
export interface Told {
  index: number;
  record: Members;
  content: Opening | null;
  texts: (Opening & { name: string })[];
  photos: { name: string; url: string; salt: string }[];
}

export type Members = Record<string, unknown>;
export type Act = Members & { commitments?: Record<string, string> };

/** Members that say what the record is of, and what is opened one by one. */
const ELSEWHERE = ["v", "community", "matter", "kind", "commitments", "facts"];
export const PRIVATE = "record.private";

/** The entry itself, or what it commits to; nothing where its salt was deleted, undefined where the
 * opening does not fit. */
export async function unveil(entry: Act, content: Opening | null): Promise<Act | null | undefined> {
  if (!("veiled" in entry)) return entry;
  if (!content) return null;
  const fits = (await commit("veiled", content)) === entry.veiled;
  return fits ? (JSON.parse(content.text) as Act) : undefined;
}

/** Whether both name the same members, each with the same value. */
export function saysTheSame(act: Members, said: Members): boolean {
  return isSame(spell(act), spell(said));
}

function spell(members: Members): Record<string, string> {
  const named = Object.entries(members).filter(([name]) => !ELSEWHERE.includes(name));
  return Object.fromEntries(
    named.map(([name, value]) => [name, canonical(value)]),
  );
}

/** Text as it is, all else as JSON with its names in order. */
function canonical(value: unknown): string {
  if (typeof value === "string") return value;
  return JSON.stringify(value, Object.keys(Object(value)).sort());
}

export function isSame(one: Record<string, string>, other: Record<string, string>): boolean {
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length && names.every((name) => one[name] === other[name])
  );
}

export async function areCommitted(act: Act, { texts, photos }: Told): Promise<boolean> {
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
