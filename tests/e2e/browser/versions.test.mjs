import assert from "node:assert/strict";
import { violations } from "../support/axe.mjs";
import { inRoom, until, withBrowser } from "../support/room.mjs";

withBrowser();

const ARTICLE = "Small queues, short waits";
const NOTE = "Checkout dashboard";

const LONG = `Three queues are measured here. ${"Each of them is shorter than it was a year ago. ".repeat(6)}`.trim();

inRoom("what was taken away is found among the versions, restored, and that undone", { sample: true }, async (room) => {
  const { page } = room;
  await room.openDocument(ARTICLE);
  await room.heading(ARTICLE).waitFor();
  await page.keyboard.press("Alt+3");
  const editor = page.getByRole("textbox", { name: "Commentary" });
  const commentary = async () => (await room.show(ARTICLE)).commentary;
  const saved = (text) => until(async () => (await commentary()) === text, `it is saved: ${text.slice(0, 40)}`);
  await editor.click();
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText(LONG);
  await saved(LONG);
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText("Two queues are measured.");
  await saved("Two queues are measured.");

  await page.getByRole("button", { name: "Versions", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Versions of your commentary" });
  const list = dialog.getByRole("listbox", { name: "Versions" });
  await list.getByRole("option").filter({ hasText: "Three queues" }).waitFor();
  await until(() => list.evaluate((one) => one === document.activeElement), "the list has the focus");
  await dialog.locator("del").filter({ hasText: "shorter than it was a year ago" }).first().waitFor();
  const first = await list.getByRole("option", { selected: true }).textContent();
  await page.keyboard.press("End");
  await until(async () => (await list.getByRole("option", { selected: true }).textContent()) !== first, "another is chosen");
  await page.keyboard.press("Home");
  await dialog.getByRole("button", { name: "Text" }).click();
  await dialog.getByText(LONG).waitFor();
  await dialog.getByRole("button", { name: "Restore this version" }).click();
  await dialog.waitFor({ state: "detached" });
  await saved(LONG);
  await editor.getByText("Three queues are measured here.").waitFor();

  const messages = page.getByRole("status", { name: "Messages" });
  await messages.getByText(/^Restored the version of/).waitFor();
  await messages.getByRole("button", { name: "Undo" }).click();
  await saved("Two queues are measured.");
  await editor.getByText("Two queues are measured.").waitFor();
});

inRoom("what is typed last is saved before a note's version is restored by keys alone", { sample: true }, async (room) => {
  const { page } = room;
  await room.postil("note", "edit", NOTE, LONG);
  await room.postil("note", "edit", NOTE, "Short.");
  await room.openDocument(NOTE);
  await room.noteTitle(NOTE);
  const note = page.getByRole("textbox", { name: "Note" });
  await note.getByText("Short.").waitFor();
  await note.click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(" And last.");
  await page.keyboard.press("Alt+v");
  const dialog = page.getByRole("dialog", { name: "Versions of this note" });
  await dialog.getByRole("option").filter({ hasText: "Three queues" }).click();
  await dialog.locator("ins").filter({ hasText: "And last." }).waitFor();
  const restore = dialog.getByRole("button", { name: "Restore this version" });
  await until(async () => {
    await page.keyboard.press("Tab");
    return restore.evaluate((one) => one === document.activeElement);
  }, "the button is reached");
  await page.keyboard.press("Enter");
  await note.getByText("Three queues are measured here.").waitFor();
  assert.equal((await room.show(NOTE)).markdown, LONG);
  const texts = await Promise.all(
    (await room.postil("versions", NOTE)).map(({ id }) => room.postil("version", "show", NOTE, id)),
  );
  assert.ok(texts.some(({ markdown }) => markdown === "Short. And last."), "what was typed last is a version");
  await page.keyboard.press("Alt+Enter");
  await note.getByText("Short. And last.").waitFor();
});

inRoom("tags are completed while one writes, and in the line of tags", { sample: true }, async (room) => {
  const { page } = room;
  await room.postil("tag", "A card index for the web", "écriture", "rust/cargo");
  await room.openDocument(NOTE);
  await room.noteTitle(NOTE);
  const note = page.getByRole("textbox", { name: "Note" });
  await note.click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("\n\nOn `#ecr");
  assert.equal(await page.locator(".cm-tooltip-autocomplete").count(), 0);
  await page.keyboard.type("` and #ecr");
  const completion = page.locator(".cm-tooltip-autocomplete").getByRole("option", { name: /écriture/, selected: true });
  await completion.waitFor();
  await page.keyboard.press("Enter");
  await page.keyboard.type(" too.");
  await until(
    async () => (await room.show(NOTE)).markdown.trimEnd().endsWith("On `#ecr` and #écriture too."),
    "the completed tag is saved",
  );
  const { tags } = await room.show(NOTE);
  assert.ok(tags.includes("écriture"), "a tag in the text is a tag");

  await page.keyboard.press("Alt+t");
  const field = page.getByRole("combobox", { name: "Tags" });
  await until(() => field.evaluate((one) => one === document.activeElement), "the tags have the focus");
  await page.keyboard.type("CAR");
  const found = page.getByRole("listbox", { name: "Tags in use" });
  await found.getByRole("option", { name: /rust\/cargo/ }).waitFor();
  assert.deepEqual(await violations(page), [], "tags");
  await page.keyboard.press("ArrowDown");
  await found.getByRole("option", { name: /rust\/cargo/, selected: true }).waitFor();
  await page.keyboard.press("Enter");
  await found.waitFor({ state: "detached" });
  await page.keyboard.press("Enter");
  await until(async () => (await room.show(NOTE)).tags.includes("rust/cargo"), "the tag is kept");
});

for (const colorScheme of ["light", "dark"]) {
  inRoom(`axe finds nothing in the versions, ${colorScheme}`, { sample: true }, async (room) => {
    const { page } = room;
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await room.postil("note", "new", "Fresh", "");
    await room.postil("note", "edit", NOTE, LONG);
    await room.postil("note", "edit", NOTE, "Three queues are measured, badly.");
    await page.getByRole("listbox", { name: "Documents" }).getByRole("option", { name: /Fresh/ }).click();
    await room.noteTitle("Fresh");
    await page.keyboard.press("Alt+v");
    const dialog = page.getByRole("dialog", { name: "Versions of this note" });
    await dialog.getByText("No versions yet.").waitFor();
    assert.deepEqual(await violations(page), [], "none");
    await page.keyboard.press("Escape");
    await room.openDocument(NOTE);
    await room.noteTitle(NOTE);
    await page.keyboard.press("Alt+v");
    await dialog.locator(".paper del").first().waitFor();
    assert.deepEqual(await violations(page), [], "changes");
    await dialog.getByRole("button", { name: "Text" }).click();
    await dialog.locator(".whole").waitFor();
    assert.deepEqual(await violations(page), [], "text");
  });
}
