// Prints how steadily a long article with many glosses scrolls, and how long it takes to open: in Chromium and in the window.
// The same scroll without the margin stands beside each figure, since no two machines draw alike.
import { Key } from "selenium-webdriver";
import { openBrowser, openPostil } from "./support/browser.mjs";
import { chord, ready, run } from "./support/driving.mjs";
import { postil, serve, temporaryFolder } from "./support/postil.mjs";
import { until } from "./support/room.mjs";
import { openSite } from "./support/site.mjs";
import { openWindow } from "./support/window.mjs";

const WORDS = 50_000;
const GLOSSES = 300;
const COLOURS = ["yellow", "green", "blue", "pink"];
const VIEWS = { margin: "1", links: "4" };
const SCROLLS = [
  { name: "at rest", speed: 0, seconds: 3 },
  { name: "slowly", speed: 1200, seconds: 6 },
  { name: "through it", speed: null, seconds: 8 },
];

const folder = await temporaryFolder();
const library = `${folder.path}/library`;
try {
  const id = await makeArticle();
  const only = process.argv[2];
  if (!only || only === "browser") await inBrowser(id);
  if (!only || only === "window") await inWindow(id);
} finally {
  await folder.close();
}

/** An article of many words, every part of which is spoken of by highlights. */
async function makeArticle() {
  const nouns = "harbour lamp keeper tide ledger quay storm bell boat warden evening rope signal window drawer".split(" ");
  const verbs = "counted watched mended carried forgot painted crossed remembered measured followed".split(" ");
  let seed = 7;
  const pick = (all) => all[(seed = (seed * 48_271) % 2_147_483_647) % all.length];
  const sentence = () => `The ${pick(nouns)} ${pick(verbs)} the ${pick(nouns)} while a ${pick(nouns)} ${pick(verbs)} what the ${pick(nouns)} of the ${pick(nouns)} had ${pick(verbs)}.`;
  const paragraph = () => `<p>${Array.from({ length: 5 }, sentence).join(" ")}</p>`;
  const paragraphs = Math.ceil(WORDS / (5 * 14.7));
  const body = Array.from({ length: paragraphs }, (_, at) => (at % 20 === 0 ? `<h2>Part ${at / 20 + 1}</h2>` : "") + paragraph());
  const site = await openSite();
  site.put("/long.html", `<!doctype html><title>A long watch</title><article><h1>A long watch</h1>${body.join("")}</article>`);
  await postil(library, "clip", site.url("/long.html"));
  const { id, text, word_count } = await postil(library, "show", site.url("/long.html"));
  await site.close();
  const step = Math.floor(text.length / GLOSSES);
  const wanted = Array.from({ length: GLOSSES }, (_, at) => ({
    id,
    start: at * step + 10,
    end: at * step + 90,
    colour: COLOURS[at % 4],
    comment: at % 2 ? "" : `*Remark* ${at}, about [[Part ${at}]] and what follows from it.`,
  }));
  await inPage({}, (page) =>
    page.evaluate(async (all) => {
      const headers = { "content-type": "application/json" };
      for (const one of all) {
        const { ok } = await fetch("api/highlight_add", { method: "POST", headers, body: JSON.stringify(one) });
        if (!ok) throw new Error("A passage could not be highlighted");
      }
    }, wanted),
  );
  console.log(`${word_count} words, ${GLOSSES} highlights`);
  return id;
}

/** Runs steps in a page of Chromium. */
async function inPage(options, steps) {
  const serving = await serve(library);
  const browser = await openBrowser();
  try {
    const page = await openPostil(await browser.newContext(options), serving.address);
    page.setDefaultTimeout(120_000);
    await steps(page);
  } finally {
    await browser.close();
    await serving.stop();
  }
}

function inBrowser(id) {
  return inPage({ viewport: { width: 1280, height: 800 } }, (page) =>
    measure("Chromium", id, {
      call: (script, ...args) => page.evaluate(`(${script})(...${JSON.stringify(args)})`),
      view: (key) => page.keyboard.press(`Alt+${key}`),
    }),
  );
}

async function inWindow(id) {
  const window = await openWindow(folder.path);
  const { driver } = window;
  try {
    await driver.manage().setTimeouts({ script: 120_000 });
    await ready(driver);
    const call = async (script, ...args) => {
      const answer = await driver.executeAsyncScript(
        `const done = arguments[arguments.length - 1]; (${script})(...arguments[0]).then(done, (error) => done({ error: String(error) }))`,
        args,
      );
      if (answer?.error) throw new Error(answer.error);
      return answer;
    };
    await measure("Window", id, { call, view: (key) => chord(driver, Key.ALT, key) });
  } finally {
    await window.close();
  }
}

async function measure(where, id, { call, view }) {
  await call(String(async () => {
    for (let left = 30; left > 0; left -= 1) await new Promise(requestAnimationFrame);
  }));
  const opened = await call(String(opening), id);
  console.log(`${where}: opened in ${Math.round(opened.painted)} ms from asking; blocked for ${opened.blocks.map(Math.round).join(", ") || 0} ms`);
  for (const { name, speed, seconds } of SCROLLS) {
    const frames = { margin: [], links: [] };
    for (const one of ["margin", "links", "margin", "links"]) {
      await view(VIEWS[one]);
      await until(() => call(String(shows), one), `${one} is shown`);
      frames[one].push(...(await call(String(scrolling), speed, seconds)));
    }
    for (const one of ["margin", "links"]) console.log(`${where}, ${name}, ${one.padEnd(6)} ${figures(frames[one])}`);
  }
}

function figures(frames) {
  const sorted = frames.toSorted((a, b) => a - b);
  const share = (limit) => `${((100 * frames.filter((one) => one > limit).length) / frames.length).toFixed(1)}%`;
  const mean = frames.reduce((sum, one) => sum + one, 0) / frames.length;
  const at = (part) => sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))].toFixed(1);
  // A frame that was in time may be told a little late.
  return `mean ${mean.toFixed(1)} ms, p95 ${at(0.95)}, longest ${at(1)}, over 16.7 ms ${share(17.2)}, over 34 ms ${share(34)}`;
}

// --- What runs in the page ---------------------------------------------------------------------------------------------

async function shows(view) {
  return (document.querySelector(".side > .margin") !== null) === (view === "margin");
}

/** Opens a document; answers when its text was painted, and for how long nothing else could run, in milliseconds. */
async function opening(id) {
  const blocks = [];
  let last = performance.now();
  let watching = true;
  (function watch() {
    const now = performance.now();
    if (now - last > 50) blocks.push(now - last);
    last = now;
    if (watching) setTimeout(watch, 0);
  })();
  const begun = performance.now();
  location.hash = `#/doc/${id}`;
  while (!document.querySelector("article.prose p")?.getClientRects().length) await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
  const painted = performance.now() - begun;
  // What comes after it, glosses and links, is opening too.
  const quiet = () => performance.now() - last < 40;
  for (let calm = 0; calm < 90; calm = quiet() ? calm + 1 : 0) await new Promise(requestAnimationFrame);
  watching = false;
  return { painted, blocks };
}

/** Scrolls from the top, at a speed in pixels a second or through all of it; answers the length of each frame in milliseconds. */
async function scrolling(speed, seconds) {
  const reader = document.getElementById("reader");
  reader.scrollTop = 0;
  for (let left = 30; left > 0; left -= 1) await new Promise(requestAnimationFrame);
  const pace = speed ?? (reader.scrollHeight - reader.clientHeight) / seconds;
  const frames = [];
  const begun = await new Promise(requestAnimationFrame);
  for (let last = begun, now = begun; now - begun < seconds * 1000; last = now) {
    reader.scrollTop = ((now - begun) / 1000) * pace;
    now = await new Promise(requestAnimationFrame);
    frames.push(now - last);
  }
  return frames;
}
