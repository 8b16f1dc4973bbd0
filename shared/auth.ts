import * as z from 'zod';

/** The ways to sign in to a manager; `certificate` is a principal identity's client certificate. */
export const AUTH_MODES = ['session', 'basic', 'certificate'] as const;
export const AuthMode = z.enum(AUTH_MODES);
export type AuthMode = z.infer<typeof AuthMode>;

const MAX_PATH = 4096;

/** Where a client certificate and its key are, as PEM files of this computer. The key's passphrase is a password. */
export const ClientCertificate = z.object({
  certificateFile: z.string().trim().min(1, 'Name the certificate file').max(MAX_PATH),
  keyFile: z.string().trim().min(1, 'Name the key file').max(MAX_PATH),
});
export type ClientCertificate = z.infer<typeof ClientCertificate>;
