import assert from "node:assert/strict";
import { inRoom, until, withBrowser } from "../support/room.mjs";

withBrowser();

inRoom("what is typed is saved, and joined with what another process writes", { sample: true }, async (room) => {
  const { page } = room;
  await room.openDocument("Reading a flame graph");
  await room.heading("Reading a flame graph without fear").waitFor();
  await page.keyboard.press("Alt+3");
  const editor = page.getByRole("textbox", { name: "Commentary" });
  await editor.click();
  await page.keyboard.type("- one\ntwo\n\nEnd.");
  const commentary = async () => (await room.show("Reading a flame graph without fear")).commentary;
  await until(async () => (await commentary()) === "- one\n- two\nEnd.", "it is saved, the list continued");
  await room.postil("comment", "Reading a flame graph without fear", "From the command line.");
  await editor.getByText("From the command line.").waitFor();
  await page.keyboard.type("!");
  await until(async () => /End\.!\n\nFrom the command line\./.test(await commentary()), "both texts are kept");
  await page.reload();
  await room.heading("Reading a flame graph without fear").waitFor();
  await page.keyboard.press("Alt+3");
  await editor.getByText("From the command line.").waitFor();
});

inRoom("what cannot be saved is kept, said, and saved when it can be", { sample: true }, async (room) => {
  const { page } = room;
  await room.openDocument("Checkout dashboard");
  await room.noteTitle("Checkout dashboard");
  const note = page.getByRole("textbox", { name: "Note" });
  await note.click();
  await page.route("**/api/**", (route) => route.abort());
  await page.keyboard.press("Control+End");
  await page.keyboard.type(" Offline.");
  await page.getByText("Postil is not answering. What you type is kept here.").waitFor();
  await page.unroute("**/api/**");
  // It may have come back by itself meanwhile.
  const again = page.locator(".banner").getByRole("button", { name: "Try again" });
  await again.click({ timeout: 5_000 }).catch(async () => assert.equal(await again.count(), 0));
  await until(async () => (await room.show("Checkout dashboard")).markdown.trimEnd().endsWith("Offline."), "it is saved");
});

inRoom("titles are completed, and links are followed and created", { sample: true }, async (room) => {
  const { page } = room;
  await room.openDocument("Checkout dashboard");
  await room.noteTitle("Checkout dashboard");
  await page.getByRole("textbox", { name: "Note" }).click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("\nSee [[small qu");
  const completion = page.locator(".cm-tooltip-autocomplete").getByRole("option", { name: /Small queues/, selected: true });
  await completion.waitFor();
  await completion.click();
  await page.keyboard.type(" and [[A thought");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+Enter");
  await page.getByText("Nothing is called “A thought” yet.").waitFor();
  await until(
    async () => /\[\[Small queues, short waits\]\] and \[\[A thought\]\]$/.test((await room.show("Checkout dashboard")).markdown.trimEnd()),
    "the completed link is saved",
  );
  await page.getByRole("button", { name: "Create note" }).click();
  await room.noteTitle("A thought");
  await until(() => page.evaluate(() => document.activeElement.matches(".cm-content")), "the editor has the focus");
  await page.keyboard.type("Straight away.");
  await until(async () => (await room.show("A thought")).markdown === "Straight away.", "the new note is saved");
  await page.getByRole("region", { name: "Linked from" }).getByRole("link", { name: "Checkout dashboard" }).click();
  await room.noteTitle("Checkout dashboard");
  await page.locator(".md-wikilink").filter({ hasText: "Small queues" }).last().click({ modifiers: ["Control"] });
  await room.heading("Small queues, short waits").waitFor();
  await page.keyboard.press("Alt+ArrowLeft");
  await room.noteTitle("Checkout dashboard");
});

inRoom("a note is created, named, deleted and restored, and links follow its name", {}, async (room) => {
  const { page } = room;
  await page.keyboard.press("Alt+n");
  const title = page.getByRole("textbox", { name: "Title" });
  await until(() => title.evaluate((one) => one === document.activeElement).catch(() => false), "the title has the focus");
  await page.keyboard.type("My first note");
  await page.keyboard.press("Enter");
  await page.keyboard.type("Its text.");
  await until(async () => (await room.show("My first note").catch(() => null))?.markdown === "Its text.", "it is saved");
  await room.postil("note", "new", "Another", "See [[My first note]].");
  await page.getByRole("region", { name: "Linked from" }).getByRole("link", { name: "Another" }).waitFor();
  await title.fill("My only note");
  await title.press("Enter");
  await until(async () => (await room.show("Another")).markdown === "See [[My only note]].", "the link follows");

  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await page.getByText("“My only note” is in the bin.").waitFor();
  await page.getByRole("link", { name: /^Bin/ }).click();
  await page.getByRole("listbox", { name: "Documents" }).getByRole("option", { name: /My only note/ }).click();
  await page.locator("#reader").getByRole("button", { name: "Restore" }).click();
  await until(async () => (await room.postil("list")).total === 2, "it is restored");
  assert.equal((await room.show("My only note")).markdown, "Its text.");
});

inRoom("tags are edited in place", { sample: true }, async (room) => {
  const { page } = room;
  await room.openDocument("A card index");
  await room.heading("A card index for the web").waitFor();
  await page.keyboard.press("Alt+t");
  await page.getByRole("combobox", { name: "Tags" }).fill("writing, cards");
  await page.keyboard.press("Enter");
  await page.getByRole("navigation", { name: "Shelves" }).getByRole("link", { name: /cards/ }).click();
  await page.getByText("1 document", { exact: true }).waitFor();
});
