/**
 * Photos in a form: made smaller on the device, shown, and left out again with one tap.
 *
 * A `[data-photos]` fieldset holds two file inputs, for the camera and for pictures that are there.
 * What is picked in either is gathered in the second one, so the form sends it as it would have
 * without this script.  A picture that this browser cannot open is sent as it is.
 */

export {};

const EDGE = 1600;
const SMALL = 240;
const QUALITY = 0.85;

function drawn(image: ImageBitmap, edge: number): HTMLCanvasElement {
  const scale = Math.min(1, edge / Math.max(image.width, image.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(image.width * scale));
  canvas.height = Math.max(1, Math.round(image.height * scale));
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas;
}

function toFile(canvas: HTMLCanvasElement, name: string): Promise<File | null> {
  return new Promise((resolve) => {
    const done = (blob: Blob | null): void =>
      resolve(blob && new File([blob], name, { type: "image/jpeg" }));
    canvas.toBlob(done, "image/jpeg", QUALITY);
  });
}

/** The photo as it is sent, and a small picture of it; that one is empty where none can be drawn. */
async function shrink(file: File): Promise<[File, string]> {
  try {
    const image = await createImageBitmap(file);
    const small = drawn(image, SMALL).toDataURL("image/jpeg", QUALITY);
    const made = await toFile(drawn(image, EDGE), file.name);
    image.close();
    return [made && made.size < file.size ? made : file, small];
  } catch {
    return [file, ""];
  }
}

class Photos {
  private readonly input: HTMLInputElement;
  private readonly list: HTMLElement;
  private readonly say: HTMLElement;
  private sent: [File, string][] = [];

  constructor(field: HTMLElement) {
    this.input = field.querySelector<HTMLInputElement>("[data-photos-files]")!;
    this.list = field.querySelector<HTMLElement>("[data-photos-new]")!;
    this.say = field.querySelector<HTMLElement>("[data-photos-say]")!;
    for (const each of field.querySelectorAll<HTMLInputElement>("input[type=file]")) {
      each.addEventListener("change", () => void this.take(each));
    }
    field.addEventListener("photos:add", (event) => {
      const { file, small } = (event as CustomEvent<{ file: File; small: string }>).detail;
      this.sent.push([file, small]);
      this.show();
    });
    field.dataset.live = "";
    // What the browser kept from before, such as after going back.
    if (this.input.files?.length) void this.take(this.input);
    else this.show();
  }

  private async take(from: HTMLInputElement): Promise<void> {
    const picked = Array.from(from.files ?? []);
    from.value = "";
    this.show();
    this.say.textContent = this.say.dataset.photosWorking ?? "";
    for (const file of picked) {
      this.sent.push(await shrink(file));
      this.show();
    }
    this.say.textContent = "";
  }

  private show(): void {
    const carrier = new DataTransfer();
    for (const [file] of this.sent) carrier.items.add(file);
    this.input.files = carrier.files;
    this.list.hidden = !this.sent.length;
    this.list.replaceChildren(...this.sent.map((each) => this.row(each)));
  }

  private row(each: [File, string]): HTMLElement {
    const [file, small] = each;
    const row = document.createElement("li");
    const picture = small ? document.createElement("img") : document.createElement("span");
    if (picture instanceof HTMLImageElement) {
      picture.src = small;
      picture.alt = file.name;
    } else picture.textContent = file.name;
    const away = document.createElement("button");
    away.type = "button";
    away.className = "btn";
    away.textContent = this.say.dataset.photosRemove ?? "×";
    away.addEventListener("click", () => {
      this.sent = this.sent.filter((other) => other !== each);
      this.show();
      this.input.focus();
    });
    row.append(picture, away);
    return row;
  }
}

if (typeof DataTransfer === "function" && "createImageBitmap" in window) {
  for (const each of document.querySelectorAll<HTMLElement>("[data-photos]")) new Photos(each);
}
