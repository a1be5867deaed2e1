import assert from "node:assert/strict";
import { test } from "node:test";
import { Key } from "selenium-webdriver";
import { find, press, ready, run } from "../support/driving.mjs";
import { postil, temporaryFolder } from "../support/postil.mjs";
import { until } from "../support/room.mjs";
import { openWindow } from "../support/window.mjs";

const ARTICLE = "Small queues, short waits";

test("markers open what they mark in place in the real window", { timeout: 120_000 }, async () => {
  const folder = await temporaryFolder();
  const library = `${folder.path}/library`;
  await postil(library, "sample");
  const { id, text } = await postil(library, "show", ARTICLE);
  const paragraph = text.split("\n\n").find((one) => one.length > 160);
  await postil(library, "highlight", ARTICLE, paragraph.slice(0, 60), "--comment", "Is *this* so?");
  const window = await openWindow(folder.path);
  try {
    const { driver } = window;
    await ready(driver);
    // A screen without a window manager keeps the window as wide as it is.
    await run(driver, "document.querySelector('.room').style.width = '1000px'; location.hash = `#/doc/${arguments[0]}`", id);
    const marker = "aside[aria-label=Margin] button[aria-expanded][data-colour=yellow]";
    const open = "aside[aria-label=Margin] [role=group]";
    await (await find(driver, marker, "note")).click();
    await find(driver, open, "Is this so?");
    await press(driver, Key.ESCAPE);
    await until(() => run(driver, "return document.activeElement === document.querySelector(arguments[0])", marker), "the marker has the focus");
    assert.equal(await run(driver, "return document.querySelector(arguments[0])", open), null);
    await (await find(driver, marker)).click();
    await (await find(driver, `${open} button`, "Edit your comment")).click();
    await find(driver, `${open} textarea`);
    await (await find(driver, "h1", ARTICLE)).click();
    await until(() => run(driver, "return document.querySelector(arguments[0]) === null", open), "a click beside it closes it");
  } finally {
    await window.close();
    await folder.close();
  }
});
