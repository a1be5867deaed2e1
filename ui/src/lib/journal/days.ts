const IN_WORDS = new Intl.DateTimeFormat("en-GB", {
  weekday: "long",
  day: "numeric",
  month: "long",
  year: "numeric",
  timeZone: "UTC",
});

/** A date such as `2026-03-09` in words: `Monday 9 March 2026`. What is no date is given back as it is. */
export function dayInWords(date: string): string {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : NaN;
  // Whether a comma stands there differs from one engine to the next.
  const there = !Number.isNaN(time) && new Date(time).toISOString().startsWith(date);
  return !there ? date : IN_WORDS.format(time).replace(",", "");
}
