import { createContext } from "svelte";
import { pressed, shown, takesText } from "./keys";

export type CommandGroup =
  "Go" | "Search" | "Clip and write" | "Clips" | "Document" | "Margin" | "View" | "Postil";

/** One thing a person can ask for, wherever they ask for it: a key, a button, the palette. */
export type Command = {
  id: `${string}.${string}`;
  title: string;
  group: CommandGroup;
  /** The first is the one that is shown. */
  keys?: string[];
  /** Whether it can be run now; always, when left out. */
  when?: () => boolean;
  run: () => void;
};

/** The one list of commands. Palette, shortcuts, tooltips and help read it and keep none of their own. */
export class Registry {
  commands: readonly Command[] = $state.raw([]);
  /** True while a dialog is open: only what belongs to the dialog answers keys then. */
  paused: () => boolean = () => false;
  #byKeys = new Map<string, Command>();

  register(commands: readonly Command[]) {
    this.commands = commands;
    this.#byKeys = new Map(commands.flatMap((one) => (one.keys ?? []).map((keys) => [keys, one] as const)));
  }

  run(id: string) {
    const command = this.commands.find((one) => one.id === id);
    if (command && available(command)) command.run();
  }

  /** The keys of a command as shown beside it, or nothing. */
  keysOf(id: string): string {
    const keys = this.commands.find((one) => one.id === id)?.keys?.[0];
    return keys ? shown(keys) : "";
  }

  /** A tooltip: `Clip a link (Ctrl L)`. */
  hint(id: string): string {
    const command = this.commands.find((one) => one.id === id);
    const keys = this.keysOf(id);
    return command ? command.title + (keys ? ` (${keys})` : "") : "";
  }

  /** The commands that can be run now and whose title has every word of the query. */
  matching(query: string): Command[] {
    const words = query.toLowerCase().split(/\s+/).filter(Boolean);
    return this.commands.filter(
      (one) => available(one) && words.every((word) => one.title.toLowerCase().includes(word)),
    );
  }

  /** Runs the command whose keys were pressed, if it may be run here. */
  handle(event: KeyboardEvent) {
    if (event.defaultPrevented || event.isComposing || this.paused()) return;
    const keys = pressed(event);
    const command = this.#byKeys.get(keys);
    if (!command || !available(command)) return;
    const modified = /^(Mod|Alt)\+|^(Shift\+)?F\d/.test(keys);
    if (!modified && takesText(event.target)) return;
    event.preventDefault();
    event.stopPropagation();
    command.run();
  }
}

function available(command: Command): boolean {
  return command.when?.() ?? true;
}

export const [getRegistry, setRegistry] = createContext<Registry>();
