/** A text that is not saved yet, and the text it was written over. */
export type Kept = { base: string; text: string; at: number };
export type Field = "commentary" | "note";

const PREFIX = "postil:draft:";

/** Copies of unsaved texts on this machine, for the time until they are saved. */
export interface Keep {
  put(key: string, kept: Kept): void;
  take(key: string): Kept | null;
  drop(key: string): void;
  keys(): string[];
}

export const keyOf = (field: Field, id: string): string => `${field}:${id}`;

/** Reads a key back; null when it is none. */
export function parseKey(key: string): { field: Field; id: string } | null {
  const found = /^(commentary|note):(.+)$/.exec(key);
  return found ? { field: found[1] as Field, id: found[2]! } : null;
}

/** Keeps drafts in the browser's storage. Where there is none, or no room, nothing is kept and nothing breaks. */
export function browserKeep(storage: Storage = localStorage): Keep {
  return {
    put(key, kept) {
      try {
        storage.setItem(PREFIX + key, JSON.stringify(kept));
      } catch {
        // Full or forbidden: the text is still in the editor, and saving goes on.
      }
    },
    take(key) {
      try {
        const kept = JSON.parse(storage.getItem(PREFIX + key) ?? "null") as Kept | null;
        return kept && typeof kept.text === "string" && typeof kept.base === "string" ? kept : null;
      } catch {
        return null;
      }
    },
    drop(key) {
      try {
        storage.removeItem(PREFIX + key);
      } catch {
        // As above.
      }
    },
    keys() {
      try {
        return Object.keys(storage).flatMap((key) =>
          key.startsWith(PREFIX) ? [key.slice(PREFIX.length)] : [],
        );
      } catch {
        return [];
      }
    },
  };
}
