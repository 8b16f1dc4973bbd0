import { IconPencil, IconRefresh, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { ManagerView } from '../../shared/manager.ts';
import type { Failure } from '../../shared/result.ts';
import { call } from '../bridge.ts';
import { go } from '../shell/route-store.ts';
import { Button } from '../ui/button.tsx';
import { useZone } from '../ui/clock.ts';
import { FailureBanner } from '../ui/failure.tsx';
import { Page } from '../ui/page.tsx';
import { shortWhenOf } from '../ui/time.ts';
import { TimeText } from '../ui/time-text.tsx';
import { AddressDialog } from './address-dialog.tsx';
import { CertificateDialog } from './certificate-dialog.tsx';
import type { ManagerDialog } from './dialogs.ts';
import { EditDialog } from './edit-dialog.tsx';
import { ManagerCards } from './manager-cards.tsx';
import { ManagerFactsStrip } from './manager-facts.tsx';
import { putManager } from './manager-store.ts';
import { PracticeCard } from './practice-card.tsx';
import { RemoveDialog } from './remove-dialog.tsx';
import { SignInDialog } from './sign-in-dialog.tsx';

/** "nsx-ams-vip is reachable and runs NSX 4.2.1": the page's first line. */
function sentenceOf({ manager, link, facts }: ManagerView, clock: (at: number) => string): string {
  const { name } = manager;
  switch (link.state) {
    case 'not-asked':
      return `${name} has not been asked yet`;
    case 'reachable':
      return facts?.version
        ? `${name} is reachable and runs NSX ${facts.version.split('.').slice(0, 3).join('.')}`
        : `${name} is reachable`;
    case 'unreachable':
      return `${name} cannot be reached since ${clock(link.since)}`;
    case 'untrusted':
      return link.failure?.kind === 'untrusted' && !link.failure.expected
        ? `${name} shows a certificate that is not trusted: nothing is sent to it`
        : `${name} shows another certificate: nothing is sent to it`;
    case 'halted':
      return `${name} refused the sign-in: nothing more is asked of it`;
    case 'signed-out':
      return `${name} waits for a password`;
  }
}

/** One manager: whether it can be reached, what it can do, how it is trusted and signed in to. */
export function ManagerDetail({ view }: { view: ManagerView }) {
  const { manager, link } = view;
  const zone = useZone();
  const [dialog, setDialog] = useState<ManagerDialog | null>(null);
  const [checking, setChecking] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);

  async function check() {
    setChecking(true);
    setFailure(null);
    const answer = await call('manager.check', { managerId: manager.id });
    setChecking(false);
    if (answer.ok) putManager(answer.value);
    else setFailure(answer.failure);
  }

  const trouble = link.failure ?? failure;
  const close = () => setDialog(null);
  return (
    <div data-colour={manager.colour}>
      <Page
        title={sentenceOf(view, (at) => shortWhenOf(at, Date.now(), zone))}
        note={
          <>
            <span className="mono">{manager.address}</span>
            {manager.environment && (
              <>
                {' · '}
                <span className="in-colour">{manager.environment}</span>
              </>
            )}
            {manager.readOnly && ' · read-only'}
            {link.lastAnswerAt !== null && (
              <>
                {' · last answer '}
                <TimeText at={link.lastAnswerAt} />
              </>
            )}
          </>
        }
        actions={
          <>
            <Button icon={<IconTrash size={15} />} onClick={() => setDialog('remove')}>
              Remove
            </Button>
            <Button icon={<IconPencil size={15} />} onClick={() => setDialog('edit')}>
              Edit
            </Button>
            <Button
              kind="primary"
              icon={<IconRefresh size={15} />}
              busy={checking}
              onClick={() => void check()}
            >
              Check now
            </Button>
          </>
        }
      >
        {trouble && (
          <FailureBanner
            failure={trouble}
            actions={<NextStep failure={trouble} onDialog={setDialog} />}
          />
        )}
        <ManagerFactsStrip view={view} />
        {manager.practice && <PracticeCard link={link.state} />}
        <ManagerCards view={view} onDialog={setDialog} />
      </Page>
      {dialog === 'edit' && (
        <EditDialog view={view} onClose={close} onAddress={() => setDialog('address')} />
      )}
      {dialog === 'address' && <AddressDialog view={view} onClose={close} />}
      {dialog === 'sign-in' && <SignInDialog view={view} onClose={close} />}
      {dialog === 'certificate' && <CertificateDialog view={view} onClose={close} />}
      {dialog === 'remove' && (
        <RemoveDialog view={view} onClose={close} onRemoved={() => go({ screen: 'managers' })} />
      )}
    </div>
  );
}

/** The button that leads out of a failure, where there is one. */
function NextStep({
  failure,
  onDialog,
}: {
  failure: Failure;
  onDialog: (dialog: ManagerDialog) => void;
}) {
  if (failure.kind === 'untrusted') {
    return <Button onClick={() => onDialog('certificate')}>Look at the certificate again</Button>;
  }
  if (['unauthorized', 'halted', 'no-credential', 'keychain'].includes(failure.kind)) {
    return <Button onClick={() => onDialog('sign-in')}>Change sign-in</Button>;
  }
  return null;
}
