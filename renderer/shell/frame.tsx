import { lazy, type ReactNode, Suspense } from 'react';
import { useSourceDialog } from '../draft/sources/source-dialogs.ts';
import { FollowDialog } from '../history/follow-dialog.tsx';
import { Announcer } from './announcer.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import './frame.css';
import { Palette } from './palette.tsx';
import { Rail } from './rail.tsx';
import { useRoute } from './route-store.ts';
import { ShortcutDialog } from './shortcut-list.tsx';
import { useShortcuts } from './shortcuts.ts';
import { StatusBar } from './status-bar.tsx';
import { TitleBar } from './title-bar.tsx';

const SourceDialog = lazy(async () => {
  const { SourceDialog: Component } = await import('../draft/sources/source-dialog.tsx');
  return { default: Component };
});

/** What stands around every screen. */
export function Frame({ children }: { children: ReactNode }) {
  const route = useRoute();
  useShortcuts();
  const isSourceOpen = useSourceDialog((state) => state.open !== null);
  return (
    <div className="frame">
      <TitleBar />
      <Rail />
      <main className="screen">
        <ErrorBoundary what="This screen" resetKey={`${route.screen}/${route.id ?? ''}`}>
          {children}
        </ErrorBoundary>
      </main>
      <StatusBar />
      <Palette />
      <ShortcutDialog />
      <FollowDialog />
      {isSourceOpen && (
        <Suspense>
          <SourceDialog />
        </Suspense>
      )}
      <Announcer />
    </div>
  );
}
