/** Real keys in a temporary home, and programs that stand for a key which somebody has to unlock or touch. */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { TempRepo } from './temp-repo.ts';

const answers = (program: string, args: readonly string[]): boolean => {
  try {
    execFileSync(program, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

export const HAS_SSH = process.platform !== 'win32' && answers('sh', ['-c', 'command -v ssh-keygen']);
export const HAS_GPG = process.platform !== 'win32' && answers('gpg', ['--version']);

/** @returns the path of the public key; the private one lies beside it */
export const sshKey = (repo: TempRepo, name: string, passphrase = ''): string => {
  const path = join(repo.base, name);
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', passphrase, '-C', name, '-f', path]);
  return `${path}.pub`;
};

/** The person's configuration: their versions are signed. */
export const signWith = (repo: TempRepo, settings: { readonly [key: string]: string }): void => {
  for (const [key, value] of Object.entries({ 'commit.gpgSign': 'true', ...settings }))
    repo.git('config', '--global', key, value);
};

/** @returns the path of a file that allows a key for a principal */
export const allow = (repo: TempRepo, principal: string, publicKey: string, options = ''): string => {
  const path = join(repo.base, `allowed-${principal}`);
  writeFileSync(path, `${principal} ${options}${readFileSync(publicKey, 'utf8')}`);
  return path;
};

export const script = (repo: TempRepo, name: string, body: string): string => {
  const path = join(repo.base, name);
  writeFileSync(path, `#!/bin/sh\n${body}\n`);
  chmodSync(path, 0o755);
  return path;
};

/** A key of gpg in a home of its own, whose agent ends with the test. @returns its fingerprint */
export const gpgKey = (repo: TempRepo, email: string, passphrase = ''): string => {
  const home = join(repo.base, 'gnupg');
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const env = { ...repo.env, GNUPGHOME: home };
  repo.env['GNUPGHOME'] = home;
  const gpg = (...args: string[]): string =>
    execFileSync('gpg', ['--batch', '--no-tty', ...args], { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => void execFileSync('gpgconf', ['--kill', 'all'], { env }));
  gpg('--pinentry-mode', 'loopback', '--passphrase', passphrase, '--quick-gen-key', email, 'ed25519', 'sign', 'never');
  if (passphrase !== '') execFileSync('gpgconf', ['--kill', 'gpg-agent'], { env });
  return /^fpr:+([0-9A-F]+):/m.exec(gpg('--with-colons', '--list-keys', email))?.[1] ?? '';
};
