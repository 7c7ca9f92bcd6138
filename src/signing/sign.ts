import { type Signature, type SignatureFormat, SSH_NAMESPACE } from '../domain/signature.ts';
import { type Run, runProgram } from './run-program.ts';
import { withFiles } from './scratch.ts';
import type { SigningSettings } from './settings.ts';

/** Either a signature, or why there is none. */
export type Signed = { readonly signature: Signature } | { readonly unsigned: string };

export interface Programs {
  readonly settings: SigningSettings;
  readonly env: { readonly [name: string]: string | undefined };
  /** Of each program that is started. */
  readonly limitMs: number;
}

/** Signs a text with the person's own key and program. Never throws, never asks, never waits longer than the limit. */
export const sign = async (payload: string, programs: Programs): Promise<Signed> => {
  const { format } = programs.settings;
  if (format === null) return { unsigned: 'gpg.format is neither ssh nor openpgp' };
  return format === 'ssh' ? signWithSsh(payload, programs) : signWithGpg(payload, programs);
};

/** Runs the program of a format, and says what it came to. */
const signedBy = async (
  format: SignatureFormat,
  payload: string,
  { settings, env, limitMs, args }: Programs & Pick<Run, 'args'>,
): Promise<Signed> => {
  const program = format === 'ssh' ? settings.sshProgram : settings.gpgProgram;
  const { code, stdout, stderr, late } = await runProgram(program, { args, stdin: payload, env, limitMs });
  const signature = stdout.trim();
  if (late) return { unsigned: `${program} took longer than ${limitMs} ms: it waits for somebody` };
  if (code === 0 && ARMOR[format].test(signature))
    return { signature: { format, payload, signature: `${signature}\n` } };
  return { unsigned: `${program} did not sign: ${lastLine(stderr)}` };
};

/** @param key how ssh-keygen is told which one */
export const signedWithSsh = (payload: string, key: readonly string[], programs: Programs): Promise<Signed> =>
  signedBy('ssh', payload, { ...programs, args: ['-Y', 'sign', '-n', SSH_NAMESPACE, ...key] });

const ARMOR = {
  ssh: /^-----BEGIN SSH SIGNATURE-----[\s\S]*-----END SSH SIGNATURE-----$/,
  openpgp: /^-----BEGIN PGP SIGNATURE-----[\s\S]*-----END PGP SIGNATURE-----$/,
} as const;

const signWithSsh = async (payload: string, programs: Programs): Promise<Signed> => {
  const key = programs.settings.key ?? (await defaultKey(programs));
  if (typeof key !== 'string') return key;
  const literal = literalKey(key);
  // as git does: a key that stands in the settings itself is looked for in the agent alone
  return literal === null
    ? signedWithSsh(payload, ['-f', key], programs)
    : withFiles([`${literal}\n`], (path = '') => signedWithSsh(payload, ['-U', '-f', path], programs));
};

const literalKey = (key: string): string | null => {
  if (key.startsWith('key::')) return key.slice('key::'.length);
  return key.startsWith('ssh-') ? key : null;
};

const NO_KEY = { unsigned: 'no key is named: git config --global user.signingKey <path of a public key>' };

const defaultKey = async ({ settings, env, limitMs }: Programs): Promise<string | typeof NO_KEY> => {
  if (settings.keyCommand === null) return NO_KEY;
  const run = { args: [], stdin: '', env, limitMs, shell: true };
  const { code, stdout, stderr, late } = await runProgram(settings.keyCommand, run);
  if (late) return { unsigned: `gpg.ssh.defaultKeyCommand took longer than ${limitMs} ms` };
  const line = stdout.split('\n').find((line) => literalKey(line) !== null);
  if (code === 0 && line !== undefined) return line.trim();
  return { unsigned: `gpg.ssh.defaultKeyCommand named no key: ${lastLine(stderr)}` };
};

const signWithGpg = (payload: string, programs: Programs): Promise<Signed> => {
  const key = programs.settings.key ?? programs.settings.email;
  const who = key === null ? [] : ['--local-user', key];
  const quiet = ['--batch', '--no-tty', '--pinentry-mode', 'error'];
  const args = [...quiet, '--armor', ...who, '--output', '-', '--detach-sign'];
  return signedBy('openpgp', payload, { ...programs, args });
};

const lastLine = (text: string): string => text.trim().split('\n').at(-1)?.slice(0, 300) || 'it says nothing';
