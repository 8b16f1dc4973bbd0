import type { SpotlightActionData } from '@mantine/spotlight';
import {
  IconDatabase,
  IconDatabaseExport,
  IconFileDownload,
  IconHistory,
  IconPlayerPlay,
  IconShieldCheck,
} from '@tabler/icons-react';
import type { RequestSummary } from '../../shared/request.ts';
import { exportList } from '../evidence/acts.ts';
import { openObjectHistory } from '../history/compare-routes.ts';
import { lastAsked } from '../history/use-found-requests.ts';
import { verify } from '../history/verify-store.ts';
import { askReplay } from '../realization/replay-store.ts';
import { mayBeRealized } from '../realization/replayable.ts';
import { backUpNow } from '../storage/storage-store.ts';
import { sayFailure } from '../ui/say-failure.ts';
import type { Route } from './route-store.ts';
import { showSetting } from './show-setting.ts';

const ICON = 17;

type Front = {
  route: Route;
  /** The request in front. */
  request: RequestSummary | null;
  /** The manager in front. */
  managerId: string | null;
};

/** What the palette offers of the record: of what is in front, and in one's own of the whole. */
export function recordActions(front: Front, isReviewing: boolean): SpotlightActionData[] {
  return [...frontActs(front), ...(isReviewing ? [] : [...listActs(front), ...wholeActs()])];
}

function frontActs({ route, request, managerId }: Front): SpotlightActionData[] {
  const object = objectOf(route, request, managerId);
  return [
    ...(object
      ? [
          {
            id: 'do-object-history',
            label: 'History of this object',
            description: 'every change of it, and where others were in between',
            keywords: ['revision', 'changes'],
            leftSection: <IconHistory size={ICON} />,
            onClick: () => openObjectHistory(object.managerId, object.entityId),
          },
        ]
      : []),
    ...(request && mayBeRealized(request)
      ? [
          {
            id: 'do-replay',
            label: 'Replay',
            description: `${request.request.method} ${request.request.entityName}, step by step`,
            keywords: ['timeline'],
            leftSection: <IconPlayerPlay size={ICON} />,
            onClick: () => askReplay(request.request.id),
          },
        ]
      : []),
  ];
}

/** The object in front: that of the request, or the one that is looked at in the inventory. */
function objectOf(
  route: Route,
  request: RequestSummary | null,
  managerId: string | null,
): { managerId: string; entityId: string } | null {
  if (request) {
    const { entityId } = request;
    return entityId === null ? null : { managerId: request.request.managerId, entityId };
  }
  if (route.screen !== 'inventory' || !route.id || managerId === null) return null;
  return { managerId, entityId: route.id };
}

function listActs({ route }: Front): SpotlightActionData[] {
  if (route.screen !== 'requests') return [];
  return (['csv', 'json'] as const).map((format) => ({
    id: `do-save-list-${format}`,
    label: `Save the list as ${format.toUpperCase()}`,
    description: 'the requests as they are filtered and ordered',
    keywords: ['export', 'requests'],
    leftSection: <IconFileDownload size={ICON} />,
    onClick: () => void exportList(lastAsked(), format),
  }));
}

function wholeActs(): SpotlightActionData[] {
  return [
    {
      id: 'do-verify',
      label: 'Verify the record',
      description: 'every fact against its chain',
      keywords: ['chain', 'fingerprint', 'sha-256', 'audit'],
      leftSection: <IconShieldCheck size={ICON} />,
      onClick: () => {
        showSetting('record');
        void verify(null);
      },
    },
    {
      id: 'do-back-up',
      label: 'Back up now',
      description: 'a whole copy of what is kept here',
      keywords: ['backup', 'copy', 'storage'],
      leftSection: <IconDatabaseExport size={ICON} />,
      onClick: () => void backUpNow().then(sayFailure),
    },
    {
      id: 'do-storage',
      label: 'Storage',
      description: 'where everything is kept, how big it is, backups, restore',
      keywords: ['restore', 'backup', 'database'],
      leftSection: <IconDatabase size={ICON} />,
      onClick: () => showSetting('storage'),
    },
  ];
}
