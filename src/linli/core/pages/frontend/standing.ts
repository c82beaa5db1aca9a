/** Fills a field of coordinates in with where the phone is, when its button is pressed. */
import { askWhere, canAsk, spell } from "./position";

for (const button of document.querySelectorAll<HTMLButtonElement>("[data-stands]")) {
  const name = button.dataset.stands!;
  const field = document.querySelector<HTMLInputElement>(`input[name="${name}"]`);
  const told = document.querySelector<HTMLElement>(`[data-stood="${name}"]`);
  if (!field || !told || !canAsk()) continue;
  button.hidden = false;
  button.addEventListener("click", () =>
    askWhere(
      (here) => {
        field.value = spell(here.latitude, here.longitude);
        told.textContent = "";
      },
      () => {
        told.textContent = button.dataset.denied ?? "";
      },
    ),
  );
}
