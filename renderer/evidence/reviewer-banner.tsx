import { IconShieldCheck } from '@tabler/icons-react';
import { count, shortId } from '../../shared/words.ts';
import { Button } from '../ui/button.tsx';
import { useZone } from '../ui/clock.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { isoWithOffset } from '../ui/time.ts';
import { leaveReview, saveReview } from './acts.ts';
import { useReviewMode } from './review-mode.ts';
import './evidence.css';

/** `2026-11-25T18:39` */
const TO_THE_MINUTE = 16;

/** Which pack is in front, and the way back; over every screen of reviewer mode. */
export function ReviewerBanner() {
  const reviewing = useReviewMode((state) => state.reviewing);
  const zone = useZone();
  if (!reviewing) return null;
  const { file, requests, sha256, madeAt, madeBy, remarks } = reviewing;
  return (
    <section className="reviewer-banner" aria-label="Reviewer mode">
      <IconShieldCheck size={18} aria-hidden />
      <p>
        <b>Reviewer mode</b>: {file}, verified, {count(requests, 'request')}
        <span className="muted">
          {' '}
          · made {isoWithOffset(madeAt, zone).slice(0, TO_THE_MINUTE).replace('T', ' ')}
          {madeBy !== '' && ` by ${madeBy}`} · SHA-256{' '}
          <span className="mono" title={sha256}>
            {shortId(sha256)}
          </span>
        </span>
        <CopyButton value={sha256} what="SHA-256 of the pack" />
      </p>
      <Button
        size="small"
        disabled={remarks === 0}
        why={remarks === 0 ? 'Write a note, or set a tag or a mark first' : undefined}
        onClick={() => void saveReview()}
      >
        Save review…
      </Button>
      <Button size="small" onClick={() => void leaveReview()}>
        Leave
      </Button>
    </section>
  );
}
