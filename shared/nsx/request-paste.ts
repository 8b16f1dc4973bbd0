/** What a paste says of a request that was made elsewhere. */
export type Pasted = {
  nsxRequestId: string | null;
  sessionId: string | null;
  method: string | null;
};

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const WHOLE_ID = new RegExp(`^${UUID}$`, 'i');
/** A header line, JSON, or a log line: the name, then anything that is no part of an id, then the id. */
const HEADER = new RegExp(`x-nsx-request-?id["']?\\s*[:=]\\s*\\[?["']?(${UUID})`, 'i');
const QUERY = new RegExp(`[?&]request_id=(${UUID})`, 'i');
const PATH = new RegExp(`/vpn/ipsec/sessions/(${UUID})`, 'i');
const LOGGED_ID = new RegExp(`\\breqId\\s*=\\s*["']?(${UUID})`, 'i');
const METHOD = /(?:^|[\s"'])(?:-X\s*|--request[\s=]+|> )?(PUT|POST|DELETE)(?=[\s"']|$)/m;

/**
 * Finds the ids in what was pasted: an id by itself, the answer of `curl -i` or `-v`, a list of headers, a line of a
 * log (`reqId` is what NSX's own logs call it). What is not there is null.
 */
export function readPaste(text: string): Pasted {
  const trimmed = text.trim();
  if (WHOLE_ID.test(trimmed)) return { nsxRequestId: trimmed, sessionId: null, method: null };
  const find = (...patterns: RegExp[]) => {
    for (const pattern of patterns) {
      const found = pattern.exec(text)?.[1];
      if (found !== undefined) return found;
    }
    return null;
  };
  return {
    nsxRequestId: find(HEADER, QUERY, LOGGED_ID),
    sessionId: find(PATH),
    method: find(METHOD),
  };
}
