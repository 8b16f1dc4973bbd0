import { IconCertificate, IconKey } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { AuthMode, CredentialPlace, Manager, ManagerView } from '../../shared/manager.ts';
import { realizationApiOf } from '../../shared/manager.ts';
import { useSettings } from '../settings/settings-store.ts';
import { Badge, type Tone } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { Card, Pairs } from '../ui/card.tsx';
import { FingerprintText } from '../ui/failure.tsx';
import { TimeText } from '../ui/time-text.tsx';
import type { ManagerDialog } from './dialogs.ts';
import { clockWords, REALIZATION_API } from './manager-facts.tsx';

type Fact = { label: string; value: ReactNode };

const CREDENTIAL: Record<CredentialPlace, { tone: Tone; word: string; note: string }> = {
  keychain: {
    tone: 'ok',
    word: 'In the keychain',
    note: 'this window never sees it',
  },
  'session-only': {
    tone: 'warning',
    word: 'For this session only',
    note: 'forgotten when Spanwatch closes',
  },
  'not-needed': { tone: 'ok', word: 'None needed', note: 'the key file is opened without one' },
  none: { tone: 'danger', word: 'None at hand', note: 'nothing can be asked until one is given' },
};

const WAYS: Record<AuthMode, string> = {
  session: 'session: one sign-in, then a cookie',
  basic: 'basic: the password with each call',
  certificate: 'client certificate: no password is sent',
};

/** Which files a client certificate is read from; nothing for a password. */
function certificateFiles({ auth, clientCertificate }: Manager): Fact[] {
  if (auth !== 'certificate' || !clientCertificate) return [];
  const { certificateFile, keyFile } = clientCertificate;
  return [
    { label: 'Certificate file', value: <span className="mono">{certificateFile}</span> },
    { label: 'Key file', value: <span className="mono">{keyFile}</span> },
  ];
}

/** A way there that somebody chose; the system's own needs no word. */
function proxyFact({ proxy }: Manager): Fact[] {
  if (!proxy || proxy.kind === 'system') return [];
  const value =
    proxy.kind === 'none' ? (
      'straight, whatever the system’s proxy settings say'
    ) : (
      <>
        through the proxy <span className="mono">{proxy.url}</span>
      </>
    );
  return [{ label: 'Way there', value }];
}

/** How the manager is trusted, signed in to, and what can be done with it. */
export function ManagerCards({
  view,
  onDialog,
}: {
  view: ManagerView;
  onDialog: (dialog: ManagerDialog) => void;
}) {
  const { manager, facts } = view;
  const api = REALIZATION_API[realizationApiOf(facts?.version ?? null)];
  const credential = CREDENTIAL[view.credential];
  const keychain = useSettings((state) => state.info?.keychain.name);
  return (
    <>
      <Card
        title="Trust"
        padded={false}
        actions={
          <Button
            size="small"
            icon={<IconCertificate size={14} />}
            onClick={() => onDialog('certificate')}
          >
            Look at the certificate again
          </Button>
        }
      >
        <Pairs facts={[{ label: 'Trusted by', value: <TrustWords view={view} /> }]} />
      </Card>
      <Card
        title="Sign-in"
        padded={false}
        actions={
          <Button size="small" icon={<IconKey size={14} />} onClick={() => onDialog('sign-in')}>
            Change sign-in
          </Button>
        }
      >
        <Pairs
          facts={[
            {
              label: manager.auth === 'certificate' ? 'Principal identity' : 'User',
              value: manager.user,
            },
            ...certificateFiles(manager),
            {
              label: manager.auth === 'certificate' ? 'Passphrase' : 'Password',
              value: (
                <>
                  <Badge tone={credential.tone}>{credential.word}</Badge>{' '}
                  <span className="muted">
                    {view.credential === 'keychain' && keychain ? `${keychain}; ` : ''}
                    {credential.note}
                  </span>
                </>
              ),
            },
            {
              label: 'Way',
              value: WAYS[manager.auth],
            },
            ...proxyFact(manager),
          ]}
        />
      </Card>
      <Card title="What it can do here" padded={false}>
        <Pairs
          facts={[
            { label: 'Follow requests', value: api.note },
            {
              label: 'Send changes',
              value: manager.readOnly
                ? 'no: it is marked read-only'
                : 'yes, one at a time and never twice',
            },
            { label: 'Its clock', value: clockWords(facts?.clockOffsetMs ?? null) },
            { label: 'Host name', value: facts?.hostname ?? 'not read yet' },
            {
              label: 'Read',
              value: facts ? <TimeText at={facts.readAt} /> : 'not yet',
            },
            { label: 'Added', value: <TimeText at={manager.createdAt} /> },
          ]}
        />
      </Card>
    </>
  );
}

function TrustWords({ view }: { view: ManagerView }) {
  const { trust } = view.manager;
  switch (trust.kind) {
    case 'fingerprint':
      return (
        <>
          its certificate’s SHA-256 fingerprint, pinned
          <br />
          <FingerprintText sha256={trust.sha256} />
        </>
      );
    case 'ca':
      return (
        <>
          the CA file <span className="mono">{trust.name}</span>
        </>
      );
    case 'system':
      return 'the system’s CAs';
  }
}
