import type { PlanPreview } from '../../shared/plan.ts';
import { call } from '../bridge.ts';
import { go } from '../shell/route-store.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/states.tsx';

/** What keeps the whole plan from being sent, said once: the manager is away, read-only, or nobody is signed in. */
export function PlanManagerNotice({ preview }: { preview: PlanPreview }) {
  const { plan, state } = preview.summary;
  const line = preview.lines.find(({ level }) => level === 'stop' || level === 'wait');
  if (!line || state === 'sending') return null;
  return (
    <Notice
      tone="neutral"
      title={line.title}
      actions={
        line.level === 'wait' ? (
          <Button onClick={() => void call('manager.check', { managerId: plan.managerId })}>
            Ask it now
          </Button>
        ) : (
          <Button onClick={() => go({ screen: 'managers', id: plan.managerId })}>
            The manager
          </Button>
        )
      }
    >
      <p>
        {line.level === 'wait'
          ? 'The plan can be read and its drafts filled in without a network; sending waits.'
          : `${line.detail}.`}
      </p>
    </Notice>
  );
}
