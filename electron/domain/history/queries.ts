import type { Input } from '../../../shared/contract.ts';
import type { Archive, Ports } from '../ports.ts';
import { createRemarks } from './remarks.ts';
import { createViews } from './views.ts';

type Deps = Parameters<typeof createRemarks>[1];

/** The handlers of `shared/history-query.ts`. */
export function createQueries(
  ports: Pick<Ports, 'store' | 'host' | 'notify'>,
  archive: Archive,
  deps: Deps,
) {
  const remarks = createRemarks(ports, deps);
  const views = createViews(ports.store, (settings) => ports.notify('settings.changed', settings));
  return {
    'history.find': (input: Input<'history.find'>) => archive.find(input),
    'history.facets': ({ filter }: Input<'history.facets'>) => archive.facets(filter),
    'history.events': ({ requestId, after, limit }: Input<'history.events'>) =>
      archive.events(requestId, after, limit),
    'history.usual': ({ requestId }: Input<'history.usual'>) => archive.usual(requestId),
    'history.signer': remarks.signer,
    'history.note': remarks.note,
    'history.tag': remarks.tag,
    'history.mark': remarks.mark,
    'view.list': views.list,
    'view.save': views.save,
    'view.remove': ({ name }: Input<'view.remove'>) => views.remove(name),
  };
}
