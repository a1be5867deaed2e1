import { createContext } from "svelte";

/** A picture of an article, as it is shown over the window. */
export type Picture = { src: string; alt: string; caption: string };

/** What is smaller than this either way is a sign, not a picture, in pixels. */
const SMALL = 64;
const IMAGE_ADDRESS = /\.(png|jpe?g|gif|webp|avif|svg|bmp)$/i;

/** The pictures of the article that is read, looked at one by one. */
export class Pictures {
  shown: readonly Picture[] = $state.raw([]);
  at: number = $state(0);

  get open(): boolean {
    return this.shown.length > 0;
  }

  get picture(): Picture | null {
    return this.shown[this.at] ?? null;
  }

  /** Shows a picture of an article, with the others before and after it. */
  show(image: HTMLImageElement, article: Element) {
    const images = [...article.querySelectorAll<HTMLImageElement>("img.zoom")];
    // The focus comes back to what had it.
    (image.closest<HTMLElement>("a[href]") ?? image).focus({ preventScroll: true });
    this.at = Math.max(0, images.indexOf(image));
    this.shown = images.map(pictureOf);
  }

  /** Goes to the next picture or the one before, where there is one. */
  step(by: 1 | -1) {
    this.at = Math.min(Math.max(0, this.at + by), this.shown.length - 1);
  }

  close() {
    this.shown = [];
  }
}

/** Lets a picture of an article be opened, unless it is small or stands in a link that leads to something else. */
export function offerZoom(image: HTMLImageElement) {
  if (
    [image.getAttribute("width"), image.getAttribute("height")].some((side) => side && Number(side) < SMALL)
  )
    return;
  const link = image.closest("a[href]");
  if (link && !leadsToImage(link.getAttribute("href") ?? "")) return;
  image.classList.add("zoom");
  const opener = link ?? image;
  opener.setAttribute("aria-haspopup", "dialog");
  if (link) return;
  image.tabIndex = 0;
  image.setAttribute("role", "button");
  if (image.alt.trim() === "") image.setAttribute("aria-label", captionOf(image) || "Picture");
}

/** Takes the offer back from a picture that turned out small. */
export function withdrawZoom(image: HTMLImageElement) {
  if (!image.classList.contains("zoom")) return;
  if (image.naturalWidth >= SMALL && image.naturalHeight >= SMALL) return;
  image.classList.remove("zoom");
  for (const name of ["role", "tabindex", "aria-haspopup", "aria-label"]) image.removeAttribute(name);
  image.closest("a[href]")?.removeAttribute("aria-haspopup");
}

/** The picture that was asked for by a click, or by Enter on it or on its link. */
export function pictureIn(target: Element): HTMLImageElement | null {
  return (
    target.closest<HTMLImageElement>("img.zoom") ??
    target.closest("a[href]")?.querySelector("img.zoom") ??
    null
  );
}

function pictureOf(image: HTMLImageElement): Picture {
  return { src: image.currentSrc || image.src, alt: image.alt, caption: captionOf(image) || image.alt };
}

function captionOf(image: HTMLImageElement): string {
  const words = image.closest("figure")?.querySelector("figcaption")?.textContent ?? "";
  return words.replace(/\s+/g, " ").trim();
}

function leadsToImage(href: string): boolean {
  return IMAGE_ADDRESS.test(href.replace(/[?#].*$/, ""));
}

export const [getPictures, setPictures] = createContext<Pictures>();
