import assert from "node:assert/strict";
import { test } from "node:test";
import { Key } from "selenium-webdriver";
import { chord, find, press, ready, run } from "../support/driving.mjs";
import { postil, temporaryFolder } from "../support/postil.mjs";
import { until } from "../support/room.mjs";
import { openWindow } from "../support/window.mjs";

const ARTICLE = "Small queues, short waits";

test("a passage is highlighted and the outline is written in the real window", { timeout: 180_000 }, async () => {
  const folder = await temporaryFolder();
  const library = `${folder.path}/library`;
  await postil(library, "sample");
  const window = await openWindow(folder.path);
  try {
    const { driver } = window;
    await ready(driver);
    await run(driver, "location.hash = `#/doc/${arguments[0]}`", (await postil(library, "show", ARTICLE)).id);
    await find(driver, "h1", ARTICLE);
    await run(
      driver,
      `const node = document.createTreeWalker(document.querySelectorAll("article p")[2], NodeFilter.SHOW_TEXT).nextNode();
       getSelection().setBaseAndExtent(node, 0, node, 40); return true`,
    );
    const button = "[role=toolbar][aria-label='Mark the passage'] button";
    await (await find(driver, button, "Comment")).click();
    await find(driver, "textarea[aria-label=Comment]");
    await until(() => run(driver, "return document.activeElement?.ariaLabel === 'Comment'"), "the comment has the focus");
    await press(driver, "Is this so?");
    const show = () => postil(library, "show", ARTICLE);
    await until(async () => (await show()).highlights[0]?.comment === "Is this so?", "the comment is saved");
    assert.equal(await run(driver, "return CSS.highlights.get('postil-yellow').size"), 1);
    const { anchor } = (await show()).highlights[0];
    assert.equal([...(await show()).text].slice(anchor.start, anchor.end).join(""), anchor.quote);

    await chord(driver, Key.ALT, "2");
    await (await find(driver, "[aria-label=Outline] textarea")).click();
    await chord(driver, Key.CONTROL, Key.END);
    await press(driver, Key.ENTER);
    const all = (points) => points.flatMap((point) => [point, ...all(point.children)]);
    await until(async () => all((await show()).outline).some(({ text }) => text === ""), "a point is added");
    await press(driver, "(Me) My own point");
    const mine = async () => all((await show()).outline).find(({ voice }) => voice === "me");
    await until(async () => (await mine())?.text === "My own point", "it is mine");

    await driver.actions().keyDown(Key.CONTROL).keyDown(Key.SHIFT).sendKeys("h").keyUp(Key.SHIFT).keyUp(Key.CONTROL).perform();
    await (await find(driver, "[role=dialog] button", "Copy as Markdown")).click();
    await find(driver, "[role=status], [role=alert]", "One highlight copied.");
  } finally {
    await window.close();
    await folder.close();
  }
});
