import { tick } from "svelte";
import type { Command } from "../lib/commands/registry.svelte";
import type { Room } from "./room.svelte";

/** What can be done with a search that is shown in the list. */
export function searching(room: Room): Command[] {
  const { navigation, saved } = room;
  const searched = () => navigation.route.query !== null;
  const open = () => saved.open !== null;
  return [
    {
      id: "search.list",
      title: "Search in the list",
      group: "Search",
      keys: ["Mod+Shift+F"],
      run: () => {
        room.reading = false;
        void tick().then(() => document.querySelector<HTMLInputElement>("#list-search")?.select());
      },
    },
    {
      id: "search.save",
      title: "Save this search",
      group: "Search",
      keys: ["Alt+S"],
      when: searched,
      run: () => saved.ask(),
    },
    {
      id: "search.update",
      title: "Update this saved search",
      group: "Search",
      when: () => saved.edited,
      run: () => void saved.update(),
    },
    {
      id: "search.change",
      title: "Change this saved search",
      group: "Search",
      when: open,
      run: () => saved.open && saved.change(saved.open),
    },
    {
      id: "search.remove",
      title: "Remove this saved search",
      group: "Search",
      when: open,
      run: () => void (saved.open && saved.forget(saved.open)),
    },
  ];
}
