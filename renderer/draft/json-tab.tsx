import type { Diagnostic } from '@codemirror/lint';
import type { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { useEffect, useMemo, useRef } from 'react';
import type { Draft } from '../../shared/draft.ts';
import type { DraftId } from '../../shared/ids.ts';
import { sameJson } from '../../shared/json.ts';
import { notSentIssues } from '../../shared/nsx/sent.ts';
import type { Issue } from '../../shared/result.ts';
import { call } from '../bridge.ts';
import { Button } from '../ui/button.tsx';
import { wordsOf } from '../ui/failure.tsx';
import { KeyHint } from '../ui/key-hint.tsx';
import { toast } from '../ui/toast.ts';
import { draftStore } from './drafts.ts';
import { holdsKey, takenKey, withheld } from './held-key.ts';
import { editorState, showDiagnostics } from './json-editor.ts';
import { parseText, rangeOfPath, textOf } from './json-text.ts';
import { JsonView } from './json-view.tsx';
import './json.css';

/** Undo survives a look at the form: an editor's state is kept while its draft says the same. */
const kept = new Map<string, EditorState>();

const LABEL = 'The draft as JSON';

type JsonTabProps = {
  draft: Draft;
  issues: readonly Issue[];
  warnings: readonly Issue[];
  readOnly: boolean;
};

/** The draft as JSON: the same draft, not a copy. */
export function JsonTab({ readOnly, ...rest }: JsonTabProps) {
  return readOnly ? <JsonView value={rest.draft.body} label={LABEL} /> : <JsonEditor {...rest} />;
}

function JsonEditor({ draft, issues, warnings }: Omit<JsonTabProps, 'readOnly'>) {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const { id, body, text } = draft;
  const newest = useRef(draft);
  newest.current = draft;
  const unsent = useMemo(() => notSentIssues(draft), [draft]);

  useEffect(() => {
    const frame = place.current;
    if (!frame) return;
    const say = (typed: string, wasPasted: boolean) => {
      // Only what a person typed: putting the draft's own text back is no edit.
      const now = draftStore.getState().drafts[id];
      if (!now) return;
      // A key that is being typed stays in the editor until it is left; a pasted one is whole.
      frame.toggleAttribute('data-held', holdsKey(typed));
      const without = withheld(typed, now.body.psk);
      if (!says(now, without)) draftStore.getState().setText(id, without);
      if (wasPasted) queueMicrotask(take);
    };
    /** The key goes to main, and out of the editor: its text, its undo, its page. */
    const take = () => {
      const editor = view.current;
      const taken = editor && takenKey(editor.state.doc.toString());
      if (!taken) return;
      if (taken.key !== null) void keep(id, taken.key);
      frame.removeAttribute('data-held');
      editor.setState(editorState(taken.text, LABEL, say, take));
      draftStore.getState().setText(id, taken.text);
      if (taken.why !== null) toast({ title: taken.why, tone: 'warning' });
    };
    const old = kept.get(id);
    const state =
      old && says(newest.current, old.doc.toString())
        ? old
        : editorState(newest.current.text ?? textOf(newest.current.body), LABEL, say, take);
    const editor = new EditorView({ state, parent: frame });
    view.current = editor;
    return () => {
      take();
      // One that is still open is in no state that outlives the editor.
      if (holdsKey(editor.state.doc.toString())) kept.delete(id);
      else kept.set(id, editor.state);
      editor.destroy();
      view.current = null;
    };
  }, [id]);

  // The draft changed elsewhere (the live revision was taken): the editor follows, undo can go back.
  useEffect(() => {
    const editor = view.current;
    if (!editor || says({ body, text }, withheld(editor.state.doc.toString(), body.psk))) return;
    editor.dispatch({
      changes: { from: 0, to: editor.state.doc.length, insert: text ?? textOf(body) },
    });
  }, [body, text]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the text moves the places of the same issues
  useEffect(() => {
    const editor = view.current;
    if (editor) showDiagnostics(editor, diagnosticsOf(editor, issues, [...warnings, ...unsent]));
  }, [issues, warnings, unsent, text, body]);

  function format() {
    const editor = view.current;
    const now = editor?.state.doc.toString() ?? '';
    const parsed = parseText(now);
    if (!editor || !parsed.ok) return;
    editor.dispatch({ changes: { from: 0, to: now.length, insert: textOf(parsed.body) } });
    editor.focus();
  }

  return (
    <>
      <div className="json-bar">
        <span className="field-hint">
          The same draft as the form. <KeyHint keys={['Esc']} /> then <KeyHint keys={['Tab']} />{' '}
          leaves the editor.
        </span>
        <Button
          size="small"
          disabled={text !== null}
          why="The text cannot be read yet"
          onClick={format}
        >
          Format
        </Button>
      </div>
      <div className="json-tab" ref={place} />
    </>
  );
}

/** Hands a key to main. Where it can't be kept the mark goes again: it must not look as if there were one. */
async function keep(draftId: DraftId, value: string): Promise<void> {
  const answer = await call('draft.keep-secret', { draftId, field: 'psk', value });
  if (answer.ok) return;
  draftStore.getState().edit(draftId, ['psk'], undefined);
  const words = wordsOf(answer.failure);
  toast({ title: words.title, message: words.explanation, tone: words.tone });
}

/** True where a text is what the draft says, however it is indented. */
function says(draft: Pick<Draft, 'body' | 'text'>, typed: string): boolean {
  if (draft.text !== null) return typed === draft.text;
  const parsed = parseText(typed);
  return parsed.ok && sameJson(parsed.body, draft.body);
}

function diagnosticsOf(
  editor: EditorView,
  issues: readonly Issue[],
  warnings: readonly Issue[],
): Diagnostic[] {
  const text = editor.state.doc.toString();
  const parsed = parseText(text);
  if (!parsed.ok) {
    const from = Math.min(parsed.at, text.length);
    const to = Math.min(from + 1, text.length);
    return [{ from, to, severity: 'error', message: parsed.message }];
  }
  const at = (issue: Issue, severity: 'error' | 'warning'): Diagnostic => {
    const range = rangeOfPath(text, issue.path);
    const { suggestion } = issue;
    return {
      ...range,
      severity,
      message: issue.message,
      ...(suggestion === undefined
        ? {}
        : {
            actions: [
              {
                name: `Use ${suggestion}`,
                apply: (target: EditorView, from: number, to: number) =>
                  target.dispatch({ changes: { from, to, insert: JSON.stringify(suggestion) } }),
              },
            ],
          }),
    };
  };
  return [
    ...issues.map((issue) => at(issue, 'error')),
    ...warnings.map((issue) => at(issue, 'warning')),
  ];
}
