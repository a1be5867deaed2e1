import type { ImportUndone, Imported } from "../host";
import { plural } from "../shared/format";

const MOST_FILES = 64;
const MOST_BYTES = 4_000_000;

/** What taking back an import did, and what stays. */
export function undoneInWords({ binned, reverted, left }: ImportUndone): {
  message: string;
  hint: string | null;
} {
  const parts = [
    binned.length > 0 ? `${plural(binned.length, "document is", "documents are")} in the bin` : "",
    reverted > 0 ? `${plural(reverted, "other is", "others are")} as before` : "",
  ].filter((part) => part !== "");
  const message = parts.length > 0 ? `Undone: ${parts.join(", ")}.` : "The import is undone.";
  if (left.length === 0) return { message, hint: null };
  const titles = left.slice(0, 3).map(({ title }) => `“${title}”`);
  const more = left.length > 3 ? ` and ${left.length - 3} more` : "";
  return { message, hint: `Changed since, and left: ${titles.join(", ")}${more}.` };
}

/** Files in batches that are sent at once. */
export function batches<T extends { size: number }>(files: readonly T[]): T[][] {
  const all: T[][] = [];
  let bytes = 0;
  for (const file of files) {
    const last = all.at(-1);
    if (!last || last.length >= MOST_FILES || bytes + file.size > MOST_BYTES) {
      all.push([file]);
      bytes = file.size;
    } else {
      last.push(file);
      bytes += file.size;
    }
  }
  return all;
}

/** What came of nothing. */
export const EMPTY: Imported = {
  import: "",
  format: "none",
  added: { articles: 0, notes: 0, journal: 0, posts: 0, highlights: 0 },
  known: 0,
  skipped: [],
  failed: [],
  damaged: [],
  damages: 0,
  waiting: 0,
  created: [],
  pictures: 0,
  shown: [],
  left_out: [],
};

/** What came of two batches. */
export function joined(a: Imported, b: Imported): Imported {
  const sum = (key: keyof Imported["added"]) => a.added[key] + b.added[key];
  return {
    import: b.import,
    format:
      a.format === b.format || b.format === "none" ? a.format : a.format === "none" ? b.format : "mixed",
    added: {
      articles: sum("articles"),
      notes: sum("notes"),
      journal: sum("journal"),
      posts: sum("posts"),
      highlights: sum("highlights"),
    },
    known: a.known + b.known,
    skipped: [...a.skipped, ...b.skipped],
    failed: [...a.failed, ...b.failed],
    damaged: [...a.damaged, ...b.damaged],
    damages: a.damages + b.damages,
    waiting: b.waiting,
    created: [...a.created, ...b.created],
    pictures: a.pictures + b.pictures,
    shown: [...a.shown, ...b.shown],
    left_out: [...a.left_out, ...b.left_out],
  };
}

/** What is added, in words: `2 articles, 1 post`; nothing when nothing is. */
export function inWords({ added, pictures }: Imported): string {
  const parts: [number, string, string][] = [
    [added.articles, "article", "articles"],
    [added.posts, "post", "posts"],
    [added.notes, "note", "notes"],
    [added.journal, "day", "days"],
    [pictures, "picture", "pictures"],
  ];
  return parts
    .filter(([count]) => count > 0)
    .map(([count, one, many]) => plural(count, one, many))
    .join(", ");
}
