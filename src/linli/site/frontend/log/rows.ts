/** The rows on the page of a matter: in order, going on from each other, up to the state shown. */

import type { Told } from "./acts";
import type { Page, Row } from "./page";
import type { Report } from "./steps";

/** That the rows on the page are the entries that are told, and go on from each other to the state. */
export function checkRows({ rows, state }: Page, entries: Told[], report: Report): void {
  const sealed = rows.flatMap((row) => (row.index === null ? [] : [row.index]));
  const twice = entries.find((told, at) => at > 0 && told.index <= (entries[at - 1]?.index ?? -1));
  if (twice) report.add("bad", "record.twice", { place: twice.index + 1 });
  if (sealed.some((index, at) => entries[at]?.index !== index)) report.add("bad", "rows.places");
  else if (sealed.length < entries.length) report.add("open", "rows.older");
  if (sealed.length < rows.length) report.add("open", "rows.waiting");
  const gap = findGap(rows);
  if (gap) report.add("bad", "rows.gap", { place: (gap.index ?? -1) + 1 });
  else if (findState(rows) !== state) report.add("bad", "rows.state");
  else report.add("good", "rows.same");
}

/** The first row that does not go on from the state before it.  What many contributed changes no
 * state, and says the one that there was when it came in. */
function findGap(rows: Row[]): Row | undefined {
  let state = "";
  return rows.find(({ members }, at) => {
    if (at > 0 && members.from === members.to) return false;
    const isNext = members.from === state;
    state = members.to ?? "";
    return !isNext;
  });
}

function findState(rows: Row[]): string | undefined {
  const moves = rows.filter(({ members }) => members.from !== members.to);
  return moves[moves.length - 1]?.members.to;
}
