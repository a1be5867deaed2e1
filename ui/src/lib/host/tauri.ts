import { convertFileSrc, invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import { readText } from "@tauri-apps/plugin-clipboard-manager";
import { openUrl } from "@tauri-apps/plugin-opener";
import type { Event } from "./bindings";
import { asCallError, mayOpen, type Answer, type Host, type PageWindow } from "./types";

async function ask<T>(command: string, request: Record<string, unknown>): Promise<T> {
  try {
    return await invoke<T>(command, request);
  } catch (thrown) {
    throw asCallError(thrown);
  }
}

/** The desktop app: commands and events over Tauri's bridge. */
export function tauriHost(): Host {
  return {
    desktop: true,
    pages: {
      open: (id) => ask("page_open", { id }),
      clip: (id) => ask("page_clip", { id }),
      close: (id) => ask("page_close", { id }),
      forget: (id) => ask("page_forget", { id }),
      listen(listener) {
        const listening = listen<PageWindow[]>("page-windows", (event) => listener(event.payload));
        void listening.then(() => ask<PageWindow[]>("page_windows", {})).then(listener);
        return () => void listening.then((stop) => stop());
      },
    },
    call: (name, request) => ask<Answer<typeof name>>("call", { name, request }),
    onEvent(listener) {
      const listening = listen<Event>("postil", (event) => listener(event.payload));
      return () => void listening.then((stop) => stop());
    },
    onConnection(listener) {
      listener("open");
      return () => {};
    },
    blobUrl: (hash) => convertFileSrc(hash, "postil-blob"),
    async openExternal(url) {
      if (mayOpen(url)) await openUrl(url);
    },
    async openPdf(id) {
      try {
        await invoke("open_pdf", { id });
      } catch (thrown) {
        throw asCallError(thrown);
      }
    },
    saveFile: (name, content) => ask("save_file", { name, content }),
    async readClipboard() {
      try {
        return await readText();
      } catch {
        return null;
      }
    },
  };
}
