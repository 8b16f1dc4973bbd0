import { Menu } from '@mantine/core';
import { IconPlus, IconRefresh } from '@tabler/icons-react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ManagerId } from '../../shared/ids.ts';
import type { InventoryState } from '../../shared/inventory.ts';
import { POLICY_BASED, ROUTE_BASED } from '../../shared/inventory.ts';
import type { ManagerView } from '../../shared/manager.ts';
import type { InventoryKind } from '../../shared/nsx/kinds.ts';
import { KIND_PLURAL } from '../../shared/nsx/kinds.ts';
import { emptySession } from '../../shared/nsx/session.ts';
import { call } from '../bridge.ts';
import { draftStore, useDrafts } from '../draft/drafts.ts';
import { useCurrentManager, useManagerStore } from '../manager/manager-store.ts';
import { openNewSession } from '../plan/plan-routes.ts';
import { useInventoryAge } from '../shell/attention.ts';
import { go, useRouteId } from '../shell/route-store.ts';
import { Button } from '../ui/button.tsx';
import { FailureState, wordsOf } from '../ui/failure.tsx';
import { SearchInput } from '../ui/field.tsx';
import { ListHead, SplitScreen } from '../ui/split-screen.tsx';
import { EmptyState, LoadingState, OfflineState } from '../ui/states.tsx';
import { TimeText } from '../ui/time-text.tsx';
import { toast } from '../ui/toast.ts';
import { isEntityKind, NewEntity } from './entity-acts.tsx';
import { EntityDetail } from './entity-detail.tsx';
import { EntityList } from './entity-list.tsx';
import { copyOfEntities, rowAt } from './finder.ts';
import { type DetailsState, useDetails, useFound, useLooking } from './found.ts';
import './inventory.css';
import { KindNav, kindTitle } from './kind-nav.tsx';
import { inSentence, ReadingFailure, ReadingStrip } from './reading-strip.tsx';
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
  const managerId = view.manager.id;
  const state = useInventoryAge(managerId);
  const routeId = useRouteId('inventory');
  const [home, setHome] = useState<InventoryKind | null>('sessions');
  const [narrowed, setNarrowed] = useState<InventoryKind | null>(null);
  const [typed, setTyped] = useState('');
  // What is typed is looked for everywhere, until a kind is chosen; then one is back where one was.
  const isSearching = typed.trim() !== '';
  const kind = isSearching ? narrowed : home;
  const choose = useCallback(
    (id: string) => go({ screen: 'inventory', id }, { replace: true }),
    [],
  );
  const found = useFound(managerId, kind, typed.trim(), routeId, choose);
  const chosenId = routeId ?? rowAt(found, 0)?.entity.id ?? null;
  const shown = useDetails(managerId, chosenId);
  const drafted = useDraftedIds(managerId);
  useLooking(managerId, view.link.state);

  // An object of another kind than the one in front (a link, Back): the list follows it.
  const entity = shown.phase === 'failed' ? null : (shown.details?.entity ?? null);
  const [followed, setFollowed] = useState<string | null>(null);
  if (routeId && entity?.id === routeId && routeId !== followed) {
    setFollowed(routeId);
    if (!isSearching && home !== null && home !== entity.kind) setHome(entity.kind);
  }

  // An object that is in no row of the list would be taken for what was found.
  const isEmpty = found.phase === 'ready' && found.total === 0;

  const search = (text: string) => {
    if (!isSearching) setNarrowed(null);
    setTyped(text);
  };
  const refresh = () => void call('inventory.refresh', { managerId });
  if (!state) return <LoadingState label="Loading the inventory" />;
  if (state.asOf === null) return <NeverRead view={view} state={state} onRefresh={refresh} />;
  const counts = isSearching ? found.counts : { ...state.counts, ...found.counts };
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
              counts={counts}
              hidden={state.hidden}
              onChange={(next) => {
                if (isSearching) return setNarrowed(next);
                setHome(next);
                if (routeId) go({ screen: 'inventory' }, { replace: true });
              }}
            />
            <div className="inventory-entities">
              <ListHead title={kindTitle(kind)} count={<Age state={state} onRefresh={refresh} />}>
                <SearchInput
                  label="Search the inventory"
                  placeholder="Name, id, address, subnet, tag"
                  value={typed}
                  onChange={search}
                />
                <p className="inventory-found" role="status" hidden={!isSearching}>
                  {isSearching && found.ask?.typed === typed.trim()
                    ? foundWords(found.total, kind)
                    : ''}
                </p>
                {isSearching ? null : kind === 'sessions' ? (
                  <NewSession view={view} />
                ) : (
                  kind !== null && isEntityKind(kind) && <NewEntity kind={kind} view={view} />
                )}
              </ListHead>
              {state.reading && <ReadingStrip managerId={managerId} state={state} />}
              <ReadingFailure state={state} />
              <EntityList
                found={found}
                kind={kind}
                typed={typed}
                state={state}
                drafted={drafted}
                onClear={() => setTyped('')}
                onRefresh={refresh}
              />
            </div>
          </div>
        }
        detail={
          <Detail
            shown={isEmpty ? NOTHING_SHOWN : shown}
            isAsked={routeId !== null && !isEmpty}
            view={view}
            onRefresh={refresh}
            onSearch={search}
          />
        }
      />
    </div>
  );
}

const NOTHING_SHOWN: DetailsState = { phase: 'loading', details: null };

/** "1,204 found in peer endpoints" */
function foundWords(total: number, kind: InventoryKind | null): string {
  const where = kind === null ? '' : ` in ${inSentence(KIND_PLURAL[kind])}`;
  return `${total.toLocaleString('en-US')} found${where}`;
}

/** The ids of a manager's objects that have a draft. */
function useDraftedIds(managerId: ManagerId): ReadonlySet<string | null> {
  const drafts = useDrafts((state) => state.drafts);
  return useMemo(() => {
    const own = Object.values(drafts).filter((draft) => draft.managerId === managerId);
    return new Set(own.map((draft) => draft.entityId));
  }, [drafts, managerId]);
}

type DetailProps = {
  shown: DetailsState;
  /** An object was asked for by its id: where it isn't there, that is said. */
  isAsked: boolean;
  view: ManagerView;
  onRefresh: () => void;
  onSearch: (typed: string) => void;
};

const open = (id: string) => go({ screen: 'inventory', id });

function Detail({ shown, isAsked, view, onRefresh, onSearch }: DetailProps) {
  const details = shown.phase === 'failed' ? null : shown.details;
  const copy = useMemo(
    () => copyOfEntities(details?.entity ? [details.entity, ...details.related] : []),
    [details],
  );
  // Another object is read from its top.
  const top = useRef<HTMLDivElement>(null);
  const id = details?.entity?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the object is the reason
  useEffect(() => {
    for (const pane of ['.split-detail', '.split-scroll'])
      top.current?.closest(pane)?.scrollTo(0, 0);
  }, [id]);
  if (shown.phase === 'failed') return <FailureState failure={shown.failure} />;
  if (!details) return isAsked ? <LoadingState label="Loading the object" /> : <NothingChosen />;
  const { entity } = details;
  if (!entity) {
    if (!isAsked) return <NothingChosen />;
    return (
      <EmptyState
        title="Not in this copy"
        action={<Button onClick={onRefresh}>Read it again</Button>}
      >
        {`The object may have been deleted, or the copy of ${view.manager.name} is older than it.`}
      </EmptyState>
    );
  }
  const common = { details, copy, onOpen: open, onSearch };
  return (
    <div ref={top}>
      {entity.kind === 'sessions' ? (
        <SessionDetail key={entity.id} session={entity} view={view} {...common} />
      ) : (
        <EntityDetail key={entity.id} entity={entity} view={view} {...common} />
      )}
    </div>
  );
}

function NothingChosen() {
  return <EmptyState title="Nothing chosen">Choose an object in the list to read it.</EmptyState>;
}

/** "as of 3 min ago", and the one way to make it newer. */
function Age({ state, onRefresh }: { state: InventoryState; onRefresh: () => void }) {
  return (
    <span className="inventory-age">
      {state.asOf !== null && (
        <span>
          as of <TimeText at={state.asOf} form="short" />
        </span>
      )}
      <Button
        kind="quiet"
        size="small"
        icon={<IconRefresh size={14} />}
        busy={state.reading}
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
    <Menu position="bottom-start">
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

/** No copy yet: reading it is the one next act, or what keeps it from being read. */
function NeverRead({
  view,
  state,
  onRefresh,
}: {
  view: ManagerView;
  state: InventoryState;
  onRefresh: () => void;
}) {
  const { name } = view.manager;
  if (state.reading) {
    return (
      <div className="inventory-first">
        <p role="status">Reading the inventory of {name} for the first time…</p>
        <ReadingStrip managerId={view.manager.id} state={state} />
        <p className="muted">Nothing is kept until all of it has been read.</p>
      </div>
    );
  }
  const again = (
    <Button kind="primary" icon={<IconRefresh size={15} />} onClick={onRefresh}>
      Read the inventory
    </Button>
  );
  const { failure } = state;
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
