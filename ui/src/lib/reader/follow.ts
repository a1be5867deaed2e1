import type { OpenDocument } from "./open.svelte";

type Passages = ReadonlyMap<string, HTMLElement[]>;

/** Shows which passage the active point speaks of; answers what takes that away again. */
export function showActive(passages: Passages, active: string | null): () => void {
  const elements = (active && passages.get(active)) || [];
  for (const element of elements) element.classList.add("active");
  return () => {
    for (const element of elements) element.classList.remove("active");
  };
}

/** Scrolls to the passage of a point and flashes it; turns to the text first where only the side is shown. */
export function followToText(open: OpenDocument, passages: Passages, point: string) {
  const elements = passages.get(point) ?? [];
  const first = elements[0];
  if (!first) return;
  if (first.getClientRects().length === 0) {
    open.view = "margin";
    requestAnimationFrame(() => reveal(elements));
  } else reveal(elements);
}

function reveal(elements: readonly HTMLElement[]) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const box = elements[0]!.getBoundingClientRect();
  const away = box.top < 80 || box.bottom > innerHeight - 80;
  if (away) elements[0]!.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  for (const element of elements) {
    element.classList.remove("flash");
    void element.offsetWidth;
    element.classList.add("flash");
    element.addEventListener("animationend", () => element.classList.remove("flash"), { once: true });
  }
}
