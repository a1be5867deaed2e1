import { targetWithin } from "./content";

/** The note that a reference of an article leads to, or null when the article has none of that name. */
export function noteOf(article: Element, reference: Element): HTMLElement | null {
  if (reference.getAttribute("role") !== "doc-noteref") return null;
  const note = targetWithin(article, reference.getAttribute("href") ?? "");
  return note instanceof HTMLElement && note !== article ? note : null;
}

/** What a note says, to be shown in another place: without its way back, and with no mark of the article in it. */
export function contentOf(note: Element): DocumentFragment {
  const range = document.createRange();
  range.selectNodeContents(note);
  const content = range.cloneContents();
  for (const back of content.querySelectorAll("a[role='doc-backlink']")) {
    const { parentNode } = back;
    back.remove();
    // A line that had nothing else in it goes with it.
    if (parentNode instanceof HTMLElement && parentNode.innerHTML.trim() === "") parentNode.remove();
  }
  for (const passage of content.querySelectorAll(".at")) passage.replaceWith(...passage.childNodes);
  for (const element of content.querySelectorAll("[id]")) element.removeAttribute("id");
  return content;
}
