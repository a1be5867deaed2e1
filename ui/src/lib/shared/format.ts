const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });
const DAY_AND_YEAR = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });
const LONG_DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric" });
const TIME = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const AGO = new Intl.RelativeTimeFormat("en-GB", { numeric: "auto" });
const COUNT = new Intl.NumberFormat("en-GB");
const WORDS_PER_MINUTE = 220;

/** A day in a list: `12 Mar`, with the year when it is not this one. */
export function shortDay(time: string, now: Date = new Date()): string {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return "";
  return (date.getFullYear() === now.getFullYear() ? DAY : DAY_AND_YEAR).format(date);
}

/** A day in full: `2 March 2026`. A time that cannot be read is given back as it is. */
export function longDay(time: string): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? time : LONG_DAY.format(date);
}

/** A moment in the past in full: `2 Mar 2026, 14:05`. */
export function moment(time: string): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? time : `${DAY_AND_YEAR.format(date)}, ${TIME.format(date)}`;
}

/** The time of a moment on its day: `14:05`. */
export function timeOfDay(time: string): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? time : TIME.format(date);
}

const STEPS = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const;

/** How long ago a moment was: `just now`, `3 hours ago`, `yesterday`. */
export function ago(time: string, now: Date = new Date()): string {
  const seconds = (now.getTime() - new Date(time).getTime()) / 1000;
  if (Number.isNaN(seconds)) return "";
  const step = STEPS.find(([, length]) => seconds >= length);
  return step ? AGO.format(-Math.floor(seconds / step[1]), step[0]) : "just now";
}

/** A moment soon: `at 14:05` today, else the day as well. */
export function soon(time: string, now: Date = new Date()): string {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return "";
  const today = date.toDateString() === now.toDateString();
  return `at ${TIME.format(date)}${today ? "" : ` on ${DAY.format(date)}`}`;
}

/** Whole minutes to read so many words, at least one; 0 words take none. */
export function minutes(words: number): number {
  return words > 0 ? Math.max(1, Math.round(words / WORDS_PER_MINUTE)) : 0;
}

export function count(value: number): string {
  return COUNT.format(value);
}

/** `1 document`, `1,284 documents`. */
export function plural(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** How far the index is: `12% indexed`. */
export function portion({ done, total }: { done: number; total: number }): string {
  return `${Math.floor((100 * done) / Math.max(1, total))}% indexed`;
}

/** A word or sentence with a capital at its beginning. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The site of an address without `www.`; the address itself when it is none. */
export function siteOf(url: string): string {
  try {
    return new URL(url).hostname.replace(/^www\./, "");
  } catch {
    return url;
  }
}

/** Tags as a person types them, separated by commas: trimmed, without `#`, each once. */
export function parseTags(text: string): string[] {
  const tags = text.split(",").map((tag) => tag.trim().replace(/^#+/, "").trim());
  return [...new Set(tags.filter((tag) => tag !== ""))];
}
