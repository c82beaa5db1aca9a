/**
 * What only a script can do for a page: print it, hand its address on, and fill a receipt's code in
 * from the part of a scanned address that never leaves the phone.
 */

export {};

function show(element: HTMLElement | null): void {
  if (element) element.hidden = false;
}

async function share(status: HTMLElement | null): Promise<void> {
  const { origin, pathname } = window.location;
  const address = `${origin}${pathname}`;
  if (navigator.share) {
    // Closing the list of apps without a choice is no error.
    await navigator.share({ title: document.title, url: address }).catch(() => undefined);
    return;
  }
  await navigator.clipboard.writeText(address);
  if (status) status.textContent = status.dataset.shared ?? "";
}

function fillCode(): void {
  const code = new URLSearchParams(window.location.hash.slice(1)).get("code");
  const field = document.querySelector<HTMLInputElement>("#secret");
  if (!code || !field) return;
  field.value = code;
  window.history.replaceState(null, "", window.location.pathname + window.location.search);
}

for (const button of document.querySelectorAll<HTMLButtonElement>("[data-print]")) {
  button.addEventListener("click", () => window.print());
  show(button);
}
const tools = document.querySelector<HTMLElement>("[data-tools]");
const status = tools?.querySelector<HTMLElement>("[data-shared]") ?? null;
tools?.querySelector("[data-share]")?.addEventListener("click", () => void share(status));
// Both need a secure address; older browsers lack the first.
const canShare = typeof navigator.share === "function" || window.isSecureContext;
if (!canShare) tools?.querySelector("[data-share]")?.remove();
show(tools);
fillCode();
