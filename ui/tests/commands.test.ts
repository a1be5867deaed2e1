import { describe, expect, it, vi } from "vitest";
import { pressed, shown } from "../src/lib/commands/keys";
import { Registry } from "../src/lib/commands/registry.svelte";

const key = (init: KeyboardEventInit) =>
  new KeyboardEvent("keydown", { cancelable: true, bubbles: true, ...init });

describe("keys", () => {
  it.each([
    [{ key: "k", ctrlKey: true }, "Mod+K"],
    [{ key: "K", ctrlKey: true, shiftKey: true }, "Mod+Shift+K"],
    [{ key: "j" }, "j"],
    [{ key: "?", shiftKey: true }, "?"],
    [{ key: "/", ctrlKey: true }, "Mod+/"],
    [{ key: "ArrowLeft", altKey: true }, "Alt+Left"],
    [{ key: "F6", shiftKey: true }, "Shift+F6"],
    [{ key: "л", code: "KeyK", ctrlKey: true }, "Mod+K"],
    [{ key: "1", code: "Digit1", altKey: true }, "Alt+1"],
  ])("%o is %s", (init, keys) => {
    expect(pressed(key(init), false)).toBe(keys);
  });

  it("are shown as they are on the keyboard", () => {
    expect(shown("Mod+K", false)).toBe("Ctrl K");
    expect(shown("Mod+K", true)).toBe("⌘K");
    expect(shown("Alt+Left", false)).toBe("Alt ←");
    expect(shown("Mod++", false)).toBe("Ctrl +");
    expect(shown("Mod+-", false)).toBe("Ctrl −");
  });
});

describe("the registry", () => {
  function made() {
    const registry = new Registry();
    const plain = vi.fn();
    const modified = vi.fn();
    registry.register([
      { id: "list.next", title: "Next document", group: "Go", keys: ["j"], run: plain },
      { id: "search.open", title: "Search everything", group: "Go", keys: ["Mod+K", "/"], run: modified },
      { id: "document.restore", title: "Restore", group: "Document", when: () => false, run: plain },
    ]);
    return { registry, plain, modified };
  }

  it("does not take letters from a text", () => {
    const { registry, plain, modified } = made();
    const field = document.body.appendChild(document.createElement("input"));
    field.addEventListener("keydown", (event) => registry.handle(event));
    field.dispatchEvent(key({ key: "j" }));
    field.dispatchEvent(key({ key: "k", ctrlKey: true }));
    expect(plain).not.toHaveBeenCalled();
    expect(modified).toHaveBeenCalledOnce();
    field.remove();
  });

  it("does not take plain keys from a popover", () => {
    const { registry, plain, modified } = made();
    const box = document.body.appendChild(document.createElement("div"));
    box.setAttribute("role", "dialog");
    const button = box.appendChild(document.createElement("button"));
    button.addEventListener("keydown", (event) => registry.handle(event));
    button.dispatchEvent(key({ key: "j" }));
    button.dispatchEvent(key({ key: "k", ctrlKey: true }));
    expect(plain).not.toHaveBeenCalled();
    expect(modified).toHaveBeenCalledOnce();
    box.remove();
  });

  it("waits while a dialog is open", () => {
    const { registry, plain } = made();
    registry.paused = () => true;
    registry.handle(key({ key: "j" }));
    expect(plain).not.toHaveBeenCalled();
  });

  it("finds commands by their words, and only those that can be run", () => {
    const { registry } = made();
    expect(registry.matching("every sea").map(({ id }) => id)).toEqual(["search.open"]);
    expect(registry.matching("restore")).toEqual([]);
    expect(registry.hint("search.open")).toBe("Search everything (Ctrl K)");
  });
});
