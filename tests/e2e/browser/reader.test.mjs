import assert from "node:assert/strict";
import { inRoom, until, withBrowser } from "../support/room.mjs";

withBrowser();

const LONG = "Small queues, short waits";
const KEEPERS = "What the lamp keepers wrote down";

/** Opens a sample article of some length. */
async function openLong(room) {
  await room.openDocument(LONG);
  await room.heading(LONG).waitFor();
  await room.page.evaluate(() => document.fonts.ready);
}

/** Clips a page with notes and pictures, and opens it. */
async function openKeepers(room) {
  await room.postil("clip", room.site.url("/lamp-keepers.html"));
  await room.page.getByRole("listbox", { name: "Documents" }).getByRole("option", { name: KEEPERS }).click();
  await room.heading(KEEPERS).waitFor();
}

const size = (page) => page.locator("article").evaluate((one) => parseFloat(getComputedStyle(one).fontSize));
const width = (page) => page.locator("article").evaluate((one) => one.clientWidth);
const focused = (locator) => locator.evaluate((one) => one === document.activeElement);
const scrolled = (page) => page.locator("#reader").evaluate((one) => one.scrollTop);

/** How far the paragraph that begins with some words is from the top of the reader. */
const topOf = (page, words) =>
  page.locator("article p", { hasText: words }).first().evaluate((one) => {
    const reader = document.getElementById("reader");
    return one.getBoundingClientRect().top - reader.getBoundingClientRect().top;
  });

/** How many of the glosses stand level with their passage, of all. */
const level = (page) =>
  page.evaluate(() => {
    const passages = [...document.querySelectorAll("article .at")];
    const glosses = [...document.querySelectorAll(".margin .place")];
    const even = glosses.filter((gloss) => {
      const words = gloss.textContent.slice(0, 24);
      const passage = passages.find((one) => one.textContent.startsWith(words));
      const off = passage && passage.getClientRects()[0].top - gloss.getBoundingClientRect().top;
      return off !== undefined && Math.abs(off) < 4;
    });
    return even.length / glosses.length;
  });

inRoom("type grows by keys, and one goes on where one reads", { sample: true }, async (room) => {
  const { page } = room;
  await openLong(room);
  assert.equal(await size(page), 17.5);
  const reader = page.locator("#reader");
  const paragraph = await reader.evaluate((one) => {
    const wanted = document.querySelectorAll("article > p")[9];
    one.scrollTop += wanted.getBoundingClientRect().top - one.getBoundingClientRect().top;
    return wanted.textContent.slice(0, 40);
  });
  const before = await topOf(page, paragraph);
  const evenBefore = await level(page);
  assert.ok(evenBefore > 0.5, `${evenBefore}`);
  for (const larger of [19, 20.5, 22]) {
    await page.keyboard.press("Control+=");
    assert.equal(await size(page), larger);
    const now = await topOf(page, paragraph);
    assert.ok(Math.abs(now - before) < 8, `${before} ${now}`);
  }
  await until(async () => (await level(page)) > 0.5, "the glosses are level again");
  await page.reload();
  await room.heading(LONG).waitFor({ state: "attached" });
  assert.equal(await size(page), 22);
  await page.keyboard.press("Control+-");
  assert.equal(await size(page), 20.5);
  await page.keyboard.press("Control+0");
  assert.equal(await size(page), 17.5);
});

inRoom("size and width are set in a popover, which gives the focus back", { sample: true }, async (room) => {
  const { page } = room;
  await openLong(room);
  await page.keyboard.press("Control+\\");
  const button = page.getByRole("button", { name: "Type", exact: true });
  await button.click();
  const popover = page.getByRole("dialog", { name: "Type" });
  await popover.getByRole("button", { name: "Larger type" }).click();
  await popover.getByText("19 px").waitFor();
  assert.equal(await size(page), 19);
  const normal = await width(page);
  await popover.getByRole("button", { name: "Narrow" }).click();
  const narrow = await width(page);
  await popover.getByRole("button", { name: "Wide" }).click();
  const wide = await width(page);
  assert.ok(narrow < normal && normal < wide, `${narrow} ${normal} ${wide}`);
  await until(async () => (await level(page)) > 0.5, "the glosses are level again");
  await popover.getByRole("button", { name: "Reset size and width" }).click();
  assert.equal(await size(page), 17.5);
  await page.keyboard.press("Escape");
  await popover.waitFor({ state: "detached" });
  await until(() => focused(button), "the button has the focus");
});

inRoom("a note is shown at its reference, and left again", {}, async (room) => {
  const { page } = room;
  await openKeepers(room);
  const references = page.locator("article").getByRole("link", { name: /^Note \d/ });
  const first = references.first();
  await first.hover();
  await first.focus();
  const note = page.getByRole("dialog", { name: "Note 1" });
  assert.equal(await note.count(), 0);
  await page.keyboard.press("Enter");
  await note.getByText("The count is of lines, not of nights").waitFor();
  assert.equal(await note.getByText("↩").count(), 0);
  assert.equal(await scrolled(page), 0);
  await page.keyboard.press("Escape");
  await note.waitFor({ state: "detached" });
  await until(() => focused(first), "the reference has the focus");

  await first.click();
  await note.waitFor();
  await page.getByRole("heading", { name: "The oil, first of all" }).click();
  await note.waitFor({ state: "detached" });
  const place = await scrolled(page);
  await first.click();
  await note.waitFor();
  await first.click();
  await note.waitFor({ state: "detached" });
  assert.equal(await scrolled(page), place);

  // At the edge of a small window it stays within.
  await page.setViewportSize({ width: 480, height: 420 });
  await references.last().scrollIntoViewIfNeeded();
  await references.last().click();
  const last = page.getByRole("dialog", { name: "Note 3" });
  await until(async () => {
    const box = await last.boundingBox();
    return box && box.x >= 0 && box.y >= 0 && box.x + box.width <= 480 && box.y + box.height <= 420;
  }, "it is within the window");
  await last.getByRole("button", { name: "Go to note" }).click();
  await last.waitFor({ state: "detached" });
  const arrived = page.locator("article li.arrived", { hasText: "The table itself is lost" });
  await arrived.waitFor();
  assert.ok(await focused(arrived));
});

inRoom("a link in a shown note leads on", {}, async (room) => {
  const { page, site } = room;
  await room.postil("clip", site.url("/harbour-lights.html"));
  await openKeepers(room);
  await page.locator("article").getByRole("link", { name: /^Note \d/ }).first().click();
  await page.getByRole("dialog").getByRole("link", { name: "the page on harbour lights" }).click();
  await room.heading("Harbour lights, and how to read them").waitFor();
  assert.equal(await page.getByRole("dialog").count(), 0);
});

inRoom("pictures are looked at one after the other, near and far", {}, async (room) => {
  const { page } = room;
  await page.setViewportSize({ width: 1000, height: 360 });
  await openKeepers(room);
  const link = page.locator("article a[aria-haspopup=dialog]:has(img)");
  await link.focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Picture" });
  const picture = dialog.getByRole("img");
  await dialog.getByText("The light on the headland, where the oldest").waitFor();
  const box = () => picture.evaluate((one) => ({ width: one.clientWidth, natural: one.naturalWidth }));
  await until(async () => {
    const { width, natural } = await box();
    return natural > 0 && width < natural;
  }, "it fits");
  await page.keyboard.press("+");
  await until(async () => {
    const { width, natural } = await box();
    return width === natural;
  }, "it is of its natural size");
  await page.keyboard.press("-");
  await until(async () => (await box()).width < (await box()).natural, "it fits again");
  // The rest of the app hears no keys meanwhile.
  await page.keyboard.press("ArrowRight");
  await dialog.getByText("2 of 2").waitFor();
  await dialog.getByText("The harbour in the evening").waitFor();
  await page.keyboard.press("ArrowRight");
  await dialog.getByText("2 of 2").waitFor();
  await page.keyboard.press("ArrowLeft");
  await dialog.getByText("1 of 2").waitFor();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  assert.ok(await focused(link));
});

inRoom("a picture is zoomed and moved by the mouse, and other links stay links", {}, async (room) => {
  const { page, site } = room;
  await room.postil("clip", site.url("/harbour-lights.html"));
  await page.setViewportSize({ width: 700, height: 400 });
  await openKeepers(room);
  const image = page.getByRole("button", { name: "The harbour in the evening, with the lamp lit." });
  await image.click();
  const dialog = page.getByRole("dialog", { name: "Picture" });
  const picture = dialog.getByRole("img");
  const larger = (than) => until(async () => (await picture.boundingBox())?.width > than, "it is larger");
  await larger(0);
  const { x, y, width: fitted, height } = await picture.boundingBox();
  const [middle, centre] = [x + fitted / 2, y + height / 2];
  await page.mouse.move(middle, centre);
  await page.mouse.wheel(0, -100);
  await larger(fitted + 1);
  const stage = picture.locator("xpath=..");
  const place = () => stage.evaluate(({ scrollTop }) => scrollTop);
  await until(async () => (await place()) > 0, "its middle is in the middle");
  const from = await place();
  await page.mouse.down();
  await page.mouse.move(middle, centre - 6);
  await page.mouse.move(middle, centre - 10);
  await page.mouse.up();
  assert.equal(await place(), from + 10);
  await page.mouse.click(middle, centre);
  await until(async () => (await picture.boundingBox()).width === fitted, "it fits again");
  await dialog.getByRole("button", { name: "Close" }).click();
  await dialog.waitFor({ state: "detached" });
  assert.ok(await focused(image));

  await page.locator("article").getByRole("link", { name: "To the page on harbour lights" }).click();
  await room.heading("Harbour lights, and how to read them").waitFor();
  assert.equal(await dialog.count(), 0);
});

inRoom("words are found in the article, across its elements and accents", {}, async (room) => {
  const { page } = room;
  await openKeepers(room);
  await page.keyboard.press("Control+f");
  const bar = page.getByRole("search", { name: "Find in the article" });
  const field = bar.getByRole("textbox");
  const status = bar.getByRole("status");
  const says = (words) => until(async () => (await status.textContent()) === words, `${words} is said`);
  const shown = () =>
    page.evaluate(() => [...(CSS.highlights.get("postil-match-now") ?? [])].map((one) => {
      const range = document.createRange();
      range.setStart(one.startContainer, one.startOffset);
      range.setEnd(one.endContainer, one.endOffset);
      const { top, bottom } = range.getBoundingClientRect();
      return { text: range.toString(), seen: top > 40 && bottom < innerHeight };
    })[0]);
  for (const [query, text] of [["desiree bruck", "Désirée Brück"], ["THAT THE SAME LAMP", "that the same lamp"]]) {
    await field.fill(query);
    await until(async () => (await shown())?.text === text, `${text} is shown`);
    assert.equal((await shown()).seen, true);
    await says("1 of 1");
  }
  await field.fill("no such words");
  await says("No matches");
  assert.equal(await page.evaluate(() => CSS.highlights.has("postil-match")), false);

  await page.keyboard.press("Escape");
  await bar.waitFor({ state: "detached" });
  await page.locator("#reader").evaluate((one) => (one.scrollTop = 0));
  await page.keyboard.press("Control+f");
  await field.fill("keeper");
  const count = await page.locator("article").evaluate((one) => one.textContent.match(/keeper/gi).length);
  await says(`1 of ${count}`);
  assert.equal(await page.evaluate(() => CSS.highlights.get("postil-match").size), count);
  for (const [keys, at] of [["Enter", 2], ["F3", 3], ["Shift+Enter", 2], ["Shift+F3", 1], ["Shift+F3", count], ["Enter", 1]]) {
    await page.keyboard.press(keys);
    await says(`${at} of ${count}`);
    assert.equal((await shown()).seen, true);
  }
  await page.keyboard.press("Shift+Enter");
  await says(`${count} of ${count}`);
  const before = await scrolled(page);
  await page.keyboard.press("Escape");
  await bar.waitFor({ state: "detached" });
  assert.equal(await scrolled(page), before);
  assert.match(await page.evaluate(() => String(getSelection())), /^keeper$/i);
  assert.equal(await page.evaluate(() => CSS.highlights.has("postil-match-now")), false);
  assert.ok(await focused(page.locator("#reader")));
});

inRoom("finding stays with the article, and an editor finds in its own text", { sample: true }, async (room) => {
  const { page } = room;
  await openLong(room);
  await page.keyboard.press("Control+f");
  const bar = page.getByRole("search", { name: "Find in the article" });
  await page.keyboard.type("queue");
  await bar.getByText(/^1 of/).waitFor();
  // What changes beside the article is no reason to look elsewhere.
  await page.keyboard.press("Enter");
  const said = await bar.getByRole("status").textContent();
  await room.postil("tag", LONG, "changed");
  await page.locator("#reader").getByText("changed", { exact: true }).waitFor({ state: "attached" });
  assert.equal(await bar.getByRole("status").textContent(), said);
  await room.openDocument("Two hands on one page");
  await room.noteTitle("Two hands on one page");
  await bar.waitFor({ state: "detached" });
  await page.keyboard.press("Control+f");
  await page.locator(".cm-search input[name=search]").waitFor();
  assert.equal(await bar.count(), 0);
});
