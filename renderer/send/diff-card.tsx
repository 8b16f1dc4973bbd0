import type { Draft } from '../../shared/draft.ts';
import { METHOD_OF } from '../../shared/draft.ts';
import { bodyToSend, unknownFields } from '../../shared/nsx/body.ts';
import { draftName } from '../draft/draft-names.ts';
import { useDrafts } from '../draft/drafts.ts';
import { sentLines } from './what-is-sent.ts';
import './send.css';

const SIGN = { add: '+', remove: '-', same: ' ', note: ' ' } as const;
const SAID = { add: 'added', remove: 'taken away', same: '', note: '' } as const;
const SHOWN_AT_MOST = 60;

/** "What will be sent · PUT": the difference to what was read, in the manager's own field names. */
export function DiffCard({ draft }: { draft: Draft }) {
  const drafts = useDrafts((state) => state.drafts);
  const method = METHOD_OF[draft.operation];
  const sent = bodyToSend(draft.kind, draft.body, draft.base, draft.operation) ?? {};
  const lines = sentLines(draft.operation, draft.base, sent);
  const unknown = draft.operation === 'delete' ? [] : unknownFields(draft.kind, sent);
  const more = lines.length - SHOWN_AT_MOST;
  return (
    <section className="diff" aria-label={`What will be sent: ${method}`}>
      <h3>What will be sent · {method}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div className="diff-lines" tabIndex={0}>
        {draft.operation === 'delete' && (
          <div data-kind="remove">{`- /vpn/ipsec/${draft.kind}/${draft.entityId ?? ''}`}</div>
        )}
        {lines.slice(0, SHOWN_AT_MOST).map((line, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines of a text
          <div key={at} data-kind={line.kind} title={withNames(line.text, drafts)}>
            {SAID[line.kind] && <span className="visually-hidden">{SAID[line.kind]}: </span>}
            <span aria-hidden>{`${SIGN[line.kind]} ${'  '.repeat(line.depth)}`}</span>
            {withNames(line.text, drafts)}
          </div>
        ))}
        {more > 0 && <div data-kind="note">{`  ${more} more lines, under Changes`}</div>}
        {lines.length === 0 && draft.operation !== 'delete' && (
          <div data-kind="note">{'  nothing has changed'}</div>
        )}
        {draft.operation === 'delete' && <div data-kind="note">{'  no body'}</div>}
        {unknown.length > 0 && (
          <div data-kind="note" title={unknown.join(', ')}>{`  ${preservedWords(unknown)}`}</div>
        )}
      </div>
    </section>
  );
}

/** `"draft:…"` stands for an id that NSX is yet to give: whose it is, a person reads. */
export function withNames(text: string, drafts: Readonly<Record<string, Draft>>): string {
  return text.replace(/"draft:([^"]+)"/g, (all, id: string) => {
    const named = drafts[id];
    return named ? `(the id of “${draftName(named)}”, once it is created)` : all;
  });
}

/** So many unknown fields are named; the others stand in the tooltip and under Advanced. */
const NAMED = 3;

/** "1 unknown field preserved: ttl" */
export function preservedWords(fields: readonly string[]): string {
  const what = fields.length === 1 ? '1 unknown field' : `${fields.length} unknown fields`;
  const more = fields.length > NAMED ? ` and ${fields.length - NAMED} more` : '';
  return `${what} preserved: ${fields.slice(0, NAMED).join(', ')}${more}`;
}
