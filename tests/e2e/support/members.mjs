// A site on loopback whose pages are for members, and whose scripts try what they must not get.
import { createServer } from "node:http";

const paragraphs = [
  "The wardens count the boats at dusk, and write the number down before the lamp is lit. On most evenings it is the number that they wrote the day before; then they put a stroke under it, and go home.",
  "The note is kept in a drawer of the customs house, together with the keys of three doors that no longer exist. A new warden is shown the keys on the first day, and told what each of them opened.",
  "When a boat is missing, nobody rings the bell at once. One of them walks to the end of the quay, looks out for as long as a pipe lasts, and only then says what all the others have thought already.",
];

const login = `<!doctype html><title>Log in</title><body><h1>Log in</h1>
<p>Please log in to read on.</p><form action="/login" method="post"><input name="word" type="password"></form>
<script>document.querySelector("form").submit()</script>`;

// What the page tries, by name; each ends in what it got.
const attempts = `
  const settled = (promise) => Promise.race([
    promise.then((got) => "got: " + String(got).slice(0, 200), (error) => "refused: " + String(error).slice(0, 200)),
    new Promise((give) => setTimeout(() => give("no answer"), 3000)),
  ]);
  const invoke = (...words) => window.__TAURI_INTERNALS__ ? window.__TAURI_INTERNALS__.invoke(...words) : Promise.reject("no bridge");
  const loaded = (address) => new Promise((yes, no) => {
    const one = new Image(); one.onload = () => yes("an image"); one.onerror = () => no("no image"); one.src = address;
  });
  const framed = (address) => new Promise((yes, no) => {
    const one = document.createElement("iframe"); one.src = address;
    one.onload = () => { try { one.contentWindow.document.body.innerHTML ? yes(one.contentWindow.document.title) : no("empty"); } catch (error) { no(error); } };
    document.body.append(one);
  });
  const tried = {
    call: () => invoke("call", { name: "library_status", request: {} }),
    windows: () => invoke("page_windows", {}),
    clip: () => invoke("page_clip", { id: PAGE_ID }),
    listen: () => invoke("plugin:event|listen", { event: "postil", target: { kind: "Any" }, handler: 1 }),
    emit: () => invoke("plugin:event|emit", { event: "page-windows", payload: [] }),
    clipboard: () => invoke("plugin:clipboard-manager|read_text", {}),
    opener: () => invoke("plugin:opener|open_url", { url: location.href }),
    ipc: () => fetch("ipc://localhost/call", { method: "POST", body: "{}" }).then((answer) => answer.ok ? answer.text() : Promise.reject(answer.status)),
    image: () => loaded("postil-blob://localhost/BLOB"),
    blob: () => fetch("postil-blob://localhost/BLOB").then((answer) => answer.ok ? answer.text() : Promise.reject(answer.status)),
    app: () => fetch("tauri://localhost/index.html").then((answer) => answer.ok ? answer.text() : Promise.reject(answer.status)),
    appImage: () => loaded("tauri://localhost/mark.svg"),
    frame: () => framed("tauri://localhost/index.html"),
    away: () => { location.href = "tauri://localhost/index.html"; return new Promise((_, no) => setTimeout(() => no("still here"), 500)); },
    file: () => { location.href = "file:///etc/hostname"; return new Promise((_, no) => setTimeout(() => no("still here"), 500)); },
    place: () => new Promise((yes, no) => navigator.geolocation ? navigator.geolocation.getCurrentPosition(() => yes("a place"), (error) => no(error.message)) : no("none")),
    download: () => { const link = document.createElement("a"); link.href = "/download"; link.download = "x.bin"; document.body.append(link); link.click(); link.remove(); return new Promise((_, no) => setTimeout(() => no("asked"), 500)); },
  };`;

const story = (blob) => `<!doctype html><title>The wardens of the quay</title><meta name="author" content="A. Writer">
<body><div id="root"></div><script>
  const root = document.getElementById("root");
  root.innerHTML = "<article><h1>The wardens of the quay</h1><p>Written by a script. ${paragraphs[0]}</p>" +
    "<p><img src='/boat.png' alt='A boat at the quay'></p><quay-note></quay-note>" +
    "<p>${paragraphs[2]} The end is near.</p><input value='typed secret'></article>";
  customElements.define("quay-note", class extends HTMLElement {
    connectedCallback() { this.attachShadow({ mode: "open" }).innerHTML = "<p>A note in the shade. ${paragraphs[1]}</p>"; }
  });
</script><script>
  ${attempts.replaceAll("BLOB", blob).replaceAll("PAGE_ID", "(window.__TAURI_INTERNALS__?.metadata?.currentWindow?.label ?? '').slice(5)")}
  (async () => {
    const report = {};
    for (const [name, attempt] of Object.entries(tried)) report[name] = await settled(Promise.resolve().then(attempt));
    await fetch("/report", { method: "POST", body: JSON.stringify(report) });
  })();
</script>`;

const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
  "base64",
);

/** Starts the site. `asked` lists each request, with its cookie; `reports` what the pages' attempts came to. */
export async function openMembers(blob) {
  const site = { asked: [], reports: [] };
  const server = createServer(async (request, response) => {
    const path = new URL(request.url, "http://site").pathname;
    const member = /member=yes/.test(request.headers.cookie ?? "");
    site.asked.push({ path, member, agent: request.headers["user-agent"] ?? "" });
    const answer = (body, type = "text/html; charset=utf-8", more = {}) => {
      response.writeHead(200, { "content-type": type, ...more });
      response.end(body);
    };
    if (path === "/login") {
      response.writeHead(303, {
        "set-cookie": "member=yes; Max-Age=3600; HttpOnly; Path=/",
        location: "/story",
      });
      return response.end();
    }
    if (path === "/boat.png") return answer(PNG, "image/png");
    if (path === "/download") return answer("bytes", "application/octet-stream", { "content-disposition": "attachment" });
    if (path === "/report") {
      let body = "";
      for await (const chunk of request) body += chunk;
      site.reports.push(JSON.parse(body));
      return answer("");
    }
    if (path.startsWith("/story")) return answer(member ? story(blob) : login);
    response.writeHead(404).end();
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const base = `http://127.0.0.1:${server.address().port}`;
  return Object.assign(site, {
    url: (path) => base + path,
    close: () => new Promise((closed) => (server.closeAllConnections(), server.close(closed))),
  });
}
