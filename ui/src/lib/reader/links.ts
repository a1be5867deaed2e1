import type { Document, Host, OutgoingLink } from "../host";
import type { Navigation } from "../shared/navigation.svelte";
import { key } from "../editor/section";
import { targetWithin } from "./content";

type Room = { article: HTMLElement; doc: Document; host: Host; navigation: Navigation };

/** The link that was clicked, with the main or the middle button. */
export function linkIn(event: MouseEvent): HTMLAnchorElement | null {
  if (event.button > 1 || event.defaultPrevented) return null;
  return (event.target as Element).closest("a[href]");
}

/** Opens a link of an article: in place, in Postil when the library has it, else outside. */
export async function openLink(
  link: HTMLAnchorElement,
  event: MouseEvent,
  { article, doc, host, navigation }: Room,
) {
  const href = link.getAttribute("href") ?? "";
  if (href.startsWith("#")) {
    const target = targetWithin(article, href);
    if (target) arrive(target, article);
    return;
  }
  const url = resolve(href, doc);
  if (!url) return;
  const outside = event.button === 1 || event.ctrlKey || event.metaKey || !/^https?:/.test(url);
  const known = outside ? null : await host.call("link_resolve", { title: null, url }).catch(() => null);
  if (known?.target) navigation.open(known.target.id);
  else await host.openExternal(url);
}

/** Brings the heading of an article into view that a link names. Answers whether it has one. */
export function arriveAt(article: HTMLElement, fragment: string): boolean {
  const wanted = fragment.split("#").map(key).filter(Boolean);
  let level = 0;
  for (const heading of article.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
    const own = Number(heading.tagName[1]);
    if (level > 0 && own <= level) break;
    if (key(heading.textContent) !== wanted[0]) continue;
    wanted.shift();
    level = own;
    if (wanted.length === 0) {
      arrive(heading, article);
      return true;
    }
  }
  return false;
}

/** Brings a place of the article into view, and shows for a moment which it is. */
function arrive(target: Element, article: HTMLElement) {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  target.scrollIntoView({
    behavior: still ? "auto" : "smooth",
    block: target === article ? "start" : "center",
  });
  for (const earlier of article.querySelectorAll(".arrived")) earlier.classList.remove("arrived");
  if (target !== article) target.classList.add("arrived");
}

/** Marks the links that lead to what the library has. */
export function markKnown(article: HTMLElement, doc: Document, outgoing: readonly OutgoingLink[]) {
  const known = new Set(outgoing.flatMap(({ url, target }) => (url && target ? [url] : [])));
  for (const link of article.querySelectorAll<HTMLAnchorElement>("a[href]")) {
    const url = resolve(link.getAttribute("href") ?? "", doc);
    const inLibrary = url !== null && (known.has(url) || known.has(url.replace(/#.*$/, "")));
    link.classList.toggle("known", inLibrary);
    if (inLibrary) link.title = "In your library";
  }
}

function resolve(href: string, doc: Document): string | null {
  try {
    return new URL(href, doc.url ?? undefined).href;
  } catch {
    return null;
  }
}
