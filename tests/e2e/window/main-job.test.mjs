import assert from "node:assert/strict";
import { test } from "node:test";
import { Key } from "selenium-webdriver";
import { chord, clip, find, press, ready, run } from "../support/driving.mjs";
import { postil, temporaryFolder } from "../support/postil.mjs";
import { until } from "../support/room.mjs";
import { openSite } from "../support/site.mjs";
import { openWindow } from "../support/window.mjs";

test("clip, read, comment, find and see what links to it, in the real window", { timeout: 180_000 }, async () => {
  const site = await openSite();
  const folder = await temporaryFolder();
  const library = `${folder.path}/library`;
  let window = await openWindow(folder.path);
  try {
    let { driver } = window;
    await ready(driver);
    await clip(driver, site.url("/harbour-lights.html"));
    await find(driver, "h1", "Harbour lights, and how to read them");
    const shown = "const one = document.querySelector('article img'); return one && one.complete && one.naturalWidth > 0";
    await until(() => run(driver, shown), "the image is shown");

    await chord(driver, Key.ALT, "3");
    await (await find(driver, ".cm-content[aria-label=Commentary]")).click();
    await press(driver, `See [[Ink]] and ${site.url("/tide-tables.html")} for the hours.`);
    await until(
      async () => (await postil(library, "show", site.url("/harbour-lights.html"))).commentary.endsWith("for the hours."),
      "the commentary is saved",
    );

    await clip(driver, site.url("/tide-tables.html#times"));
    await find(driver, "h1", "Tide tables: a short manual");
    await find(driver, "[aria-label='Linked from'], section", "for the hours.");

    // What the command line writes at the same time is shown without being asked for.
    await postil(library, "note", "new", "From the command line", "Its words.");
    await find(driver, "[role=option]", "From the command line");

    await chord(driver, Key.CONTROL, "k");
    await find(driver, "[role=dialog] input");
    await press(driver, "ink hou");
    await find(driver, "[role=dialog] [role=option]", "Commentary");
    await press(driver, Key.ENTER);
    await find(driver, "h1", "Harbour lights, and how to read them");

    await window.close();
    await site.close();
    window = await openWindow(folder.path);
    driver = window.driver;
    await ready(driver);
    await (await find(driver, "[role=option]", "Harbour lights, and how to read them")).click();
    await find(driver, "h1", "Harbour lights, and how to read them");
    await until(() => run(driver, shown), "the image is shown without its site");
    assert.equal((await postil(library, "doctor")).ok, true);
  } finally {
    await window.close();
    await site.close().catch(() => {});
    await folder.close();
  }
});

test("the window may run no other script and load nothing from elsewhere", { timeout: 120_000 }, async () => {
  const site = await openSite();
  const folder = await temporaryFolder();
  const window = await openWindow(folder.path);
  try {
    const { driver } = window;
    await ready(driver);
    const image = `const done = arguments[arguments.length - 1]; const one = new Image();
      one.onload = () => done("loaded"); one.onerror = () => done("refused"); one.src = arguments[0];`;
    assert.equal(await driver.executeAsyncScript(image, site.url("/images/lighthouse.png")), "refused");
    const fetching = `const done = arguments[arguments.length - 1];
      fetch(arguments[0]).then(() => done("read"), () => done("refused"));`;
    assert.equal(await driver.executeAsyncScript(fetching, site.url("/tide-tables.html")), "refused");
    assert.deepEqual(site.asked, []);
    const other = `const done = arguments[arguments.length - 1];
      window.__TAURI_INTERNALS__.invoke("plugin:clipboard-manager|write_text", { text: "x" }).then(() => done("allowed"), () => done("refused"));`;
    assert.equal(await driver.executeAsyncScript(other), "refused");
  } finally {
    await window.close();
    await site.close();
    await folder.close();
  }
});

test("a library that cannot be opened is said in the window, and tried again", { timeout: 120_000 }, async () => {
  const folder = await temporaryFolder();
  const { mkdir, rm, writeFile } = await import("node:fs/promises");
  await mkdir(`${folder.path}/library`);
  await writeFile(`${folder.path}/library/library.db`, "somebody's words, and no database. ".repeat(100));
  const window = await openWindow(folder.path);
  try {
    const { driver } = window;
    await find(driver, "[role=alert]", "damaged");
    await rm(`${folder.path}/library/library.db`);
    await (await find(driver, "button", "Try again")).click();
    await ready(driver);
    await find(driver, "button", "Add the sample library");
  } finally {
    await window.close();
    await folder.close();
  }
});
