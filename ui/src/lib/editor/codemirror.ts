import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
  completionStatus,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { markdown, markdownLanguage } from "@codemirror/lang-markdown";
import { indentUnit, syntaxHighlighting } from "@codemirror/language";
import { openSearchPanel, search, searchKeymap } from "@codemirror/search";
import { Annotation, EditorState, Prec, Transaction } from "@codemirror/state";
import {
  drawSelection,
  dropCursor,
  EditorView,
  type Command,
  keymap,
  placeholder as placeholderText,
} from "@codemirror/view";
import type { Embed, QuickHit, TagCount } from "../host";
import { blocks } from "./blocks";
import { titleCompletion } from "./complete";
import { tagCompletion, tagsIn } from "./complete-tags";
import { dialect } from "./dialect";
import { embeds, readAgain } from "./embeds";
import { foundMarks, revealFound, showFound, type FoundPlace } from "./found";
import { linkAt, type LinkTarget } from "./link-at";
import { pasteLink, toggleMark } from "./marks";
import { pictures, type PictureSource } from "./pictures";
import type { Change } from "./rebase";
import { sectionStart } from "./section";
import { liveMarkdown, markdownStyle } from "./style";
import { toggleTask } from "./tasks";
import { textOf } from "./text";

export type EditorOptions = {
  parent: HTMLElement;
  text: string;
  label: string;
  placeholder: string;
  onText: (text: string) => void;
  /** Told where what a search matched is after an edit. */
  onMoved?: (text: string, places: readonly FoundPlace[]) => void;
  onOpen: (target: LinkTarget) => void;
  onFocus: () => void;
  onBlur: () => void;
  complete: (query: string) => Promise<QuickHit[]>;
  /** Reads what is embedded; without it nothing is shown of that. */
  embed?: (title: string, fragment: string | null) => Promise<Embed>;
  blobUrl: (hash: string) => string;
  /** Enter alone does this, and Shift and Enter begins a line. */
  onEnter?: () => void;
  /** Shows what has a tag that is written in the text. */
  onTag?: (tag: string) => void;
  /** The tags in use. */
  tags: () => readonly TagCount[];
  /** The pictures that the text shows; without it none is shown, or taken in. */
  pictures?: PictureSource;
};

export type EditorHandle = {
  rewrite: (changes: readonly Change[]) => void;
  /** Shows what a search matched, and which of it is gone to; -1 for none. */
  find: (places: readonly FoundPlace[], now: number) => void;
  /** Brings into view what is gone to. */
  reveal: () => void;
  /** Brings a heading or a block into view. Answers whether there is one. */
  goTo: (fragment: string) => boolean;
  /** Reads anew what is embedded. */
  readEmbeds: () => void;
  focus: () => void;
  destroy: () => void;
};

/** Marks what came from the library rather than from the person who types. */
const fromLibrary = Annotation.define<true>();

/** Opens the finding of words in an editor. */
export function findIn(editor: HTMLElement) {
  const view = EditorView.findFromDOM(editor);
  if (view) openSearchPanel(view);
}

/** Runs on Enter, unless it is for a title whose completions are on their way. */
function enter(run: () => void): Command {
  return ({ state }) => {
    const { head } = state.selection.main;
    const typed = state.sliceDoc(state.doc.lineAt(head).from, head);
    if (completionStatus(state) === null || !/\[\[[^\]]*$/.test(typed)) run();
    return true;
  };
}

/** Makes a Markdown editor within an element. */
export function createEditor(options: EditorOptions): EditorHandle {
  const openAt = (view: EditorView, offset: number): boolean => {
    const target = linkAt(view.state, offset);
    const line = view.state.doc.lineAt(offset);
    const tag = tagsIn(view.state, line).find(({ from, to }) => from <= offset && offset <= to);
    if (target) options.onOpen(target);
    else if (tag) options.onTag?.(tag.tag);
    return target !== null || (tag !== undefined && options.onTag !== undefined);
  };

  const follow = (view: EditorView): boolean => {
    const { head } = view.state.selection.main;
    return openAt(view, head) || toggleTask(view, head);
  };

  const view = new EditorView({
    parent: options.parent,
    state: EditorState.create({
      doc: options.text,
      extensions: [
        history(),
        drawSelection(),
        dropCursor(),
        EditorView.lineWrapping,
        EditorState.allowMultipleSelections.of(true),
        indentUnit.of("  "),
        markdown({ base: markdownLanguage, completeHTMLTags: false, extensions: dialect }),
        syntaxHighlighting(markdownStyle),
        liveMarkdown,
        blocks,
        options.pictures ? pictures(options.pictures) : [],
        options.onMoved ? foundMarks(options.onMoved) : [],
        options.embed
          ? embeds({ read: options.embed, onOpen: options.onOpen, blobUrl: options.blobUrl })
          : [],
        closeBrackets(),
        markdownLanguage.data.of({ closeBrackets: { brackets: ["(", "[", "{", '"', "`"] } }),
        autocompletion({
          override: [titleCompletion(options.complete), tagCompletion(options.tags)],
          icons: false,
          interactionDelay: 0,
        }),
        search({ top: true }),
        placeholderText(options.placeholder),
        EditorView.contentAttributes.of({
          "aria-label": options.label,
          spellcheck: "true",
          autocorrect: "on",
        }),
        Prec.high(
          keymap.of([
            { key: "Mod-Enter", run: follow },
            ...(options.onEnter ? [{ key: "Enter", run: enter(options.onEnter) }] : []),
            { key: "Mod-b", run: toggleMark("**") },
            { key: "Mod-i", run: toggleMark("*") },
          ]),
        ),
        keymap.of([
          ...closeBracketsKeymap,
          ...completionKeymap,
          ...searchKeymap,
          ...historyKeymap,
          ...defaultKeymap,
          // In a form Tab goes on to what is next.
          ...(options.onEnter ? [] : [indentWithTab]),
        ]),
        EditorView.domEventHandlers({
          mousedown(event, editor) {
            if (!(event.ctrlKey || event.metaKey) || event.button !== 0) return false;
            const offset = editor.posAtCoords({ x: event.clientX, y: event.clientY });
            if (offset === null || !openAt(editor, offset)) return false;
            event.preventDefault();
            return true;
          },
          paste: pasteLink,
          focus: () => options.onFocus(),
          blur: () => options.onBlur(),
        }),
        EditorView.updateListener.of((update) => {
          if (!update.docChanged) return;
          if (update.transactions.every((one) => !one.docChanged || one.annotation(fromLibrary))) return;
          options.onText(textOf(update.state.doc));
        }),
      ],
    }),
  });

  return {
    rewrite(changes) {
      view.dispatch({
        changes: [...changes],
        annotations: [fromLibrary.of(true), Transaction.addToHistory.of(false)],
      });
    },
    find: (places, now) => showFound(view, places, now),
    reveal: () => revealFound(view),
    goTo(fragment) {
      const at = sectionStart(view.state.doc.toString(), fragment);
      if (at === null) return false;
      view.dispatch({
        selection: { anchor: at },
        effects: EditorView.scrollIntoView(at, { y: "start", yMargin: 48 }),
      });
      view.focus();
      return true;
    },
    readEmbeds: () => view.dispatch({ effects: readAgain.of(null) }),
    focus: () => view.focus(),
    destroy: () => view.destroy(),
  };
}
