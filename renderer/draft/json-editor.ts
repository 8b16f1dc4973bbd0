import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import {
  bracketMatching,
  foldGutter,
  foldKeymap,
  HighlightStyle,
  indentOnInput,
  syntaxHighlighting,
} from '@codemirror/language';
import type { Diagnostic } from '@codemirror/lint';
import { lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import type { Extension } from '@codemirror/state';
import { EditorState } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { cspNonce } from '../theme/nonce.ts';

/** The editor in the design's tokens: CSS variables, so that light and dark need no second theme. */
const LOOK = EditorView.theme({
  '&': {
    height: '100%',
    fontSize: 'var(--mono-size)',
    color: 'var(--text)',
    backgroundColor: 'var(--surface)',
  },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.6' },
  '.cm-content': { caretColor: 'var(--accent)', padding: '8px 0' },
  '.cm-cursor, .cm-dropCursor': { borderLeftColor: 'var(--accent)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground':
    {
      backgroundColor: 'color-mix(in srgb, var(--accent) 24%, transparent)',
    },
  '.cm-gutters': {
    backgroundColor: 'var(--raise)',
    color: 'var(--muted)',
    borderRight: '1px solid var(--line)',
  },
  '.cm-activeLine': { backgroundColor: 'color-mix(in srgb, var(--accent) 5%, transparent)' },
  '.cm-activeLineGutter': { backgroundColor: 'var(--selection)', color: 'var(--text)' },
  '.cm-matchingBracket': {
    backgroundColor: 'var(--selection)',
    outline: '1px solid var(--line-strong)',
  },
  '.cm-tooltip': {
    backgroundColor: 'var(--surface)',
    border: '1px solid var(--line)',
    borderRadius: 'var(--radius)',
    boxShadow: 'var(--shadow)',
    color: 'var(--text)',
  },
  '.cm-diagnostic': { fontFamily: 'var(--sans)', fontSize: 'var(--small)', padding: '5px 9px' },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--danger)' },
  '.cm-diagnostic-warning': { borderLeftColor: 'var(--warning)' },
  '.cm-diagnosticAction': {
    backgroundColor: 'var(--selection)',
    color: 'var(--accent)',
    borderRadius: '4px',
    fontWeight: '550',
    cursor: 'pointer',
  },
  '.cm-lintRange-error': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--danger) 1px',
    textUnderlineOffset: '3px',
    backgroundColor: 'var(--danger-bg)',
  },
  '.cm-lintRange-warning': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--warning) 1px',
    textUnderlineOffset: '3px',
  },
  '.cm-foldPlaceholder': {
    backgroundColor: 'var(--neutral-bg)',
    color: 'var(--muted)',
    border: '0',
  },
});

const COLOURS = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--info)' },
  { tag: tags.string, color: 'var(--ok)' },
  { tag: tags.number, color: 'var(--unknown)' },
  { tag: [tags.bool, tags.null], color: 'var(--warning)' },
  { tag: tags.punctuation, color: 'var(--muted)' },
]);

function looks(): Extension[] {
  const nonce = cspNonce();
  return [
    ...(nonce === '' ? [] : [EditorView.cspNonce.of(nonce)]),
    lineNumbers(),
    foldGutter(),
    drawSelection(),
    json(),
    bracketMatching(),
    syntaxHighlighting(COLOURS),
    EditorView.lineWrapping,
    LOOK,
  ];
}

/**
 * An editable JSON text with its own undo. Escape then Tab leaves it; Tab alone indents. `onText` hears each change,
 * and whether it was pasted; `onLeave` when the focus goes.
 */
export function editorState(
  doc: string,
  label: string,
  onText: (text: string, wasPasted: boolean) => void,
  onLeave: () => void,
): EditorState {
  return EditorState.create({
    doc,
    extensions: [
      ...looks(),
      history(),
      indentOnInput(),
      highlightActiveLine(),
      highlightActiveLineGutter(),
      lintGutter(),
      keymap.of([...defaultKeymap, ...historyKeymap, ...foldKeymap, ...lintKeymap, indentWithTab]),
      EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
      EditorView.domEventHandlers({
        blur: () => {
          onLeave();
          return false;
        },
      }),
      EditorView.updateListener.of((update) => {
        const own = update.transactions.filter((transaction) => transaction.docChanged);
        const wasPasted = own.some((transaction) => transaction.isUserEvent('input.paste'));
        if (own.length > 0) onText(update.state.doc.toString(), wasPasted);
      }),
    ],
  });
}

/** A JSON text to read and copy. */
export function readingState(doc: string, label: string): EditorState {
  return EditorState.create({
    doc,
    extensions: [
      ...looks(),
      keymap.of([...defaultKeymap, ...foldKeymap]),
      EditorState.readOnly.of(true),
      EditorView.editable.of(true),
      EditorView.contentAttributes.of({
        'aria-label': label,
        'aria-readonly': 'true',
        tabindex: '0',
      }),
    ],
  });
}

export function showDiagnostics(view: EditorView, diagnostics: Diagnostic[]): void {
  view.dispatch(setDiagnostics(view.state, diagnostics));
}
