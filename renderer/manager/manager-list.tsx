import { IconFlask, IconPlus } from '@tabler/icons-react';
import type { ManagerView } from '../../shared/manager.ts';
import { go, useRoute } from '../shell/route-store.ts';
import { Badge, Dot } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { useZone } from '../ui/clock.ts';
import { FailureState } from '../ui/failure.tsx';
import { ListHead } from '../ui/split-screen.tsx';
import { LoadingState } from '../ui/states.tsx';
import { TimeText } from '../ui/time-text.tsx';
import { VirtualList } from '../ui/virtual-list.tsx';
import { linkWords, shortVersion } from './link.ts';
import { loadManagers, sortManagers, useManagerStore } from './manager-store.ts';

/** Every manager with its state, and the button to add one. */
export function ManagerList({ selected }: { selected: string | null }) {
  const { byId, loaded, failure } = useManagerStore();
  const { adding } = useRoute();
  const managers = sortManagers(byId);
  return (
    <>
      <ListHead title="Managers" count={loaded ? countWords(managers) : undefined}>
        <div className="buttons">
          <Button
            size="small"
            icon={<IconPlus size={14} />}
            onClick={() => go({ screen: 'managers', adding: true })}
          >
            Add a manager
          </Button>
        </div>
      </ListHead>
      {!loaded && <LoadingState label="Loading managers" />}
      {failure && (
        <FailureState
          failure={failure}
          action={<Button onClick={() => void loadManagers()}>Try again</Button>}
        />
      )}
      {loaded && managers.length > 0 && (
        <VirtualList
          label="Managers"
          items={managers}
          keyOf={(view) => view.manager.id}
          row={(view) => <ManagerRow view={view} />}
          selected={adding ? null : selected}
          onSelect={(id) => go({ screen: 'managers', id }, { replace: selected !== null })}
        />
      )}
    </>
  );
}

function countWords(managers: readonly ManagerView[]): string {
  const reachable = managers.filter(({ link }) => link.state === 'reachable').length;
  return managers.length ? `${reachable} of ${managers.length} reachable` : 'none yet';
}

function ManagerRow({ view }: { view: ManagerView }) {
  const { manager, facts, link } = view;
  const words = linkWords(view, useZone());
  return (
    <div data-colour={manager.colour} className="manager-row">
      <div className="row-1">
        <span className="swatch" aria-hidden />
        <span className="row-name">{manager.name}</span>
        {manager.practice && <IconFlask size={14} className="muted" aria-label="practice" />}
        <span className="row-end">{manager.environment}</span>
      </div>
      <div className="row-2">
        <Badge tone={words.tone} icon={<Dot tone={words.tone} hollow={words.hollow} />}>
          {words.word}
        </Badge>
        <span className="truncate mono">{manager.address}</span>
        <span className="row-end">
          {link.state !== 'reachable' && link.state !== 'not-asked' ? (
            <TimeText at={link.since} form="ago" />
          ) : (
            facts?.version && shortVersion(facts.version)
          )}
        </span>
      </div>
    </div>
  );
}
