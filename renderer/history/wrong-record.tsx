import { IconShieldX } from '@tabler/icons-react';
import { problemWords } from '../../shared/verify-words.ts';
import { useZone } from '../ui/clock.ts';
import { Notice } from '../ui/states.tsx';
import { isoWithOffset } from '../ui/time.ts';
import { useVerifyStore } from './verify-store.ts';
import './wrong-record.css';

const TITLE = 'Verify found that its record is not as it was written';

/** In lists: Verify found this request wrong, at any time since the start. */
export function WrongSign({ requestId }: { requestId: string }) {
  const isWrong = useVerifyStore((state) => state.wrong[requestId] !== undefined);
  if (!isWrong) return null;
  return (
    <span className="wrong-sign" title={TITLE}>
      <IconShieldX size={14} stroke={2.2} aria-hidden />
      <span className="visually-hidden">{TITLE}</span>
    </span>
  );
}

/** On its page: what is wrong, over all that the page says of it. */
export function WrongNotice({ requestId }: { requestId: string }) {
  const zone = useZone();
  const problems = useVerifyStore((state) => state.wrong[requestId]);
  if (!problems) return null;
  const timeOf = (at: number) =>
    Number.isNaN(new Date(at).getTime()) ? String(at) : isoWithOffset(at, zone);
  return (
    <Notice
      tone="danger"
      loud
      icon={<IconShieldX size={18} aria-hidden />}
      title="This record is not as it was written"
    >
      {problems.map((problem) => {
        const words = problemWords(problem, timeOf);
        return <p key={words}>{words}</p>;
      })}
      <p>
        Found by Verify. What stands below is what the file says now; as evidence it is not handed
        out.
      </p>
    </Notice>
  );
}
