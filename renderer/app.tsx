import { MantineProvider } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { Notifications } from '@mantine/notifications';
import { DeskScreen } from './desk/desk-screen.tsx';
import { DraftsScreen } from './draft/drafts-screen.tsx';
import { RequestsScreen } from './history/requests-screen.tsx';
import { InventoryScreen } from './inventory/inventory-screen.tsx';
import { ManagersScreen } from './manager/managers-screen.tsx';
import { SettingsScreen } from './settings/settings-screen.tsx';
import { useSettings } from './settings/settings-store.ts';
import { ErrorBoundary } from './shell/error-boundary.tsx';
import { Frame } from './shell/frame.tsx';
import { type Screen, useRoute } from './shell/route-store.ts';
import { cspNonce } from './theme/nonce.ts';
import { mantineVariables, theme } from './theme/theme.ts';

const SCREEN_OF: Record<Screen, () => React.ReactNode> = {
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

export function App() {
  const { screen } = useRoute();
  const Shown = SCREEN_OF[screen];
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={mantineVariables}
      forceColorScheme={useScheme()}
      getStyleNonce={cspNonce}
      withGlobalClasses={false}
    >
      <Notifications position="bottom-right" limit={4} zIndex={400} />
      <ErrorBoundary what="Spanwatch" resetKey={screen}>
        <Frame>
          <Shown />
        </Frame>
      </ErrorBoundary>
    </MantineProvider>
  );
}
