import { isoUtc } from '../iso-utc.ts';
import type { Exchange } from '../request.ts';
import type { PackRecord } from './story.ts';

/** HAR 1.2: https://w3c.github.io/web-performance/specs/HAR/Overview.html. Sizes that are not known are -1. */
const UNKNOWN = -1;

/** The exchanges of a request as entries of a HAR file, one a line; secrets are replaced in the record already. */
export function harEntries({ request, events }: PackRecord): string[] {
  return events.flatMap(({ seq, fact }) => {
    if (!('exchange' in fact) || !fact.exchange) return [];
    const isWrite = fact.type === 'answered' || fact.type === 'lost';
    const sent = isWrite && request.bodyAfter !== null ? JSON.stringify(request.bodyAfter) : null;
    return [JSON.stringify(entryOf(fact.exchange, sent, request.id, `fact ${seq}: ${fact.type}`))];
  });
}

export function harPage({ request }: PackRecord): string {
  return JSON.stringify({
    startedDateTime: isoUtc(request.writtenAt),
    id: request.id,
    title: `${request.method} ${request.entityName} on ${request.managerName}`,
    pageTimings: { onContentLoad: UNKNOWN, onLoad: UNKNOWN },
  });
}

export function harText(pages: readonly string[], entries: readonly string[], app: string): string {
  const [name, version] = [app.split(' ')[0] ?? '', app.split(' ').slice(1).join(' ')];
  const log = JSON.stringify({ version: '1.2', creator: { name, version } }).slice(0, -1);
  return `{"log":${log},"pages":[${pages.join(',\n')}],"entries":[${entries.join(',\n')}]}}\n`;
}

function entryOf(exchange: Exchange, sent: string | null, pageref: string, comment: string) {
  const { method, url, startedAt, durationMs, status, headers, body } = exchange;
  const type = headers['content-type'] ?? 'application/json';
  return {
    pageref,
    startedDateTime: isoUtc(startedAt),
    time: durationMs,
    request: {
      method,
      url,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: [],
      queryString: queryOf(url),
      ...(sent !== null && { postData: { mimeType: 'application/json', text: sent } }),
      headersSize: UNKNOWN,
      bodySize: UNKNOWN,
    },
    response: {
      status: status ?? 0,
      statusText: '',
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
      content: { size: body.length, mimeType: type, text: body },
      redirectURL: '',
      headersSize: UNKNOWN,
      bodySize: UNKNOWN,
    },
    cache: {},
    timings: { send: 0, wait: durationMs, receive: 0 },
    comment,
  };
}

function queryOf(url: string): { name: string; value: string }[] {
  const at = url.indexOf('?');
  if (at === -1) return [];
  return url
    .slice(at + 1)
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const equals = pair.indexOf('=');
      const name = equals === -1 ? pair : pair.slice(0, equals);
      return { name: decode(name), value: equals === -1 ? '' : decode(pair.slice(equals + 1)) };
    });
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
