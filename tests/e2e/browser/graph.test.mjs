// The graph around a document: on a canvas, and the same as a list.
import assert from "node:assert/strict";
import { violations } from "../support/axe.mjs";
import { inRoom, until, withBrowser } from "../support/room.mjs";

withBrowser();

/** Notes around “Tides”, an article that it cites, and a day that speaks of one of them. */
async function write(room) {
  await room.postil("clip", room.site.url("/tide-tables.html"), "--tag", "sea");
  await room.postil("note", "new", "Tides", `Of ${room.site.url("/tide-tables.html")} and [[Slack water]].`);
  await room.postil("note", "new", "Slack water", "Back to [[Tides]].");
  await room.postil("note", "new", "Alone", "No links at all.");
  await room.postil("journal", "2024-02-29", "Again of [[Slack water]].");
  await room.postil("tag", "Slack water", "water");
  await room.page.reload();
  await room.page.waitForSelector("html[data-ready=true]");
}

/** Opens the graph of a document by its key. */
async function openGraph(room, title) {
  const { page } = room;
  await room.openDocument(title);
  await page.getByRole("region", { name: title }).waitFor();
  await page.keyboard.press("Alt+g");
  const dialog = page.getByRole("dialog", { name: `Graph of “${title}”` });
  await dialog.waitFor();
  return dialog;
}

/** The words of the list, a line for each document. */
const listed = async (dialog) =>
  (await dialog.locator(".list li").allInnerTexts()).map((text) => text.replace(/\s+/g, " ").trim());

inRoom("a graph is filtered, read as a list, and leads on", {}, async (room) => {
  const { page } = room;
  await write(room);
  const dialog = await openGraph(room, "Tides");
  await dialog.getByText("4 documents, 4 links").waitFor();
  const { title } = await room.show(room.site.url("/tide-tables.html"));
  assert.deepEqual(await listed(dialog), [
    `Tides ¶ note links to Slack water, ${title} linked from Slack water`,
    "Slack water ¶ note #water links to Tides linked from Tides, Thursday 29 February 2024",
    `${title} article #sea linked from Tides`,
    "Thursday 29 February 2024 ¶ journal day links to Slack water",
  ]);

  await dialog.getByRole("button", { name: "Direct links" }).click();
  await dialog.getByText("3 documents, 3 links").waitFor();
  await dialog.getByRole("button", { name: /^Articles/ }).click();
  await dialog.getByText("2 documents, 2 links").waitFor();
  await dialog.getByRole("button", { name: /^Notes/ }).click();
  await dialog.getByText("No document around it is like that.").waitFor();
  await dialog.getByRole("button", { name: "Show all" }).click();
  await dialog.getByLabel("Tag").selectOption("water");
  await dialog.getByText("2 documents, 2 links").waitFor();
  await dialog.getByLabel("Tag").selectOption("");
  await dialog.getByRole("button", { name: "One step further" }).click();
  await dialog.getByText("4 documents, 4 links").waitFor();

  // The list by the keyboard: one stop for Tab, arrows within.
  await dialog.getByRole("link", { name: "Tides" }).focus();
  await page.keyboard.press("ArrowDown");
  await dialog.locator("footer").getByText("Slack water").waitFor();
  assert.equal(await dialog.getByRole("link", { name: "Slack water" }).getAttribute("aria-current"), "true");
  assert.equal(await dialog.locator(".list a[tabindex='0']").count(), 1);
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await dialog.waitFor({ state: "detached" });
  await page.getByRole("heading", { name: "Thursday 29 February 2024" }).waitFor();
});

inRoom("on the canvas documents are selected, moved and opened", {}, async (room) => {
  const { page } = room;
  await page.emulateMedia({ reducedMotion: "reduce" });
  await write(room);
  const dialog = await openGraph(room, "Alone");
  await dialog.getByText("Nothing links here yet, and it links to nothing in your library.").waitFor();
  assert.deepEqual(await violations(page), []);
  await page.keyboard.press("Escape");
  const graph = await openGraph(room, "Slack water");
  const canvas = graph.getByRole("img", { name: /^4 documents and their links/ });
  const selected = graph.locator("[aria-current=true]");

  // By the keys: the first press takes the middle, the next ones go along its links.
  await canvas.focus();
  await page.keyboard.press("ArrowRight");
  assert.equal(await selected.innerText(), "Slack water");
  const names = new Set();
  for (const key of ["ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp", "ArrowRight", "ArrowLeft"]) {
    await page.keyboard.press(key);
    names.add(await selected.innerText());
  }
  assert.ok(names.size > 1, [...names].join());

  // By the pointer: somewhere on the canvas stands each of them, and a click beside them selects nothing.
  const box = await canvas.boundingBox();
  const found = new Map();
  for (let y = 20; y < box.height - 60; y += 14)
    for (let x = 20; x < box.width; x += 14) {
      await page.mouse.move(box.x + x, box.y + y);
      if (!(await canvas.evaluate((element) => element.classList.contains("over")))) continue;
      const name = await graph.locator("li.hovered a").innerText();
      if (!found.has(name)) found.set(name, { x: box.x + x, y: box.y + y });
    }
  assert.equal(found.size, 4, [...found.keys()].join());
  const day = found.get("Thursday 29 February 2024");
  await page.mouse.click(day.x, day.y);
  await until(async () => (await selected.innerText()) === "Thursday 29 February 2024", "the day is selected");
  await page.mouse.click(box.x + 4, box.y + 4);
  await selected.waitFor({ state: "detached" });

  // What is dragged stands where it was let go.
  await page.mouse.move(day.x, day.y);
  await page.mouse.down();
  await page.mouse.move(box.x + 60, box.y + 60, { steps: 4 });
  await page.mouse.up();
  await page.mouse.click(box.x + 60, box.y + 60);
  await until(async () => (await selected.innerText()) === "Thursday 29 February 2024", "it stands there");
  await page.mouse.dblclick(box.x + 60, box.y + 60);
  await graph.waitFor({ state: "detached" });
  await page.getByRole("heading", { name: "Thursday 29 February 2024" }).waitFor();
});

inRoom("where there is little room, graph and list take turns, and the links lead to both", {}, async (room) => {
  const { page } = room;
  await write(room);
  await page.setViewportSize({ width: 700, height: 700 });
  await room.openDocument("Tides");
  await page.getByRole("region", { name: "Tides" }).waitFor();
  await page.keyboard.press("Alt+4");
  await page.getByRole("complementary", { name: "Links" }).getByRole("button", { name: "Graph" }).click();
  const dialog = page.getByRole("dialog", { name: "Graph of “Tides”" });
  await dialog.getByRole("img").waitFor();
  assert.equal(await dialog.locator(".list").isVisible(), false);
  await dialog.getByRole("button", { name: "List" }).click();
  await dialog.getByRole("link", { name: "Slack water" }).waitFor();
  assert.equal(await dialog.getByRole("img").isVisible(), false);
  await dialog.getByRole("link", { name: "Slack water" }).click();
  await dialog.waitFor({ state: "detached" });
  await until(async () => (await page.title()) === "Slack water · Postil", "the note is open");
});

for (const colorScheme of ["light", "dark"]) {
  inRoom(`axe finds nothing in a graph, ${colorScheme}`, { sample: true }, async (room) => {
    const { page } = room;
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const dialog = await openGraph(room, "A card index for the web");
    await dialog.getByText(/^\d+ documents, \d+ links$/).waitFor();
    assert.deepEqual(await violations(page), []);
    await dialog.getByRole("link").nth(1).focus();
    await dialog.getByRole("button", { name: /^Notes|^Articles/ }).first().click();
    assert.deepEqual(await violations(page), [], "filtered");
  });
}
