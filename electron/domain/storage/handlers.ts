import type { Input } from '../../../shared/contract.ts';
import { ok } from '../../../shared/result.ts';
import type { StorageCheck } from '../../../shared/storage.ts';
import type { Ports } from '../ports.ts';
import { secretsOfCopy } from './secrets-of-copy.ts';

/** The commands of the storage while the data is open. */
export function storageHandlers(
  ports: Pick<Ports, 'storage' | 'clock' | 'host' | 'store' | 'vault'>,
  checked: () => StorageCheck,
) {
  const { storage, clock, host } = ports;
  return {
    'storage.view': () => storage.view(),
    'storage.check': () => ok(checked()),
    'storage.back-up': () => storage.backUp('by-hand', clock.now()),
    'storage.restore': ({ name }: Input<'storage.restore'>) => host.restore(name),
    'storage.look': ({ name }: Input<'storage.look'>) => storage.lookAtBackup(name),
    'storage.secrets': ({ name }: Input<'storage.secrets'>) => secretsOfCopy(ports, name),
    'storage.show': ({ name }: Input<'storage.show'>) => host.show(name),
    'storage.restored': () => ok(host.restored()),
    'storage.forget-restored': () => {
      host.restored(true);
      return ok(null);
    },
    'storage.update': () => ok(null),
    'storage.trouble': () => ok(null),
    'storage.begin-anew': () => ok(null),
    'storage.try-again': () => ok(null),
  };
}
