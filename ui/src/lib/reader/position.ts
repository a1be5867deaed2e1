import { offsetsOf, pieces, spanOf, spansOf, textNodes } from "./anchors";

/** Room that is left above the place where one reads, in pixels. */
const ABOVE = 24;

/** The place in the text of the first block that is not scrolled away, in scalar values; 0 while the beginning can be seen. */
export function positionAt(article: HTMLElement, scroller: HTMLElement, text: string): number {
  const top = scroller.getBoundingClientRect().top;
  if (article.getBoundingClientRect().top >= top) return 0;
  const block = [...article.children].find((one) => one.getBoundingClientRect().bottom > top + ABOVE);
  if (!block) return 0;
  const range = document.createRange();
  range.selectNodeContents(block);
  const span = spanOf(article, range);
  return (span && offsetsOf(text, { start: span.start, end: span.start + 1 })?.start) ?? 0;
}

/** Scrolls to the block that holds a place in the text. */
export function scrollToPosition(
  article: HTMLElement,
  scroller: HTMLElement,
  text: string,
  position: number,
) {
  const [span] = spansOf(text, [{ quote: "", prefix: "", suffix: "", start: position, end: position + 1 }]);
  const found = span && pieces(textNodes(article), [{ key: 0, ...span }])[0];
  if (!found) return;
  let block: Node = found.node;
  while (block.parentNode && block.parentNode !== article) block = block.parentNode;
  if (block instanceof HTMLElement)
    scroller.scrollTop += block.getBoundingClientRect().top - scroller.getBoundingClientRect().top - ABOVE;
}
