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
  const [span] = spansOf(text, [{ start: position, end: position + 1 }]);
  const found = span && pieces(textNodes(article), [{ key: 0, ...span }])[0];
  if (!found) return;
  let block: Node = found.node;
  while (block.parentNode && block.parentNode !== article) block = block.parentNode;
  if (block instanceof HTMLElement)
    scroller.scrollTop += block.getBoundingClientRect().top - scroller.getBoundingClientRect().top - ABOVE;
}

/** What can be seen first of a text below a height of the window: a letter, or a block without any. */
export function firstSeen(text: HTMLElement, top: number): Range | Element | null {
  const block = [...text.children].find((one) => one.getBoundingClientRect().bottom > top);
  if (!block) return null;
  const range = document.createRange();
  const node = textNodes(block).find((one) => {
    range.selectNodeContents(one);
    return one.data.trim() !== "" && range.getBoundingClientRect().bottom > top;
  });
  if (!node) return block;
  const letter = (at: number) => {
    range.setStart(node, at);
    range.setEnd(node, at + 1);
    return range.getBoundingClientRect().bottom;
  };
  let low = 0;
  let high = node.data.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (letter(middle) > top) high = middle;
    else low = middle + 1;
  }
  letter(low);
  return range;
}

/** Notes what is seen first of the text in a scroller; answers what brings it back to the same height. */
export function holdPlace(scroller: HTMLElement | null): () => void {
  const text = scroller?.querySelector<HTMLElement>("article.prose, .cm-content");
  const place = scroller && text && firstSeen(text, scroller.getBoundingClientRect().top);
  // The beginning stays the beginning.
  if (!place || scroller.scrollTop === 0) return () => {};
  const before = place.getBoundingClientRect().top;
  const back = () => {
    const { isConnected } = place instanceof Range ? place.startContainer : place;
    if (isConnected) scroller.scrollTop += place.getBoundingClientRect().top - before;
  };
  return () => {
    back();
    // An editor measures its lines a moment later.
    if (text.isContentEditable) requestAnimationFrame(() => requestAnimationFrame(back));
  };
}
