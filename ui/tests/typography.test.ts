import { beforeEach, describe, expect, it, vi } from "vitest";
import { MEASURES, NORMAL_SIZE, SIZES, Typography } from "../src/lib/reader/typography.svelte";

const style = () => document.documentElement.style;

beforeEach(() => {
  localStorage.clear();
  document.documentElement.removeAttribute("style");
});

describe("how a text is set", () => {
  it("goes up and down in steps, and no further", () => {
    const typography = new Typography();
    expect(typography.size).toBe(NORMAL_SIZE);
    for (let step = 0; step < 20; step += 1) typography.step(1);
    expect(typography.size).toBe(SIZES.at(-1));
    expect(typography.largest).toBe(true);
    expect(style().getPropertyValue("--read")).toBe(`${SIZES.at(-1)}px`);
    for (let step = 0; step < 20; step += 1) typography.step(-1);
    expect(typography.size).toBe(SIZES[0]);
    expect(typography.smallest).toBe(true);
  });

  it("is remembered, and forgotten when it is as it was", () => {
    const first = new Typography();
    first.step(1);
    first.setWidth("wide");
    const second = new Typography();
    expect([second.size, second.width]).toEqual([first.size, "wide"]);
    expect(style().getPropertyValue("--measure")).toBe(`${MEASURES.wide}ch`);
    second.reset();
    expect(second.normal).toBe(true);
    expect(localStorage.length).toBe(0);
    expect(style().getPropertyValue("--read") + style().getPropertyValue("--measure")).toBe("");
  });

  it("takes nothing that is not offered", () => {
    localStorage.setItem("postil:type-size", "400");
    localStorage.setItem("postil:text-width", "toString");
    const typography = new Typography();
    expect(typography.normal).toBe(true);
  });

  it("goes back to where one reads once the text is set anew", () => {
    const seen: string[] = [];
    const back = vi.fn(() => void seen.push(style().getPropertyValue("--read")));
    const typography = new Typography(() => {
      seen.push(style().getPropertyValue("--read"));
      return back;
    });
    typography.step(1);
    expect(seen).toEqual(["", `${typography.size}px`]);
    typography.setWidth(typography.width);
    expect(back).toHaveBeenCalledOnce();
  });
});
