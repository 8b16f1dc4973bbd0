import type { SpotlightActionData } from '@mantine/spotlight';
import {
  IconCopy,
  IconDoorExit,
  IconFileTypePdf,
  IconMessageDown,
  IconMessageUp,
  IconPackageExport,
  IconShieldCheck,
} from '@tabler/icons-react';
import { COPY_FORMS, COPY_WORDS, copyText } from '../../shared/evidence/copy-as.ts';
import type { RequestSummary } from '../../shared/request.ts';
import { copyAs, leaveReview, mergeReview, openPack, savePdf, saveReview } from './acts.ts';
import { openExportDialog } from './evidence-store.ts';

const ICON = 17;

/** What the palette offers of evidence: for the request in front, for a pack, for a review. */
export function evidenceActions(
  inFront: RequestSummary | null,
  isReviewing: boolean,
): SpotlightActionData[] {
  return [...(inFront ? requestActs(inFront) : []), ...(isReviewing ? reviewActs() : ownActs())];
}

function requestActs(summary: RequestSummary): SpotlightActionData[] {
  const { request } = summary;
  const name = `${request.method} ${request.entityName}`;
  return [
    {
      id: 'do-export',
      label: 'Export evidence pack',
      description: `of ${name}`,
      keywords: ['evidence', 'zip', 'audit'],
      leftSection: <IconPackageExport size={ICON} />,
      onClick: () => openExportDialog([request.id]),
    },
    {
      id: 'do-pdf',
      label: 'Save report as PDF',
      description: `of ${name}`,
      leftSection: <IconFileTypePdf size={ICON} />,
      onClick: () => void savePdf(request.id),
    },
    ...COPY_FORMS.filter((form) => copyText(form, summary) !== null).map((form) => ({
      id: `do-copy-${form}`,
      label: `Copy as ${COPY_WORDS[form].label}`,
      description: COPY_WORDS[form].note,
      leftSection: <IconCopy size={ICON} />,
      onClick: () => void copyAs(form, summary),
    })),
  ];
}

function ownActs(): SpotlightActionData[] {
  return [
    {
      id: 'do-open-pack',
      label: 'Open an evidence pack',
      description: 'verify it and look at it, with no manager and no network',
      keywords: ['review', 'verify', 'zip'],
      leftSection: <IconShieldCheck size={ICON} />,
      onClick: () => void openPack(),
    },
    {
      id: 'do-merge-review',
      label: 'Merge a review',
      description: 'notes, tags and marks that a reviewer sent back',
      leftSection: <IconMessageDown size={ICON} />,
      onClick: () => void mergeReview(),
    },
  ];
}

function reviewActs(): SpotlightActionData[] {
  return [
    {
      id: 'do-save-review',
      label: 'Save review',
      description: 'what was said here, as a small file to send back',
      leftSection: <IconMessageUp size={ICON} />,
      onClick: () => void saveReview(),
    },
    {
      id: 'do-leave-review',
      label: 'Leave reviewer mode',
      description: 'back to your own managers and record',
      leftSection: <IconDoorExit size={ICON} />,
      onClick: () => void leaveReview(),
    },
  ];
}
