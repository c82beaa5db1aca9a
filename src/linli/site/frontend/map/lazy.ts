/**
 * Brings the map's script to a page once a place for a map comes near the window.
 *
 * Without this script nothing is to be seen of the map: all that it says stands on the page.
 */
import { DRAW, type Setup } from "./setup";

const ADDRESS = "/map/setup.json";
const NEAR = "200px";

let asked: Promise<Setup | null> | undefined;

function ask(): Promise<Setup | null> {
  asked ??= fetch(ADDRESS)
    .then((answer) => (answer.ok ? (answer.json() as Promise<Setup>) : null))
    .then((setup) => (setup?.bounds ? load(setup) : null))
    .catch(() => null);
  return asked;
}

function load(setup: Setup): Promise<Setup> {
  const style = document.createElement("link");
  [style.rel, style.href] = ["stylesheet", setup.stylesheet];
  const script = document.createElement("script");
  script.src = setup.script;
  const both = [style, script].map(
    (part) =>
      new Promise<void>((resolve, reject) => {
        part.addEventListener("load", () => resolve());
        part.addEventListener("error", () => reject(new Error(ADDRESS)));
      }),
  );
  document.head.append(style, script);
  return Promise.all(both).then(() => setup);
}

async function bring(place: HTMLElement): Promise<void> {
  const setup = await ask();
  if (setup) place.dispatchEvent(new CustomEvent(DRAW, { bubbles: true, detail: setup }));
  else place.hidden = true;
}

const watching = new IntersectionObserver(
  (seen) => {
    for (const { isIntersecting, target } of seen) {
      if (!isIntersecting) continue;
      watching.unobserve(target);
      void bring(target as HTMLElement);
    }
  },
  { rootMargin: NEAR },
);

for (const place of document.querySelectorAll<HTMLElement>("[data-map], [data-map-pin]")) {
  place.hidden = false;
  watching.observe(place);
}
