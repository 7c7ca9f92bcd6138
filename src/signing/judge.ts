import { type Signature, SSH_NAMESPACE } from '../domain/signature.ts';
import { type Ended, runProgram } from './run-program.ts';
import { withFiles } from './scratch.ts';
import type { Programs } from './sign.ts';

/** What is told of a signature over its own payload. Whether the payload is about the right thing is not asked here. */
export interface Judged {
  /**
   * `signed`: by somebody who is trusted; `untrusted`: the signature fits, and nobody who is trusted made it; `invalid`:
   * it does not fit, or its key is revoked; `unknown`: the program that could tell is not there or did not answer.
   */
  readonly state: 'signed' | 'untrusted' | 'invalid' | 'unknown';
  /** Who made it: a principal, or a key. */
  readonly by: string | null;
  readonly reason: string | null;
}

/** Files as `ssh-keygen -Y` reads them. `revoked` absent: as the settings say; null: none. */
export interface TrustedFiles {
  readonly allowedSigners: string;
  readonly revoked?: string | null;
}

/** @param trusted other files than those of the settings. Never throws. */
export const judge = (signature: Signature, programs: Programs, trusted?: TrustedFiles): Promise<Judged> =>
  signature.format === 'ssh'
    ? withFiles([signature.signature], (file = '') => judgeSsh(signature.payload, file, { programs, trusted }))
    : withFiles([signature.signature], (file = '') => judgeGpg(signature.payload, file, programs));

interface Trusting {
  readonly programs: Programs;
  readonly trusted: TrustedFiles | undefined;
}

const judgeSsh = async (payload: string, file: string, trusting: Trusting): Promise<Judged> => {
  const { settings, env, limitMs } = trusting.programs;
  const allowed = trusting.trusted?.allowedSigners ?? settings.allowedSigners;
  const revocations = trusting.trusted?.revoked === undefined ? settings.revoked : trusting.trusted.revoked;
  const keygen = (...args: readonly string[]): Promise<Ended> =>
    runProgram(settings.sshProgram, { args: ['-Y', ...args], stdin: payload, env, limitMs });
  const fits = () => keygen('check-novalidate', '-n', SSH_NAMESPACE, '-s', file);
  if (allowed === null) return ofStranger(await fits(), 'no gpg.ssh.allowedSignersFile is set');
  const found = await keygen('find-principals', '-f', allowed, '-s', file);
  const unknown = judgedUnknown(found);
  if (unknown !== null) return unknown;
  const principals = found.code === 0 ? found.stdout.split('\n').filter((line) => line !== '') : [];
  if (principals.length === 0) return ofStranger(await fits(), `${allowed} does not name its key`);
  const verify = (principal: string, ...revoked: readonly string[]) =>
    keygen('verify', '-n', SSH_NAMESPACE, '-f', allowed, '-I', principal, '-s', file, ...revoked);
  const revoked = revocations === null ? [] : ['-r', revocations];
  for (const by of principals.slice(0, MOST_PRINCIPALS)) {
    const ended = await verify(by, ...revoked);
    if (ended.code === 0) return { state: 'signed', by, reason: null };
    const unrevoked = revoked.length > 0 ? await verify(by) : ended;
    const broken = judgedUnknown(ended) ?? judgedUnknown(unrevoked);
    if (broken !== null) return broken;
    if (unrevoked.code === 0) return { state: 'invalid', by, reason: 'its key is revoked' };
  }
  return ofStranger(await fits(), `${allowed} does not allow its key for ${SSH_NAMESPACE} at this time`);
};

const MOST_PRINCIPALS = 16;

export const TOO_LONG: Judged = { state: 'unknown', by: null, reason: 'the program that verifies took too long' };

/** The program itself is missing, or did not come to its own end: what it would have said is not known. */
const judgedUnknown = ({ code, late, stderr }: Ended): Judged | null => {
  if (late) return TOO_LONG;
  if (code !== null) return null;
  return { state: 'unknown', by: null, reason: stderr.slice(0, 300) || 'the program that verifies was ended' };
};

/** `Good "opensession" signature with ED25519 key SHA256:…` */
const ofStranger = (ended: Ended, reason: string): Judged => {
  const unknown = judgedUnknown(ended);
  if (unknown !== null) return unknown;
  const { code, stdout, stderr } = ended;
  return code === 0
    ? { state: 'untrusted', by: /(?:^|\s)(SHA256:\S+)/.exec(stdout)?.[1] ?? null, reason }
    : { state: 'invalid', by: null, reason: stderr.trim().split('\n').at(-1)?.slice(0, 300) || 'it does not fit' };
};

const judgeGpg = async (payload: string, file: string, { settings, env, limitMs }: Programs): Promise<Judged> => {
  // a signature may name a key server: nothing is fetched
  const quiet = ['--batch', '--no-tty', '--no-auto-key-retrieve', '--status-fd', '1'];
  const args = [...quiet, '--verify', file, '-'];
  const ended = await runProgram(settings.gpgProgram, { args, stdin: payload, env, limitMs });
  return judgedUnknown(ended) ?? ofStatus(ended.stdout);
};

/** Lines `[GNUPG:] KEYWORD …` (GnuPG, doc/DETAILS). */
const ofStatus = (text: string): Judged => {
  const lines = text.split('\n').flatMap((line) => (line.startsWith('[GNUPG:] ') ? [line.slice(9).split(' ')] : []));
  const says = (...keywords: readonly string[]) => lines.find(([keyword = '']) => keywords.includes(keyword));
  const one = says('GOODSIG', 'EXPSIG', 'EXPKEYSIG', 'REVKEYSIG', 'BADSIG', 'ERRSIG');
  const by = one === undefined ? null : one.slice(one[0] === 'ERRSIG' ? 1 : 2, one[0] === 'ERRSIG' ? 2 : 9).join(' ');
  // several signatures in one file: the first could be a stranger's and the last a friend's
  const count = lines.filter(([keyword]) => keyword === 'NEWSIG').length;
  if (count > 1) return { state: 'invalid', by: null, reason: 'it holds more than one signature' };
  if (one?.[0] === 'GOODSIG')
    return says('TRUST_ULTIMATE', 'TRUST_FULLY') === undefined
      ? { state: 'untrusted', by, reason: 'gpg does not trust its key' }
      : { state: 'signed', by, reason: null };
  if (one?.[0] === 'EXPSIG' || one?.[0] === 'EXPKEYSIG') return { state: 'untrusted', by, reason: 'it has expired' };
  if (one?.[0] === 'REVKEYSIG') return { state: 'invalid', by, reason: 'its key is revoked' };
  if (says('NO_PUBKEY') !== undefined) return { state: 'untrusted', by, reason: 'its key is not known to gpg' };
  return { state: 'invalid', by, reason: 'gpg finds that it does not fit' };
};
