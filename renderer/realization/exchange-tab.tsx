import type { ReactNode } from 'react';
import { isSuccess } from '../../shared/life.ts';
import { nsxErrorText, readNsxError } from '../../shared/nsx/error-body.ts';
import type { Exchange, Request, RequestEvent } from '../../shared/request.ts';
import { durationText, failureInShort } from '../../shared/words.ts';
import { Method } from '../ui/badge.tsx';
import { useZone } from '../ui/clock.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { isoWithOffset } from '../ui/time.ts';
import './exchange-tab.css';

const INDENT = 2;

/** The write and its answer, as they went over the wire; secrets replaced. */
export function ExchangeTab({
  request,
  events,
}: {
  request: Request;
  events: readonly RequestEvent[];
}) {
  const answer = events.findLast(({ fact }) => fact.type === 'answered')?.fact;
  const lost = events.findLast(
    ({ fact }) => fact.type === 'lost' || fact.type === 'not-sent',
  )?.fact;
  const settled = events.filter(({ fact }) => fact.type === 'settled');
  if (request.origin === 'elsewhere') {
    return (
      <p className="checks-none">
        It was sent elsewhere: Spanwatch did not see the write or its answer. It asks only how{' '}
        <code>{request.url}</code> stands.
      </p>
    );
  }
  return (
    <div className="exchange">
      <Part
        title={
          <>
            <Method method={request.method} /> <code>{request.url}</code>
          </>
        }
        copy={request.url}
        what="the URL"
        note={`As ${request.user}, through ${request.managerName} (${request.managerAddress})`}
        headers={{ 'x-nsx-ereqid': request.ereqId, 'content-type': 'application/json' }}
        body={request.bodyAfter === null ? null : JSON.stringify(request.bodyAfter, null, INDENT)}
        none="A DELETE has no body."
      />
      {answer?.type === 'answered' ? (
        <Answer title="Answer" exchange={answer.exchange} />
      ) : (
        <section className="exchange-part">
          <h3>Answer</h3>
          <p className="muted">
            {lost?.type === 'lost' || lost?.type === 'not-sent'
              ? `${lost.type === 'lost' ? 'No answer came' : 'No byte left this computer'}: ${failureInShort(lost.failure)}.`
              : 'None yet.'}
          </p>
        </section>
      )}
      {lost?.type === 'lost' && lost.exchange && (
        <Answer title="What came instead" exchange={lost.exchange} />
      )}
      {settled.map(({ seq, fact }) =>
        fact.type !== 'settled' ? null : fact.exchange ? (
          <Answer key={seq} title={fact.evidence} exchange={fact.exchange} />
        ) : (
          <p key={seq}>{fact.evidence}</p>
        ),
      )}
      <p className="exchange-foot muted">
        Passwords, cookies, tokens and pre-shared keys were replaced before this was stored.
      </p>
    </div>
  );
}

function Answer({ title, exchange }: { title: string; exchange: Exchange }) {
  const zone = useZone();
  const { status, body, headers, durationMs, startedAt } = exchange;
  const bad = !isSuccess(status);
  return (
    <Part
      title={
        <>
          {title}{' '}
          <span data-tone={bad ? 'danger' : 'ok'} className="exchange-status">
            {status ?? 'no status'}
          </span>{' '}
          <span className="muted">in {durationText(durationMs)}</span>
        </>
      }
      copy={body}
      what="the body"
      note={`${exchange.method} ${exchange.url}, begun ${isoWithOffset(startedAt, zone)}`}
      words={bad ? nsxErrorText(readNsxError(body)) : null}
      headers={headers}
      body={body === '' ? null : body}
      none="The body was empty."
    />
  );
}

interface PartProps {
  title: ReactNode;
  note: string;
  copy: string;
  what: string;
  words?: string | null;
  headers: Record<string, string>;
  body: string | null;
  none: string;
}

function Part({ title, note, copy, what, words = null, headers, body, none }: PartProps) {
  return (
    <section className="exchange-part">
      <h3>
        {title} <CopyButton value={copy} what={what} />
      </h3>
      <p className="muted small">{note}</p>
      {words !== null && (
        <p className="exchange-words" data-tone="danger">
          {words}
        </p>
      )}
      {Object.keys(headers).length > 0 && (
        <dl className="exchange-headers mono">
          {Object.entries(headers).map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {body === null ? (
        <p className="muted">{none}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a text that scrolls must be reachable by keyboard
        <pre className="verbatim" tabIndex={0}>
          {body}
        </pre>
      )}
    </section>
  );
}
