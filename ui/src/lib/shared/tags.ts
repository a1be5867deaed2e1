import type { TagCount } from "../host";

/** A text without case and accents. */
const fold = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Fewer letters are within too many tags to be meant by it. */
const WITHIN = 3;

/** How near a tag is to what was typed: it begins so, a part of it does, or it is within; null when it is not. */
function nearness(tag: string, typed: string): number | null {
  const at = tag.indexOf(typed);
  if (at <= 0) return at === 0 ? 0 : null;
  if (tag.split(/[/\-_.]/).some((part) => part.startsWith(typed))) return 1;
  return typed.length < WITHIN ? null : 2;
}

/** The tags that may be meant by what was typed, the nearest first, of those equally near the most used. */
export function matchingTags(tags: readonly TagCount[], typed: string, limit = 8): TagCount[] {
  const wanted = fold(typed);
  return tags
    .flatMap((one) => {
      const near = nearness(fold(one.tag), wanted);
      return near === null || one.tag === typed ? [] : [{ one, near }];
    })
    .sort((a, b) => a.near - b.near || b.one.count - a.one.count || a.one.tag.localeCompare(b.one.tag))
    .slice(0, limit)
    .map(({ one }) => one);
}

/** The tag that is being typed among others, separated by commas: where it stands, it, and the others. */
export function tagAt(text: string, caret: number) {
  const from = text.lastIndexOf(",", caret - 1) + 1;
  const comma = text.indexOf(",", caret);
  const to = comma < 0 ? text.length : comma;
  const others = [...text.slice(0, from).split(","), ...text.slice(to).split(",")];
  return {
    from,
    to,
    typed: bare(text.slice(from, to)),
    others: others.map(bare).filter((tag) => tag !== ""),
  };
}

/** Puts a tag in the place of the one that is being typed. The last one is followed by a comma for the next. */
export function acceptTag(text: string, caret: number, tag: string): { text: string; caret: number } {
  const { from, to } = tagAt(text, caret);
  const start = `${text.slice(0, from)}${from > 0 ? " " : ""}${tag}`;
  const rest = text.slice(to);
  return rest === ""
    ? { text: `${start}, `, caret: start.length + 2 }
    : { text: start + rest, caret: start.length };
}

const bare = (text: string) => text.trim().replace(/^#+/, "");
