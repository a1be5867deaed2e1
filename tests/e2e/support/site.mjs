// A web server on loopback for the pages in tests/pages.
import { EventEmitter, once } from "node:events";
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";

const PAGES = new URL("../../pages/", import.meta.url).pathname;

// windows-1251.html names its encoding itself, so no charset is sent.
const TYPES = { ".html": "text/html", ".png": "image/png", ".jpg": "image/jpeg", ".webp": "image/webp" };

/**
 * Starts the server. `asked` lists the paths that were asked for; `down` lets every connection fail; a path in `holds` is
 * answered once it is released; `archived` gives for an address the page of which the web archive under /archive/ has a copy;
 * `put` lets a path answer with HTML of a test's own.
 */
export async function openSite() {
  const released = new EventEmitter().setMaxListeners(0);
  const site = { asked: [], down: false, holds: new Set(), archived: new Map() };
  const own = new Map();
  const server = createServer(async (request, response) => {
    const path = new URL(request.url, "http://site").pathname;
    site.asked.push(path);
    if (site.down) return request.socket.destroy();
    while (site.holds.has(path)) await once(released, "released");
    const [, when, original] = /^\/archive\/web\/(\d+)id_\/(.+)$/.exec(request.url) ?? [];
    const copy = site.archived.get(original);
    if (copy && when.length === 4) {
      response.writeHead(302, { location: `/archive/web/20190203040506id_/${original}` });
      return response.end();
    }
    if (own.has(path)) {
      const { html, status } = own.get(path);
      response.writeHead(status, { "content-type": "text/html; charset=utf-8" });
      return response.end(html);
    }
    try {
      const file = join(PAGES, normalize(copy ?? path));
      const body = await readFile(file);
      response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream" });
      response.end(body);
    } catch {
      response.writeHead(404, { "content-type": "text/html" });
      response.end("<!doctype html><title>Not found</title><h1>Not found</h1>");
    }
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const base = `http://127.0.0.1:${server.address().port}`;
  return Object.assign(site, {
    base,
    url: (path) => base + path,
    release: (path) => (site.holds.delete(path), released.emit("released")),
    put: (path, html, status = 200) => own.set(path, { html, status }),
    close: () => new Promise((closed) => (server.closeAllConnections(), server.close(closed))),
  });
}
