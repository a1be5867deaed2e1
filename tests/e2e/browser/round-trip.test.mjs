// Files in and out again: repaired, taken back, fetched and exported.
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { violations } from "../support/axe.mjs";
import { inRoom, until, withBrowser } from "../support/room.mjs";

withBrowser();

const post = (url) => `---
title: What I read in March
date: 2024-03-31
---

## [Small queues](${url})

- Batches wait for their slowest member
  - (Me) Iā m not sure.

Thoughts: it isnā t long.
`;

async function command(page, title) {
  await page.keyboard.press("Control+Shift+p");
  await page.getByRole("dialog").getByRole("combobox").fill(`>${title}`);
  await page.keyboard.press("Enter");
}

async function choose(room, name, text) {
  const { page } = room;
  await writeFile(`${room.folder.path}/${name}`, text);
  await command(page, "Import files");
  const dialog = page.getByRole("dialog", { name: "Import files" });
  const choosing = page.waitForEvent("filechooser");
  await dialog.getByRole("button", { name: "Choose files" }).click();
  await (await choosing).setFiles([`${room.folder.path}/${name}`]);
  return dialog;
}

inRoom("an import is fetched, and taken back after a restart", {}, async (room) => {
  const { page } = room;
  const words = "<p>Batches wait for their slowest member, as people wait for a bus.</p>".repeat(20);
  room.site.put("/small", `<title>Small queues</title><article><h1>Small queues</h1>${words}</article>`);
  const dialog = await choose(room, "march.md", post(room.site.url("/small")));
  await dialog.getByRole("checkbox", { name: "Repair damaged letters (2 places)" }).check();
  await dialog.getByText("Damaged letters, repaired").waitFor();
  await dialog.getByRole("combobox", { name: "Read as" }).selectOption("markdown");
  await dialog.getByText("This adds 1 note.").waitFor();
  await dialog.getByRole("combobox", { name: "Read as" }).selectOption("");
  await dialog.getByText("This adds 1 article, 1 post.").waitFor();
  assert.deepEqual(await violations(page), []);
  await dialog.getByRole("button", { name: "Import", exact: true }).click();
  await dialog.getByText("1 page waits among the clips.").waitFor();
  assert.deepEqual(await violations(page), []);
  assert.equal((await room.show("Small queues")).commentary, "it isn’t long.\n");
  await dialog.getByRole("button", { name: "Fetch 1 page" }).click();
  await until(async () => (await room.show(room.site.url("/small"))).snapshots.length === 1, "the page is there");
  const article = await room.show(room.site.url("/small"));
  assert.ok(article.outline.some((point) => point.children.some(({ text }) => text === "I’m not sure.")));

  await room.stop();
  await room.start();
  await command(room.page, "Import files");
  const again = room.page.getByRole("dialog", { name: "Import files" });
  await again.getByRole("button", { name: "Undo the import of march.md" }).click();
  await again.getByText("undone").waitFor();
  assert.deepEqual(await violations(room.page), []);
  await until(async () => (await room.postil("list")).total === 0, "all of it is in the bin");
});

inRoom("what was imported is exported as it was, and repaired on request", {}, async (room) => {
  const { page } = room;
  const text = post("https://queues.example/small");
  const dialog = await choose(room, "march.md", text);
  await dialog.getByRole("button", { name: "Import", exact: true }).click();
  await dialog.getByRole("button", { name: "Done" }).click();

  const exported = async () => {
    await command(page, "Export files");
    const box = page.getByRole("dialog", { name: "Export" });
    await box.getByRole("button", { name: "Posts and imported files" }).click();
    assert.deepEqual(await violations(page), []);
    const downloading = page.waitForEvent("download");
    await box.getByRole("button", { name: "Export", exact: true }).click();
    const download = await downloading;
    assert.equal(download.suggestedFilename(), "march.md");
    await box.waitFor({ state: "hidden" });
    return readFile(await download.path(), "utf8");
  };
  assert.equal(await exported(), text);

  await room.openDocument("What I read in March");
  await room.noteTitle("What I read in March");
  await command(page, "Repair damaged letters");
  const repair = page.getByRole("dialog", { name: "Repair damaged letters" });
  await repair.getByText("2 places were damaged").waitFor();
  assert.deepEqual(await violations(page), []);
  await repair.getByRole("button", { name: "Repair", exact: true }).click();
  const sound = text.replace("Iā m", "I’m").replace("isnā t", "isn’t");
  await until(async () => (await room.show("What I read in March")).markdown === sound, "it is repaired");
  assert.equal(await exported(), sound);
  await command(page, "Repair damaged letters");
  await page.getByText("No damaged letters were found.").waitFor();
});
