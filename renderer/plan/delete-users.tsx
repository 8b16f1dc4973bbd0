import { useEffect, useState } from 'react';
import type { Output } from '../../shared/contract.ts';
import type { Draft } from '../../shared/draft.ts';
import { KIND_NAME } from '../../shared/nsx/kinds.ts';
import type { Failure } from '../../shared/result.ts';
import { count } from '../../shared/words.ts';
import { call } from '../bridge.ts';
import { Button } from '../ui/button.tsx';
import { FailureBanner } from '../ui/failure.tsx';
import { Notice } from '../ui/states.tsx';
import { TimeText } from '../ui/time-text.tsx';
import { openPlan } from './plan-routes.ts';
import { act, usePlanOf } from './plan-store.ts';
import './plan.css';

type Order = Output<'plan.delete-order'>;

/** What uses the object that is to be deleted; NSX refuses to delete what is in use, so the order is offered as a plan. */
export function DeleteUsers({ draft }: { draft: Draft }) {
  const { managerId, kind, entityId } = draft;
  const [order, setOrder] = useState<Order | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const inPlan = usePlanOf(draft.id) !== null;
  useEffect(() => {
    if (entityId === null) return;
    let isWanted = true;
    void call('plan.delete-order', { managerId, kind, entityId }).then((answer) => {
      if (!isWanted) return;
      if (answer.ok) setOrder(answer.value);
      else setFailure(answer.failure);
    });
    return () => {
      isWanted = false;
    };
  }, [managerId, kind, entityId]);

  if (failure) return <FailureBanner failure={failure} />;
  const users = order?.objects.slice(0, -1) ?? [];
  if (!order || users.length === 0 || inPlan || entityId === null) return null;
  const locked = users.filter((user) => user.locked !== null);

  async function plan() {
    if (entityId === null) return;
    const answer = await act('plan.deletes', { managerId, kind, entityId });
    if (answer.ok) openPlan(answer.value.plan.id);
    else setFailure(answer.failure);
  }

  return (
    <Notice
      tone="danger"
      title={`${count(users.length, 'object')} ${users.length === 1 ? 'uses' : 'use'} it: NSX refuses to delete what is in use`}
      actions={<Button onClick={() => void plan()}>Plan the deletes in order</Button>}
    >
      <ol className="delete-order" aria-label="The order in which they can be deleted">
        {order.objects.map((one) => (
          <li key={`${one.kind}/${one.id}`}>
            {KIND_NAME[one.kind]} <b>“{one.name}”</b>
            {one.id === entityId && one.kind === kind && ' (this one)'}
            {one.locked && <span className="draft-warning"> {one.locked}</span>}
          </li>
        ))}
      </ol>
      <p className="muted">
        {order.asOf !== null && (
          <>
            As of <TimeText at={order.asOf} />.{' '}
          </>
        )}
        {locked.length > 0
          ? 'NSX will not let what is owned by others go; use another object there first.'
          : 'Or change them to use another object first.'}
      </p>
    </Notice>
  );
}
