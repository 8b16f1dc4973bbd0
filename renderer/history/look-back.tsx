import { IconGitCompare, IconHistory } from '@tabler/icons-react';
import type { RequestSummary } from '../../shared/request.ts';
import { Button } from '../ui/button.tsx';
import { openCompareDialog, openObjectHistory } from './compare-routes.ts';

const ICON = 15;

/** From a request to what it can be held against: another request, and the object's other changes. */
export function LookBackButtons({ summary }: { summary: RequestSummary }) {
  const { entityId, request } = summary;
  return (
    <>
      {entityId !== null && (
        <Button
          icon={<IconHistory size={ICON} aria-hidden />}
          onClick={() => openObjectHistory(request.managerId, entityId)}
        >
          History of this object
        </Button>
      )}
      <Button
        icon={<IconGitCompare size={ICON} aria-hidden />}
        onClick={() => openCompareDialog(summary)}
      >
        Compare…
      </Button>
    </>
  );
}
