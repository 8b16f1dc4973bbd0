import { call } from '../bridge.ts';
import { Badge } from '../ui/badge.tsx';
import { LinkButton } from '../ui/button.tsx';
import { Card, Pairs } from '../ui/card.tsx';
import type { AppInfo } from './settings-store.ts';

/** What is kept where, and what this window cannot do. */
export function SecurityCard({ info }: { info: AppInfo | null }) {
  const keychain = info?.keychain;
  return (
    <Card
      title="Security"
      padded={false}
      badge={
        keychain && (
          <Badge tone={keychain.available ? 'ok' : 'warning'}>
            {keychain.available ? 'Keychain answers' : 'No keychain'}
          </Badge>
        )
      }
    >
      <Pairs
        facts={[
          {
            label: 'Passwords',
            value: keychain?.available ? (
              <>
                in {keychain.name}, under <span className="mono">{info?.keychainService}</span>; or
                in memory, where “for this session only” was chosen
              </>
            ) : (
              <>
                in memory only, until Spanwatch closes: no keychain answers here. {keychain?.detail}{' '}
                <LinkButton onClick={() => void call('app.open-link', { link: 'keychain-help' })}>
                  How to get one
                </LinkButton>
              </>
            ),
          },
          {
            label: 'Everything else',
            value:
              'in the folder above, with secrets replaced before anything is written, logged or exported',
          },
          {
            label: 'This window',
            value:
              'runs in a sandbox without Node, may load nothing from elsewhere and run no script but its own, cannot open windows or ask for permissions, and never receives a password',
          },
          {
            label: 'Connections',
            value:
              'HTTPS to your managers, each checked against the certificate or CA that you trusted, before a password is sent',
          },
        ]}
      />
    </Card>
  );
}
