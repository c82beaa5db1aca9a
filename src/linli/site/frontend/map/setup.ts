/** What the server tells a map before it is drawn; `/map/setup.json`. */

export type Look = "wait" | "doing" | "check" | "done" | "other" | "stop" | "late";
export type Box = [west: number, south: number, east: number, north: number];
export type Datum = "wgs84" | "gcj02";

export interface Setup {
  readonly script: string;
  readonly stylesheet: string;
  readonly worker: string;
  readonly bounds: Box | null;
  readonly basemap: { readonly tiles: string; readonly bounds: Box } | null;
  readonly service: {
    readonly tiles: string;
    readonly datum: Datum;
    readonly attribution: string;
  } | null;
  readonly outlines: string;
  readonly attribution: string;
  readonly marks: Readonly<Record<Look, string>>;
  readonly texts: Readonly<Record<string, string>>;
}

/** The event by which the small script of each page hands a place for a map to the large one. */
export const DRAW = "linli:map";

declare global {
  interface HTMLElementEventMap {
    "linli:map": CustomEvent<Setup>;
  }
}
