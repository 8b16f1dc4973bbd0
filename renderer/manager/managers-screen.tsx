import { IconFlask, IconPlus, IconServer2 } from '@tabler/icons-react';
import { go, useRoute } from '../shell/route-store.ts';
import { Button } from '../ui/button.tsx';
import { SplitScreen } from '../ui/split-screen.tsx';
import { EmptyState } from '../ui/states.tsx';
import { AddManager } from './add-manager.tsx';
import './manager.css';
import { ManagerDetail } from './manager-detail.tsx';
import { ManagerList } from './manager-list.tsx';
import { useCurrentManager, useManager, useManagerStore } from './manager-store.ts';
import { openPractice } from './practice.ts';

/** Managers: address, trust, how to sign in, and what each can do. */
export function ManagersScreen() {
  const route = useRoute();
  const named = useManager(route.id ?? null);
  const current = useCurrentManager();
  const loaded = useManagerStore((state) => state.loaded);
  const shown = named ?? current;
  return (
    <SplitScreen
      listLabel="Managers"
      list={<ManagerList selected={shown?.manager.id ?? null} />}
      showDetail={Boolean(route.adding || named || (loaded && !shown))}
      onBack={() => go({ screen: 'managers' })}
      detail={
        route.adding ? (
          <AddManager />
        ) : shown ? (
          <ManagerDetail key={shown.manager.id} view={shown} />
        ) : (
          loaded && <NoManager />
        )
      }
    />
  );
}

function NoManager() {
  return (
    <EmptyState
      icon={<IconServer2 size={22} />}
      title="No manager yet"
      action={
        <>
          <Button
            kind="primary"
            icon={<IconPlus size={15} />}
            onClick={() => go({ screen: 'managers', adding: true })}
          >
            Add a manager
          </Button>
          <Button icon={<IconFlask size={15} />} onClick={() => void openPractice()}>
            Open the practice manager
          </Button>
        </>
      }
    >
      Add an NSX manager by its address, or open the practice manager: a whole NSX manager inside
      this application, with gateways, edge nodes and a dozen sessions to try everything on.
    </EmptyState>
  );
}
