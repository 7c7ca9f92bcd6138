import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Signature, parsePayload, payloadOf } from '../../src/domain/signature.ts';
import { openWorld } from '../../src/open-world.ts';
import type { Signing } from '../../src/signing/open-signing.ts';
import { openSigning } from '../../src/signing/open-signing.ts';
import { signingSettings } from '../../src/signing/settings.ts';
import { isTrue } from '../../src/git/user-config.ts';
import { HAS_GPG, HAS_SSH, allow, gpgKey, script, signWith, sshKey } from '../support/keys.ts';
import { type TempRepo, tempRepo } from '../support/temp-repo.ts';

const VERSION = { artifact_id: 'one', digest: 'sha256:1' };

/** The machine that runs the tests may be slow: what is not about the limit does not come near it. */
const PATIENT_MS = 60_000;

const withCommit = (): TempRepo => {
  const repo = tempRepo();
  repo.commit('one');
  return repo;
};

const signing = (repo: TempRepo): Signing =>
  openWorld({ cwd: repo.dir, env: repo.env, signingLimitMs: PATIENT_MS }).signing(repo.dir);

/** With settings and a limit of its own. */
const withSettings = (repo: TempRepo, settings: { readonly [key: string]: string }, limitMs = PATIENT_MS): Signing =>
  openSigning({
    env: repo.env,
    limitMs,
    roots: async () => ['f'.repeat(40)],
    settings: async () =>
      signingSettings((key) => ({ 'commit.gpgsign': 'true', ...settings })[key], { isTrue, home: repo.home }),
  });

const signatureOf = async (one: Signing): Promise<Signature> => {
  const signed = await one.sign(VERSION);
  if (signed === null || 'unsigned' in signed) throw new Error(`not signed: ${signed?.unsigned}`);
  return signed.signature;
};

const reasonOf = async (one: Signing): Promise<string> => {
  const signed = await one.sign(VERSION);
  if (signed === null || 'signature' in signed) throw new Error('expected a reason');
  return signed.unsigned;
};

/** What still runs of a process group; the dead that nobody has collected do not. */
const running = (group: string): readonly string[] =>
  execFileSync('ps', ['-eo', 'pgid=,stat='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .flatMap(([pgid, stat = 'Z']) => (pgid === group && !stat.startsWith('Z') ? [stat] : []));

test('who does not sign commits signs nothing, and what the repository says does not count', async () => {
  const repo = withCommit();
  repo.git('config', 'commit.gpgSign', 'true');
  repo.git('config', 'gpg.format', 'ssh');
  const program = script(repo, 'hostile', `touch "${repo.base}/ran"`);
  repo.git('config', 'gpg.ssh.program', program);
  expect(await signing(repo).sign(VERSION)).toBeNull();
  expect(existsSync(join(repo.base, 'ran'))).toBe(false);
});

describe.skipIf(!HAS_SSH)('ssh', () => {
  test('signs what it is about, and is believed only from an allowed key', async () => {
    const repo = withCommit();
    const key = sshKey(repo, 'key');
    signWith(repo, { 'gpg.format': 'ssh', 'user.signingKey': key });
    const one = signing(repo);
    const signature = await signatureOf(one);
    expect(parsePayload(signature.payload)).toEqual({ ...VERSION, repository: [repo.git('rev-parse', 'HEAD')] });
    expect(await one.judge(signature)).toMatchObject({ state: 'untrusted', by: expect.stringMatching(/^SHA256:/) });
    const allowed = allow(repo, 'ada@example.test', key);
    expect(await one.judge(signature, { allowedSigners: allowed })).toMatchObject({
      state: 'signed',
      by: 'ada@example.test',
    });
    const other = allow(repo, 'bob@example.test', sshKey(repo, 'other'));
    expect(await one.judge(signature, { allowedSigners: other })).toMatchObject({ state: 'untrusted' });
    const forCommits = allow(repo, 'git@example.test', key, 'namespaces="git" ');
    expect(await one.judge(signature, { allowedSigners: forCommits })).toMatchObject({ state: 'untrusted' });
    const payload = payloadOf({ ...VERSION, artifact_id: 'two', repository: [] });
    expect(await one.judge({ ...signature, payload }, { allowedSigners: allowed })).toMatchObject({ state: 'invalid' });
    expect(await one.judge({ ...signature, signature: 'nothing' }, { allowedSigners: allowed })).toMatchObject({
      state: 'invalid',
    });
  });

  test('a key that is revoked makes it invalid', async () => {
    const repo = withCommit();
    const key = sshKey(repo, 'key');
    const allowed = allow(repo, 'ada@example.test', key);
    const own = { 'gpg.format': 'ssh', 'user.signingKey': key, 'gpg.ssh.allowedSignersFile': allowed };
    signWith(repo, own);
    const signature = await signatureOf(signing(repo));
    expect(await signing(repo).judge(signature)).toMatchObject({ state: 'signed' });
    signWith(repo, { 'gpg.ssh.revocationFile': key });
    expect(await signing(repo).judge(signature)).toMatchObject({ state: 'invalid', by: 'ada@example.test' });
  });

  test('a signature for another namespace is invalid: one of a commit cannot stand here', async () => {
    const repo = withCommit();
    const key = sshKey(repo, 'key');
    const swapping = script(
      repo,
      'swap',
      'for a; do shift; [ "$a" = opensession ] && a=git; set -- "$@" "$a"; done\nexec ssh-keygen "$@"',
    );
    signWith(repo, { 'gpg.format': 'ssh', 'user.signingKey': key, 'gpg.ssh.program': swapping });
    const signature = await signatureOf(signing(repo));
    const allowed = allow(repo, 'ada@example.test', key);
    signWith(repo, { 'gpg.ssh.program': 'ssh-keygen' });
    expect(await signing(repo).judge(signature, { allowedSigners: allowed })).toMatchObject({ state: 'invalid' });
  });

  test('a key in the settings themselves, and one that a command prints, are looked for in the agent', async () => {
    const repo = withCommit();
    const text = readFileSync(sshKey(repo, 'key'), 'utf8').trim();
    signWith(repo, { 'gpg.format': 'ssh', 'user.signingKey': `key::${text}` });
    expect(await reasonOf(signing(repo))).toMatch(/did not sign/);
    repo.git('config', '--global', '--unset', 'user.signingKey');
    expect(await reasonOf(signing(repo))).toMatch(/no key is named/);
    const log = join(repo.base, 'asked');
    signWith(repo, {
      'gpg.ssh.defaultKeyCommand': `echo '${text}'`,
      'gpg.ssh.program': script(repo, 'agent', `echo "$@" > "${log}"; exit 1`),
    });
    expect(await reasonOf(signing(repo))).toMatch(/did not sign/);
    expect(readFileSync(log, 'utf8')).toMatch(/^-Y sign -n opensession -U -f /);
  });

  test.each([
    ['sleep 60', 300, /defaultKeyCommand took longer/],
    ['echo "the vault is closed" >&2; exit 1', PATIENT_MS, /defaultKeyCommand named no key: the vault is closed/],
    ['echo nothing', PATIENT_MS, /defaultKeyCommand named no key/],
  ])('why `%s` names no key is told', async (command, limitMs, reason) => {
    const settings = { 'gpg.format': 'ssh', 'gpg.ssh.defaultkeycommand': command };
    expect(await reasonOf(withSettings(withCommit(), settings, limitMs))).toMatch(reason);
  });

  test('a passphrase that nobody can be asked for is no reason to wait', async () => {
    const repo = withCommit();
    const asked = script(repo, 'askpass', `touch "${repo.base}/asked"; echo wrong`);
    repo.env['SSH_ASKPASS'] = asked;
    repo.env['SSH_ASKPASS_REQUIRE'] = 'force';
    repo.env['DISPLAY'] = ':9';
    signWith(repo, { 'gpg.format': 'ssh', 'user.signingKey': sshKey(repo, 'locked', 'open sesame') });
    expect(await reasonOf(signing(repo))).toMatch(/did not sign/);
    expect(existsSync(join(repo.base, 'asked'))).toBe(false);
  });

  test.each([
    ['verify', 'by an allowed key, held against revoked ones'],
    ['check-novalidate', 'by a key that nobody allows'],
  ])('where %s does not come to its end nothing is known of a signature (%s)', async (step) => {
    const repo = withCommit();
    const key = sshKey(repo, 'key');
    const file = allow(repo, 'person@example.test', step === 'verify' ? key : sshKey(repo, 'other'));
    const settings = { 'gpg.format': 'ssh', 'user.signingkey': key, 'gpg.ssh.allowedsignersfile': file };
    const signature = await signatureOf(withSettings(repo, settings));
    writeFileSync(join(repo.base, 'revoked'), '');
    // the first run of that step alone: another one tells nothing of what it had said
    const once = `[ "$2" != ${step} ] || ! mkdir "${repo.base}/ended" 2> /dev/null || kill -9 $$`;
    const one = withSettings(repo, {
      ...settings,
      'gpg.ssh.revocationfile': join(repo.base, 'revoked'),
      'gpg.ssh.program': script(repo, 'breaks', `${once}\nexec ssh-keygen "$@"`),
    });
    expect(await one.judge(signature)).toMatchObject({ state: 'unknown' });
    expect(await one.judge(signature)).toMatchObject({ state: step === 'verify' ? 'signed' : 'untrusted' });
  });

  test('a program that hangs when it verifies is ended, and not tried again', async () => {
    const repo = withCommit();
    const ran = join(repo.base, 'ran');
    const program = script(repo, 'slow', `echo >> "${ran}"\nsleep 60`);
    const one = withSettings(repo, { 'gpg.format': 'ssh', 'gpg.ssh.program': program }, 1000);
    const signature: Signature = { format: 'ssh', payload: '', signature: '' };
    for (let time = 0; time < 2; time++)
      expect(await one.judge(signature)).toMatchObject({ state: 'unknown', reason: expect.stringMatching(/too long/) });
    expect(readFileSync(ran, 'utf8')).toBe('\n');
  });

  test.each([
    ['hangs', 'sleep 60'],
    ['does not want to end', 'trap "" TERM; while :; do sleep 60; done'],
    ['hangs behind a child of its own', 'sleep 60 & wait'],
  ])('a program that %s is ended, and not tried again', async (_, body) => {
    const repo = withCommit();
    const ran = join(repo.base, 'ran');
    const program = script(repo, 'slow', `echo $$ >> "${ran}"\n${body}`);
    const one = withSettings(
      repo,
      { 'gpg.format': 'ssh', 'user.signingkey': '/key', 'gpg.ssh.program': program },
      1000,
    );
    expect(await reasonOf(one)).toMatch(/longer than 1000 ms/);
    expect(await reasonOf(one)).toMatch(/longer than 1000 ms/);
    const pids = readFileSync(ran, 'utf8').trim().split('\n');
    expect(pids).toHaveLength(1);
    await expect.poll(() => running(pids[0] ?? ''), { timeout: 20_000 }).toEqual([]);
  });

  test('an agent that a program starts and leaves does not make it late', async () => {
    const repo = withCommit();
    const program = script(repo, 'starts', `sleep 60 &\necho $! > "${repo.base}/agent"\nexec ssh-keygen "$@"`);
    const settings = { 'gpg.format': 'ssh', 'user.signingkey': sshKey(repo, 'key'), 'gpg.ssh.program': program };
    expect((await signatureOf(withSettings(repo, settings, 20_000))).format).toBe('ssh');
    process.kill(Number(readFileSync(join(repo.base, 'agent'), 'utf8')));
  });

  test('a program that reads a terminal finds none', async () => {
    const repo = withCommit();
    const program = script(repo, 'asks', 'read -r answer < /dev/tty && echo "$answer"; cat > /dev/null; exit 3');
    const one = withSettings(repo, { 'gpg.format': 'ssh', 'user.signingkey': '/key', 'gpg.ssh.program': program });
    expect(await reasonOf(one)).toMatch(/did not sign/);
  });

  test('a program that is not there, and one that prints something else', async () => {
    const repo = withCommit();
    const settings = { 'gpg.format': 'ssh', 'user.signingkey': '/key' };
    expect(await reasonOf(withSettings(repo, { ...settings, 'gpg.ssh.program': '/nowhere' }))).toMatch(/ENOENT/);
    const program = script(repo, 'echoes', 'cat');
    expect(await reasonOf(withSettings(repo, { ...settings, 'gpg.ssh.program': program }))).toMatch(/did not sign/);
  });
});

test('without a first commit, or with a shallow history, the repository cannot be named', async () => {
  const repo = tempRepo();
  signWith(repo, { 'gpg.format': 'ssh', 'user.signingKey': '/nowhere' });
  expect(await reasonOf(signing(repo))).toMatch(/no first commit/);
  for (const message of ['one', 'two'])
    repo.git('-c', 'commit.gpgSign=false', 'commit', '--quiet', '--allow-empty', '-m', message);
  repo.git('clone', '--quiet', '--depth=1', `file://${repo.dir}`, join(repo.base, 'shallow'));
  const clone = { ...repo, dir: join(repo.base, 'shallow') };
  expect(await signing(clone).repository()).toBeNull();
  expect(await reasonOf(signing(clone))).toMatch(/no first commit/);
});

test('a format that is not supported is said', async () => {
  const repo = withCommit();
  signWith(repo, { 'gpg.format': 'x509' });
  expect(await reasonOf(signing(repo))).toMatch(/gpg\.format/);
});

test('the key for work is taken where the person said so', async () => {
  const repo = withCommit();
  const work = join(repo.base, 'work.config');
  repo.git('config', '--file', work, 'commit.gpgSign', 'true');
  repo.git('config', '--file', work, 'gpg.format', 'x509');
  repo.git('config', '--global', `includeIf.gitdir:${repo.dir}/.path`, work);
  expect(await reasonOf(signing(repo))).toMatch(/gpg\.format/);
});

describe.skipIf(!HAS_GPG)('gpg', () => {
  test('signs with the key of the address, and tells whom it trusts', async () => {
    const repo = withCommit();
    const fingerprint = gpgKey(repo, 'ada@example.test');
    signWith(repo, { 'user.email': 'ada@example.test' });
    const signature = await signatureOf(signing(repo));
    expect(signature.format).toBe('openpgp');
    expect(await signing(repo).judge(signature)).toMatchObject({ state: 'signed', by: expect.stringMatching(/ada@/) });
    const payload = payloadOf({ ...VERSION, artifact_id: 'two', repository: [] });
    expect(await signing(repo).judge({ ...signature, payload })).toMatchObject({ state: 'invalid' });
    const stranger = withCommit();
    gpgKey(stranger, 'bob@example.test');
    expect(await signing(stranger).judge(signature)).toMatchObject({
      state: 'untrusted',
      by: expect.stringMatching(new RegExp(fingerprint.slice(-16))),
    });
  });

  test('a key with a passphrase that no agent knows is not waited for', async () => {
    const repo = withCommit();
    gpgKey(repo, 'ada@example.test', 'open sesame');
    signWith(repo, { 'user.email': 'ada@example.test' });
    expect(await reasonOf(signing(repo))).toMatch(/gpg did not sign/);
  });
});
