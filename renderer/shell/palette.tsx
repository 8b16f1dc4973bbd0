import {
  Spotlight,
  type SpotlightActionData,
  type SpotlightActionGroupData,
} from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { evidenceActions } from '../evidence/evidence-actions.tsx';
import { useIsReviewing } from '../evidence/review-mode.ts';
import { useHistoryStore } from '../history/history-store.ts';
import { sortManagers, useCurrentManager, useManagerStore } from '../manager/manager-store.ts';
import { useSettings } from '../settings/settings-store.ts';
import { useZone } from '../ui/clock.ts';
import {
  commandActions,
  compareAction,
  draftActions,
  entityActions,
  managerActions,
  type PaletteData,
  planActions,
  readPaletteData,
  requestActions,
  screenActions,
  viewActions,
} from './palette-actions.tsx';
import { placePalette } from './palette-door.ts';
import { useFoundObjects, useFoundRequests } from './palette-found.ts';
import { type RowGroup, rankedRows } from './palette-rank.ts';
import { palette, paletteStore, selectFirstRow } from './palette-store.ts';
import { recordActions } from './record-actions.tsx';
import { useRoute, useRouteId } from './route-store.ts';

/** Rows shown at a time; more is not read, it is searched. */
const SHOWN = 40;
const NOTHING: PaletteData = { drafts: [], requests: [], plans: [] };

/** Ctrl+K: screens, managers, sessions, drafts, requests and acts, in one search. */
export function Palette() {
  const [data, setData] = useState(NOTHING);
  const [query, setQuery] = useState('');
  const managers = sortManagers(useManagerStore((state) => state.byId));
  const current = useCurrentManager();
  const entities = useFoundObjects(query.trim(), current?.manager.id ?? null);
  const requests = useFoundRequests(query.trim(), data.requests);
  const settings = useSettings((state) => state.settings);
  const zone = useZone();
  useEffect(() => placePalette(palette), []);

  const isReviewing = useIsReviewing();
  const requestId = useRouteId('requests');
  const inFront = useHistoryStore(({ summaries }) => summaries[requestId ?? ''] ?? null);
  const evidence = [
    compareAction(),
    ...recordActions(
      { route: useRoute(), request: inFront, managerId: current?.manager.id ?? null },
      isReviewing,
    ),
    ...evidenceActions(inFront, isReviewing),
  ];
  const always: SpotlightActionGroupData[] = isReviewing
    ? [{ group: 'Do', actions: evidence }]
    : [
        { group: 'Go to', actions: screenActions() },
        { group: 'Do', actions: [...commandActions(current, settings), ...evidence] },
        { group: 'Views', actions: viewActions(settings) },
        { group: 'Managers', actions: managerActions(managers, zone) },
      ];
  // Objects come in with the first letter: an empty palette is for going and doing.
  const found: SpotlightActionGroupData[] = query.trim()
    ? [
        { group: 'Inventory', actions: entityActions(entities.rows, entities.typed, managers) },
        { group: 'Drafts', actions: draftActions(data, managers) },
        { group: 'Change plans', actions: planActions(data, managers) },
        { group: 'Requests', actions: requestActions(requests.rows, requests.typed) },
      ]
    : [];

  return (
    <Spotlight
      store={paletteStore}
      actions={[...found, ...always]}
      query={query}
      onQueryChange={setQuery}
      filter={(typed, groups) => rankedRows(groups as RowGroup<SpotlightActionData>[], typed)}
      onSpotlightOpen={() => {
        void readPaletteData().then(setData);
        // The library marks a row once something is typed; Enter is to say where it goes before that too.
        requestAnimationFrame(selectFirstRow);
      }}
      shortcut={null}
      lockScroll={false}
      limit={SHOWN}
      scrollable
      maxHeight={420}
      size={620}
      centered={false}
      yOffset="11vh"
      highlightQuery
      nothingFound="Nothing has this in its name, id or address"
      searchProps={{
        leftSection: <IconSearch size={17} />,
        placeholder: 'Search or run a command',
        'aria-label': 'Search or run a command',
      }}
      overlayProps={{ backgroundOpacity: 0.3, blur: 0 }}
      attributes={{ content: { 'aria-label': 'Search or run a command' } }}
      transitionProps={{ duration: 80 }}
    />
  );
}
