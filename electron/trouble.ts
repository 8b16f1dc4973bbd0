import { type CommandName, commands } from '../shared/contract.ts';
import type { Failure } from '../shared/result.ts';
import { fail, ok } from '../shared/result.ts';
import type { StorageTrouble } from '../shared/storage.ts';
import type { Handlers } from './domain/dispatch.ts';
import type { Host, Storage } from './domain/ports.ts';

type Ways = {
  storage: Storage;
  info: Handlers['app.info'];
  openLink: Handlers['app.open-link'];
  restore: Host['restore'];
  beginAnew: Handlers['storage.begin-anew'];
  tryAgain: Handlers['storage.try-again'];
};

/**
 * What answers the window while the data can't be opened: what is wrong, and the ways on. Every other command fails
 * with that, and nothing is written.
 */
export function troubleHandlers(
  what: Pick<StorageTrouble, 'kind' | 'file' | 'detail' | 'found'>,
  failure: Extract<Failure, { kind: 'storage' }>,
  ways: Ways,
): Handlers {
  return {
    ...closedHandlers(failure),
    'app.info': ways.info,
    'app.open-link': ways.openLink,
    'storage.update': () => ok(null),
    'storage.trouble': async () => {
      const looked = await ways.storage.lookAtBackups();
      return looked.ok ? ok({ ...what, ...looked.value }) : looked;
    },
    'storage.restore': ({ name }) => ways.restore(name),
    'storage.begin-anew': ways.beginAnew,
    'storage.try-again': ways.tryAgain,
  };
}

/** Every command fails: the data is not open. */
export function closedHandlers(failure: Extract<Failure, { kind: 'storage' }>): Handlers {
  const closed = () => fail({ ...failure, closed: true as const });
  const names = Object.keys(commands) as CommandName[];
  return Object.fromEntries(names.map((name) => [name, closed])) as unknown as Handlers;
}
