/**
 * A brush that makes faces and number plates unrecognisable before a photo is published.
 *
 * What it touches becomes coarse squares of one colour each, taken from a grid as wide as the brush:
 * painting twice makes nothing finer, and nothing of what was there can be computed back.  The
 * result is a new photo of the form; the original stays as it is, with its own readers.
 */

export {};

const QUALITY = 0.9;
const SMALL = 240;
const SPEED = 0.5;
// Each keeps a whole picture of some megabytes.
const MOST_STROKES = 10;
const KEYS: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

class Brush {
  private readonly canvas: HTMLCanvasElement;
  private readonly painted = document.createElement("canvas");
  private readonly one = document.createElement("canvas");
  private source: HTMLImageElement | null = null;
  private strokes: ImageData[] = [];
  private at: [number, number] = [0, 0];
  private ring = false;
  private opener: HTMLElement | null = null;

  constructor(private readonly part: HTMLElement) {
    this.canvas = this.find<HTMLCanvasElement>("[data-brush-canvas]");
    [this.one.width, this.one.height] = [1, 1];
    this.find("[data-unscripted]").hidden = true;
    for (const each of part.querySelectorAll<HTMLElement>("[data-redact]")) {
      each.hidden = false;
      each.addEventListener("click", () => this.open(each));
    }
    this.canvas.addEventListener("pointerdown", (event) => this.press(event));
    this.canvas.addEventListener("pointermove", (event) => this.move(event));
    this.canvas.addEventListener("keydown", (event) => this.type(event));
    this.canvas.addEventListener("blur", () => {
      this.ring = false;
      this.draw();
    });
    this.find("[data-brush-undo]").addEventListener("click", () => this.undo());
    this.find("[data-brush-add]").addEventListener("click", () => this.add());
    this.find("[data-brush-close]").addEventListener("click", () => this.close());
  }

  private find<Found extends HTMLElement>(selector: string): Found {
    return this.part.querySelector<Found>(selector)!;
  }

  private get size(): number {
    const share = Number(this.find<HTMLSelectElement>("[data-brush-size]").value);
    return Math.max(8, Math.round(share * Math.max(this.canvas.width, this.canvas.height)));
  }

  private get inks(): CanvasRenderingContext2D {
    return this.painted.getContext("2d", { willReadFrequently: true })!;
  }

  private open(opener: HTMLElement): void {
    const image = new Image();
    image.addEventListener("load", () => {
      for (const each of [this.canvas, this.painted]) {
        [each.width, each.height] = [image.naturalWidth, image.naturalHeight];
      }
      this.inks.drawImage(image, 0, 0);
      [this.source, this.strokes, this.opener] = [image, [], opener];
      this.at = [this.canvas.width / 2, this.canvas.height / 2];
      this.find("[data-brush]").hidden = false;
      this.draw();
      this.canvas.focus();
    });
    image.src = opener.dataset.redact ?? "";
  }

  private draw(): void {
    const pen = this.canvas.getContext("2d")!;
    pen.drawImage(this.painted, 0, 0);
    if (!this.ring) return;
    for (const [colour, width] of [["black", 6], ["white", 2]] as const) {
      pen.beginPath();
      [pen.strokeStyle, pen.lineWidth] = [colour, width];
      pen.arc(...this.at, this.size, 0, 2 * Math.PI);
      pen.stroke();
    }
  }

  private remember(): void {
    this.strokes.push(this.inks.getImageData(0, 0, this.painted.width, this.painted.height));
    if (this.strokes.length > MOST_STROKES) this.strokes.shift();
  }

  private place(event: PointerEvent): [number, number] {
    const box = this.canvas.getBoundingClientRect();
    const scale = this.canvas.width / box.width;
    return [(event.clientX - box.left) * scale, (event.clientY - box.top) * scale];
  }

  private press(event: PointerEvent): void {
    this.canvas.setPointerCapture(event.pointerId);
    this.ring = false;
    this.remember();
    this.paint(this.place(event));
  }

  private move(event: PointerEvent): void {
    if (this.canvas.hasPointerCapture(event.pointerId)) this.paint(this.place(event));
  }

  private type(event: KeyboardEvent): void {
    const step = KEYS[event.key];
    if (!step && event.key !== " ") return;
    event.preventDefault();
    this.ring = true;
    if (step) {
      const [x, y] = this.at;
      const far = this.size * SPEED;
      this.at = [
        Math.min(this.canvas.width, Math.max(0, x + step[0] * far)),
        Math.min(this.canvas.height, Math.max(0, y + step[1] * far)),
      ];
      this.draw();
      return;
    }
    this.remember();
    this.paint(this.at);
    const say = this.find("[data-brush-say]");
    say.textContent = say.dataset.words ?? "";
  }

  /** Fills each square of the grid that the brush touches with its one colour in the original. */
  private paint([x, y]: [number, number]): void {
    const cell = this.size;
    const { width, height } = this.painted;
    const first = (middle: number): number => Math.max(0, Math.floor(middle / cell - 1) * cell);
    for (let left = first(x); left < Math.min(width, x + cell); left += cell) {
      for (let top = first(y); top < Math.min(height, y + cell); top += cell) {
        this.fill(left, top, Math.min(cell, width - left), Math.min(cell, height - top));
      }
    }
    this.draw();
  }

  private fill(left: number, top: number, wide: number, high: number): void {
    const pick = this.one.getContext("2d", { willReadFrequently: true })!;
    pick.drawImage(this.source!, left, top, wide, high, 0, 0, 1, 1);
    const [red, green, blue] = pick.getImageData(0, 0, 1, 1).data;
    this.inks.fillStyle = `rgb(${red}, ${green}, ${blue})`;
    this.inks.fillRect(left, top, wide, high);
  }

  private undo(): void {
    const last = this.strokes.pop();
    if (last) this.inks.putImageData(last, 0, 0);
    this.draw();
  }

  private add(): void {
    const scale = Math.min(1, SMALL / Math.max(this.painted.width, this.painted.height));
    const small = document.createElement("canvas");
    small.width = Math.max(1, Math.round(this.painted.width * scale));
    small.height = Math.max(1, Math.round(this.painted.height * scale));
    small.getContext("2d")!.drawImage(this.painted, 0, 0, small.width, small.height);
    this.painted.toBlob(
      (blob) => {
        if (!blob) return;
        const file = new File([blob], "photo.jpg", { type: "image/jpeg" });
        const detail = { file, small: small.toDataURL("image/jpeg", QUALITY) };
        this.part.closest("[data-photos]")?.dispatchEvent(new CustomEvent("photos:add", { detail }));
        this.close();
      },
      "image/jpeg",
      QUALITY,
    );
  }

  private close(): void {
    this.find("[data-brush]").hidden = true;
    this.strokes = [];
    this.opener?.focus();
  }
}

for (const each of document.querySelectorAll<HTMLElement>("[data-redaction]")) new Brush(each);
