import { mkdir, readFile } from "node:fs/promises";
import { openBrowser, openPostil } from "./support/browser.mjs";
import { postil, serve, temporaryFolder } from "./support/postil.mjs";
const MOCK = process.argv.includes("--mock");
const out = "/tmp/shots/"; await mkdir(out, { recursive: true });
const folder = await temporaryFolder(); const library = `${folder.path}/library`;
await postil(library, "sample");
const full = await serve(library); const browser = await openBrowser();
const dist = new URL("../../ui/dist/", import.meta.url).pathname;
async function mock(context) {
  const saved = [];
  let history = [{ query: "tag:performance is:unread", searched_at: "" }, { query: "small queues", searched_at: "" }, { query: "余白", searched_at: "" }];
  await context.route(/\/(assets\/.*|)(\?.*)?$/, async (route) => {
    const { pathname } = new URL(route.request().url());
    if (new URL(route.request().url()).search || route.request().method() !== "GET" || pathname.includes("/api/")) return route.continue();
    try { await route.fulfill({ path: dist + (pathname.includes("assets/") ? pathname.slice(pathname.indexOf("assets/")) : "index.html") }); } catch { await route.continue(); }
  });
  await context.route(/\/api\/(search|query)_/, async (route) => {
    const name = new URL(route.request().url()).pathname.split("/").pop(); const q = route.request().postDataJSON();
    const json = (v) => route.fulfill({ json: v });
    const reading = (query, cursor) => {
      const problems = [...query.matchAll(/\bis:unred\b/g)].map((m) => ({ start: [...query.slice(0, m.index)].length, end: [...query.slice(0, m.index)].length + 8, message: "is: takes unread, reading, read, archived, untagged, orphaned or failed", suggestion: "is:unread" }));
      let completing = null;
      if (cursor !== null) { const before = [...query].slice(0, cursor).join(""); const m = /(\S+)$/.exec(before);
        const v = m && /^tag:(.*)$/.exec(m[1]);
        if (v) completing = { filter: "tag", typed: v[1], start: cursor - [...v[1]].length, end: cursor, choices: [["performance", 41], ["writing", 29], ["a tag with spaces 🎈", 3], ["databases/" + "long".repeat(20), 1], ["البحث", 2]].filter(([t]) => t.startsWith(v[1])).map(([t, count]) => ({ text: /\s/.test(t) ? `"${t}"` : t, label: t, count, about: null })) };
        else if (m) { const names = ["tag", "title", "site", "author", "in", "is"].filter((n) => n.startsWith(m[1])); if (names.length) completing = { filter: null, typed: m[1], start: cursor - m[1].length, end: cursor, choices: names.map((n) => ({ text: n + ":", label: n + ":", count: null, about: "has this " + n })) }; } }
      return { canonical: query, problems, pending: null, completing };
    };
    if (name === "query_read") return json(reading(q.query, q.cursor));
    if (name === "query_refine") return json(reading(q.query.includes(q.filter) ? q.query.replace(q.filter, "").trim() : `${q.query} ${q.filter}`, null));
    if (name === "search_list") return json(saved);
    if (name === "search_save") { const s = { id: String(saved.length + 1), ...q, total: 6 }; saved.push(s); return json(s); }
    if (name === "search_edit") { Object.assign(saved.find((s) => s.id === q.id), q); return json(q); }
    if (name === "search_forget") { saved.splice(saved.findIndex((s) => s.id === q.id), 1); return json(null); }
    if (name === "search_history") return json(history.slice(0, q.limit));
    if (name === "search_remember") { history = [{ query: q.query, searched_at: "" }, ...history.filter((h) => h.query !== q.query)]; return json(null); }
    if (name === "search_forget_history") { history = q.query === null ? [] : history.filter((h) => h.query !== q.query); return json(null); }
    if (name !== "search_run") return route.continue();
    const response = await route.fetch({ postData: JSON.stringify({ query: q.query.replace(/\S+:\S*/g, "").trim() || "the", limit: 1000 }) });
    const { hits, total: t, took_ms } = await response.json();
    const many = q.query.includes("the"); const total = many ? 100000 : t;
    const all = Array.from({ length: q.limit }, (_, at) => at + q.offset).filter((at) => at < total).map((at) => ({ ...hits[at % t], near: at % 7 === 3, id: at < t ? hits[at].id : `x${at}` }));
    const tally = (p, list) => list.map(([n, c]) => ({ name: n, count: c, filter: `${p}:${/\s/.test(n) ? `"${n}"` : n}`, chosen: q.query.includes(`${p}:${n}`) }));
    return json({ total, took_ms, hits: all, reading: reading(q.query, null), counts: total ? { kinds: tally("kind", [["article", 812], ["note", 210], ["journal", 12], ["post", 3]]), tags: tally("tag", [["performance", 41], ["writing", 29], ["a tag with spaces 🎈", 3], ["databases", 5], ["البحث", 2]]), sites: tally("site", [["tidewater.example", 12], ["off-cpu.example", 3], ["余白.example", 1]]), years: tally("saved", [["2026", 800], ["2025", 100], ["2024", 12], ["2023", 3], ["2019", 1]]) } : { kinds: [], tags: [], sites: [], years: [] } });
  });
}
for (const [width, height] of [[1280, 800], [900, 700], [480, 800]]) for (const colorScheme of width === 900 ? ["dark"] : ["light", "dark"]) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme, locale: "en-GB" });
  if (MOCK) await mock(context);
  const page = await openPostil(context, full.address); page.setDefaultTimeout(8000); if (MOCK) { await page.goto(new URL("/", full.address).href); await page.waitForSelector("html[data-ready=true]"); }
  page.on("pageerror", (e) => console.log("ERR", e.message)); page.on("console", (m) => m.type() === "error" && console.log("CON", m.text()));
  const shot = async (name) => { await page.waitForTimeout(500); await page.screenshot({ path: `${out}${name}-${width}-${colorScheme}.png` }); };
  const step = async (name, f) => { try { await f(); } catch (e) { console.log(name, width, e.message.split("\n")[0]); } await shot(name); };
  const field = page.getByRole("combobox", { name: "Search everything" });
  await step("history", async () => { await page.keyboard.press("Control+k"); await page.waitForTimeout(300); });
  await step("found", () => field.fill("queue wait"));
  await step("complete", async () => { await field.fill(""); await page.keyboard.type("queue tag:"); });
  await step("names", async () => { await field.fill(""); await page.keyboard.type("ta"); });
  await step("wrong", async () => { await field.fill(""); await page.keyboard.type("queue is:unred wait "); });
  await step("long", async () => { await field.fill(("tag:performance والبحث في 余白に書く " + "\"exact phrase\" -not OR ").repeat(8)); await page.keyboard.press("End"); });
  await step("rtl", async () => { await field.fill("البحث عن شيء tag:performance is:unred آخر"); });
  await step("nothing", async () => { await field.fill("xyzzyplugh"); });
  await step("results", async () => { await field.fill("the queue"); await page.keyboard.press("Control+Enter"); });
  await step("results-far", async () => { await page.locator("#documents").evaluate((one) => (one.scrollTop = one.scrollHeight / 2)); await page.waitForTimeout(500); });
  await step("more", async () => { await page.getByRole("button", { name: "More", exact: true }).last().click(); await page.getByRole("group", { name: "Tag" }).getByRole("button").first().click(); });
  await step("opened", async () => { await page.getByRole("button", { name: "Fewer" }).click(); await page.locator("#documents").getByRole("option").first().click(); });
  await step("saving", async () => { await page.keyboard.press("Alt+s"); });
  await step("saved", async () => { await page.keyboard.type("Queues, unread"); await page.keyboard.press("Enter"); });
  await step("edited", async () => { const f = page.locator("#list-search"); await f.click(); await page.keyboard.press("End"); await page.keyboard.type(" is:unred w"); });
  await step("none", async () => { const f = page.locator("#list-search"); await f.fill("xyzzyplugh tag:\"a tag with spaces 🎈\" -site:tidewater.example"); });
  await step("help", async () => { await page.locator("#list-search").fill(""); await page.keyboard.press("Control+/"); });
  await context.close();
}
await browser.close(); await full.stop(); await folder.close();
