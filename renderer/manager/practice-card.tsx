import { useEffect, useState } from 'react';
import type { Output } from '../../shared/contract.ts';
import type { LinkState } from '../../shared/manager.ts';
import type { Failure } from '../../shared/result.ts';
import { call } from '../bridge.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { FailureBanner } from '../ui/failure.tsx';
import { LoadingState, Notice } from '../ui/states.tsx';
import { Choices } from './choice.tsx';
import { openPractice } from './practice.ts';

type Practice = Output<'practice.scenarios'>;

/** How the practice manager shall treat the next change that is sent to it. */
export function PracticeCard({ link }: { link: LinkState }) {
  const [practice, setPractice] = useState<Practice | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);

  // Asked anew once it has started, or ended.
  // biome-ignore lint/correctness/useExhaustiveDependencies: whether it runs goes with how it can be reached
  useEffect(() => {
    let gone = false;
    void call('practice.scenarios', null).then((answer) => {
      if (gone) return;
      if (answer.ok) setPractice(answer.value);
      else setFailure(answer.failure);
    });
    return () => {
      gone = true;
    };
  }, [link]);

  async function enableServices() {
    const answer = await call('practice.enable-services', null);
    setFailure(answer.ok ? null : answer.failure);
    if (answer.ok && practice) setPractice({ ...practice, servicesOff: 0 });
  }

  async function choose(scenario: string) {
    if (!practice) return;
    setPractice({ ...practice, next: scenario });
    const answer = await call('practice.choose', { scenario });
    setFailure(answer.ok ? null : answer.failure);
    if (!answer.ok) setPractice(practice);
  }

  return (
    <Card
      title="Practice"
      badge={
        practice && (
          <Badge tone={practice.running ? 'ok' : 'neutral'}>
            {practice.running ? 'Running in this application' : 'Not running'}
          </Badge>
        )
      }
      note="everything is in memory; nothing leaves this computer"
      actions={
        practice &&
        !practice.running && (
          <Button size="small" onClick={() => void openPractice()}>
            Open the practice manager
          </Button>
        )
      }
    >
      {failure && <FailureBanner failure={failure} />}
      {practice && practice.servicesOff > 0 && (
        <Notice
          tone="warning"
          title="A VPN service is disabled"
          actions={
            <Button size="small" onClick={() => void enableServices()}>
              Enable the service again
            </Button>
          }
        >
          <p>
            A scenario did that. Until it is enabled, NSX has no realization status for its
            sessions; resume the request after.
          </p>
        </Notice>
      )}
      {!practice && !failure && <LoadingState label="Loading scenarios" />}
      {practice && (
        <Choices
          legend="What the next change will meet"
          name="scenario"
          rows
          value={practice.next ?? practice.scenarios[0]?.id ?? ''}
          onChange={(scenario) => void choose(scenario)}
          choices={practice.scenarios.map(({ id, title, description }) => ({
            value: id,
            title,
            note: description,
            disabled: !practice.running,
          }))}
        />
      )}
    </Card>
  );
}
