import { longDay } from "../shared/format";

export type Day<T> = { name: string; items: T[] };

/** Groups what is newest first by its day: `Today`, `Yesterday`, `2 March 2026`. */
export function byDay<T>(items: readonly T[], timeOf: (item: T) => string, now: Date = new Date()): Day<T>[] {
  const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
  const nameOf = (time: string) => {
    const day = new Date(time).toDateString();
    if (day === now.toDateString()) return "Today";
    return day === yesterday.toDateString() ? "Yesterday" : longDay(time);
  };
  const days: Day<T>[] = [];
  for (const item of items) {
    const name = nameOf(timeOf(item));
    const last = days.at(-1);
    if (last?.name === name) last.items.push(item);
    else days.push({ name, items: [item] });
  }
  return days;
}
