import type { Input } from '../../../shared/contract.ts';
import { ok } from '../../../shared/result.ts';
import type { StorageCheck } from '../../../shared/storage.ts';
import type { Ports } from '../ports.ts';

/** The commands of the storage while the data is open. */
export function storageHandlers(
  { storage, clock, host }: Pick<Ports, 'storage' | 'clock' | 'host'>,
  checked: () => StorageCheck,
) {
  return {
    'storage.view': () => storage.view(),
    'storage.check': () => ok(checked()),
    'storage.back-up': () => storage.backUp('by-hand', clock.now()),
    'storage.restore': ({ name }: Input<'storage.restore'>) => host.restore(name),
    'storage.look': ({ name }: Input<'storage.look'>) => storage.lookAtBackup(name),
    'storage.show': ({ name }: Input<'storage.show'>) => host.show(name),
    'storage.restored': () => ok(host.restored()),
    'storage.forget-restored': () => {
      host.restored(true);
      return ok(null);
    },
    'storage.trouble': () => ok(null),
    'storage.begin-anew': () => ok(null),
    'storage.try-again': () => ok(null),
  };
}
