import type { RequestSummary } from '../../../shared/request.ts';
import { wordsOfSummary } from '../../../shared/summary-words.ts';
import { durationText, shortId } from '../../../shared/words.ts';
import type { Store } from '../../domain/ports.ts';
import { mustHaveData } from '../data-folder.ts';
import { EXIT_OK } from '../end.ts';
import type { Io } from '../io.ts';
import type { CommandOf } from '../options.ts';
import { requestJson } from '../printer.ts';
import { jsonLine, plain, table } from '../text.ts';
import { openWorld } from '../world.ts';

const HEAD = ['WHEN', 'MANAGER', 'REQUEST', 'OBJECT', 'VERDICT', 'TOOK', 'ID', 'X-NSX-REQUESTID'];
/** What may be cut where the terminal is narrow: names. */
const NAMES = [1, 3];
/** Columns from which whole ids leave room for the names. */
const WIDE = 150;

/** `history`: what was sent or followed, the newest first. */
export function history(command: CommandOf<'history'>, io: Io): number {
  mustHaveData(command.dataDir);
  const world = openWorld(command.dataDir);
  try {
    world.product.terminal.catchUp();
    const newest = world.store.newestRequests(command.limit);
    const all = world.store.countRequests();
    if (command.json) for (const summary of newest) io.out(jsonLine(asJson(world.store, summary)));
    else if (all === 0) io.out('Nothing was sent or followed yet.');
    else {
      const width = io.width();
      // A narrow terminal gets the id as `show` takes it, too.
      const idOf = width !== null && width < WIDE ? shortId : (id: string) => id;
      const rows = newest.map((summary) => asRow(summary, idOf));
      io.out(table([HEAD, ...rows], { width, cut: NAMES }));
      if (all > newest.length) {
        io.out(`The newest ${newest.length} of ${all}; --limit shows more.`);
      }
    }
    return EXIT_OK;
  } finally {
    world.close();
  }
}

function asRow(summary: RequestSummary, idOf: (id: string) => string): string[] {
  const { request, open, durationMs, nsxRequestId } = summary;
  const { word } = wordsOfSummary(summary);
  return [
    new Date(request.writtenAt).toISOString(),
    request.managerName,
    request.method,
    request.entityName,
    open ? `${word} (open)` : word,
    durationMs === null ? '' : durationText(durationMs),
    shortId(request.id),
    nsxRequestId === null ? '' : idOf(nsxRequestId),
  ].map(plain);
}

/** One request as `send` prints it, with the status of its answer. */
export function asJson(store: Pick<Store, 'events'>, summary: RequestSummary): object {
  const answers = store
    .events(summary.request.id)
    .flatMap(({ fact }) => (fact.type === 'answered' || fact.type === 'lost' ? [fact] : []));
  return requestJson(summary, answers.at(-1)?.exchange?.status ?? null);
}
