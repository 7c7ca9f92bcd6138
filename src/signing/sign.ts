import { type Signature, type SignatureFormat, SSH_NAMESPACE } from '../domain/signature.ts';
import { type Ended, runProgram } from './run-program.ts';
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
  const ended = await (format === 'ssh' ? signWithSsh(payload, programs) : signWithGpg(payload, programs));
  return 'unsigned' in ended ? ended : signedBy(format, payload, { ...ended, limitMs: programs.limitMs });
};

/** What a program that signs came to. */
export const signedBy = (
  format: SignatureFormat,
  payload: string,
  ended: Ended & { readonly program: string; readonly limitMs: number },
): Signed => {
  const signature = ended.stdout.trim();
  if (ended.late) return { unsigned: `${ended.program} took longer than ${ended.limitMs} ms: it waits for somebody` };
  if (ended.code === 0 && ARMOR[format].test(signature))
    return { signature: { format, payload, signature: `${signature}\n` } };
  return { unsigned: `${ended.program} did not sign: ${lastLine(ended.stderr)}` };
};

const ARMOR = {
  ssh: /^-----BEGIN SSH SIGNATURE-----[\s\S]*-----END SSH SIGNATURE-----$/,
  openpgp: /^-----BEGIN PGP SIGNATURE-----[\s\S]*-----END PGP SIGNATURE-----$/,
} as const;

type Attempt = (Ended & { readonly program: string }) | { readonly unsigned: string };

const signWithSsh = async (payload: string, programs: Programs): Promise<Attempt> => {
  const { settings, env, limitMs } = programs;
  const key = settings.key ?? (await defaultKey(programs));
  if (key === null) return { unsigned: 'no key is named: git config --global user.signingKey <path of a public key>' };
  const program = settings.sshProgram;
  const signed = async (args: readonly string[]): Promise<Attempt> => ({
    ...(await runProgram(program, {
      args: ['-Y', 'sign', '-n', SSH_NAMESPACE, ...args],
      stdin: payload,
      env,
      limitMs,
    })),
    program,
  });
  const literal = literalKey(key);
  // as git does: a key that stands in the settings itself is looked for in the agent alone
  return literal === null
    ? signed(['-f', key])
    : withFiles([`${literal}\n`], (path = '') => signed(['-U', '-f', path]));
};

const literalKey = (key: string): string | null => {
  if (key.startsWith('key::')) return key.slice('key::'.length);
  return key.startsWith('ssh-') ? key : null;
};

const defaultKey = async ({ settings, env, limitMs }: Programs): Promise<string | null> => {
  if (settings.keyCommand === null) return null;
  const { code, stdout } = await runProgram(settings.keyCommand, { args: [], stdin: '', env, limitMs, shell: true });
  const line = stdout.split('\n').find((line) => literalKey(line) !== null);
  return code === 0 ? (line?.trim() ?? null) : null;
};

const signWithGpg = async (payload: string, { settings, env, limitMs }: Programs): Promise<Attempt> => {
  const key = settings.key ?? settings.email;
  const who = key === null ? [] : ['--local-user', key];
  const quiet = ['--batch', '--no-tty', '--pinentry-mode', 'error'];
  const args = [...quiet, '--armor', ...who, '--output', '-', '--detach-sign'];
  return {
    ...(await runProgram(settings.gpgProgram, { args, stdin: payload, env, limitMs })),
    program: settings.gpgProgram,
  };
};

const lastLine = (text: string): string => text.trim().split('\n').at(-1)?.slice(0, 300) || 'it says nothing';
