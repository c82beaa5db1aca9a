/** Puts words that are at hand into the first text field of a step's form, at its first blank. */

export {};

const BLANK = /【[^】]*】/;

for (const panel of document.querySelectorAll<HTMLElement>("[data-phrases] .panel")) {
  const button = panel.querySelector<HTMLButtonElement>("[data-put]")!;
  const words = panel.querySelector<HTMLElement>("[data-phrase]")?.innerText ?? "";
  const field = document.querySelector<HTMLTextAreaElement>("main form textarea");
  if (!field) continue;
  button.hidden = false;
  button.addEventListener("click", () => {
    field.value = field.value ? `${field.value}\n${words}` : words;
    field.focus();
    const blank = BLANK.exec(field.value);
    if (blank) field.setSelectionRange(blank.index, blank.index + blank[0].length);
  });
}
