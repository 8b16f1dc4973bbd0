import { IconCheck, IconMinus, IconX } from '@tabler/icons-react';
import type { TunnelStatus } from '../../shared/inventory.ts';
import type { RequestEvent, RequestSummary } from '../../shared/request.ts';
import type { Failure } from '../../shared/result.ts';
import { failureInShort } from '../../shared/words.ts';
import { useIsReviewing } from '../evidence/review-mode.ts';
import type { Tone } from '../ui/badge.tsx';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { TimeText } from '../ui/time-text.tsx';

const SIZE = 13;
const STROKE = 2.6;
const NO_TUNNEL = new Set(['deleted', 'missing', 'refused', 'not-sent', 'in-doubt']);

const TONES: Record<string, Tone> = { UP: 'ok', DOWN: 'danger', DEGRADED: 'warning' };

/** The tunnel's own status: a second fact, that stands apart from realization. What was read last stands until something else is read. */
export function TunnelStrip({
  summary,
  events,
  busy,
  onRead,
}: {
  summary: RequestSummary;
  events: readonly RequestEvent[];
  busy: boolean;
  /** Null where it can't be read now. */
  onRead: (() => void) | null;
}) {
  const last = events.findLast(
    ({ fact }) => fact.type === 'tunnel' || fact.type === 'tunnel-not-read',
  );
  const read = events.findLast(({ fact }) => fact.type === 'tunnel')?.fact;
  const failure = last?.fact.type === 'tunnel-not-read' ? last.fact.failure : null;
  const stopped = events.findLast(({ fact }) => fact.type === 'stopped')?.fact;
  // It can't be asked any more (the practice manager of then is gone): then nothing can be read either.
  const gone = !summary.open && stopped?.type === 'stopped' ? stopped.reason : undefined;
  // A pack has no manager to ask.
  const isReviewing = useIsReviewing();
  const watched = events.some(({ fact }) => fact.type === 'watch-started');
  if (!last && (!watched || NO_TUNNEL.has(summary.verdict))) return null;
  return (
    <div className="tunnel" title="Realized and up are two different facts">
      {read?.type === 'tunnel' ? (
        <>
          <Status status={read.status} />
          {failure !== null && last && (
            <span className="muted">
              Reading again failed at <TimeText at={last.at} form="clock" />:{' '}
              {failureInShort(failure)}
            </span>
          )}
        </>
      ) : (
        <NotRead
          open={summary.open}
          gone={gone !== undefined || isReviewing}
          failure={failure}
          at={last?.at ?? null}
        />
      )}
      {gone === undefined && !isReviewing && onRead && (
        <Button kind="quiet" size="small" busy={busy} onClick={onRead}>
          {last ? 'Read again' : 'Read now'}
        </Button>
      )}
    </div>
  );
}

function Status({ status }: { status: TunnelStatus }) {
  const { session, ike, reason, total, negotiated, readAt } = status;
  const tone = TONES[session] ?? 'unknown';
  const Icon = session === 'UP' ? IconCheck : session === 'DOWN' ? IconX : IconMinus;
  const words = [
    ike === null ? null : `IKE ${ike.toLowerCase().replaceAll('_', ' ')}`,
    total === null || total === 0 || negotiated === null
      ? null
      : `${negotiated} of ${total} ${total === 1 ? 'tunnel' : 'tunnels'} negotiated`,
    reason,
  ].filter(Boolean);
  return (
    <>
      <Badge tone={tone} icon={<Icon size={SIZE} stroke={STROKE} aria-hidden={true} />}>
        Tunnel {session}
      </Badge>
      <span>
        {words.map((word) => `${word} · `).join('')}read <TimeText at={readAt} form="clock" />,
        realtime
      </span>
    </>
  );
}

function NotRead({
  open,
  gone,
  failure,
  at,
}: {
  open: boolean;
  gone: boolean;
  failure: Failure | null;
  at: number | null;
}) {
  return (
    <>
      <Badge tone="neutral" icon={<IconMinus size={SIZE} stroke={STROKE} aria-hidden={true} />}>
        Tunnel not read
      </Badge>
      <span className="muted">
        {failure === null ? (
          open ? (
            'It is read by itself once the change is realized'
          ) : gone ? (
            'It was not read while it could be'
          ) : (
            'It can be read at any time'
          )
        ) : (
          <>
            {failureInShort(failure)}
            {at !== null && (
              <>
                {' '}
                · tried <TimeText at={at} form="clock" />
              </>
            )}
          </>
        )}
      </span>
    </>
  );
}
