// A vault: its folder is looked at and imported, its pictures are shown, and new ones are put into a text.
import assert from "node:assert/strict";
import { violations } from "../support/axe.mjs";
import { inRoom, until, withBrowser } from "../support/room.mjs";

withBrowser();

const VAULT = new URL("../../vault", import.meta.url).pathname;
const LAMP = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><circle cx="2" cy="2" r="1"/></svg>`;

/** Whether every picture in the editor has come, and how many there are. */
const pictures = (page) =>
  page.locator(".md-pictures img").evaluateAll((all) => (all.every((one) => one.naturalWidth > 0) ? all.length : -1));

async function importVault(page) {
  await page.keyboard.press("Control+Shift+p");
  await page.getByRole("dialog").getByRole("combobox").fill(">Import files");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Import files" });
  const choosing = page.waitForEvent("filechooser");
  await dialog.getByRole("button", { name: "Choose a folder" }).click();
  await (await choosing).setFiles(VAULT);
  return dialog;
}

inRoom("a vault comes in with its pictures, once", {}, async (room) => {
  const { page } = room;
  const dialog = await importVault(page);
  await dialog.getByText("This adds 23 notes, 7 pictures.").waitFor();
  await dialog.getByText("Left out").click();
  await dialog.getByText("An Excalidraw drawing").waitFor();
  await dialog.getByText("No text shows it").waitFor();
  await dialog.getByText("The picture “gone.png” is not among the files").waitFor();
  assert.deepEqual(await violations(page), []);
  await dialog.getByRole("button", { name: "Import", exact: true }).click();
  await dialog.getByText("Added 23 notes, 7 pictures.").waitFor();
  await dialog.getByRole("button", { name: "Done" }).click();

  await room.openDocument("Home");
  await room.noteTitle("Home");
  await until(async () => (await pictures(page)) === 2, "both pictures are shown");
  assert.equal(await page.locator(".md-pictures img").first().getAttribute("width"), "320");
  assert.equal(await page.locator(".md-highlight", { hasText: "one rule" }).count(), 1);
  assert.equal(await page.locator(".md-comment", { hasText: "Hidden heading" }).count(), 1);
  assert.equal(await page.locator(".cm-line.md-front", { hasText: "aliases" }).count(), 1);
  assert.deepEqual(await violations(page), []);

  await page.locator(".cm-line", { hasText: "one rule" }).click();
  await page.keyboard.press("Control+End");
  const water = page.getByRole("checkbox", { name: "Water the plants" });
  await water.click();
  await until(async () => (await room.show("Home")).markdown.includes("- [x] Water the plants"), "the task is done");
  await page.locator(".cm-line", { hasText: "Write to Ana" }).click();
  await page.keyboard.press("Control+Enter");
  await until(async () => (await room.show("Home")).markdown.includes("- [ ] Write to Ana"), "the task is open again");

  const again = await importVault(page);
  await again.getByText("Nothing in it is new.").waitFor();
  await page.keyboard.press("Escape");
});

inRoom("pictures are pasted and dropped into a text, and stay", {}, async (room) => {
  const { page } = room;
  await room.postil("note", "new", "Trip", "Seen: ");
  await until(async () => (await room.postil("search", "Trip")).hits.length > 0, "the note can be found");
  await room.openDocument("Trip");
  await room.noteTitle("Trip");
  const text = page.getByRole("textbox", { name: "Note" });
  await text.click();
  await page.keyboard.press("Control+End");
  const give = (type, name, content) =>
    text.evaluate(
      (element, [type, name, content]) => {
        const data = new DataTransfer();
        data.items.add(new File([content], name, { type: "image/svg+xml" }));
        const at = element.getBoundingClientRect();
        const where = { clientX: at.right - 4, clientY: at.top + 8, bubbles: true, cancelable: true };
        const event =
          type === "paste"
            ? new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true })
            : new DragEvent("drop", { dataTransfer: data, ...where });
        element.dispatchEvent(event);
      },
      [type, name, content],
    );
  await give("paste", "image.png", LAMP);
  await until(async () => (await pictures(page)) === 1, "the pasted picture is shown");
  await give("drop", "Two_lamps.svg", LAMP.replace("2", "3"));
  await until(async () => (await pictures(page)) === 2, "the dropped picture is shown");
  const saved = await until(async () => {
    const { markdown } = await room.show("Trip");
    return /^Seen: !\[\]\(pictures\/\w+\.svg\)!\[Two lamps\]\(pictures\/\w+\.svg\)/.test(markdown) && markdown;
  }, "both stand in the text");
  assert.equal((await room.show("Trip")).images[/pictures\/\w+\.svg/.exec(saved)[0]].length, 64);

  await give("paste", "broken.png", "no picture");
  await page.getByText("broken.png cannot be put here").waitFor();
  await page.reload();
  await room.openDocument("Trip");
  await until(async () => (await pictures(page)) === 2, "they are there after a reload");
});
