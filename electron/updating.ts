import { ok } from '../shared/result.ts';
import type { StorageUpdate } from '../shared/storage.ts';
import type { DatabaseError } from './adapters/database/database-error.ts';
import { updateInThread } from './adapters/database/update-thread.ts';
import type { Handlers } from './domain/dispatch.ts';
import { createDispatch } from './domain/dispatch.ts';
import type { Notify, Storage } from './domain/ports.ts';
import type { Opened } from './opened.ts';
import { closedHandlers } from './trouble.ts';

type Needs = {
  /** The thread's script. */
  script: string;
  dataFolder: string;
  storage: Storage;
  notify: Notify;
  bug(where: string, error: unknown): void;
  info: Handlers['app.info'];
  openLink: Handlers['app.open-link'];
};

const BEFORE: StorageUpdate = { phase: 'copying', step: 0, steps: 0, done: 0, total: 0 };

/**
 * What answers the window while data of an earlier version is brought up to date: how far that is, and nothing else.
 * `then` hears once when it has ended, with why it could not be done and the packs that were to be opened meanwhile; not
 * where it was closed before.
 */
export function updating(
  { script, dataFolder, storage, notify, bug, info, openLink }: Needs,
  then: (error: DatabaseError | null, pack: string | null) => void,
): Opened {
  let now = BEFORE;
  let pack: string | null = null;
  let isClosed = false;
  const thread = updateInThread(script, dataFolder, (update) => {
    now = update;
    if (!isClosed) notify('storage.updating', update);
  });
  void thread.ended.then((error) => {
    if (!isClosed) then(error, pack);
  });
  const detail = 'The record is being brought up to date.';
  const handlers: Handlers = {
    ...closedHandlers({ kind: 'storage', reason: 'busy', detail }),
    'app.info': info,
    'app.open-link': openLink,
    'storage.update': () => ok(now),
    'storage.trouble': () => ok(null),
  };
  return {
    dispatch: createDispatch(handlers, bug),
    recover: () => {},
    async close() {
      isClosed = true;
      await Promise.all([thread.stop(), storage.close()]);
    },
    isUpdating: true,
    isShared: () => false,
    openPack: async (path) => {
      pack = path;
    },
    storage,
    draftKeys: () => [],
    product: null,
  };
}
