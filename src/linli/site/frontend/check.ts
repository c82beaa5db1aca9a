/**
 * "Check this yourself": pages with `[data-check]` verify receipts and matters in the reader's own
 * browser, from the log's public files, and say each step in plain words.
 */
import { checkMatter } from "./log/matter";
import { readAddress } from "./log/proofs";
import { checkReceipt } from "./log/receipt";
import { Report } from "./log/steps";

async function check(box: HTMLElement, given: string): Promise<void> {
  const report = new Report(box);
  const { check: kind = "receipt", matter = "", witnesses = "" } = box.dataset;
  box.setAttribute("aria-busy", "true");
  try {
    if (kind === "matter") await checkMatter(matter, report);
    else await checkReceipt(given, report, witnesses.split(" ").filter(Boolean));
  } catch {
    report.add("open", "check.stopped");
  } finally {
    report.conclude(kind);
    box.removeAttribute("aria-busy");
  }
}

function connect(box: HTMLElement): void {
  const form = box.querySelector<HTMLFormElement>("form");
  const words = box.querySelector<HTMLTextAreaElement>("textarea");
  const file = box.querySelector<HTMLInputElement>("input[type=file]");
  form?.addEventListener("submit", (event) => {
    event.preventDefault();
    void check(box, words?.value ?? "");
  });
  file?.addEventListener("change", () => {
    void file.files?.[0]?.text().then((text) => check(box, text));
  });
  box.hidden = false;
  const scanned = (): void => {
    if (readAddress(location.hash)) void check(box, location.hash);
  };
  if (box.dataset.check === "receipt") {
    window.addEventListener("hashchange", scanned);
    scanned();
  }
}

if (window.isSecureContext) {
  document.querySelectorAll<HTMLElement>("[data-check]").forEach(connect);
}
