import type { DocumentPage, DocumentRow } from "../host";

/** Rows that were read together. `next` is the key of the page after it, null at the end. */
export type Page = { rows: DocumentRow[]; next: string | null; stale: boolean };

/**
 * Puts a page that was just read in its place.
 *
 * A new row above pushes others over the end of a page that is read by key; the page after it starts where it
 * always did. Those pushed out are kept at the end of this page, unless they are among the changed ones. When
 * anything may have changed, the pages after are read again instead.
 */
export function mergePage(
  pages: readonly Page[],
  index: number,
  answer: DocumentPage,
  changed: ReadonlySet<string>,
): Page[] {
  const fresh = new Set(answer.items.map((row) => row.id));
  const before = pages.slice(0, index).map((page) => without(page, fresh));
  const old = pages[index];
  const page: Page = { rows: answer.items, next: answer.cursor, stale: false };
  if (!old || answer.cursor === null || answer.cursor === old.next) {
    const after = answer.cursor === null ? [] : pages.slice(index + 1).map((one) => without(one, fresh));
    return [...before, page, ...after];
  }
  if (changed.size === 0 || old.next === null) return [...before, page];
  const pushedOut = old.rows.filter((row) => !fresh.has(row.id) && !changed.has(row.id));
  const filled = { ...page, rows: [...answer.items, ...pushedOut], next: old.next };
  return [...before, filled, ...pages.slice(index + 1).map((one) => without(one, fresh))];
}

function without(page: Page, ids: ReadonlySet<string>): Page {
  const rows = page.rows.filter((row) => !ids.has(row.id));
  return rows.length === page.rows.length ? page : { ...page, rows };
}
