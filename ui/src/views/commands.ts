import type { Command } from "../lib/commands/registry.svelte";
import type { ReadingState } from "../lib/host";
import { VIEWS, type View } from "../lib/reader/open.svelte";
import type { ThemeMode } from "../lib/shared/theme.svelte";
import { focusList, focusPane } from "./panes";
import { marking } from "./margin-commands";
import { reading } from "./reading-commands";
import { searching } from "./search-commands";
import type { Room } from "./room.svelte";

/** Every command there is. What is asked for by a key, a button or the palette is asked for here. */
export function commandsOf(room: Room): Command[] {
  return [
    ...going(room),
    ...searching(room),
    ...writing(room),
    ...documents(room),
    ...(room.pages.offered ? pageWindows(room) : []),
    ...marking(room),
    ...clips(room),
    ...reading(room),
    ...views(room),
    ...postil(room),
  ];
}

function going({ palette, list, results, navigation }: Room): Command[] {
  const move = (by: number) => {
    const { id, query } = navigation.route;
    if (query === null) list.move(by, list.cursor ?? id);
    else results.move(by, results.cursor ?? results.indexOf(id));
    focusList();
  };
  return [
    {
      id: "search.open",
      title: "Search everything",
      group: "Go",
      keys: ["Mod+K", "/"],
      run: () => palette.show(),
    },
    { id: "list.next", title: "Next document", group: "Go", keys: ["j"], run: () => move(1) },
    { id: "list.previous", title: "Previous document", group: "Go", keys: ["k"], run: () => move(-1) },
    { id: "go.back", title: "Back", group: "Go", keys: ["Alt+Left"], run: () => navigation.back() },
    { id: "go.forward", title: "Forward", group: "Go", keys: ["Alt+Right"], run: () => navigation.forward() },
    { id: "go.pane", title: "Next pane", group: "Go", keys: ["F6"], run: () => focusPane(1) },
    { id: "go.pane-before", title: "Pane before", group: "Go", keys: ["Shift+F6"], run: () => focusPane(-1) },
    { id: "go.library", title: "Go to the library", group: "Go", run: () => navigation.browse("library") },
    { id: "go.articles", title: "Go to articles", group: "Go", run: () => navigation.browse("articles") },
    { id: "go.notes", title: "Go to notes", group: "Go", run: () => navigation.browse("notes") },
    { id: "go.posts", title: "Go to posts", group: "Go", run: () => navigation.browse("posts") },
    { id: "go.clips", title: "Go to the clips", group: "Go", run: () => navigation.browse("clips") },
    {
      id: "go.duplicates",
      title: "Go to duplicates",
      group: "Go",
      run: () => navigation.browse("duplicates"),
    },
    { id: "go.bin", title: "Go to the bin", group: "Go", run: () => navigation.browse("bin") },
  ];
}

function writing({ host, clipForm, quickOpen, notes, journal, open, composing }: Room): Command[] {
  return [
    {
      id: "go.title",
      title: "Open by title",
      group: "Go",
      keys: ["Mod+P"],
      run: () => quickOpen.show(),
    },
    {
      id: "clip.open",
      title: "Clip a link",
      group: "Clip and write",
      keys: ["Mod+L"],
      run: () => void clipForm.show(),
    },
    {
      id: "note.create",
      title: "New note",
      group: "Clip and write",
      // A browser keeps Ctrl N for its own windows.
      keys: host.desktop ? ["Mod+N", "Alt+N"] : ["Alt+N", "Mod+N"],
      run: () => void notes.create(),
    },
    {
      id: "journal.write",
      title: "New journal entry",
      group: "Clip and write",
      keys: ["Mod+J"],
      run: () => journal.write(),
    },
    {
      id: "journal.today",
      title: "Today’s journal",
      group: "Clip and write",
      run: () => void journal.go(null),
    },
    {
      id: "post.compose",
      title: "Compose a post",
      group: "Clip and write",
      keys: ["Alt+P"],
      run: () => composing.show(),
    },
    {
      id: "post.add",
      title: "Add to the post",
      group: "Clip and write",
      keys: ["Alt+Shift+P"],
      when: () => open.doc?.kind === "article" && open.doc.deleted_at === null,
      run: () => open.doc && composing.addFrom(open.doc),
    },
    {
      id: "commentary.write",
      title: "Write",
      group: "Clip and write",
      keys: ["Mod+E"],
      when: () => open.doc !== null,
      run: () => open.write(),
    },
  ];
}

const READING: readonly { state: ReadingState; title: string; key: string }[] = [
  { state: "unread", title: "Mark as unread", key: "u" },
  { state: "read", title: "Mark as read", key: "m" },
  { state: "archived", title: "Archive", key: "e" },
];

function documents(room: Room): Command[] {
  const { open, host, navigation, pages } = room;
  const article = () => open.doc?.kind === "article" && open.doc.deleted_at === null;
  const here = () => open.doc !== null && open.doc.deleted_at === null;
  const pageWindow = () => pages.of(open.doc?.id);
  return [
    {
      id: "document.open-page",
      title: "Open the page outside",
      group: "Document",
      keys: ["Mod+Shift+O"],
      when: () => Boolean(open.doc?.url),
      run: () => void (open.doc?.url && host.openExternal(open.doc.url)),
    },
    {
      id: "document.open-pdf",
      title: "Open the PDF",
      group: "Document",
      when: () => open.doc?.pdf === true,
      run: () => void room.openPdf(),
    },
    {
      id: "document.fetch",
      title: "Fetch the page again",
      group: "Document",
      when: () => article() && pageWindow() === null,
      run: () => void room.fetch(),
    },
    {
      id: "document.snapshots",
      title: "Snapshots",
      group: "Document",
      when: () => article() && !open.doc?.clip && open.view !== "snapshots",
      run: () => open.setView("snapshots"),
    },
    {
      id: "document.compare",
      title: "Compare the last two snapshots",
      group: "Document",
      when: () => article() && !open.doc?.clip && (open.doc?.snapshots.length ?? 0) > 1,
      run: () => void open.compare(),
    },
    {
      id: "links.graph",
      title: "Graph of its links",
      group: "Document",
      keys: ["Alt+G"],
      when: () => open.doc !== null,
      run: () => void room.graph.show(),
    },
    {
      id: "document.repair",
      title: "Repair damaged letters",
      group: "Document",
      when: here,
      run: () => void room.repairing.show(),
    },
    {
      id: "versions.open",
      title: "Versions of what you wrote",
      group: "Document",
      keys: ["Alt+V"],
      when: here,
      run: () => void room.versions.show(),
    },
    {
      id: "document.merge",
      title: "Merge with its duplicate",
      group: "Document",
      when: () => article() && (open.doc?.duplicates.length ?? 0) > 0,
      run: () => room.merging.ask(open.doc!.duplicates[0]!),
    },
    {
      id: "document.rename",
      title: "Rename",
      group: "Document",
      keys: ["F2"],
      when: () => here() && open.doc?.kind !== "journal",
      run: () => (open.titleFocus += 1),
    },
    {
      id: "document.tags",
      title: "Edit tags",
      group: "Document",
      keys: ["Alt+T"],
      when: here,
      run: () => (open.tagFocus += 1),
    },
    {
      id: "document.delete",
      title: "Delete",
      group: "Document",
      keys: ["Delete"],
      when: () => here() || room.list.cursor !== null || room.results.cursor !== null,
      run: () => void room.delete(),
    },
    {
      id: "document.restore",
      title: "Restore",
      group: "Document",
      when: () => open.doc !== null && open.doc.deleted_at !== null,
      run: () => void room.restore(),
    },
    ...READING.map(({ state, title, key }): Command => ({
      id: `reading.${state}`,
      title,
      group: "Document",
      keys: [key],
      when: () => article() && open.doc?.reading?.state !== state,
      run: () => void open.setReading(state),
    })),
    {
      id: "document.close",
      title: "Close the document",
      group: "Document",
      when: () => navigation.route.id !== null,
      run: () => navigation.close(),
    },
  ];
}

function clips(room: Room): Command[] {
  const { queue, library } = room;
  const status = () => library.status?.clips;
  const failed = () => room.clip?.state === "failed" || Boolean(room.clip?.error);
  return [
    {
      id: "clip.retry",
      title: "Try the clip again",
      group: "Clips",
      keys: ["r"],
      when: failed,
      run: () => void (room.clip && queue.retry([room.clip.id])),
    },
    {
      id: "clip.pause",
      title: "Pause or resume the clip",
      group: "Clips",
      keys: ["p"],
      when: () => room.clip?.state === "queued",
      run: () =>
        void (room.clip?.paused ? queue.resume([room.clip.id]) : room.clip && queue.pause([room.clip.id])),
    },
    {
      id: "clip.wayback",
      title: "Get the Wayback Machine’s copy",
      group: "Clips",
      when: failed,
      run: () => void (room.clip && queue.wayback(room.clip.id)),
    },
    {
      id: "clip.cancel",
      title: "Cancel the clip",
      group: "Clips",
      when: () => room.clip !== null,
      run: () => void (room.clip && queue.cancel([room.clip.id])),
    },
    {
      id: "clips.pause",
      title: "Pause all clips",
      group: "Clips",
      when: () => status()?.paused === false,
      run: () => void queue.pause(null),
    },
    {
      id: "clips.resume",
      title: "Resume all clips",
      group: "Clips",
      when: () => status()?.paused === true || (status()?.waiting ?? 0) > 0,
      run: () => void queue.resume(null),
    },
    {
      id: "clips.retry",
      title: "Try all clips again",
      group: "Clips",
      when: () => (status()?.failed ?? 0) + (status()?.waiting ?? 0) > 0,
      run: () => void queue.retry(null),
    },
    {
      id: "clips.cancel",
      title: "Cancel all clips",
      group: "Clips",
      when: () => (status()?.failed ?? 0) + (status()?.waiting ?? 0) + (status()?.running ?? 0) > 0,
      run: () => void queue.cancel(null),
    },
  ];
}

function pageWindows({ open, pages }: Room): Command[] {
  const article = () => open.doc?.kind === "article" && open.doc.deleted_at === null;
  const shown = () => pages.of(open.doc?.id) !== null;
  return [
    {
      id: "page.open",
      title: "Open in a window",
      group: "Document",
      keys: ["Alt+O"],
      when: () => article() && !shown(),
      run: () => void (open.doc && pages.open(open.doc.id)),
    },
    {
      id: "page.clip",
      title: "Clip what the window shows",
      group: "Document",
      keys: ["Alt+Shift+O"],
      when: shown,
      run: () => void (open.doc && pages.clip(open.doc.id)),
    },
    {
      id: "page.close",
      title: "Close the window of the page",
      group: "Document",
      when: shown,
      run: () => void (open.doc && pages.close(open.doc.id)),
    },
    {
      id: "page.forget",
      title: "Forget the logins of all page windows",
      group: "Document",
      when: shown,
      run: () => void (open.doc && pages.forget(open.doc.id)),
    },
  ];
}

function views(room: Room): Command[] {
  const { open, finder, marks, theme } = room;
  const NAMES: Record<View, string> = {
    margin: "Show the margin",
    outline: "Show the outline",
    commentary: "Show the commentary",
    links: "Show the links",
    snapshots: "Show the snapshots",
  };
  const MODES: Record<ThemeMode, string> = {
    system: "Theme of the system",
    light: "Light theme",
    dark: "Dark theme",
  };
  return [
    ...VIEWS.map((view, index): Command => ({
      id: `view.${view}`,
      title: NAMES[view],
      group: "View",
      keys: [`Alt+${index + 1}`],
      when: () => open.doc !== null,
      run: () => open.setView(view),
    })),
    {
      id: "view.reading",
      title: "Hide or show the shelves and the list",
      group: "View",
      keys: ["Mod+\\"],
      run: () => (room.reading = !room.reading),
    },
    {
      id: "view.clear",
      title: "Clear what is marked",
      group: "View",
      keys: ["Esc"],
      when: () =>
        finder.open || open.active !== null || (open.found.query !== null && marks.editing === null),
      run: () => (finder.open ? void finder.close() : open.clearMarks()),
    },
    {
      id: "theme.next",
      title: "Change the theme",
      group: "View",
      keys: ["Alt+Shift+T"],
      run: () => theme.next(),
    },
    ...(Object.keys(MODES) as ThemeMode[]).map((mode): Command => ({
      id: `theme.${mode}`,
      title: MODES[mode],
      group: "View",
      when: () => theme.mode !== mode,
      run: () => theme.set(mode),
    })),
  ];
}

function postil(room: Room): Command[] {
  const { palette, toasts } = room;
  return [
    {
      id: "postil.commands",
      title: "All commands",
      group: "Postil",
      keys: ["Mod+Shift+P"],
      run: () => palette.show(">"),
    },
    {
      id: "postil.settings",
      title: "Settings",
      group: "Postil",
      keys: ["Mod+,"],
      run: () => void room.model.show(),
    },
    {
      id: "postil.help",
      title: "Shortcuts",
      group: "Postil",
      keys: ["Mod+/", "?"],
      run: () => (room.help = true),
    },
    {
      id: "postil.answer",
      title: "Do what the message offers",
      group: "Postil",
      keys: ["Alt+Enter"],
      when: () => toasts.shown.some((toast) => toast.action !== null),
      run: () => toasts.answer(),
    },
    {
      id: "import.open",
      title: "Import files",
      group: "Postil",
      run: () => room.importing.show(),
    },
    {
      id: "export.open",
      title: "Export files",
      group: "Postil",
      run: () => room.exporting.show(),
    },
    {
      id: "library.check",
      title: "Check the library",
      group: "Postil",
      run: () => void room.report("library_check"),
    },
    {
      id: "library.reindex",
      title: "Rebuild the search index",
      group: "Postil",
      run: () => void room.report("library_reindex"),
    },
  ];
}
