/** Checks a receipt: first by itself, without anybody's help, then against what the server shows. */

import { equal, toText } from "./bytes";
import type { Trusted } from "./handovers";
import { compareWithMemory, followKey } from "./known";
import { recall } from "./memory";
import { followInclusion, hashLeaf } from "./merkle";
import { type Checkpoint, type Key, findCosigning, isSignedBy, parseKey } from "./notes";
import { type Proof, commit, parseProof, readGiven } from "./proofs";
import { type Report, type Values } from "./steps";
import { Tiles, Unreachable } from "./tiles";
import { Contradiction, checkBeginning, loadEntry, openToday } from "./today";

const LOG = "/log";

/** Takes every step that can be taken and says how each came out. */
export async function checkReceipt(
  given: string,
  report: Report,
  witnesses: string[],
): Promise<void> {
  const { key: vkey, proof: text } = readGiven(given);
  const tiles = new Tiles(LOG);
  const proof = tryParse(text);
  if (!proof) {
    report.add("bad", "receipt.unreadable");
    return;
  }
  report.add("good", "receipt.read");
  const found = await findKey(vkey, tiles, report);
  if (found) {
    await checkAlone(proof, found.own, report, witnesses);
    await checkToday(proof, found.today, tiles, report);
  }
}

function tryParse(text: string): Proof | null {
  try {
    return parseProof(text);
  } catch {
    return null;
  }
}

/** The key on the receipt counts; what the server shows is only compared with it, and believed only
 * where the one on the receipt signed for it. */
async function findKey(
  vkey: string,
  tiles: Tiles,
  report: Report,
): Promise<{ own: Key; today: Trusted } | null> {
  const shown = await tiles.keys().catch(() => null);
  const known = vkey || (recall()?.vkey ?? "");
  try {
    const own = await parseKey(known || (shown?.[shown.length - 1] ?? ""));
    const today = { key: own, signed: [] };
    if (!known) report.add("open", "key.served");
    else if (!shown) report.add("open", "key.alone");
    else if (shown.includes(own.vkey)) report.add("good", vkey ? "key.same" : "key.known");
    else return { own, today: (await followKey(own, shown, tiles, report)) ?? today };
    return { own, today };
  } catch {
    report.add("bad", "key.unreadable");
    return null;
  }
}

async function checkAlone(
  proof: Proof,
  key: Key,
  report: Report,
  witnesses: string[],
): Promise<void> {
  const { checkpoint, entry, index } = proof;
  const isSigned = await isSignedBy(checkpoint, key);
  report.add(isSigned ? "good" : "bad", isSigned ? "receipt.signed" : "receipt.forged");
  if (!entry) return;
  const root = await followInclusion(
    await hashLeaf(entry),
    index,
    checkpoint.size,
    proof.hashes,
  );
  const fits = !!root && equal(root, checkpoint.root);
  const values = { place: index + 1, size: checkpoint.size };
  report.add(fits ? "good" : "bad", fits ? "receipt.included" : "receipt.changed", values);
  if (fits) await describe(proof, report);
  for (const witness of witnesses) {
    const at = await findWitnessing(checkpoint, witness);
    const name = witness.split("+")[0] ?? "";
    if (at) report.add("good", "receipt.witnessed", { name, time: at.toLocaleString() });
  }
}

/** When the witness saw it; nothing where it did not, or where the browser cannot say. */
function findWitnessing(checkpoint: Checkpoint, witness: string): Promise<Date | null> {
  const found = parseKey(witness).then((key) => findCosigning(checkpoint, key));
  return found.catch(() => null);
}

/** What the entry says: in clear, or through the opening that the receipt carries. */
async function describe(proof: Proof, report: Report): Promise<void> {
  const entry = JSON.parse(toText(proof.entry as NonNullable<Proof["entry"]>)) as Values;
  if (!("veiled" in entry)) {
    report.add("good", "receipt.says", say(entry, report));
    return;
  }
  if (!proof.opening) {
    report.add("open", "receipt.veiled");
    return;
  }
  if ((await commit("veiled", proof.opening)) !== entry.veiled) {
    report.add("bad", "receipt.changed");
    return;
  }
  const content = JSON.parse(proof.opening.text) as Values;
  report.add("good", "receipt.opened", say(content, report));
}

function say(act: Values, report: Report): Values {
  const step = report.say(`act.${act.kind}.${act.step}`);
  return { ...act, step, at: new Date(String(act.at)).toLocaleString() };
}

async function checkToday(
  proof: Proof,
  trusted: Trusted,
  tiles: Tiles,
  report: Report,
): Promise<void> {
  try {
    const now = await openToday(tiles, trusted);
    await checkBeginning(tiles, proof.checkpoint, now);
    const entry = await loadEntry(tiles, proof.index, now);
    if (proof.entry && !equal(entry, proof.entry)) throw new Contradiction("today.entry");
    report.add("good", "today.holds", { size: now.size });
    await compareWithMemory(tiles, trusted.key, now, report);
    if (!proof.entry) await describe({ ...proof, entry }, report);
  } catch (error) {
    if (error instanceof Unreachable) report.add("open", "today.unreachable");
    else report.add("bad", error instanceof Contradiction ? error.word : "today.entry");
  }
}
