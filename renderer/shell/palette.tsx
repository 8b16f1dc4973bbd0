import { Spotlight, type SpotlightActionGroupData, spotlight } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { sortManagers, useCurrentManager, useManagerStore } from '../manager/manager-store.ts';
import { useSettings } from '../settings/settings-store.ts';
import { useZone } from '../ui/clock.ts';
import {
  commandActions,
  draftActions,
  managerActions,
  type PaletteData,
  planActions,
  readPaletteData,
  requestActions,
  screenActions,
  sessionActions,
} from './palette-actions.tsx';
import { placePalette } from './palette-door.ts';

/** Rows shown at a time; more is not read, it is searched. */
const SHOWN = 40;
const NOTHING: PaletteData = { sessions: [], drafts: [], requests: [], plans: [] };

/** Ctrl+K: screens, managers, sessions, drafts, requests and acts, in one search. */
export function Palette() {
  const [data, setData] = useState(NOTHING);
  const [query, setQuery] = useState('');
  const managers = sortManagers(useManagerStore((state) => state.byId));
  const current = useCurrentManager();
  const settings = useSettings((state) => state.settings);
  const zone = useZone();
  useEffect(() => placePalette(spotlight), []);

  const always: SpotlightActionGroupData[] = [
    { group: 'Go to', actions: screenActions() },
    { group: 'Do', actions: commandActions(current, settings) },
    { group: 'Managers', actions: managerActions(managers, zone) },
  ];
  // Objects come in with the first letter: an empty palette is for going and doing.
  const found: SpotlightActionGroupData[] = query.trim()
    ? [
        { group: 'Sessions', actions: sessionActions(data, current) },
        { group: 'Drafts', actions: draftActions(data) },
        { group: 'Change plans', actions: planActions(data) },
        { group: 'Requests', actions: requestActions(data) },
      ]
    : [];

  return (
    <Spotlight
      actions={[...found, ...always]}
      query={query}
      onQueryChange={setQuery}
      onSpotlightOpen={() => {
        void readPaletteData(current?.manager.id ?? null).then(setData);
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
