import { useEffect, useState } from 'react';
import type { Draft } from '../../shared/draft.ts';
import type { ManagerView } from '../../shared/manager.ts';
import type { CardLine } from '../draft/preflight.ts';
import { Button } from '../ui/button.tsx';
import { KeyHint, MOD } from '../ui/key-hint.tsx';
import { SendDialog } from './send-dialog.tsx';
import './send.css';

type SendPanelProps = {
  draft: Draft;
  view: ManagerView;
  lines: readonly CardLine[];
  why: string | undefined;
  /** On how many transport nodes the last request of this object was followed; null where there was none. */
  nodes: number | null;
  /** The keys for Send were pressed while it can't be: says why, and leads there. */
  onBlocked: (why: string) => void;
};

/** What follows the one write. */
function afterwards({ kind, operation }: Draft, nodes: number | null): string {
  if (kind !== 'sessions' && operation === 'delete') {
    return '; NSX deletes it only while nothing names it, so no session changes.';
  }
  if (kind !== 'sessions') {
    return operation === 'change'
      ? ', then follows it on every session that uses it.'
      : '; no session is there to be followed.';
  }
  return nodes
    ? `, then follows it on ${nodes} nodes.`
    : ', then follows it on every transport node.';
}

/** The one act of the screen: says where it goes, and asks once more. */
export function SendPanel({ draft, view, lines, why, nodes, onBlocked }: SendPanelProps) {
  const [asking, setAsking] = useState(false);
  const { manager } = view;
  const deleting = draft.operation === 'delete';

  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.repeat) return;
      event.preventDefault();
      event.stopPropagation();
      // A key that is still being typed is not in the draft yet: leaving its field hands it over, the next press asks.
      const field = document.activeElement;
      if (field instanceof HTMLInputElement && field.dataset.secret && field.value !== '') {
        field.blur();
        return;
      }
      // The same of one that is being typed in the JSON.
      if (field instanceof HTMLElement && field.closest('[data-held]')) return field.blur();
      if (why === undefined) setAsking(true);
      else onBlocked(why);
    }
    // Before the editor's own Ctrl+Enter, which would put a line.
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, [why, onBlocked]);

  return (
    <div className="send-panel" data-colour={manager.colour}>
      <p className="field-hint">
        Sends once to{' '}
        <b className="in-colour">
          {manager.name}
          {manager.environment && ` · ${manager.environment}`}
        </b>
        {afterwards(draft, nodes)}
      </p>
      <Button
        kind={deleting ? 'danger' : 'primary'}
        className="send-button"
        disabled={why !== undefined}
        why={why}
        aria-haspopup="dialog"
        onClick={() => setAsking(true)}
      >
        {deleting ? 'Delete…' : 'Send…'}
      </Button>
      <p className="send-keys">
        {why ?? (
          <>
            <KeyHint keys={[MOD, 'Enter']} /> asks once more before anything leaves
          </>
        )}
      </p>
      {asking && (
        <SendDialog
          draft={draft}
          view={view}
          lines={lines}
          why={why}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  );
}
