import type { Camera } from "./camera";
import type { Layout, Spot } from "./layout";

export const LABEL_HEIGHT = 16;
const LONGEST = 30;
/** Between a document and its label, and around each label. */
const GAP = 3;
/** Of so many neighbours each has its label, whether there is room or not. */
const FORCED = 8;

/** A label and where it stands beside its document, in pixels: its middle. */
export type Label = { spot: Spot; text: string; dx: number; dy: number };

type Place = readonly [dx: number, dy: number];
type Box = { left: number; top: number; right: number; bottom: number };

export function shorten(name: string): string {
  const letters = [...name];
  return letters.length > LONGEST
    ? `${letters
        .slice(0, LONGEST - 1)
        .join("")
        .trimEnd()}…`
    : name;
}

/**
 * Chooses the labels for which there is room: those of `first` in this order, then those of the best connected. The
 * first ones stand even where there is none. With `only`, no others are chosen.
 */
export function placeLabels(
  { spots }: Layout,
  camera: Camera,
  first: readonly Spot[],
  only: ReadonlySet<Spot> | null,
  widthOf: (text: string) => number,
): Label[] {
  const links = ({ entry }: Spot) => entry.to.length + entry.from.length;
  const wanted = new Set(first);
  const rest = spots.filter((spot) => !wanted.has(spot) && (!only || only.has(spot)));
  const forced = new Set(first.concat(only && only.size <= FORCED ? rest : []));
  // A label stands over no other and over no document; over those that have faded it may.
  const taken = spots.filter((spot) => !only || only.has(spot)).map((spot) => around(spot, camera));
  const labels: Label[] = [];
  for (const spot of [...first, ...rest.sort((a, b) => links(b) - links(a))]) {
    const { x, y } = camera.seen(spot);
    if (x < 0 || y < 0 || x > camera.width || y > camera.height) continue;
    const text = shorten(spot.entry.name);
    const half = widthOf(text) / 2;
    const off = camera.radius(spot) * 1.25 + GAP + (spot.entry.node.distance === 0 ? 4 : 0);
    const below = off + LABEL_HEIGHT / 2;
    const beside: Place[] = [
      [0, below],
      [0, -below],
      [off + half, 0],
      [-off - half, 0],
    ];
    const places = forced.has(spot) ? [...beside, ...farther(half, below)] : beside;
    const box = (dx: number, dy: number): Box => ({
      left: x + dx - half - GAP,
      right: x + dx + half + GAP,
      top: y + dy - LABEL_HEIGHT / 2,
      bottom: y + dy + LABEL_HEIGHT / 2,
    });
    const free = places.find(([dx, dy]) => {
      const wanted = box(dx, dy);
      return within(wanted, camera) && !taken.some((other) => meet(wanted, other));
    });
    if (!free && !forced.has(spot)) continue;
    const [dx, dy] = free ?? beside[0]!;
    taken.push(box(dx, dy));
    labels.push({ spot, text, dx, dy });
  }
  return labels;
}

/** Where a label may stand that has no room beside its document. */
function farther(half: number, below: number): Place[] {
  return [0, 1, 2, 3].flatMap((step) =>
    [-1, 1].flatMap((up) => [-half, half, 0].map((dx): Place => [dx, up * (below + step * LABEL_HEIGHT)])),
  );
}

function around(spot: Spot, camera: Camera): Box {
  const { x, y } = camera.seen(spot);
  const r = camera.radius(spot);
  return { left: x - r, right: x + r, top: y - r, bottom: y + r };
}

function within({ left, right, top, bottom }: Box, { width, height }: Camera): boolean {
  return left >= 0 && top >= 0 && right <= width && bottom <= height;
}

function meet(one: Box, other: Box): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}
