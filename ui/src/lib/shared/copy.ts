/**
 * Puts a text into the clipboard. It may be on its way still: web views let only what is begun at once, when a button is pressed,
 * reach the clipboard.
 */
export async function copyText(text: Promise<string>) {
  const type = "text/plain";
  const blob = text.then((words) => new Blob([words], { type }));
  await navigator.clipboard.write([new ClipboardItem({ [type]: blob })]);
}

/** Puts formatted text into the clipboard, as HTML and as plain text. As above, it may be on its way still. */
export async function copyHtml(both: Promise<{ html: string; text: string }>) {
  const blob = (type: string, words: (one: { html: string; text: string }) => string) =>
    both.then((one) => new Blob([words(one)], { type }));
  await navigator.clipboard.write([
    new ClipboardItem({
      "text/html": blob("text/html", ({ html }) => html),
      "text/plain": blob("text/plain", ({ text }) => text),
    }),
  ]);
}
