/** Where rows of different heights stand: measured ones as measured, the others as estimated. */
export class Rows<Key = string> {
  #heights = new Map<Key, number>();
  #estimate: number;

  constructor(estimate: number) {
    this.#estimate = estimate;
  }

  /** Notes a height; true when it is news. */
  measure(id: Key, height: number): boolean {
    if (height <= 0 || this.#heights.get(id) === height) return false;
    this.#heights.set(id, height);
    return true;
  }

  forget() {
    this.#heights.clear();
  }

  /** The top of every row, and at the end the height of all. */
  tops(ids: readonly Key[]): number[] {
    const tops = new Array<number>(ids.length + 1);
    let top = 0;
    for (let index = 0; index < ids.length; index += 1) {
      tops[index] = top;
      top += this.#heights.get(ids[index]!) ?? this.#estimate;
    }
    tops[ids.length] = top;
    return tops;
  }
}

/** The rows that stand within `from..to`, as `[first, last]`; `tops` as `Rows.tops` gives them. */
export function within(tops: readonly number[], from: number, to: number): [number, number] {
  const rows = tops.length - 1;
  const first = Math.max(0, lowerBound(tops, from + 1) - 1);
  const last = Math.min(rows - 1, lowerBound(tops, to) - 1);
  return [first, Math.max(first, last)];
}

/** How many rows a key moves by in a list that shows `page` of them; undefined for a key that moves nothing. */
export function movedBy(key: string, page: number): number | undefined {
  const moves: Record<string, number> = {
    ArrowDown: 1,
    ArrowUp: -1,
    PageDown: page,
    PageUp: -page,
    Home: -Infinity,
    End: Infinity,
  };
  return moves[key];
}

/** The first index whose value is at least `value`. */
function lowerBound(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
