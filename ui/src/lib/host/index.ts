import { httpHost } from "./http";
import { tauriHost } from "./tauri";
import type { Host } from "./types";

export * from "./types";
export type * from "./bindings";

/** The program around this page: the desktop app, or a browser on `postil serve`. */
export const host: Host = "__TAURI_INTERNALS__" in window ? tauriHost() : httpHost();
