import type { Spot } from "./layout";

const NEAREST = 3;
const FARTHEST = 0.12;
/** What fits is not made larger than this. */
const FITTING = 1.5;
const MARGIN = { x: 70, y: 44 };

/** Which part of the plane is seen, and how near: pixels are `scale` times the plane's, and 0 0 is at `x`, `y`. */
export class Camera {
  x = 0;
  y = 0;
  scale = 1;
  /** Of the window on the plane, in pixels. */
  width = 0;
  height = 0;
  /** Whether it follows what is there, until a person moves it. */
  follows = true;

  /** Shows all of these. */
  fit(spots: readonly Spot[]) {
    const [xs, ys] = [spots.map(({ x }) => x), spots.map(({ y }) => y)];
    const [left, right] = [Math.min(...xs), Math.max(...xs)];
    const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
    const across = (this.width - 2 * MARGIN.x) / Math.max(1, right - left);
    const down = (this.height - 2 * MARGIN.y) / Math.max(1, bottom - top);
    this.scale = Math.min(FITTING, Math.max(FARTHEST, Math.min(across, down)));
    this.x = this.width / 2 - ((left + right) / 2) * this.scale;
    this.y = this.height / 2 - ((top + bottom) / 2) * this.scale;
  }

  /** Comes nearer by a factor; what is at x, y stays there: the middle, when left out. */
  zoom(factor: number, x = this.width / 2, y = this.height / 2) {
    const scale = Math.min(NEAREST, Math.max(FARTHEST, this.scale * factor));
    const grown = scale / this.scale;
    this.x = x - (x - this.x) * grown;
    this.y = y - (y - this.y) * grown;
    this.scale = scale;
    this.follows = false;
  }

  pan(x: number, y: number) {
    this.x += x;
    this.y += y;
    this.follows = false;
  }

  /** Moves as little as brings a document into the window. Answers whether it moved. */
  reveal(spot: Spot): boolean {
    const { x, y } = this.seen(spot);
    const into = (at: number, size: number, margin: number) =>
      Math.min(Math.max(at, Math.min(margin, size / 2)), Math.max(size - margin, size / 2)) - at;
    const [right, down] = [into(x, this.width, MARGIN.x), into(y, this.height, MARGIN.y)];
    if (right !== 0 || down !== 0) this.pan(right, down);
    return right !== 0 || down !== 0;
  }

  /** How large a document is seen: from afar still large enough. */
  radius({ r }: Spot): number {
    return r * Math.min(1.2, Math.max(0.55, this.scale));
  }

  /** Where a place of the plane is seen. */
  seen({ x, y }: { x: number; y: number }): { x: number; y: number } {
    return { x: x * this.scale + this.x, y: y * this.scale + this.y };
  }

  /** The place of the plane that is seen at x, y. */
  place(x: number, y: number): { x: number; y: number } {
    return { x: (x - this.x) / this.scale, y: (y - this.y) / this.scale };
  }
}
