/** Fills a field of coordinates in with where the phone is, when its button is pressed. */

export {};

const PATIENCE = { enableHighAccuracy: true, timeout: 10_000, maximumAge: 60_000 };
const DIGITS = 6;

for (const button of document.querySelectorAll<HTMLButtonElement>("[data-stands]")) {
  const name = button.dataset.stands!;
  const field = document.querySelector<HTMLInputElement>(`input[name="${name}"]`);
  const told = document.querySelector<HTMLElement>(`[data-stood="${name}"]`);
  if (!field || !told || !("geolocation" in navigator) || !window.isSecureContext) continue;
  button.hidden = false;
  button.addEventListener("click", () => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const here = [coords.latitude, coords.longitude].map((degrees) => degrees.toFixed(DIGITS));
        field.value = here.join(", ");
        told.textContent = "";
      },
      () => {
        told.textContent = button.dataset.denied ?? "";
      },
      PATIENCE,
    );
  });
}
