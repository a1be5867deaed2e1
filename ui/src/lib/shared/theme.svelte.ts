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

function recall(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function remember(key: string, value: string | null) {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // A browser without storage forgets the choice; nothing else depends on it.
  }
}
