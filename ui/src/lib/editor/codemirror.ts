import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
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
  keymap,
  placeholder as placeholderText,
} from "@codemirror/view";
import type { DocumentRef, TagCount } from "../host";
import { blocks } from "./blocks";
import { titleCompletion } from "./complete";
import { tagCompletion } from "./complete-tags";
import { dialect } from "./dialect";
import { foundField, showFound } from "./found";
import { linkAt, type LinkTarget } from "./link-at";
import { pasteLink, toggleMark } from "./marks";
import { pictures, type PictureSource } from "./pictures";
import type { Change } from "./rebase";
import { liveMarkdown, markdownStyle } from "./style";
import { toggleTask } from "./tasks";

export type EditorOptions = {
  parent: HTMLElement;
  text: string;
  label: string;
  placeholder: string;
  onText: (text: string) => void;
  onOpen: (target: LinkTarget) => void;
  onFocus: () => void;
  onBlur: () => void;
  complete: (query: string) => Promise<DocumentRef[]>;
  /** The tags in use. */
  tags: () => readonly TagCount[];
  pictures: PictureSource;
};

export type EditorHandle = {
  rewrite: (changes: readonly Change[]) => void;
  /** Shows what a search matched; no terms: nothing. */
  find: (terms: readonly string[]) => void;
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

/** Makes a Markdown editor within an element. */
export function createEditor(options: EditorOptions): EditorHandle {
  const openAt = (view: EditorView, offset: number): boolean => {
    const target = linkAt(view.state, offset);
    if (target) options.onOpen(target);
    return target !== null;
  };

  /** Opens the link at the cursor, or ticks the task of its line. */
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
        pictures(options.pictures),
        foundField,
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
          indentWithTab,
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
          options.onText(update.state.doc.toString());
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
    find: (terms) => showFound(view, terms),
    focus: () => view.focus(),
    destroy: () => view.destroy(),
  };
}
