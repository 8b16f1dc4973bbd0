import type { ReactNode } from 'react';
import { ReviewerBanner } from '../evidence/reviewer-banner.tsx';
import { CatchingUpNotice, RestoredNotice, StorageNotice } from '../storage/storage-notice.tsx';
import { Announcer } from './announcer.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import './frame.css';
import { useKeptFocus } from './kept-focus.ts';
import { Overlays } from './overlays.tsx';
import { Rail } from './rail.tsx';
import { useRoute } from './route-store.ts';
import { useShortcuts } from './shortcuts.ts';
import { useFollowShown } from './shown-manager.ts';
import { StatusBar } from './status-bar.tsx';
import { TitleBar } from './title-bar.tsx';

/** What stands around every screen. */
export function Frame({ children }: { children: ReactNode }) {
  const route = useRoute();
  useShortcuts();
  useFollowShown();
  useKeptFocus();
  return (
    <div className="frame">
      <TitleBar />
      <Rail />
      <main className="screen">
        <ReviewerBanner />
        <StorageNotice />
        <CatchingUpNotice />
        <RestoredNotice />
        <ErrorBoundary what="This screen" resetKey={`${route.screen}/${route.id ?? ''}`}>
          {children}
        </ErrorBoundary>
      </main>
      <StatusBar />
      <Overlays />
      <Announcer />
    </div>
  );
}
