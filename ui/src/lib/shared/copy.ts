/**
 * Puts a text into the clipboard. It may be on its way still: web views let only what is begun at once, when a button is pressed,
 * reach the clipboard.
 */
export async function copyText(text: Promise<string>) {
  const type = "text/plain";
  const blob = text.then((words) => new Blob([words], { type }));
  await navigator.clipboard.write([new ClipboardItem({ [type]: blob })]);
}
