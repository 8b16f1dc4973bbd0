import type { ClientCertificate } from '../../shared/auth.ts';
import { Field, FieldGrid, TextInput } from '../ui/field.tsx';

/** What is wrong with the names of the files. */
export interface FileErrors {
  certificateFile?: string | undefined;
  keyFile?: string | undefined;
}

/** Where the PEM files of a client certificate are: their names only, as the window reads no file. */
export function CertificateFiles({
  value,
  onChange,
  errors,
}: {
  value: ClientCertificate;
  onChange: (value: ClientCertificate) => void;
  errors: FileErrors;
}) {
  return (
    <FieldGrid>
      <Field
        label="Certificate file"
        error={errors.certificateFile}
        help="PEM; the whole path. Read at each connection, never copied"
      >
        {(control) => (
          <TextInput
            {...control}
            mono
            name="certificate-file"
            value={value.certificateFile}
            onChange={(event) => onChange({ ...value, certificateFile: event.target.value })}
          />
        )}
      </Field>
      <Field label="Key file" error={errors.keyFile} help="PEM; with or without a passphrase">
        {(control) => (
          <TextInput
            {...control}
            mono
            name="key-file"
            value={value.keyFile}
            onChange={(event) => onChange({ ...value, keyFile: event.target.value })}
          />
        )}
      </Field>
    </FieldGrid>
  );
}
