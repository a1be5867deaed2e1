export type Size = { width: number; height: number };

/** A picture that fits into the window with less than this lost is as good as whole. */
const NEARLY = 0.95;

/** How much a picture can be scaled: to fit, to its natural size, twice that; always two at least, each more than the last. */
export function scalesOf(natural: Size, room: Size): number[] {
  if (natural.width <= 0 || natural.height <= 0) return [1, 2];
  const fit = Math.min(1, room.width / natural.width, room.height / natural.height);
  return fit < NEARLY ? [fit, 1, 2] : [fit, 2];
}

/** How far to scroll so that the point of a picture that was at `point` of the window is there again after scaling. */
export function scrollFor(point: number, scrolled: number, grown: number): number {
  return (scrolled + point) * grown - point;
}
