import { Menu } from '@mantine/core';
import { IconPlus, IconRefresh } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { Entity } from '../../shared/inventory.ts';
import { POLICY_BASED, ROUTE_BASED } from '../../shared/inventory.ts';
import type { ManagerView } from '../../shared/manager.ts';
import type { InventoryKind } from '../../shared/nsx/kinds.ts';
import { KIND_PLURAL } from '../../shared/nsx/kinds.ts';
import { emptySession } from '../../shared/nsx/session.ts';
import { draftStore, useDrafts } from '../draft/drafts.ts';
import { entitiesOf } from '../draft/lookup.ts';
import { useCurrentManager, useManagerStore } from '../manager/manager-store.ts';
import { openNewSession } from '../plan/plan-routes.ts';
import { go, useRouteId } from '../shell/route-store.ts';
import { Button } from '../ui/button.tsx';
import { FailureBanner, FailureState, wordsOf } from '../ui/failure.tsx';
import { SearchInput } from '../ui/field.tsx';
import { ListHead, SplitScreen } from '../ui/split-screen.tsx';
import { EmptyState, LoadingState, OfflineState } from '../ui/states.tsx';
import { TimeText } from '../ui/time-text.tsx';
import { toast } from '../ui/toast.ts';
import { VirtualList } from '../ui/virtual-list.tsx';
import { isEntityKind, NewEntity } from './entity-acts.tsx';
import { EntityDetail } from './entity-detail.tsx';
import { EntityRow } from './entity-row.tsx';
import { inventoryStore, useInventory } from './inventories.ts';
import './inventory.css';
import type { ManagerCopy } from './inventory-store.ts';
import { KindNav } from './kind-nav.tsx';
import { searchEntities } from './search.ts';
import { SessionDetail } from './session-detail.tsx';

/** The entities of the manager in front, from the last copy. */
export function InventoryScreen() {
  const view = useCurrentManager();
  const loaded = useManagerStore((state) => state.loaded);
  if (!view) {
    if (!loaded) return <LoadingState label="Loading the managers" />;
    return (
      <EmptyState
        title="No manager yet"
        action={
          <Button kind="primary" onClick={() => go({ screen: 'managers' })}>
            Add a manager
          </Button>
        }
      >
        The inventory is the last copy of a manager’s sessions and of what they share. Add a
        manager, or open the practice manager.
      </EmptyState>
    );
  }
  return <ManagerInventory key={view.manager.id} view={view} />;
}

function ManagerInventory({ view }: { view: ManagerView }) {
  const inventory = useInventory(view.manager.id);
  const routeId = useRouteId('inventory');
  const [kind, setKind] = useState<InventoryKind>('sessions');
  const [typed, setTyped] = useState('');
  const copy = useMemo(() => inventory?.copy ?? {}, [inventory?.copy]);
  const entities = useMemo(() => entitiesOf(copy, kind), [copy, kind]);
  const found = useMemo(() => searchEntities(entities, copy, typed), [entities, copy, typed]);
  const drafted = useDrafts((state) => state.drafts);
  const draftedIds = useMemo(
    () =>
      new Set(
        Object.values(drafted)
          .filter((draft) => draft.managerId === view.manager.id)
          .map((draft) => draft.entityId),
      ),
    [drafted, view.manager.id],
  );

  // An id of another kind than the one in front (a link, Back): the list follows it.
  const routed = routeId ? Object.values(copy).find((of) => of?.[routeId])?.[routeId] : undefined;
  const [followed, setFollowed] = useState<string | null>(null);
  if (routed && routed.id !== followed) {
    setFollowed(routed.id);
    if (routed.kind !== kind) setKind(routed.kind);
  }
  const chosen = routed ?? (routeId ? null : (found[0] ?? null));

  if (!inventory || inventory.phase === 'loading')
    return <LoadingState label="Loading the inventory" />;
  if (inventory.phase === 'failed' && inventory.failure) {
    return (
      <FailureState
        failure={inventory.failure}
        action={
          <Button onClick={() => void inventoryStore.getState().reload(view.manager.id)}>
            Try again
          </Button>
        }
      />
    );
  }
  const refresh = () => void inventoryStore.getState().refresh(view.manager.id);
  if (inventory.state?.asOf == null)
    return <NeverRead view={view} inventory={inventory} onRefresh={refresh} />;

  return (
    <div className="inventory">
      <SplitScreen
        listLabel="Inventory"
        showDetail={routeId !== null}
        onBack={() => go({ screen: 'inventory' })}
        list={
          <div className="inventory-list">
            <KindNav
              kind={kind}
              counts={countsOf(inventory)}
              onChange={(next) => {
                setKind(next);
                if (routeId) go({ screen: 'inventory' }, { replace: true });
              }}
            />
            <div className="inventory-entities">
              <ListHead
                title={KIND_PLURAL[kind]}
                count={<Age inventory={inventory} onRefresh={refresh} />}
              >
                <SearchInput
                  label={`Search ${KIND_PLURAL[kind].toLowerCase()}`}
                  placeholder="Name, id, address, subnet, tag"
                  value={typed}
                  onChange={setTyped}
                />
                {kind === 'sessions' ? (
                  <NewSession view={view} />
                ) : (
                  isEntityKind(kind) && <NewEntity kind={kind} view={view} />
                )}
              </ListHead>
              {inventory.state.failure && (
                <div className="inventory-failure">
                  <FailureBanner failure={inventory.state.failure} next={false} />
                </div>
              )}
              {found.length === 0 ? (
                <NoneFound
                  kind={kind}
                  typed={typed}
                  onClear={() => setTyped('')}
                  onRefresh={refresh}
                />
              ) : (
                <VirtualList
                  label={KIND_PLURAL[kind]}
                  items={found}
                  keyOf={(entity) => entity.id}
                  selected={chosen?.id ?? null}
                  onSelect={(id) => go({ screen: 'inventory', id }, { replace: true })}
                  row={(entity) => (
                    <EntityRow entity={entity} copy={copy} drafted={draftedIds.has(entity.id)} />
                  )}
                />
              )}
            </div>
          </div>
        }
        detail={
          <Detail
            entity={chosen}
            gone={routeId !== null && !routed}
            inventory={inventory}
            view={view}
            onRefresh={refresh}
          />
        }
      />
    </div>
  );
}

function countsOf(inventory: ManagerCopy) {
  const counted = Object.entries(inventory.copy).map(([kind, of]) => [
    kind,
    Object.keys(of ?? {}).length,
  ]);
  return { ...inventory.state?.counts, ...Object.fromEntries(counted) };
}

type DetailProps = {
  entity: Entity | null;
  gone: boolean;
  inventory: ManagerCopy;
  view: ManagerView;
  onRefresh: () => void;
};

function Detail({ entity, gone, inventory, view, onRefresh }: DetailProps) {
  const { copy } = inventory;
  if (!entity) {
    return (
      <EmptyState
        title={gone ? 'Not in this copy' : 'Nothing chosen'}
        action={gone && <Button onClick={onRefresh}>Read it again</Button>}
      >
        {gone
          ? `The object may have been deleted, or the copy of ${view.manager.name} is older than it.`
          : 'Choose an object in the list to read it.'}
      </EmptyState>
    );
  }
  if (entity.kind === 'sessions')
    return <SessionDetail key={entity.id} session={entity} copy={copy} view={view} />;
  return (
    <EntityDetail
      key={entity.id}
      entity={entity}
      copy={copy}
      view={view}
      onOpen={(session) => go({ screen: 'inventory', id: session.id })}
    />
  );
}

/** "as of 3 min ago", and the one way to make it newer. */
function Age({ inventory, onRefresh }: { inventory: ManagerCopy; onRefresh: () => void }) {
  const { state } = inventory;
  return (
    <span className="inventory-age">
      {state?.reading ? (
        <span role="status">reading…</span>
      ) : (
        state?.asOf != null && (
          <span>
            as of <TimeText at={state.asOf} form="short" />
          </span>
        )
      )}
      <Button
        kind="quiet"
        size="small"
        icon={<IconRefresh size={14} />}
        busy={state?.reading ?? false}
        onClick={onRefresh}
      >
        Refresh
      </Button>
    </span>
  );
}

function NewSession({ view }: { view: ManagerView }) {
  const [busy, setBusy] = useState(false);
  if (view.manager.readOnly) {
    return <p className="field-hint">Read-only here: sessions can be read, not edited or made.</p>;
  }
  async function begin(type: typeof POLICY_BASED | typeof ROUTE_BASED) {
    setBusy(true);
    const result = await draftStore.getState().create({
      managerId: view.manager.id,
      kind: 'sessions',
      operation: 'create',
      entityId: null,
      body: emptySession(type),
    });
    setBusy(false);
    if (result.ok) return go({ screen: 'drafts', id: result.value.id });
    const words = wordsOf(result.failure);
    toast({ title: words.title, message: words.explanation, tone: words.tone });
  }
  return (
    <Menu position="bottom-start" withinPortal>
      <Menu.Target>
        <Button icon={<IconPlus size={15} />} busy={busy} className="new-session">
          New session
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void begin(POLICY_BASED)}>
          Policy-based
          <div className="muted small">rules say which subnets talk to which</div>
        </Menu.Item>
        <Menu.Item onClick={() => void begin(ROUTE_BASED)}>
          Route-based
          <div className="muted small">whatever is routed to a tunnel port</div>
        </Menu.Item>
        <Menu.Item onClick={openNewSession}>
          With all it needs…
          <div className="muted small">service, profiles and endpoints too, as one plan</div>
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function NoneFound({
  kind,
  typed,
  onClear,
  onRefresh,
}: {
  kind: InventoryKind;
  typed: string;
  onClear: () => void;
  onRefresh: () => void;
}) {
  const words = KIND_PLURAL[kind].toLowerCase();
  if (typed.trim() !== '') {
    return (
      <EmptyState
        title={`No ${words} fit “${typed.trim()}”`}
        action={<Button onClick={onClear}>Show all</Button>}
      >
        Names, ids, addresses, subnets and tags are searched.
      </EmptyState>
    );
  }
  return (
    <EmptyState title={`No ${words}`} action={<Button onClick={onRefresh}>Read again</Button>}>
      The manager had none when it was read.
    </EmptyState>
  );
}

/** No copy yet: reading it is the one next act, or what keeps it from being read. */
function NeverRead({
  view,
  inventory,
  onRefresh,
}: {
  view: ManagerView;
  inventory: ManagerCopy;
  onRefresh: () => void;
}) {
  const { name } = view.manager;
  if (inventory.state?.reading) {
    return (
      <div className="inventory-first" role="status">
        <LoadingState label={`Reading the inventory of ${name}`} />
        <p className="muted">Reading the inventory of {name} for the first time…</p>
      </div>
    );
  }
  const again = (
    <Button kind="primary" icon={<IconRefresh size={15} />} onClick={onRefresh}>
      Read the inventory
    </Button>
  );
  const failure = inventory.state?.failure;
  if (failure) return <FailureState failure={failure} action={again} />;
  if (view.link.state === 'unreachable') {
    return (
      <OfflineState title={`${name} cannot be reached`} action={again}>
        No copy of its inventory has been read yet. Once it has, it can be browsed without a
        network.
      </OfflineState>
    );
  }
  return (
    <EmptyState title={`Nothing has been read from ${name} yet`} action={again}>
      Reading takes a few seconds and changes nothing. After that the copy can be browsed without a
      network.
    </EmptyState>
  );
}
