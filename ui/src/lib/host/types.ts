import type { ApiError, Commands, Event } from "./bindings";

export type Request<K extends keyof Commands> = Commands[K]["request"];
export type Answer<K extends keyof Commands> = Commands[K]["answer"];

/** Whether the backend answers: `locked` when this address lacks its token. */
export type Connection = "open" | "lost" | "locked";

/** A command that was refused, or never answered. */
export class CallError extends Error {
  readonly code: string;
  readonly hint: string | null;

  constructor(error: ApiError) {
    super(error.message);
    this.name = "CallError";
    this.code = error.code;
    this.hint = error.hint;
  }
}

/** Turns whatever was thrown into a CallError. */
export function asCallError(thrown: unknown): CallError {
  if (thrown instanceof CallError) return thrown;
  if (typeof thrown === "object" && thrown !== null && "message" in thrown) {
    const { code, message, hint } = thrown as Partial<ApiError>;
    return new CallError({ code: code ?? "unknown", message: String(message), hint: hint ?? null });
  }
  return new CallError({ code: "unknown", message: String(thrown), hint: null });
}

/** What the interface asks of the program around it. Everything else is the web platform. */
export interface Host {
  /** True in the desktop app, where no browser takes keys for itself. */
  readonly desktop: boolean;
  /** Runs a command; rejects with a CallError. */
  call<K extends keyof Commands>(name: K, request: Request<K>): Promise<Answer<K>>;
  /** Listens to changes in the library; answers a function that stops listening. */
  onEvent(listener: (event: Event) => void): () => void;
  /** Listens to the state of the connection, starting with the present one. */
  onConnection(listener: (state: Connection) => void): () => void;
  /** The address of a stored file, for `src`. */
  blobUrl(hash: string): string;
  /** Opens an http, https or mailto address outside Postil; others are ignored. */
  openExternal(url: string): Promise<void>;
  /** Opens the PDF that an article was saved from, in the program that shows PDFs here; rejects with a CallError. */
  openPdf(id: string): Promise<void>;
  /** The clipboard's text, or null when it cannot be read. */
  readClipboard(): Promise<string | null>;
}

/** True for the addresses that may leave Postil. */
export function mayOpen(url: string): boolean {
  try {
    return ["http:", "https:", "mailto:"].includes(new URL(url).protocol);
  } catch {
    return false;
  }
}
