import { Request, RequestSummary } from '../../../shared/request.ts';
import { type Bytes, bufferOf, Utf8Text } from './rows.ts';

/** What of a summary is neither in its request nor in a column. */
const Data = RequestSummary.omit({
  request: true,
  checks: true,
  durationMs: true,
  lastCheckAt: true,
  nextCheckAt: true,
});

/** The parts of a summary that are stored as JSON. */
export type Parts = { request: Request } & ReturnType<typeof Data.parse>;
type Row = { number: number; data: Bytes; request: Bytes };

/** Throws where they are not what they should be. */
export const partsOf = ({ request, data }: Row): Parts => ({
  request: Request.parse(JSON.parse(Utf8Text.parse(request))),
  ...Data.parse(JSON.parse(Utf8Text.parse(data))),
});

/** Some 5 kB each. */
const MOST_HELD = 500;

/** The same for lists, which are asked for again with each change: what has the same bytes is not parsed again. */
export function heldParts(): typeof partsOf {
  const held = new Map<number, { request: Buffer; data: Buffer; parts: Parts }>();
  return (row) => {
    const [request, data] = [bufferOf(row.request), bufferOf(row.data)];
    const known = held.get(row.number);
    if (known?.request.equals(request) && known.data.equals(data)) return known.parts;
    const parts = partsOf(row);
    if (held.size >= MOST_HELD) held.clear();
    held.set(row.number, { request, data, parts });
    return parts;
  };
}
