import type { Document, Point } from "../host";
import { pieces, spansOf, textNodes, wrap } from "./anchors";
import { offerZoom } from "./pictures.svelte";

/** An article ready to be shown, and the elements of its passages by the id of their point. */
export type Content = { fragment: DocumentFragment; passages: Map<string, HTMLElement[]> };

/** What may never be shown, whatever the library holds. It is sanitised before it is stored; this is the second lock. */
const FORBIDDEN = "script, style, iframe, frame, object, embed, form, link, meta, base, template, noscript";
const DATA_IMAGE = /^data:image\/(png|jpeg|gif|webp|avif)[;,]/i;
const ID_PREFIX = "in-article-";

/** Builds an article away from the page: nothing in it is loaded or run before it is shown. */
export function buildContent(
  doc: Document,
  points: readonly Point[],
  blobUrl: (hash: string) => string,
): Content {
  const parsed = harmless(doc.html);
  for (const image of parsed.querySelectorAll("img")) showImage(image, doc.images, blobUrl);
  for (const image of parsed.querySelectorAll("img")) offerZoom(image);
  for (const table of parsed.querySelectorAll("table")) scrollInItself(table);
  for (const code of parsed.querySelectorAll("pre")) code.tabIndex = 0;
  // What is folded away could not be found, and no gloss could stand beside it.
  for (const folded of parsed.querySelectorAll("details")) folded.open = true;
  for (const math of parsed.querySelectorAll("math[alttext]")) nameFormula(math);
  for (const link of parsed.querySelectorAll<HTMLAnchorElement>("a[href^='#p-fn']")) nameNote(link, parsed);
  const passages = markPassages(parsed, doc.text, points);
  const fragment = document.createDocumentFragment();
  fragment.append(...parsed.childNodes);
  return { fragment, passages };
}

/** HTML without anything that loads or runs, away from the page. */
export function harmless(html: string): HTMLElement {
  const parsed = new DOMParser().parseFromString(html, "text/html").body;
  for (const element of parsed.querySelectorAll(FORBIDDEN)) element.remove();
  for (const element of parsed.querySelectorAll("*")) disarm(element);
  return parsed;
}

/** All points of an outline, from the top down. */
export function pointsOf(outline: readonly Point[]): Point[] {
  return outline.flatMap((point) => [point, ...pointsOf(point.children)]);
}

function disarm(element: Element) {
  for (const { name, value } of [...element.attributes]) {
    const loads = name === "src" || name === "srcset" || name === "poster" || name === "background";
    if (loads || name.startsWith("on") || name === "style" || name === "class") element.removeAttribute(name);
    // An id of the page must not be taken for one of ours.
    else if (name === "id") element.id = ID_PREFIX + value;
    else if (name === "name") element.removeAttribute(name);
  }
}

/** Shows an image that the library has; of any other the words are there. */
export function showImage(
  image: HTMLImageElement,
  images: Document["images"],
  blobUrl: (hash: string) => string,
) {
  const source = image.dataset.src ?? "";
  const hash = images[source];
  image.loading = "lazy";
  image.decoding = "async";
  if (hash) image.src = blobUrl(hash);
  else if (DATA_IMAGE.test(source)) image.src = source;
  else if (image.alt.trim() === "") image.remove();
  else {
    const box = document.createElement("span");
    box.className = "no-image";
    box.setAttribute("role", "img");
    box.setAttribute("aria-label", image.alt);
    // Drawn by the style sheet: text here would move every anchor after it.
    box.dataset.alt = image.alt;
    image.replaceWith(box);
  }
}

/** A formula is read out as its TeX where its drawing cannot be. */
function nameFormula(math: Element) {
  math.setAttribute("aria-label", math.getAttribute("alttext") ?? "");
}

/** Says where a footnote's number leads, and where its arrow does. */
function nameNote(link: HTMLAnchorElement, article: Element) {
  const back = link.getAttribute("href")!.startsWith("#p-fnref-");
  link.setAttribute("role", back ? "doc-backlink" : "doc-noteref");
  if (back) link.setAttribute("aria-label", "Back to the text");
  else link.setAttribute("aria-label", `Note ${link.textContent?.trim() ?? ""}`);
  if (!back && targetWithin(article, link.getAttribute("href")!))
    link.setAttribute("aria-haspopup", "dialog");
}

function scrollInItself(table: HTMLTableElement) {
  const box = document.createElement("div");
  box.className = "wide";
  box.tabIndex = 0;
  table.replaceWith(box);
  box.append(table);
}

function markPassages(root: HTMLElement, text: string, points: readonly Point[]): Map<string, HTMLElement[]> {
  const anchored = points.flatMap((point) => (point.anchor ? [{ key: point.id, anchor: point.anchor }] : []));
  const spans = spansOf(
    text,
    anchored.map(({ anchor }) => anchor),
  );
  const placed = anchored.flatMap(({ key }, index) => {
    const span = spans[index];
    return span ? [{ key, ...span }] : [];
  });
  return wrap(pieces(textNodes(root), placed), (keys) => {
    const element = document.createElement("span");
    element.className = "at";
    element.dataset.points = keys.join(" ");
    return element;
  });
}

/** The element that a link within the article leads to. */
export function targetWithin(article: Element, fragment: string): Element | null {
  const id = decodeURIComponent(fragment.replace(/^#/, ""));
  return id === "" ? article : article.querySelector(`[id=${JSON.stringify(ID_PREFIX + id)}]`);
}
