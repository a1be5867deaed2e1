// The contract of `host/bindings.ts` over HTTP, in memory: for looking at the interface, never for shipping.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { article, library, many, newId, note } from "./fake-library.mjs";

const DIST = join(fileURLToPath(new URL(".", import.meta.url)), "../dist");
const TYPES = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};
const CSP =
  "default-src 'self'; img-src 'self' data: postil-blob: http://postil-blob.localhost; style-src 'self' 'unsafe-inline'; font-src 'self' data:; script-src 'self'; connect-src 'self' ipc: http://ipc.localhost; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const PICTURE = `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="260" viewBox="0 0 640 260"><rect width="640" height="260" fill="#efece2"/><path d="M30 230h580M30 230V20" stroke="#766f63" fill="none"/><path d="M30 222C300 214 470 200 530 140 565 100 580 60 588 20" stroke="#a8261c" stroke-width="3" fill="none"/></svg>`;

class Problem extends Error {
  constructor(code, message, hint = null) {
    super(message);
    this.error = { code, message, hint };
  }
}

/** Starts a server; answers its address and a handle on what it holds. */
export async function start({ port = 0, documents = 0, empty = false, delay = 0 } = {}) {
  const state = { docs: empty ? [] : [...library(), ...many(documents)], fail: null, calls: [], delay };
  const listeners = new Set();
  const changed = (...ids) => {
    for (const response of listeners)
      response.write(`data: ${JSON.stringify({ type: "changed", documents: ids })}\n\n`);
  };
  const find = (id) => {
    const doc = state.docs.find((one) => one.id === id);
    if (!doc)
      throw new Problem(
        "not_found",
        "There is no such document.",
        "It may have been deleted by another program.",
      );
    return doc;
  };
  const alive = () => state.docs.filter((doc) => doc.deleted_at === null);
  const ref = ({ id, kind, title }) => ({ id, kind, title });
  const byTitle = (title) => alive().find((doc) => doc.title.toLowerCase() === title.toLowerCase());
  const written = (doc) => (doc.kind === "article" ? doc.commentary : doc.markdown);

  function linksOf(doc) {
    const text = written(doc);
    const titles = [...text.matchAll(/\[\[([^\]]+)\]\]/g)].map(([whole, title]) => ({
      target: byTitle(title) ? ref(byTitle(title)) : null,
      title,
      url: null,
      text: whole,
      context: text.slice(0, 120),
    }));
    const urls = [
      ...(doc.html + text).matchAll(/<a href="([^"]+)">([^<]*)<|\[([^\]]+)\]\((https?:[^)]+)\)/g),
    ].map((match) => {
      const url = match[1] ?? match[4];
      const target = alive().find((one) => one.url === url);
      return {
        target: target ? ref(target) : null,
        title: null,
        url,
        text: match[2] ?? match[3],
        context: "",
      };
    });
    return [...titles, ...urls];
  }

  function row(doc) {
    const count = (points) => points.reduce((sum, point) => sum + 1 + count(point.children), 0);
    const {
      id,
      kind,
      title,
      url,
      site_name,
      excerpt,
      saved_at,
      updated_at,
      deleted_at,
      word_count,
      tags,
      clip,
    } = doc;
    const backlinks = alive().filter((one) => linksOf(one).some((link) => link.target?.id === id)).length;
    return {
      id,
      kind,
      title,
      url,
      site_name,
      excerpt,
      saved_at,
      updated_at,
      deleted_at,
      word_count,
      tags,
      clip,
      commented: kind !== "article" || doc.commentary !== "",
      points: count(doc.outline),
      backlinks,
    };
  }

  const commands = {
    library_status: () => {
      const docs = alive();
      const tags = new Map();
      for (const doc of docs) for (const tag of doc.tags) tags.set(tag, (tags.get(tag) ?? 0) + 1);
      return {
        path: "",
        total: docs.length,
        articles: docs.filter((doc) => doc.kind === "article").length,
        notes: docs.filter((doc) => doc.kind === "note").length,
        waiting: docs.filter((doc) => doc.clip).length,
        bin: state.docs.length - docs.length,
        tags: [...tags].map(([tag, count]) => ({ tag, count })).sort((a, b) => a.tag.localeCompare(b.tag)),
        sample: false,
      };
    },
    library_check: () => ({ ok: true, problems: [] }),
    library_reindex: () => ({ ok: true, problems: [] }),
    sample_add: () => {
      state.docs = library();
      changed();
      return { added: state.docs.length };
    },
    document_list: ({ shelf, tag, cursor, limit }) => {
      const docs = state.docs
        .filter((doc) => (doc.deleted_at !== null) === (shelf === "bin"))
        .filter((doc) => shelf !== "articles" || doc.kind === "article")
        .filter((doc) => shelf !== "notes" || doc.kind === "note")
        .filter((doc) => shelf !== "waiting" || doc.clip)
        .filter((doc) => !tag || doc.tags.includes(tag))
        .sort((a, b) => b.saved_at.localeCompare(a.saved_at) || a.id.localeCompare(b.id));
      const from = cursor ? docs.findIndex((doc) => doc.id === cursor) + 1 : 0;
      const items = docs.slice(from, from + limit);
      return {
        total: docs.length,
        items: items.map(row),
        cursor: from + limit < docs.length ? items.at(-1).id : null,
      };
    },
    document_show: ({ id }) => {
      const { excerpt: _excerpt, links: _links, ...doc } = find(id);
      return doc;
    },
    document_rename: ({ id, title }) => {
      const doc = find(id);
      if (byTitle(title) && byTitle(title) !== doc)
        throw new Problem("title_taken", `Something is called “${title}” already.`, "Choose another title.");
      doc.title = title;
      changed(id);
      return ref(doc);
    },
    document_delete: ({ id }) => {
      find(id).deleted_at = new Date().toISOString();
      changed(id);
      return ref(find(id));
    },
    document_restore: ({ id }) => {
      find(id).deleted_at = null;
      changed(id);
      return ref(find(id));
    },
    document_tag: ({ id, tags }) => {
      find(id).tags = tags;
      changed(id);
      return { tags };
    },
    article_clip: ({ url, tags, comment }) => {
      if (!/^https?:\/\/[^/\s]+\.[^/\s]+/.test(url))
        throw new Problem(
          "invalid_url",
          "This is not the address of a web page.",
          "It begins with http:// or https://.",
        );
      const known = alive().find((doc) => doc.url === url);
      if (known)
        return {
          id: known.id,
          url,
          title: known.title,
          state: "known",
          fetching: false,
          verdict: "ok",
          error: null,
          attempts: 1,
          next_attempt_at: null,
        };
      const doc = article({
        title: url,
        site: new URL(url).hostname,
        url,
        tags,
        commentary: comment ?? "",
        words: 0,
        clip: { state: "queued", fetching: true },
      });
      doc.saved_at = new Date().toISOString();
      state.docs.unshift(doc);
      changed(doc.id);
      setTimeout(() => {
        const html = "<p>The page arrived, and reads well. It has two sentences.</p>";
        Object.assign(doc, {
          clip: null,
          html,
          text: "The page arrived, and reads well. It has two sentences.",
          title: "A page that arrived",
          word_count: 440,
          excerpt: "The page arrived, and reads well.",
        });
        changed(doc.id);
      }, 1200);
      return doc.clip;
    },
    article_fetch: ({ id }) => {
      const doc = find(id);
      if (doc.clip) doc.clip = { ...doc.clip, fetching: true, error: null };
      changed(id);
      return (
        doc.clip ?? {
          id,
          url: doc.url,
          title: doc.title,
          state: "saved",
          fetching: false,
          verdict: "ok",
          error: null,
          attempts: 1,
          next_attempt_at: null,
        }
      );
    },
    commentary_save: ({ id, markdown }) => save(id, "commentary", markdown),
    note_save: ({ id, markdown }) => save(id, "markdown", markdown),
    note_create: ({ title, markdown }) => {
      let unique = title;
      for (let number = 2; byTitle(unique); number += 1) unique = `${title} ${number}`;
      const doc = note({ title: unique, markdown });
      doc.saved_at = new Date().toISOString();
      state.docs.unshift(doc);
      changed(doc.id);
      return ref(doc);
    },
    search_run: ({ query, limit }) => {
      const words = query.toLowerCase().split(/\s+/).filter(Boolean);
      const hits = [];
      for (const doc of alive()) {
        const parts = {
          title: doc.title,
          outline: doc.outline
            .flatMap((point) => [point, ...point.children])
            .map((point) => point.text)
            .join("\n"),
          commentary: doc.commentary,
          body: doc.kind === "note" ? doc.markdown : doc.text,
        };
        for (const [part, text] of Object.entries(parts)) {
          if (text && words.length > 0 && words.every((word) => text.toLowerCase().includes(word))) {
            hits.push({
              id: doc.id,
              kind: doc.kind,
              part,
              title: doc.title,
              url: doc.url,
              snippet: snippet(text, words),
            });
            break;
          }
        }
      }
      return { total: hits.length, took_ms: 3, hits: hits.slice(0, limit) };
    },
    title_complete: ({ query, limit }) =>
      alive()
        .filter((doc) => doc.title.toLowerCase().includes(query.toLowerCase()))
        .slice(0, limit)
        .map(ref),
    link_resolve: ({ title, url }) => {
      const found = title !== null ? byTitle(title) : alive().find((doc) => doc.url === url);
      return found ? ref(found) : null;
    },
    link_list: ({ id }) => linksOf(find(id)),
    backlink_list: ({ id }) => {
      const { title, url } = find(id);
      const linked = alive().flatMap((doc) => {
        if (doc.id === id || !linksOf(doc).some((link) => link.target?.id === id)) return [];
        const text = written(doc) || doc.text;
        const needle = text.includes(`[[${title}]]`) ? `[[${title}]]` : (url ?? "").replace("https://", "");
        const at = Math.max(0, text.indexOf(needle));
        const flat = (part) => part.replace(/\s+/g, " ");
        const before = flat(text.slice(Math.max(0, at - 60), at));
        const link = text.includes(needle) ? needle : "";
        const part = doc.kind === "article" ? "commentary" : "body";
        const context = before + link + flat(text.slice(at + link.length, at + link.length + 60));
        return [{ ...ref(doc), part, context, start: before.length, end: before.length + link.length }];
      });
      return { linked, mentions: [] };
    },
  };

  function save(id, field, markdown) {
    const doc = find(id);
    doc[field] = markdown;
    doc.updated_at = new Date().toISOString();
    changed(id);
    return { id, markdown, saved_at: doc.updated_at };
  }

  async function answer(request, response) {
    const path = new URL(request.url, "http://here").pathname;
    if (path === "/events") {
      response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
      response.write(": hello\n\n");
      listeners.add(response);
      request.on("close", () => listeners.delete(response));
      return;
    }
    if (path.startsWith("/blob/")) {
      response.writeHead(200, { "content-type": "image/svg+xml" }).end(PICTURE);
      return;
    }
    if (path.startsWith("/api/")) {
      const name = path.slice(5);
      let body = "";
      for await (const piece of request) body += piece;
      state.calls.push({ name, request: JSON.parse(body) });
      if (state.delay > 0) await new Promise((resolve) => setTimeout(resolve, state.delay));
      try {
        if (state.fail?.[name]) throw new Problem(...state.fail[name]);
        send(response, 200, commands[name](JSON.parse(body)));
      } catch (thrown) {
        send(response, thrown.error?.code === "no_token" ? 401 : 400, {
          error: thrown.error ?? { code: "bug", message: String(thrown), hint: null },
        });
      }
      return;
    }
    const file = normalize(path === "/" ? "/index.html" : path);
    try {
      const content = await readFile(join(DIST, file));
      response
        .writeHead(200, {
          "content-type": TYPES[extname(file)] ?? "application/octet-stream",
          "content-security-policy": CSP,
        })
        .end(content);
    } catch {
      response.writeHead(404).end();
    }
  }

  const server = createServer((request, response) => void answer(request, response));
  await new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    state,
    changed,
    newId,
    url: `http://127.0.0.1:${server.address().port}/`,
    find: (title) => state.docs.find((doc) => doc.title.startsWith(title)),
    stop: () => {
      for (const response of listeners) response.destroy();
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

function send(response, status, value) {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
}

function snippet(text, words) {
  const at = Math.max(0, text.toLowerCase().indexOf(words[0]) - 40);
  const escape = (part) => part.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  const piece = text.slice(at, at + 150);
  const pattern = new RegExp(`(${words.map((word) => word.replace(/\W/g, "\\$&")).join("|")})`, "gi");
  return `${at > 0 ? "…" : ""}${piece
    .split(pattern)
    .map((part, index) => (index % 2 === 1 ? `<mark>${escape(part)}</mark>` : escape(part)))
    .join("")}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { url } = await start({ port: Number(process.argv[2] ?? 4180), documents: 5000 });
  console.log(url);
}
