import type { RequestSummary } from '../../../shared/request.ts';
import { verdictCode, wordsOfSummary } from '../../../shared/summary-words.ts';
import { durationText, shortId } from '../../../shared/words.ts';
import { EXIT_OK } from '../end.ts';
import type { Io } from '../io.ts';
import type { CommandOf } from '../options.ts';
import { pathOf } from '../printer.ts';
import { jsonLine, plain, table } from '../text.ts';
import { openWorld } from '../world.ts';

const HEAD = ['WHEN', 'MANAGER', 'REQUEST', 'OBJECT', 'VERDICT', 'TOOK', 'ID'];

/** `history`: what was sent or followed, the newest first. */
export function history(command: CommandOf<'history'>, io: Io): number {
  const world = openWorld(command.dataDir);
  try {
    const all = world.product.terminal.list();
    const newest = all.slice(-command.limit).reverse();
    if (command.json) for (const summary of newest) io.out(jsonLine(asJson(summary)));
    else if (all.length === 0) io.out('Nothing was sent or followed yet.');
    else {
      io.out(table([HEAD, ...newest.map(asRow)]));
      if (all.length > newest.length) {
        io.out(`The newest ${newest.length} of ${all.length}; --limit shows more.`);
      }
    }
    return EXIT_OK;
  } finally {
    world.close();
  }
}

function asRow(summary: RequestSummary): string[] {
  const { request, open, durationMs } = summary;
  const { word } = wordsOfSummary(summary);
  return [
    new Date(request.writtenAt).toISOString(),
    request.managerName,
    request.method,
    request.entityName,
    open ? `${word} (open)` : word,
    durationMs === null ? '' : durationText(durationMs),
    shortId(request.id),
  ].map(plain);
}

/** One request, with the names of the `request` line that `send` prints. */
export function asJson(summary: RequestSummary): object {
  const { request, open, nsxRequestId, checks, durationMs } = summary;
  return {
    event: 'request',
    id: request.id,
    at: new Date(request.writtenAt).toISOString(),
    method: request.method,
    path: pathOf(request.url),
    requestId: nsxRequestId,
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
