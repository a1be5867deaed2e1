import { describe, expect, it } from "vitest";
import { place } from "../src/lib/reader/place";

describe("glosses", () => {
  it("stand at their wish while there is room", () => {
    expect(
      place(
        [
          { top: 0, height: 20 },
          { top: 100, height: 20 },
        ],
        10,
      ),
    ).toEqual([0, 100]);
  });

  it("that would overlap are moved apart, half up and half down", () => {
    expect(
      place(
        [
          { top: 100, height: 40 },
          { top: 100, height: 40 },
        ],
        10,
      ),
    ).toEqual([75, 125]);
  });

  it("never stand above the margin", () => {
    expect(
      place(
        [
          { top: -30, height: 20 },
          { top: 0, height: 20 },
        ],
        10,
      ),
    ).toEqual([0, 30]);
  });

  it("push on those that follow", () => {
    const tops = place(
      [
        { top: 50, height: 40 },
        { top: 55, height: 40 },
        { top: 60, height: 40 },
      ],
      10,
    );
    expect(tops[1]! - tops[0]!).toBe(50);
    expect(tops[2]! - tops[1]!).toBe(50);
  });

  it("keep the heavy one where it wants to be", () => {
    const [, heavy] = place(
      [
        { top: 100, height: 40 },
        { top: 100, height: 40, weight: 1000 },
      ],
      10,
    );
    expect(Math.abs(heavy! - 100)).toBeLessThan(0.1);
  });
});
