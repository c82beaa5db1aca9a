/** Marks of the states as images: the same shapes and colours as the tags on the page. */
import type { Map } from "maplibre-gl";

import type { Colours } from "./colours";
import type { Look, Setup } from "./setup";

const SIDE = 34;
const RATIO = 2;

interface Ink {
  readonly line: string;
  readonly ground: string;
  readonly dashed?: string;
}

function inkOf(look: Look, colours: Colours): Ink {
  switch (look) {
    case "wait": return { line: colours.slate, ground: colours.surface, dashed: "4 3" };
    case "doing": return { line: colours.ink, ground: colours.surface };
    case "check": return { line: colours.ochre, ground: colours.surface };
    case "done": return { line: colours.pine, ground: colours.surface };
    case "other": return { line: colours.plum, ground: colours.surface, dashed: "1.5 2.5" };
    case "stop": return { line: colours.slate, ground: colours.surface };
    case "late": return { line: colours["on-cinnabar"], ground: colours.cinnabar };
  }
}

/** The mark as SVG, its parts drawn by attributes, since no style reaches into an image. */
function draw(shape: string, { line, ground, dashed }: Ink): string {
  const parts = shape
    .replace(/class="fill"/g, `fill="${line}"`)
    .replace(/class="cut"/g, `stroke="${ground}"`);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${SIDE * RATIO}" height="${SIDE * RATIO}" ` +
    `viewBox="0 0 ${SIDE} ${SIDE}"><circle cx="17" cy="17" r="15.5" fill="${ground}" ` +
    `stroke="${line}" stroke-width="2"${dashed ? ` stroke-dasharray="${dashed}"` : ""}/>` +
    `<g transform="translate(7 7) scale(.8333)" fill="none" stroke="${line}" stroke-width="2" ` +
    `stroke-linecap="round" stroke-linejoin="round">${parts}</g></svg>`
  );
}

async function load(svg: string): Promise<HTMLImageElement> {
  const image = new Image(SIDE * RATIO, SIDE * RATIO);
  image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  await image.decode();
  return image;
}

/** Gives the map an image for each look, named after it. */
export async function addMarks(map: Map, setup: Setup, colours: Colours): Promise<void> {
  await Promise.all(
    (Object.keys(setup.marks) as Look[]).map(async (look) => {
      const image = await load(draw(setup.marks[look], inkOf(look, colours)));
      if (map.hasImage(look)) map.removeImage(look);
      map.addImage(look, image, { pixelRatio: RATIO });
    }),
  );
}
