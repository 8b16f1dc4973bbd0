import type { RequestSummary } from '../../../shared/request.ts';
import type { Store } from '../../domain/ports.ts';
import { mustHaveData } from '../data-folder.ts';
import { EXIT_OK } from '../end.ts';
import { createStory } from '../follow.ts';
import type { Io } from '../io.ts';
import type { CommandOf } from '../options.ts';
import { type Printer, printerFor } from '../printer.ts';
import { jsonLine, plain } from '../text.ts';
import { UsageError } from '../usage.ts';
import { openWorld } from '../world.ts';
import { asJson } from './history.ts';

/** `show`: one request as it stands on record. Its end is no exit code: showing it went well. */
export function show(command: CommandOf<'show'>, io: Io): number {
  mustHaveData(command.dataDir);
  const world = openWorld(command.dataDir);
  try {
    world.product.terminal.catchUp();
    const found = find(called(world.store, command.request), command.request);
    const { request } = found;
    if (command.json) io.out(jsonLine(asJson(world.store, found)));
    else {
      io.out(plain(`${request.method} ${request.entityName} on ${request.managerName}`));
      io.out(plain(`${new Date(request.writtenAt).toISOString()} by ${request.user}`));
    }
    // To have shown a write that was refused is no error of this command.
    const err = (line: string) => {
      if (!command.json) io.out(line.replace(/^spanwatch: /, ''));
    };
    const every = printerFor(command.json, { ...io, err, progress: io.out });
    // The request itself has its line already.
    const isTold = (type: string) => command.json && (type === 'answered' || type === 'lost');
    const printer: Printer = {
      ...every,
      fact(summary, events, names) {
        if (!isTold(events.at(-1)?.fact.type ?? '')) every.fact(summary, events, names);
      },
    };
    const { stop } = io;
    createStory({ world, printer, stop, isSaved: true, sessionId: null }).tell(request.id);
    return EXIT_OK;
  } finally {
    world.close();
  }
}

/** So many with the same beginning are one too many to choose from. */
const MOST_CALLED = 1000;

/** Those whose ids begin with what was typed: found by an index, however many there are. */
export function called(store: Pick<Store, 'requestsCalled'>, typed: string): RequestSummary[] {
  const [head = ''] = typed
    .trim()
    .toLowerCase()
    .split(/…|\.{3}/);
  return store.requestsCalled(head, MOST_CALLED);
}

/** By its id or NSX's request id: whole, the beginning of it, or shortened as `history` prints it. */
export function find(all: readonly RequestSummary[], typed: string): RequestSummary {
  const wanted = typed.trim().toLowerCase();
  const [head = '', ...tails] = wanted.split(/…|\.{3}/);
  const isIt = (id: string) =>
    id.toLowerCase().startsWith(head) && tails.every((tail) => id.toLowerCase().endsWith(tail));
  const found = all.filter(
    ({ request, nsxRequestId }) =>
      isIt(request.id) || (nsxRequestId !== null && isIt(nsxRequestId)),
  );
  const exact = found.find(({ request }) => request.id.toLowerCase() === wanted);
  const [one, other] = found;
  if (exact) return exact;
  if (!one) throw new UsageError(`no request is called “${wanted}”; history lists them`);
  if (!other) return one;
  throw new UsageError(`“${wanted}” names ${found.length} requests; give more of the id`);
}
