/** The person's own git settings → how to sign and whom to believe. Pure. */
import type { SignatureFormat } from '../domain/signature.ts';

/** The value of a key of `git config`; null for one without a value, undefined where it is not set. */
export type Setting = (key: string) => string | null | undefined;

export interface SigningSettings {
  /** Commits are signed, so versions are. */
  readonly wanted: boolean;
  /** null: one that is not supported (x509). */
  readonly format: SignatureFormat | null;
  readonly key: string | null;
  /** A command line that prints the key, where none is set. */
  readonly keyCommand: string | null;
  /** Of `user.email`: which key gpg takes when none is named. */
  readonly email: string | null;
  readonly sshProgram: string;
  readonly gpgProgram: string;
  readonly allowedSigners: string | null;
  readonly revoked: string | null;
}

/** @param isTrue git's booleans */
export const signingSettings = (
  setting: Setting,
  how: { readonly isTrue: (value: string | null | undefined) => boolean; readonly home: string },
): SigningSettings => {
  const text = (key: string): string | null => setting(key) || null;
  const path = (key: string): string | null => inHome(text(key), how.home);
  const format = text('gpg.format') ?? 'openpgp';
  return {
    wanted: how.isTrue(setting('commit.gpgsign')),
    format: format === 'ssh' || format === 'openpgp' ? format : null,
    key: path('user.signingkey'),
    keyCommand: text('gpg.ssh.defaultkeycommand'),
    email: text('user.email'),
    sshProgram: path('gpg.ssh.program') ?? 'ssh-keygen',
    gpgProgram: path('gpg.openpgp.program') ?? path('gpg.program') ?? 'gpg',
    allowedSigners: path('gpg.ssh.allowedsignersfile'),
    revoked: path('gpg.ssh.revocationfile'),
  };
};

const inHome = (path: string | null, home: string): string | null =>
  path?.startsWith('~/') === true ? `${home}${path.slice(1)}` : path;
