import { lazy, Suspense } from 'react';
import { useSourceDialog } from '../draft/sources/source-dialogs.ts';
import { useEvidenceDialogs } from '../evidence/evidence-store.ts';
import { useReviewMode } from '../evidence/review-mode.ts';
import { useCompareDialog } from '../history/compare-routes.ts';
import { useFollowDialog } from '../history/follow-store.ts';
import { useDropStore } from '../settings/drop-store.ts';
import { useSettled } from './settled.ts';
import { useShortcutHelp } from './shortcuts.ts';

const load = {
  toasts: () => import('../ui/toasts.tsx'),
  palette: () => import('./palette.tsx'),
  shortcuts: () => import('./shortcut-list.tsx'),
  compare: () => import('../history/compare-dialog.tsx'),
  follow: () => import('../history/follow-dialog.tsx'),
  source: () => import('../draft/sources/source-dialog.tsx'),
  evidence: () => import('../evidence/evidence-dialogs.tsx'),
  drop: () => import('../settings/drop-dialog.tsx'),
};
const Toasts = lazy(async () => ({ default: (await load.toasts()).Toasts }));
const Palette = lazy(async () => ({ default: (await load.palette()).Palette }));
const ShortcutDialog = lazy(async () => ({ default: (await load.shortcuts()).ShortcutDialog }));
const CompareDialog = lazy(async () => ({ default: (await load.compare()).CompareDialog }));
const FollowDialog = lazy(async () => ({ default: (await load.follow()).FollowDialog }));
const SourceDialog = lazy(async () => ({ default: (await load.source()).SourceDialog }));
const EvidenceDialogs = lazy(async () => ({
  default: (await load.evidence()).EvidenceDialogs,
}));

const DropDialog = lazy(async () => ({ default: (await load.drop()).DropDialog }));

/** What comes over every screen when it is wanted; none of it is there before the first screen stands. */
export function Overlays() {
  const settled = useSettled();
  const shortcuts = useShortcutHelp((state) => state.open);
  const comparing = useCompareDialog((state) => state.open !== null);
  const following = useFollowDialog((state) => state.open);
  const taking = useSourceDialog((state) => state.open !== null);
  const handing = useEvidenceDialogs((state) => Object.values(state).some((one) => one !== null));
  const dropping = useDropStore((state) => state.asked !== null);
  const refusing = useReviewMode((state) => state.refused !== null);
  return (
    <>
      <Suspense fallback={null}>{settled && <Toasts />}</Suspense>
      <Suspense fallback={null}>{settled && <Palette />}</Suspense>
      <Suspense fallback={null}>{shortcuts && <ShortcutDialog />}</Suspense>
      <Suspense fallback={null}>{comparing && <CompareDialog />}</Suspense>
      <Suspense fallback={null}>{following && <FollowDialog />}</Suspense>
      <Suspense fallback={null}>{taking && <SourceDialog />}</Suspense>
      <Suspense fallback={null}>{(handing || refusing) && <EvidenceDialogs />}</Suspense>
      <Suspense fallback={null}>{dropping && <DropDialog />}</Suspense>
    </>
  );
}
