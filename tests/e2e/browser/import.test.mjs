// Files from elsewhere: what would come of them, and what comes of them.
import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { violations } from "../support/axe.mjs";
import { inRoom, until, withBrowser } from "../support/room.mjs";

withBrowser();

const POST = `---
title: What I read in March
date: 2024-03-31
---

## [Small queues](https://queues.example/small)

- Batches wait for their slowest member
  - (Me) Like a bus.

Thoughts: worth reading twice.
`;

inRoom("files are looked at and imported, once", {}, async (room) => {
  const { page } = room;
  const folder = `${room.folder.path}/old`;
  await mkdir(folder);
  await writeFile(`${folder}/march.md`, POST);
  await writeFile(`${folder}/log.txt`, "2024-06-05\n\n- Read on.\n\n2024-02-31\n\n- No such day.\n");
  await writeFile(`${folder}/picture.md`, Buffer.from([0, 159, 146, 150, 0, 1, 2, 3]));

  await page.keyboard.press("Control+Shift+p");
  await page.getByRole("dialog").getByRole("combobox").fill(">Import files");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Import files" });
  await dialog.waitFor();
  assert.deepEqual(await violations(page), []);
  const choosing = page.waitForEvent("filechooser");
  await dialog.getByRole("button", { name: "Choose files" }).click();
  await (await choosing).setFiles(["march.md", "log.txt", "picture.md"].map((name) => `${folder}/${name}`));
  await dialog.getByText("This adds 1 article, 1 post, 1 note, 1 day.").waitFor();
  await dialog.getByText("picture.md").waitFor();
  await dialog.getByText("There is no such day").waitFor();
  assert.deepEqual(await violations(page), []);
  assert.equal((await room.postil("list")).total, 0);

  await dialog.getByRole("button", { name: "Import", exact: true }).click();
  await dialog.getByText("Added 1 article, 1 post, 1 note, 1 day.").waitFor();
  assert.equal((await room.show("What I read in March")).markdown, POST);
  await dialog.getByRole("button", { name: "Done" }).click();
  await room.openDocument("Small queues");
  const outline = page.getByRole("complementary", { name: "Outline" });
  await outline.getByRole("textbox", { name: "Your point, level 2" }).waitFor();
  await page.keyboard.press("Alt+3");
  await page.getByText("worth reading twice.", { exact: true }).waitFor();

  await page.keyboard.press("Control+Shift+p");
  await page.getByRole("dialog").getByRole("combobox").fill(">Import files");
  await page.keyboard.press("Enter");
  const again = page.waitForEvent("filechooser");
  await dialog.getByRole("button", { name: "Choose files" }).click();
  await (await again).setFiles([`${folder}/march.md`, `${folder}/log.txt`]);
  await dialog.getByText("Nothing in it is new.").waitFor();
  await page.keyboard.press("Escape");
});

inRoom("an import is taken back", {}, async (room) => {
  const { page } = room;
  await writeFile(`${room.folder.path}/march.md`, POST);
  await page.keyboard.press("Control+Shift+p");
  await page.getByRole("dialog").getByRole("combobox").fill(">Import files");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Import files" });
  const choosing = page.waitForEvent("filechooser");
  await dialog.getByRole("button", { name: "Choose files" }).click();
  await (await choosing).setFiles([`${room.folder.path}/march.md`]);
  await dialog.getByRole("button", { name: "Import", exact: true }).click();
  await dialog.getByRole("button", { name: "Undo" }).click();
  await until(async () => (await room.postil("list")).total === 0, "all of it is in the bin");
});
