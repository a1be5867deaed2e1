import { scalesOf, scrollFor, type Size } from "./scales";

/** A pointer that moved farther than this drags, in pixels. */
const DRAG = 4;
const NONE: Size = { width: 0, height: 0 };

type Drag = { x: number; y: number; left: number; top: number; moved: boolean };

/** How near a picture is looked at, on a stage that scrolls when it is larger. */
export class Zoom {
  natural: Size = $state.raw(NONE);
  level: number = $state(0);
  #room: Size = $state.raw(NONE);
  #drag: Drag | null = $state.raw(null);
  #stage: HTMLElement | null = null;
  readonly #scales = $derived(scalesOf(this.natural, this.#room));

  get scale(): number {
    return this.#scales[Math.min(this.level, this.#scales.length - 1)]!;
  }

  /** Whether the picture is larger than it is when it fits. */
  get near(): boolean {
    return this.level > 0;
  }

  get nearest(): boolean {
    return this.level >= this.#scales.length - 1;
  }

  get dragging(): boolean {
    return this.#drag?.moved === true;
  }

  /** Takes the stage, and measures it whenever its size changes. */
  measure = (stage: HTMLElement) => {
    this.#stage = stage;
    const observer = new ResizeObserver(
      () => (this.#room = { width: stage.offsetWidth, height: stage.offsetHeight }),
    );
    observer.observe(stage);
    return () => observer.disconnect();
  };

  /** Takes the size of the picture that has come. */
  take({ naturalWidth, naturalHeight, width, height }: HTMLImageElement) {
    this.natural = { width: naturalWidth || width, height: naturalHeight || height };
  }

  /** Forgets the picture, for another one. */
  forget() {
    this.natural = NONE;
    this.level = 0;
    this.#drag = null;
  }

  /** Goes to a level; the point of the picture at x, y of the stage stays there: its middle, when left out. */
  to(level: number, x = this.#room.width / 2, y = this.#room.height / 2) {
    const next = Math.min(Math.max(0, level), this.#scales.length - 1);
    const stage = this.#stage;
    if (!stage || next === this.level) return;
    const grown = this.#scales[next]! / this.scale;
    const inset = (side: keyof Size) => Math.max(0, (this.#room[side] - this.natural[side] * this.scale) / 2);
    const left = scrollFor(x - inset("width"), stage.scrollLeft, grown) - inset("width");
    const top = scrollFor(y - inset("height"), stage.scrollTop, grown) - inset("height");
    this.level = next;
    requestAnimationFrame(() => stage.scrollTo({ left, top, behavior: "instant" }));
  }

  pan(x: number, y: number) {
    this.#stage?.scrollBy(x, y);
  }

  /** The wheel zooms; a picture that is larger than the stage is moved by it, as everything is, unless Ctrl is down. */
  wheel(event: WheelEvent) {
    if (this.near && !event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    if (event.deltaY !== 0) this.to(this.level + (event.deltaY < 0 ? 1 : -1), ...this.#at(event));
  }

  down(event: PointerEvent) {
    if (event.button !== 0 || event.pointerType !== "mouse" || !this.#stage) return;
    const { scrollLeft: left, scrollTop: top } = this.#stage;
    this.#drag = { x: event.clientX, y: event.clientY, left, top, moved: false };
  }

  move(event: PointerEvent) {
    const drag = this.#drag;
    const stage = this.#stage;
    if (!drag || !stage || !this.near) return;
    // It was let go elsewhere.
    if (event.buttons === 0) return void this.drop();
    const [x, y] = [event.clientX - drag.x, event.clientY - drag.y];
    if (!drag.moved && Math.hypot(x, y) < DRAG) return;
    if (!drag.moved) stage.setPointerCapture(event.pointerId);
    this.#drag = { ...drag, moved: true };
    stage.scrollTo({ left: drag.left - x, top: drag.top - y, behavior: "instant" });
  }

  /** Ends a drag with its click; answers whether something was dragged. */
  drop(): boolean {
    const dragged = this.dragging;
    this.#drag = null;
    return dragged;
  }

  /** Turns between fitting and the next level, where it was clicked. */
  toggle(event: MouseEvent) {
    this.to(this.near ? 0 : 1, ...this.#at(event));
  }

  #at(event: MouseEvent): [number, number] {
    const box = this.#stage!.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }
}
