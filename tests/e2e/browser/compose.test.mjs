// Composing a post: choosing, ordering, previewing, copying, exporting and keeping it.
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { violations } from "../support/axe.mjs";
import { inRoom, until, withBrowser } from "../support/room.mjs";

withBrowser();

const MARCH = `---
title: March
date: 2024-03-06
---

## [Small queues](https://queues.example/small)

- Batches wait
  - (Me) Like a bus.

Thoughts: see [[Long queues]].

## [Long queues](https://queues.example/long)

- They grow

## [Short queues](https://queues.example/short)
`;

async function withArticles(room) {
  const file = `${room.folder.path}/march.md`;
  await writeFile(file, MARCH);
  await room.postil("import", file);
  await room.postil("tag", "Long queues", "queues");
  await room.page.reload();
  await room.page.waitForSelector("html[data-ready=true]");
}

const titles = (dialog) =>
  dialog
    .getByRole("region", { name: "Articles of the post" })
    .getByRole("listitem")
    .evaluateAll((rows) => rows.map((row) => row.querySelector(".title").firstChild.textContent));

inRoom("articles are chosen, ordered and previewed, and the post is kept", {}, async (room) => {
  const { page } = room;
  await withArticles(room);
  await room.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.keyboard.press("Alt+p");
  const dialog = page.getByRole("dialog", { name: "Compose a post" });
  await dialog.waitFor();
  await dialog.getByText("The post appears here as you make it").waitFor();
  assert.deepEqual(await violations(page), []);
  await page.keyboard.type("On queues");
  await dialog.getByLabel("Introduction").fill("Two of [[Small queues|them]].");

  // By a search, by a tag and by a week.
  const find = dialog.getByRole("region", { name: "Find articles" });
  await find.getByLabel("Search articles").fill("they grow");
  await find.getByRole("checkbox", { name: /Long queues/ }).check();
  await find.getByRole("button", { name: "Tag", exact: true }).click();
  await find.getByLabel("Tag").selectOption("queues");
  await find.getByRole("button", { name: "All are in the post" }).waitFor();
  await find.getByRole("button", { name: "Week", exact: true }).click();
  await find.getByText("No article was saved in this week.").waitFor();
  await find.getByRole("button", { name: /^Week: / }).click();
  const calendar = page.getByRole("dialog", { name: "Week" });
  await calendar.waitFor();
  assert.deepEqual(await violations(page), []);
  await page.keyboard.press("Escape");
  await calendar.waitFor({ state: "detached" });
  await dialog.waitFor();
  await find.getByRole("button", { name: "Search", exact: true }).click();
  await find.getByLabel("Search articles").fill("queues");
  await find.getByRole("button", { name: "Add all 2" }).click();
  await until(async () => (await titles(dialog)).length === 3, "all are in the post");

  // The keys move and take out, and the focus goes along.
  const preview = dialog.getByRole("region", { name: "Preview" });
  await dialog.getByRole("button", { name: "1. Long queues" }).focus();
  await page.keyboard.press("Alt+ArrowDown");
  await page.keyboard.press("Alt+ArrowDown");
  await until(async () => (await titles(dialog)).at(-1) === "Long queues", "it is the last");
  await dialog.getByText("“Long queues” is 3 of 3").waitFor({ state: "attached" });
  assert.equal(await page.evaluate(() => document.activeElement.ariaLabel), "3. Long queues");
  await dialog.getByRole("button", { name: "1. Small queues" }).dragTo(dialog.getByRole("button", { name: "3. Long queues" }));
  await until(async () => (await titles(dialog)).join() === "Short queues,Long queues,Small queues", "it was dragged");
  await dialog.getByRole("button", { name: "Move “Small queues” up" }).click();
  await page.keyboard.press("Enter");
  await until(async () => (await titles(dialog))[0] === "Small queues", "the button moves it, and keeps the focus");
  await dialog.getByRole("button", { name: "Move “Short queues” down" }).waitFor();
  await dialog.getByText("“Short queues” has neither points nor commentary").waitFor();
  const short = dialog.getByRole("button", { name: /Short queues$/ }).first();
  await short.focus();
  await page.keyboard.press("Delete");
  await until(async () => (await titles(dialog)).join() === "Small queues,Long queues", "it is taken out");
  await dialog.getByRole("button", { name: "Undo" }).click();
  await until(async () => (await titles(dialog)).length === 3, "it is back");
  await dialog.getByRole("button", { name: "Take “Short queues” out" }).click();
  await until(async () => (await titles(dialog)).join() === "Small queues,Long queues", "it is taken out");
  await preview.getByRole("heading", { name: "Small queues" }).waitFor();
  await preview.getByText("(Me) Like a bus.").waitFor();
  assert.equal(await preview.getByRole("link", { name: "them" }).getAttribute("href"), "https://queues.example/small");
  assert.deepEqual(await violations(page), []);
  await dialog.getByRole("button", { name: "Markdown", exact: true }).click();
  const source = dialog.getByRole("region", { name: "Markdown" });
  await source.getByText("layout: post").waitFor();
  await dialog.getByRole("button", { name: "Plain Markdown" }).click();
  await source.getByText("# On queues").waitFor();
  await dialog.getByRole("button", { name: "Jekyll" }).click();
  await source.getByText("layout: post").waitFor();
  const written = await source.locator("pre").textContent();
  assert.match(written, /Thoughts: see \[Long queues\]\(https:\/\/queues\.example\/long\)\./);

  // Out of Postil.
  await dialog.getByRole("button", { name: "Copy as Markdown" }).click();
  await dialog.getByText("Copied as Markdown.").waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), written);
  await dialog.getByRole("button", { name: "Copy as HTML" }).click();
  await dialog.getByText("Copied as HTML.").waitFor();
  const html = await page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    return (await item.getType("text/html")).text();
  });
  assert.match(html, /<h2><a href="https:\/\/queues\.example\/small"/);
  const downloading = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Export" }).click();
  const download = await downloading;
  assert.match(download.suggestedFilename(), /^\d{4}-\d\d-\d\d-on-queues\.md$/);
  assert.equal(await readFile(await download.path(), "utf8"), written);

  // Into the library, and again into the same post, with what was edited there.
  await dialog.getByRole("button", { name: "Save as post" }).click();
  await dialog.getByText("Saved as “On queues”.").waitFor();
  assert.equal((await room.show("On queues")).markdown, written);
  await room.postil("note", "edit", "On queues", written.replace("Like a bus.", "Like a bus, edited."));
  await dialog.getByLabel("Introduction").fill("Both of them.");
  await source.getByText("Both of them.").waitFor();
  await dialog.getByRole("button", { name: "Save again" }).click();
  await until(async () => (await room.show("On queues")).markdown.includes("Both of them."), "it is saved");
  assert.match((await room.show("On queues")).markdown, /Like a bus, edited\./);
  assert.equal((await room.postil("list")).items.filter(({ kind }) => kind === "post").length, 2);
  await dialog.getByRole("button", { name: "Open" }).click();
  await dialog.waitFor({ state: "detached" });
  await room.noteTitle("On queues");
  await page.getByRole("navigation", { name: "Shelves" }).getByRole("link", { name: "Posts" }).click();
  await page.getByRole("button", { name: "Compose a post" }).click();
  await dialog.waitFor();
});

inRoom("the post survives a reload, and the article that is read is added to it", {}, async (room) => {
  const { page } = room;
  await withArticles(room);
  await room.postil("clip", room.site.url("/tide-tables.html"));
  await room.openDocument("Small queues");
  await room.heading("Small queues").waitFor();
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "Add to the post" }).click();
  await page.getByRole("button", { name: "Open the post" }).click();
  const dialog = page.getByRole("dialog", { name: "Compose a post" });
  await dialog.getByLabel("Title").fill("Kept");
  await dialog.getByRole("button", { name: "Export" }).waitFor();
  await page.reload();
  await page.waitForSelector("html[data-ready=true]");
  await page.setViewportSize({ width: 700, height: 700 });
  await page.keyboard.press("Alt+p");
  await dialog.waitFor();
  assert.equal(await dialog.getByLabel("Title").inputValue(), "Kept");
  assert.deepEqual(await titles(dialog), ["Small queues"]);
  assert.deepEqual(await violations(page), []);
  await dialog.getByRole("button", { name: "Preview" }).click();
  const preview = dialog.getByRole("region", { name: "Preview" });
  await preview.getByText("(Me) Like a bus.").waitFor();
  await room.postil("comment", "Small queues", "Written meanwhile.");
  await preview.getByText("Written meanwhile.").waitFor();
  await dialog.getByRole("button", { name: "Edit" }).click();

  // What was saved in this week comes in, and goes out again, at once.
  await dialog.getByRole("button", { name: "Week", exact: true }).click();
  await dialog.getByRole("button", { name: "Add all 1" }).click();
  await until(async () => (await titles(dialog)).length === 2, "what was saved in this week is in the post");
  await dialog.getByRole("button", { name: "Undo" }).click();
  await until(async () => (await titles(dialog)).join() === "Small queues", "it is out again");
  await dialog.getByRole("button", { name: "New post" }).click();
  await dialog.getByRole("button", { name: "Save as post" }).waitFor();
  assert.equal(await dialog.getByLabel("Title").inputValue(), "");
  await dialog.getByRole("button", { name: "Undo" }).click();
  await until(async () => (await dialog.getByLabel("Title").inputValue()) === "Kept", "it is back");
  await dialog.getByLabel("Title").fill("");
  await dialog.getByRole("button", { name: "Save as post" }).click();
  await dialog.getByText("The post has no title.").waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.ariaInvalid), "true");
});
