import { useRef, useState } from 'react';
import type { ManagerView } from '../../shared/manager.ts';
import type { Failure } from '../../shared/result.ts';
import { call } from '../bridge.ts';
import { useSettings } from '../settings/settings-store.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { FailureBanner } from '../ui/failure.tsx';
import { toast } from '../ui/toast.ts';
import { putManager } from './manager-store.ts';
import { OtherWays } from './other-ways.tsx';
import {
  type SignIn,
  type SignInErrors,
  SignInFields,
  signInErrors,
  signInInput,
  takePassword,
} from './sign-in-fields.tsx';

/** A new password (and user), tried once. */
export function SignInDialog({ view, onClose }: { view: ManagerView; onClose: () => void }) {
  const { manager } = view;
  const keychain = useSettings((state) => state.info?.keychain.available ?? true);
  const password = useRef<HTMLInputElement>(null);
  const [value, setValue] = useState<SignIn>({
    user: manager.user,
    auth: manager.auth,
    keep: view.credential === 'session-only' ? 'session-only' : 'keychain',
    clientCertificate: manager.clientCertificate,
  });
  const [errors, setErrors] = useState<SignInErrors>({});
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);

  async function submit() {
    const wrong = signInErrors(value, password.current);
    setErrors(wrong ?? {});
    if (wrong) return;
    setBusy(true);
    setFailure(null);
    const answer = await call('manager.sign-in', {
      ...signInInput(value),
      keep: keychain ? value.keep : 'session-only',
      managerId: manager.id,
      password: takePassword(password.current),
    });
    setBusy(false);
    if (!answer.ok) return setFailure(answer.failure);
    putManager(answer.value);
    toast({ title: `Signed in to ${manager.name} as ${value.user}`, tone: 'ok' });
    onClose();
  }

  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={`Change the sign-in of ${manager.name}`}
      colour={manager.colour}
      confirm="Sign in"
      onConfirm={() => void submit()}
      busy={busy}
      remark="Tried once, never retried"
      width={600}
    >
      <SignInFields value={value} onChange={setValue} errors={errors} passwordRef={password} />
      {failure && (
        <FailureBanner
          failure={failure}
          actions={
            <OtherWays failure={failure} onChoose={(auth) => setValue({ ...value, auth })} />
          }
        />
      )}
    </ConfirmDialog>
  );
}
