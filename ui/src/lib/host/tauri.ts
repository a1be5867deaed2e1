import { convertFileSrc, invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import { readText } from "@tauri-apps/plugin-clipboard-manager";
import { openUrl } from "@tauri-apps/plugin-opener";
import type { Event } from "./bindings";
import { asCallError, mayOpen, type Answer, type Host } from "./types";

/** The desktop app: commands and events over Tauri's bridge. */
export function tauriHost(): Host {
  return {
    desktop: true,
    async call(name, request) {
      try {
        return await invoke<Answer<typeof name>>("call", { name, request });
      } catch (thrown) {
        throw asCallError(thrown);
      }
    },
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
    async readClipboard() {
      try {
        return await readText();
      } catch {
        return null;
      }
    },
  };
}
