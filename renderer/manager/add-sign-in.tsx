import { type FormEvent, useRef, useState } from 'react';
import type { ManagerColour, ManagerSettings, ProbeAnswer, Trust } from '../../shared/manager.ts';
import { MANAGER_COLOURS } from '../../shared/manager.ts';
import type { ProxyChoice } from '../../shared/proxy.ts';
import type { Failure } from '../../shared/result.ts';
import { call } from '../bridge.ts';
import { chooseManager, useSettings } from '../settings/settings-store.ts';
import { go } from '../shell/route-store.ts';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { FailureBanner } from '../ui/failure.tsx';
import { toast } from '../ui/toast.ts';
import { putManager, useManagerStore } from './manager-store.ts';
import { OtherWays } from './other-ways.tsx';
import { readIfNeverRead } from './practice.ts';
import { type SettingsErrors, SettingsFields, settingsErrors } from './settings-fields.tsx';
import {
  type SignIn,
  type SignInErrors,
  SignInFields,
  signInErrors,
  signInInput,
  takePassword,
} from './sign-in-fields.tsx';

/** `nsx-ams-vip.example.net:8443` is called nsx-ams-vip; an IP address stays whole. */
function nameOf(address: string): string {
  const host = address.replace(/:\d+$/, '');
  return /^[\d.]+$|^\[/.test(host) ? host : (host.split('.')[0] ?? host);
}

/** The first colour that no manager has yet: two managers are told apart by theirs. */
function freeColour(): ManagerColour {
  const taken = new Set(
    Object.values(useManagerStore.getState().byId).map(({ manager }) => manager.colour),
  );
  return MANAGER_COLOURS.find((colour) => !taken.has(colour)) ?? 'slate';
}

/** The third step: who signs in, what the manager is called here; then one try. */
export function AddSignIn({
  probe,
  trust,
  proxy,
  onUntrusted,
}: {
  probe: ProbeAnswer;
  trust: Trust;
  /** The way that the certificate was read by. */
  proxy: ProxyChoice | undefined;
  /** The certificate changed between the steps: begin again. */
  onUntrusted: () => void;
}) {
  const keychain = useSettings((state) => state.info?.keychain.available ?? true);
  const password = useRef<HTMLInputElement>(null);
  const [signIn, setSignIn] = useState<SignIn>({ user: '', auth: 'session', keep: 'keychain' });
  const [settings, setSettings] = useState<ManagerSettings>(() => ({
    name: nameOf(probe.address),
    environment: '',
    colour: freeColour(),
    readOnly: false,
  }));
  const [errors, setErrors] = useState<{ signIn: SignInErrors; settings: SettingsErrors }>({
    signIn: {},
    settings: {},
  });
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const wrong = {
      signIn: signInErrors(signIn, password.current),
      settings: settingsErrors(settings),
    };
    setErrors({ signIn: wrong.signIn ?? {}, settings: wrong.settings ?? {} });
    if (busy || wrong.signIn || wrong.settings) return;
    setBusy(true);
    setFailure(null);
    const answer = await call('manager.add', {
      ...settings,
      ...signInInput(signIn),
      proxy,
      keep: keychain ? signIn.keep : 'session-only',
      address: probe.address,
      trust,
      password: takePassword(password.current),
    });
    setBusy(false);
    if (!answer.ok) {
      setFailure(answer.failure);
      password.current?.focus();
      return;
    }
    const { manager } = answer.value;
    putManager(answer.value);
    chooseManager(manager.id);
    toast({ title: `${manager.name} was added`, tone: 'ok' });
    go({ screen: 'managers', id: manager.id });
    void readIfNeverRead(manager.id);
  }

  return (
    <form className="step-form" onSubmit={submit} data-colour={settings.colour}>
      {failure && (
        <FailureBanner
          failure={failure}
          actions={
            failure.kind === 'untrusted' ? (
              <Button onClick={onUntrusted}>Look at the certificate again</Button>
            ) : (
              <OtherWays failure={failure} onChoose={(auth) => setSignIn({ ...signIn, auth })} />
            )
          }
        />
      )}
      <Card title="Sign-in" note={<span className="mono">{probe.address}</span>}>
        <div className="step-form">
          <SignInFields
            value={signIn}
            onChange={setSignIn}
            errors={errors.signIn}
            passwordRef={password}
          />
        </div>
      </Card>
      <Card title="Its name in Spanwatch">
        <div className="step-form">
          <SettingsFields value={settings} onChange={setSettings} errors={errors.settings} />
        </div>
      </Card>
      <div className="buttons">
        <Button kind="primary" type="submit" busy={busy}>
          Sign in and add {settings.name.trim() || 'the manager'}
        </Button>
        <span className="muted small">
          Signs in once, then reads its version, your roles and its sessions
        </span>
      </div>
    </form>
  );
}
