/** A gloss that wants to stand at `top`. One of greater `weight` moves less than its neighbours. */
export type Wish = { top: number; height: number; weight?: number };

type Block = { first: number; sum: number; weight: number; top: number };

/**
 * Tops for glosses in order, none above 0 and at least `gap` apart, each as near to its wish as the others allow:
 * neighbours that would overlap are moved together, half up and half down.
 */
export function place(wishes: readonly Wish[], gap: number): number[] {
  const offsets: number[] = [];
  let below = 0;
  const blocks: Block[] = [];
  wishes.forEach(({ top, height, weight = 1 }, index) => {
    offsets.push(below);
    const wish = top - below;
    blocks.push({ first: index, sum: wish * weight, weight, top: Math.max(0, wish) });
    below += height + gap;
    while (blocks.length > 1 && blocks[blocks.length - 2]!.top > blocks[blocks.length - 1]!.top) {
      const lower = blocks.pop()!;
      const upper = blocks[blocks.length - 1]!;
      upper.sum += lower.sum;
      upper.weight += lower.weight;
      upper.top = Math.max(0, upper.sum / upper.weight);
    }
  });
  const tops: number[] = [];
  blocks.forEach(({ first, top }, index) => {
    const end = blocks[index + 1]?.first ?? wishes.length;
    for (let at = first; at < end; at += 1) tops.push(top + offsets[at]!);
  });
  return tops;
}
