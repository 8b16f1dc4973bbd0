import { KeptFingerprint } from '../history/kept-fingerprint.tsx';
import { VerifyButton, VerifyResult } from '../history/verify-result.tsx';
import { Card } from '../ui/card.tsx';
import { RetentionField } from './retention-field.tsx';

/** The record as a whole: whether it is as it was written, and how long requests are kept. */
export function RecordCard({ retentionDays }: { retentionDays: number | null }) {
  return (
    <Card
      title="Record"
      note="each fact is chained to those before it by SHA-256"
      padded={false}
      actions={<VerifyButton requestId={null} label="Verify the record" />}
    >
      <VerifyResult requestId={null} />
      <KeptFingerprint requestId={null} />
      <RetentionField days={retentionDays} />
    </Card>
  );
}
