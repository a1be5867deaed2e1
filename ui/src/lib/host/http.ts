import type { ApiError, Event } from "./bindings";
import { CallError, mayOpen, type Answer, type Connection, type Host } from "./types";

const NO_ANSWER: ApiError = {
  code: "no_answer",
  message: "Postil is not answering.",
  hint: "Is postil serve still running?",
};
const NO_TOKEN: ApiError = {
  code: "no_token",
  message: "This address needs its token.",
  hint: "Open the address that postil serve printed.",
};
/** Browsers refuse a larger body for a request that outlives its page. */
const KEEPALIVE_LIMIT = 60_000;
const RETRY_FIRST_MS = 500;
const RETRY_LAST_MS = 8_000;

/** A browser on `postil serve`: commands by POST, events by server-sent events, on the same origin. */
export function httpHost(): Host {
  const connection = new Line<Connection>();
  const events = new Line<Event>();
  let state: Connection = "open";
  let source: EventSource | null = null;
  let wait = RETRY_FIRST_MS;

  function become(next: Connection) {
    if (next === state) return;
    state = next;
    connection.send(next);
  }

  function subscribe() {
    if (source || state === "locked") return;
    let first = wait === RETRY_FIRST_MS;
    source = new EventSource("events");
    source.onopen = () => {
      // Whatever happened while nobody listened is unknown: anything may have changed.
      if (!first) events.send({ type: "changed", documents: [] });
      first = false;
      wait = RETRY_FIRST_MS;
      become("open");
    };
    source.onmessage = (message) => events.send(JSON.parse(message.data) as Event);
    source.onerror = () => {
      source?.close();
      source = null;
      if (state === "locked" || !events.heard) return;
      become("lost");
      setTimeout(subscribe, wait);
      wait = Math.min(wait * 2, RETRY_LAST_MS);
    };
  }

  return {
    desktop: false,
    pages: null,
    async call(name, request) {
      const body = JSON.stringify(request);
      let response: Response;
      try {
        response = await fetch(`api/${name}`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          credentials: "same-origin",
          body,
          keepalive: name.endsWith("_save") && body.length < KEEPALIVE_LIMIT,
        });
      } catch {
        become("lost");
        throw new CallError(NO_ANSWER);
      }
      if (response.status === 401) {
        become("locked");
        throw new CallError(NO_TOKEN);
      }
      const answer: unknown = await response.json().catch(() => null);
      if (!response.ok) {
        const error = (answer as { error?: ApiError } | null)?.error;
        throw new CallError(error ?? { ...NO_ANSWER, hint: `The server said ${response.status}.` });
      }
      if (state === "lost") become("open");
      return answer as Answer<typeof name>;
    },
    onEvent(listener) {
      const stop = events.listen(listener);
      subscribe();
      return () => {
        stop();
        if (events.heard) return;
        source?.close();
        source = null;
      };
    },
    onConnection(listener) {
      listener(state);
      return connection.listen(listener);
    },
    blobUrl: (hash) => `blob/${encodeURIComponent(hash)}`,
    async openExternal(url) {
      if (mayOpen(url)) window.open(url, "_blank", "noopener");
    },
    async openPdf(id) {
      // It comes as a download: a browser shows it by its own means, and outside of this page.
      window.open(`pdf/${encodeURIComponent(id)}`, "_blank", "noopener");
    },
    async saveFile(name, content) {
      const bytes =
        "text" in content
          ? content.text
          : Uint8Array.from(atob(content.base64), (letter) => letter.charCodeAt(0));
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([bytes]));
      link.download = name.slice(name.lastIndexOf("/") + 1);
      link.click();
      // The browser takes the bytes after this turn.
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
      return true;
    },
    async readClipboard() {
      try {
        return await navigator.clipboard.readText();
      } catch {
        return null;
      }
    },
  };
}

/** Listeners to one kind of message. */
class Line<T> {
  #listeners = new Set<(message: T) => void>();

  get heard(): boolean {
    return this.#listeners.size > 0;
  }

  listen(listener: (message: T) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  send(message: T) {
    for (const listener of this.#listeners) listener(message);
  }
}
