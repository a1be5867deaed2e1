import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { Key } from "selenium-webdriver";
import { chord, clip, find, ready, run } from "../support/driving.mjs";
import { openMembers } from "../support/members.mjs";
import { postil, temporaryFolder } from "../support/postil.mjs";
import { until } from "../support/room.mjs";
import { openSite } from "../support/site.mjs";
import { openWindow } from "../support/window.mjs";

/** Presses a button, once it is there and nothing that moves lies over it. */
const click = (driver, name) =>
  until(async () => {
    const button = await find(driver, "button", name);
    return button.click().then(() => true, () => false);
  }, `the button ${name} can be pressed`);

/** The files under a folder that hold a text. */
async function holding(folder, text) {
  const found = [];
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath ?? entry.path, entry.name);
    const bytes = await readFile(file).catch(() => Buffer.alloc(0));
    if (bytes.includes(text)) found.push(file);
  }
  return found;
}

test("a page behind a login is clipped as its own window shows it", { timeout: 180_000 }, async () => {
  const open = await openSite();
  const folder = await temporaryFolder();
  const library = `${folder.path}/library`;
  await postil(library, "clip", open.url("/harbour-lights.html"));
  const [blob] = Object.values((await postil(library, "show", open.url("/harbour-lights.html"))).images);
  const site = await openMembers(blob);
  let window = await openWindow(folder.path);
  try {
    let { driver } = window;
    await ready(driver);
    await clip(driver, site.url("/story"));
    await find(driver, "[role=alert]", "The page asks for a login");
    await click(driver, "Open in a window");
    await find(driver, "section", "The page is open in a window");

    // The page logs in by itself, is written by a script, and has tried everything it could think of.
    const [report] = await until(() => site.reports.length > 0 && site.reports, "the page has reported");
    const got = Object.entries(report).filter(([, outcome]) => outcome.startsWith("got:"));
    assert.deepEqual(got, [], "no attempt of the page came to anything");
    for (const name of ["call", "windows", "clip", "listen", "emit", "clipboard", "opener"]) {
      assert.match(report[name], /^refused: .*not allowed/i, name);
    }

    await click(driver, "Clip what the window shows");
    await find(driver, "article", "Written by a script.");
    const saved = await postil(library, "show", site.url("/story"));
    assert.equal(saved.title, "The wardens of the quay");
    assert.match(saved.text, /A note in the shade\./);
    assert.match(saved.text, /The end is near\./);
    assert.deepEqual(saved.snapshots.map((one) => one.verdict).includes("ok"), true);
    assert.equal(saved.canonical_url, site.url("/story"));
    assert.deepEqual(await holding(library, "typed secret"), []);
    await until(async () => (await run(driver, "return document.querySelectorAll('section.shown').length")) === 0, "the window is closed");

    // Pictures are fetched without the login, and the app's own requests never had it.
    const own = site.asked.filter((one) => !/AppleWebKit/.test(one.agent));
    assert.deepEqual(own.filter((one) => one.member), []);
    assert.ok(own.some((one) => one.path === "/boat.png"));

    // The login is kept for the next page, apart from what the app's own window keeps.
    await clip(driver, site.url("/story-two"));
    await find(driver, "[role=alert]", "The page asks for a login");
    await window.close();
    window = await openWindow(folder.path);
    driver = window.driver;
    await ready(driver);
    await (await find(driver, "[role=option]", "Log in")).click();
    await find(driver, "[role=alert]", "The page asks for a login");
    const logins = site.asked.filter((one) => one.path === "/login").length;
    await chord(driver, Key.ALT, "o");
    await until(() => site.reports.length > 1, "the second page has reported");
    assert.equal(site.asked.filter((one) => one.path === "/login").length, logins, "nobody had to log in again");
    const cookies = await holding(folder.path, "member");
    assert.ok(cookies.some((file) => file.includes("/pages/")), "the cookie is in the folder of the page windows");
    assert.deepEqual(cookies.filter((file) => file.startsWith(`${folder.path}/data`) && !file.includes("/pages/")), []);

    await click(driver, "More");
    await (await find(driver, "[role=menuitem]", "Forget the logins")).click();
    await until(async () => (await holding(`${folder.path}/data`, "member")).length === 0, "the login is forgotten");

    await click(driver, "Close the window");
    await find(driver, "[role=alert]", "The page asks for a login");
    await find(driver, "button", "Try again");
  } finally {
    await window.close();
    await site.close();
    await open.close();
    await folder.close();
  }
});
