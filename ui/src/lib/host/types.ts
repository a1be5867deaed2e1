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

/** The page of an article that is open in a window of its own. */
export interface PageWindow {
  /** The article. */
  id: string;
  /** Whether what it shows is being clipped at this moment. */
  clipping: boolean;
  /** Why the last clip of it failed. */
  problem: ApiError | null;
}

/** The windows in which the desktop app shows pages, apart from everything else, to be clipped as they are shown. */
export interface Pages {
  /** Opens the page of an article, or shows its window. */
  open(id: string): Promise<void>;
  /** Clips what the window of an article shows; the listeners are told how it went. */
  clip(id: string): Promise<void>;
  /** Closes the window of an article. */
  close(id: string): Promise<void>;
  /** Forgets the logins of all such windows, by the window of an article. */
  forget(id: string): Promise<void>;
  /** Listens to which windows there are, starting with the present ones; answers a function that stops listening. */
  listen(listener: (shown: PageWindow[]) => void): () => void;
}

/** What the interface asks of the program around it. Everything else is the web platform. */
export interface Host {
  /** True in the desktop app, where no browser takes keys for itself. */
  readonly desktop: boolean;
  /** Windows for pages, or null where the program has none. */
  readonly pages: Pages | null;
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
  /** Saves a file: where a person chooses, or where a browser keeps what it downloads. Answers whether it was saved. */
  saveFile(name: string, content: FileContent): Promise<boolean>;
  /** The clipboard's text, or null when it cannot be read. */
  readClipboard(): Promise<string | null>;
}

/** What a file holds: a text, or bytes. */
export type FileContent = { text: string } | { base64: string };

/** True for the addresses that may leave Postil. */
export function mayOpen(url: string): boolean {
  try {
    return ["http:", "https:", "mailto:"].includes(new URL(url).protocol);
  } catch {
    return false;
  }
}
