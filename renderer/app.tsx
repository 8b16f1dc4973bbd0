import { MantineProvider } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { lazy, Suspense, useEffect } from 'react';
import { DeskScreen } from './desk/desk-screen.tsx';
import { useDrafts } from './draft/drafts.ts';
import { useHistoryStore } from './history/history-store.ts';
import { useManagerStore } from './manager/manager-store.ts';
import { loadInfo, useSettings } from './settings/settings-store.ts';
import { ErrorBoundary } from './shell/error-boundary.tsx';
import { Frame } from './shell/frame.tsx';
import { type Screen, useRoute } from './shell/route-store.ts';
import { settle, whenIdle } from './shell/settled.ts';
import { loadCheck } from './storage/storage-store.ts';
import { cspNonce } from './theme/nonce.ts';
import { mantineVariables, theme } from './theme/theme.ts';

// Each screen is read when it is first wanted; the first window has only the desk to compile.
const load = {
  managers: () => import('./manager/managers-screen.tsx'),
  inventory: () => import('./inventory/inventory-screen.tsx'),
  drafts: () => import('./draft/drafts-screen.tsx'),
  requests: () => import('./history/requests-place.tsx'),
  settings: () => import('./settings/settings-screen.tsx'),
};
const ManagersScreen = lazy(async () => ({ default: (await load.managers()).ManagersScreen }));
const InventoryScreen = lazy(async () => ({ default: (await load.inventory()).InventoryScreen }));
const DraftsScreen = lazy(async () => ({ default: (await load.drafts()).DraftsScreen }));
const RequestsScreen = lazy(async () => ({ default: (await load.requests()).RequestsPlace }));
const ClosedScreen = lazy(async () => ({
  default: (await import('./storage/closed-screen.tsx')).ClosedScreen,
}));
const SettingsScreen = lazy(async () => ({ default: (await load.settings()).SettingsScreen }));

const SCREEN_OF: Record<Screen, React.ComponentType> = {
  desk: DeskScreen,
  managers: ManagersScreen,
  inventory: InventoryScreen,
  drafts: DraftsScreen,
  requests: RequestsScreen,
  settings: SettingsScreen,
};

/** Light or dark: as chosen, or as the system is. */
function useScheme(): 'light' | 'dark' {
  const chosen = useSettings((state) => state.settings.theme);
  const systemDark = useMediaQuery('(prefers-color-scheme: dark)', undefined, {
    getInitialValueInEffect: false,
  });
  return chosen === 'system' ? (systemDark ? 'dark' : 'light') : chosen;
}

/** Marks the page once it shows all that is stored: `npm run bench:start` waits for it. */
function useUsableMark(): void {
  const settings = useSettings((state) => state.loaded);
  const managers = useManagerStore((state) => state.loaded);
  const history = useHistoryStore((state) => state.loaded);
  const drafts = useDrafts((state) => state.phase === 'ready' || state.phase === 'failed');
  const loaded = settings && managers && history && drafts;
  useEffect(() => {
    if (!loaded) return;
    document.documentElement.dataset.usable = 'true';
    whenIdle(() => {
      settle();
      void loadInfo();
      void loadCheck();
      // So that going to the other screens is instant.
      for (const screen of Object.values(load)) void screen();
    });
  }, [loaded]);
}

export function App() {
  useUsableMark();
  const { screen } = useRoute();
  const isClosed = useSettings((state) => state.isClosed);
  const Shown = SCREEN_OF[screen];
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={mantineVariables}
      forceColorScheme={useScheme()}
      getStyleNonce={cspNonce}
      withGlobalClasses={false}
    >
      <ErrorBoundary what="Spanwatch" resetKey={screen}>
        {isClosed ? (
          <Suspense fallback={null}>
            <ClosedScreen />
          </Suspense>
        ) : (
          <Frame>
            <Suspense fallback={null}>
              <Shown />
            </Suspense>
          </Frame>
        )}
      </ErrorBoundary>
    </MantineProvider>
  );
}
