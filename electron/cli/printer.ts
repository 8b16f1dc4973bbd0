import { checksOf } from '../../shared/check-rows.ts';
import { isObject } from '../../shared/json.ts';
import { receivedAt } from '../../shared/life.ts';
import type { RequestEvent, RequestSummary } from '../../shared/request.ts';
import type { NodeNames } from '../../shared/sentence.ts';
import { verdictCode } from '../../shared/summary-words.ts';
import { count, durationText, shortId } from '../../shared/words.ts';
import { type EndWord, notAskedWord } from './end.ts';
import type { Io } from './io.ts';
import { jsonLine, plain } from './text.ts';
import { failureWords } from './words.ts';

export type Ending = {
  verdict: EndWord;
  state: string | null;
  requestId: string | null;
  session: string | null;
  checks: number;
  /** How long the command has followed it; of `show` how long the request took, null where that is not known. */
  elapsedMs: number | null;
  message: string;
  /** How a lost answer was cleared up; people have seen it as it happened, scripts get it with the message. */
  doubt?: string | null;
};

/** Tells a command's story as it happens. */
export type Printer = {
  fact(summary: RequestSummary, events: readonly RequestEvent[], names: NodeNames): void;
  /** A remark for people; scripts don't get it. */
  note(words: string): void;
  end(ending: Ending): void;
};

type Out = Pick<Io, 'out' | 'err' | 'progress'>;

/** Errors of the command, which stand on standard error as well. */
const ERRORS: ReadonlySet<EndWord> = new Set(['refused', 'bug']);

/** Tells it to scripts, or to people. */
export function printerFor(json: boolean, out: Out): Printer {
  return json ? jsonPrinter(out) : humanPrinter(out);
}

/** One object a line, in the shape that README.md promises. */
function jsonPrinter({ out, err }: Out): Printer {
  let checks = 0;
  return {
    fact(summary, events) {
      const event = events.at(-1);
      const line = event && jsonFact(summary, event, () => (checks += 1));
      if (line) out(jsonLine(line));
    },
    note: () => {},
    end(ending) {
      if (ERRORS.has(ending.verdict)) err(`spanwatch: ${plain(ending.message)}`);
      const { doubt, ...rest } = ending;
      const message = doubt ? `${doubt} ${ending.message}` : ending.message;
      out(jsonLine({ event: 'verdict', ...rest, message }));
    },
  };
}

const iso = (at: number) => new Date(at).toISOString();

function jsonFact(
  summary: RequestSummary,
  { fact }: RequestEvent,
  next: () => number,
): object | null {
  if (fact.type === 'answered' || fact.type === 'lost') {
    const { exchange, nsxRequestId } = fact;
    return requestJson(summary, exchange?.status ?? null, nsxRequestId ?? null);
  }
  if (fact.type === 'checked') {
    const { exchange, rawState, message, nodes } = fact;
    const types = typesOf(exchange.body);
    return {
      event: 'check',
      n: next(),
      at: iso(receivedAt(exchange)),
      durationMs: exchange.durationMs,
      httpStatus: exchange.status,
      state: rawState,
      failureMessage: message,
      nodes: nodes.map((node) => ({
        id: node.nodeId,
        type: types.get(node.nodeId) ?? null,
        state: node.state,
        failureMessage: node.message,
      })),
      ...(fact.sessionId === undefined ? {} : { session: fact.sessionId }),
    };
  }
  if (fact.type === 'not-asked') {
    const notAsked = notAskedWord(fact.failure);
    return { event: 'check', n: next(), at: iso(fact.startedAt), notAsked };
  }
  return null;
}

/** One request: the same shape wherever a command prints one. `httpStatus`: null where no answer came, or none is known. */
export function requestJson(
  summary: RequestSummary,
  httpStatus: number | null,
  requestId: string | null = summary.nsxRequestId,
): object {
  const { request, open, checks, durationMs } = summary;
  return {
    event: 'request',
    at: iso(request.writtenAt),
    method: request.method,
    path: pathOf(request.url),
    httpStatus,
    requestId,
    id: request.id,
    manager: request.managerName,
    address: request.managerAddress,
    user: request.user,
    kind: request.kind,
    entity: summary.entityId ?? request.entityId,
    name: request.entityName,
    verdict: verdictCode(summary),
    open,
    checks,
    durationMs,
  };
}

/** The path and query of a URL. */
export function pathOf(url: string): string {
  return url.replace(/^https:\/\/[^/]+/, '');
}

/** `sub_system_type` by node, which only the raw answer has. */
function typesOf(body: string): Map<string, string> {
  const types = new Map<string, string>();
  try {
    const details: unknown = (JSON.parse(body) as { details?: unknown }).details;
    for (const item of Array.isArray(details) ? details : []) {
      if (!isObject(item)) continue;
      const { sub_system_id: id, sub_system_type: type } = item;
      if (typeof id === 'string' && typeof type === 'string') types.set(id, type);
    }
  } catch {
    // Not JSON: there are no nodes either.
  }
  return types;
}

/** A line for each change, and on a terminal one that tells that it is still being asked. */
function humanPrinter({ out, err, progress }: Out): Printer {
  return {
    fact(summary, events, names) {
      const event = events.at(-1);
      if (!event) return;
      const { fact } = event;
      if (fact.type === 'answered') {
        const id = fact.nsxRequestId === null ? 'no request id' : `request ${fact.nsxRequestId}`;
        const { method, status, durationMs, url } = fact.exchange;
        out(
          plain(`${method} ${pathOf(url)}: ${status ?? '?'} in ${durationText(durationMs)}, ${id}`),
        );
      } else if (fact.type === 'lost') {
        out(
          plain(
            `No answer came (${failureWords(fact.failure)}): the write is in doubt, and is read back`,
          ),
        );
      } else if (fact.type === 'settled') {
        out(plain(fact.evidence));
      } else if (fact.type === 'watch-started') {
        out(plain(`Following ${fact.sessionName ?? shortId(fact.sessionId)}`));
      } else if (fact.type === 'checked' || fact.type === 'not-asked' || fact.type === 'gap') {
        const row = checksOf(summary.request, events, names).at(-1);
        if (row) line(row, summary);
      } else if (fact.type === 'tunnel') {
        out(
          plain(
            `Tunnel ${fact.status.session}${fact.status.reason ? `: ${fact.status.reason}` : ''} (another fact than realized)`,
          ),
        );
      }
    },
    note: (words) => out(plain(words)),
    end(ending) {
      // What was not taken is an error of this command, and stands where scripts look for errors.
      if (ERRORS.has(ending.verdict)) err(`spanwatch: ${plain(ending.message)}`);
      else out(plain(ending.message));
    },
  };

  function line(row: ReturnType<typeof checksOf>[number], summary: RequestSummary): void {
    const since = `+${durationText(Math.max(0, row.sinceSentMs))}`.padEnd(10);
    if (row.type === 'check') {
      const nodes = row.total === 0 ? '' : ` ${row.done}/${row.total}`;
      const said = `${since} ${row.rawState ?? row.verdict}${nodes}  ${row.changed}`;
      if (row.changed === 'no change')
        progress(plain(`${said} (${count(summary.checks, 'check')})`));
      else out(plain(said));
    } else if (row.type === 'not-asked') {
      out(plain(`${since} not asked: ${failureWords(row.failure)}`));
    } else out(plain(`${since} ${row.text}`));
  }
}
