import { createContext } from "svelte";
import { recall, remember } from "./remember";

export type ThemeMode = "system" | "light" | "dark";

const KEY = "postil:theme";
const MODES: readonly ThemeMode[] = ["system", "light", "dark"];

/** Light, dark, or as the system says; remembered on this machine. */
export class Theme {
  mode: ThemeMode = $state(MODES.find((mode) => mode === recall(KEY)) ?? "system");

  constructor() {
    this.#apply();
  }

  set(mode: ThemeMode) {
    this.mode = mode;
    remember(KEY, mode === "system" ? null : mode);
    this.#apply();
  }

  next() {
    this.set(MODES[(MODES.indexOf(this.mode) + 1) % MODES.length] ?? "system");
  }

  #apply() {
    if (this.mode === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = this.mode;
  }
}

export const [getTheme, setTheme] = createContext<Theme>();
