// The editor of live cells: CodeMirror with the colours of the report. Loaded with the first cell that is opened.
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { typescriptLanguage } from "@codemirror/lang-javascript";
import {
  bracketMatching,
  indentOnInput,
  indentUnit,
  syntaxHighlighting,
} from "@codemirror/language";
import { EditorState, Prec } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { tagHighlighter, tags } from "@lezer/highlight";

export interface EditorOptions {
  readonly place: HTMLElement;
  readonly source: string;
  /** What a screen reader calls the field. */
  readonly label: string;
  onChange(source: string): void;
  onRun(): void;
  onLeave(): void;
}

export interface Editor {
  /** Replaces the text, as an edit that can be undone. */
  set(source: string): void;
  /** Puts the cursor at this place of the text, where one is given. */
  focus(at?: number): void;
}

declare global {
  interface Window {
    lossbookEditor?: (options: EditorOptions) => Editor;
  }
}

/** The classes that the report's own highlighter writes (report/highlight.ts). */
const colours = tagHighlighter([
  { tag: [tags.keyword, tags.operator, tags.operatorKeyword, tags.modifier], class: "k" },
  { tag: [tags.string, tags.regexp, tags.special(tags.string)], class: "s" },
  { tag: tags.comment, class: "c" },
  { tag: [tags.number, tags.bool, tags.null, tags.atom, tags.self], class: "n" },
  {
    tag: [
      tags.function(tags.variableName),
      tags.function(tags.propertyName),
      tags.function(tags.definition(tags.variableName)),
      tags.typeName,
      tags.className,
    ],
    class: "f",
  },
  { tag: [tags.punctuation, tags.separator, tags.bracket], class: "u" },
]);

window.lossbookEditor = ({ place, source, label, onChange, onRun, onLeave }) => {
  const run = () => {
    onRun();
    return true;
  };
  const view = new EditorView({
    parent: place,
    state: EditorState.create({
      doc: source,
      extensions: [
        Prec.highest(
          keymap.of([
            { key: "Shift-Enter", run },
            { key: "Mod-Enter", run },
            // Tab goes on to the next control, and Escape back to the cell's own.
            {
              key: "Escape",
              run: () => {
                onLeave();
                return true;
              },
            },
          ]),
        ),
        keymap.of([...defaultKeymap, ...historyKeymap]),
        history(),
        typescriptLanguage,
        indentUnit.of("  "),
        EditorState.tabSize.of(2),
        indentOnInput(),
        bracketMatching(),
        syntaxHighlighting(colours),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({
          "aria-label": label,
          "autocapitalize": "off",
          "autocorrect": "off",
          "spellcheck": "false",
        }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) onChange(update.state.doc.toString());
        }),
      ],
    }),
  });
  return {
    set(text) {
      if (text === view.state.doc.toString()) return;
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
    },
    focus(at) {
      if (at !== undefined)
        view.dispatch({ selection: { anchor: Math.min(at, view.state.doc.length) } });
      view.focus();
    },
  };
};
