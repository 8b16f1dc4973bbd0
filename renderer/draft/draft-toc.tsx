import type { Draft } from '../../shared/draft.ts';
import { ROUTE_BASED } from '../../shared/inventory.ts';
import { tunnelsOf } from '../../shared/nsx/session.ts';
import type { RequestSummary } from '../../shared/request.ts';
import type { Issue } from '../../shared/result.ts';
import { count } from '../../shared/words.ts';
import { LinkButton } from '../ui/button.tsx';
import { operationWords } from './draft-names.ts';
import { DraftVersions } from './draft-versions.tsx';
import type { Copy } from './lookup.ts';
import { gatewayOf, serviceOf } from './lookup.ts';
import type { SectionId } from './sections.ts';
import { countBySection, sectionsOf } from './sections.ts';
import { TocFact as Fact } from './toc-fact.tsx';
import { touchedSessions } from './used-by.ts';

type DraftTocProps = {
  draft: Draft;
  copy: Copy;
  issues: readonly Issue[];
  active: SectionId | null;
  onGo: (section: SectionId) => void;
  /** Back to the list of drafts, and how many there are. */
  onAll: () => void;
  drafts: number;
  lastRequest: RequestSummary | null;
};

/** The draft at a glance: its sections with what is to fix, how it is stored, and what it touches. */
export function DraftToc({
  draft,
  copy,
  issues,
  active,
  onGo,
  onAll,
  drafts,
  lastRequest,
}: DraftTocProps) {
  const counts = countBySection(issues, draft.kind);
  const deleting = draft.operation === 'delete';
  return (
    <nav className="toc" aria-label="This draft">
      <p className="toc-back">
        <LinkButton onClick={onAll}>‹ All drafts</LinkButton> <small>{drafts}</small>
      </p>
      <h2>{operationWords(draft)}</h2>
      {!deleting &&
        sectionsOf(draft.kind).map(({ id, title }) => (
          <button
            key={id}
            type="button"
            className="toc-item"
            aria-current={active === id ? 'true' : undefined}
            onClick={() => onGo(id)}
          >
            {title}
            {(counts[id] ?? 0) > 0 ? (
              <span className="toc-wrong">{counts[id]} to fix</span>
            ) : (
              id === 'advanced' && <span>{draft.kind === 'sessions' ? 'MSS, tags' : 'tags'}</span>
            )}
          </button>
        ))}
      <hr />
      <DraftVersions draft={draft} />
      <hr />
      <h2>
        {draft.kind !== 'sessions' && draft.operation === 'delete' ? 'Stand on it' : 'Affects'}
      </h2>
      {draft.kind === 'sessions' ? (
        <Affects draft={draft} copy={copy} lastRequest={lastRequest} />
      ) : (
        <AffectedSessions draft={draft} copy={copy} />
      )}
    </nav>
  );
}

function Affects({
  draft,
  copy,
  lastRequest,
}: Pick<DraftTocProps, 'draft' | 'copy' | 'lastRequest'>) {
  const body = draft.operation === 'delete' ? (draft.base ?? draft.body) : draft.body;
  const service = serviceOf(copy, body);
  const gateway = gatewayOf(copy, service);
  const routeBased = body.resource_type === ROUTE_BASED;
  const tunnels = tunnelsOf(body);
  const before = draft.base && !routeBased ? tunnelsOf(draft.base) : tunnels;
  return (
    <>
      <Fact label="1 session">{draft.operation === 'create' ? 'a new one' : 'this one'}</Fact>
      {!routeBased && (
        <Fact label={tunnels === 1 ? '1 tunnel' : `${tunnels} tunnels`}>
          {draft.operation === 'delete'
            ? tunnels === 1
              ? 'goes down'
              : 'go down'
            : before !== tunnels
              ? `${before} before`
              : ''}
        </Fact>
      )}
      {service && <Fact label="VPN service">{service.name}</Fact>}
      {gateway && <Fact label="Gateway">{gateway.name}</Fact>}
      {lastRequest && lastRequest.nodesTotal > 0 && (
        <Fact label={`${lastRequest.nodesTotal} transport nodes`}>last time</Fact>
      )}
    </>
  );
}

/** So many are named in the narrow column. */
const NAMED = 8;

/** The sessions that a change of a shared object touches. */
function AffectedSessions({ draft, copy }: Pick<DraftTocProps, 'draft' | 'copy'>) {
  const sessions = touchedSessions(draft, copy);
  if (draft.operation === 'create') return <Fact label="No session yet">a new one</Fact>;
  const words = count(sessions.length, 'session');
  return (
    <>
      <Fact label={sessions.length === 0 ? 'No session' : words}>
        {sessions.length === 0 ? 'in the inventory uses it' : 'by the inventory'}
      </Fact>
      <ul className="toc-sessions">
        {sessions.slice(0, NAMED).map(({ id, name }) => (
          <li key={id}>{name}</li>
        ))}
        {sessions.length > NAMED && (
          <li>and {(sessions.length - NAMED).toLocaleString('en-US')} more</li>
        )}
      </ul>
    </>
  );
}
