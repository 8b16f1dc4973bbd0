import type { Ref } from 'react';
import { type AuthMode, ClientCertificate } from '../../shared/auth.ts';
import type { Keep } from '../../shared/manager.ts';
import { useSettings } from '../settings/settings-store.ts';
import { Field, FieldGrid, TextInput } from '../ui/field.tsx';
import { Notice } from '../ui/states.tsx';
import { CertificateFiles, type FileErrors } from './certificate-files.tsx';
import { Choices } from './choice.tsx';

const NO_FILES: ClientCertificate = { certificateFile: '', keyFile: '' };

/** All of a sign-in but the password, which never stands in the window's state. */
export interface SignIn {
  user: string;
  auth: AuthMode;
  keep: Keep;
  /** Typed so far; sent with `certificate` only. */
  clientCertificate?: ClientCertificate | undefined;
}

export interface SignInErrors extends FileErrors {
  user?: string | undefined;
  password?: string | undefined;
}

/** Takes the password out of its field: from here on the field is empty. */
export function takePassword(input: HTMLInputElement | null): string {
  const typed = input?.value ?? '';
  if (input) input.value = '';
  return typed;
}

/** User, password, how to sign in and where the password is kept. */
export function SignInFields({
  value,
  onChange,
  errors,
  passwordRef,
}: {
  value: SignIn;
  onChange: (value: SignIn) => void;
  errors: SignInErrors;
  passwordRef: Ref<HTMLInputElement>;
}) {
  const keychain = useSettings((state) => state.info?.keychain ?? null);
  const byCertificate = value.auth === 'certificate';
  const noKeychain = keychain !== null && !keychain.available;
  return (
    <>
      <Choices
        legend="Sign in by"
        name="auth"
        value={value.auth}
        onChange={(auth) => onChange({ ...value, auth })}
        choices={[
          {
            value: 'session',
            title: 'Session',
            note: 'One sign-in, then a cookie: what NSX advises; works for local and directory users',
          },
          {
            value: 'basic',
            title: 'Basic',
            note: 'The password with each call; for managers that have session sign-in turned off',
          },
          {
            value: 'certificate',
            title: 'Client certificate',
            note: 'A principal identity; no password is sent',
          },
        ]}
      />
      {byCertificate && (
        <CertificateFiles
          value={value.clientCertificate ?? NO_FILES}
          onChange={(clientCertificate) => onChange({ ...value, clientCertificate })}
          errors={errors}
        />
      )}
      <FieldGrid>
        <Field label={byCertificate ? 'Principal identity' : 'User'} error={errors.user}>
          {(control) => (
            <TextInput
              {...control}
              name="user"
              value={value.user}
              autoFocus={!value.user}
              autoCapitalize="off"
              onChange={(event) => onChange({ ...value, user: event.target.value })}
            />
          )}
        </Field>
        <Field
          label={byCertificate ? 'Passphrase of the key' : 'Password'}
          error={errors.password}
          help={byCertificate ? 'Empty if the key has none' : 'Tried once, never retried'}
        >
          {(control) => (
            <TextInput
              {...control}
              ref={passwordRef}
              name="password"
              type="password"
              data-autofocus
              autoComplete="new-password"
            />
          )}
        </Field>
      </FieldGrid>
      {noKeychain && (
        <Notice tone="warning" title="No keychain answers on this computer">
          <p>
            The password can be kept for this session only: it is forgotten when Spanwatch closes,
            and asked for again. It is never written to a file. {keychain.detail}
          </p>
        </Notice>
      )}
      <Choices
        legend={byCertificate ? 'Keep the passphrase' : 'Keep the password'}
        name="keep"
        value={noKeychain ? 'session-only' : value.keep}
        onChange={(keep) => onChange({ ...value, keep })}
        choices={[
          {
            value: 'keychain',
            title: `In the keychain${keychain?.name ? ` (${keychain.name})` : ''}`,
            note: 'Spanwatch asks the keychain when it needs it; this window never sees it again',
            disabled: noKeychain,
          },
          {
            value: 'session-only',
            title: 'For this session only',
            note: 'In memory until Spanwatch closes; open watches wait for it after a restart',
          },
        ]}
      />
    </>
  );
}

/** What is wrong with a sign-in as typed; null if it can be tried. */
export function signInErrors(
  value: SignIn,
  password: HTMLInputElement | null,
): SignInErrors | null {
  const byCertificate = value.auth === 'certificate';
  const files = ClientCertificate.safeParse(value.clientCertificate ?? NO_FILES);
  const wrong = byCertificate && !files.success ? files.error.issues : [];
  const fileError = (name: keyof FileErrors) =>
    wrong.find((issue) => issue.path[0] === name)?.message;
  const errors: SignInErrors = {
    user: value.user.trim()
      ? undefined
      : `Type the ${byCertificate ? 'name of the principal identity' : 'user name'}`,
    password: password?.value || byCertificate ? undefined : 'Type the password',
    certificateFile: fileError('certificateFile'),
    keyFile: fileError('keyFile'),
  };
  return Object.values(errors).some(Boolean) ? errors : null;
}

/** What is sent of a sign-in: without the files of a certificate that was typed and then not chosen. */
export function signInInput({ clientCertificate, ...rest }: SignIn) {
  return rest.auth === 'certificate' ? { ...rest, clientCertificate } : rest;
}
