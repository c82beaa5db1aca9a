/** The design's tokens as they are on this page, by day, by night, or chosen by hand. */

const NAMES = [
  "paper", "surface", "sunken", "ink", "ink-2", "line", "edge", "pine", "pine-tint",
  "plate", "on-plate", "water", "cinnabar", "on-cinnabar", "ochre", "plum", "slate",
] as const;

/** Outlines are the plate's blue; by night that is too near the ground, so they are ink. */
export type Colours = Readonly<Record<(typeof NAMES)[number] | "outline", string>>;

export function readColours(): Colours {
  const style = getComputedStyle(document.documentElement);
  const pairs = NAMES.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]);
  const colours = Object.fromEntries(pairs) as Record<(typeof NAMES)[number], string>;
  const isNight = style.colorScheme === "dark";
  return { ...colours, outline: isNight ? colours["ink-2"] : colours.plate };
}

/** Whether the page has its styles: without them there is no colour to draw with. */
export function hasColours(): boolean {
  return readColours().paper !== "";
}

/** The page's own fonts: names on the map are drawn with them, so that none has to be loaded. */
export function readFonts(): string[] {
  const family = getComputedStyle(document.documentElement).getPropertyValue("--font");
  return family.split(",").map((name) => name.trim().replace(/^["']|["']$/g, ""));
}

/** Calls back whenever the colours turn, by the system or by hand. */
export function onColours(act: () => void): void {
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", act);
  new MutationObserver(act).observe(document.documentElement, { attributeFilter: ["data-theme"] });
}
