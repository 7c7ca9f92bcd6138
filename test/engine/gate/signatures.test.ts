/** Case 67: whose signature counts, for what, and until when. Real keys; each version is judged by its own signature. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { GateReport } from '../../../src/domain/gate-report.ts';
import { gpgKey, HAS_GPG, HAS_SSH, signWith, sshKey } from '../../support/keys.ts';
import { tempRepo, type TempRepo } from '../../support/temp-repo.ts';
import { type Scene, scene } from './gate-scene.ts';

interface Signed extends Scene {
  /** Public key of who signs. */
  readonly key: string;
  /** What the report says of the one artifact. */
  one(how?: { readonly strict?: boolean }): Promise<GateReport['artifacts'][number] | undefined>;
}

/** @param line the line of allowed signers for a key; null: no such file */
const signed = async (
  line: ((publicKey: string) => string) | null = (key) => `person ${key}`,
  how: { readonly policy?: string; readonly files?: { readonly [path: string]: string } } = {},
): Promise<Signed> => {
  const keys = tempRepo();
  const key = sshKey(keys, 'person');
  const text = readFileSync(key, 'utf8');
  const signers = line === null ? {} : { '.opensession/allowed_signers': line(text) };
  const place = await scene(how.policy ?? '', { ...signers, ...how.files });
  signWith(place.repo, { 'gpg.format': 'ssh', 'user.signingKey': key });
  place.repo.git('config', '--global', 'commit.gpgSign', 'false');
  return {
    ...place,
    key,
    one: async (asked) => (await place.judge(asked)).artifacts.find(({ id }) => id === 'base:one'),
  };
};

/** Versions are signed where commits are; the commits of these scenes are not. */
const saved = async (place: Scene, text = 'agent\n'): Promise<void> => {
  place.repo.write('a.txt', text);
  place.repo.git('config', '--global', 'commit.gpgSign', 'true');
  await place.save('one', ['a.txt']);
  place.repo.git('config', '--global', 'commit.gpgSign', 'false');
  expect(place.repo.git('ls-tree', '--name-only', REF)).toContain('signature.json');
  place.repo.commit('work');
};

const REF = 'refs/opensession/handoff/artifacts/one';

/** The version of an artifact with other files in its tree; a signature stays as it is. */
const rewrite = (repo: TempRepo, ref: string, files: { readonly [name: string]: string }, to = ref): void => {
  const names = repo.git('ls-tree', '--name-only', ref).split('\n');
  const texts = Object.fromEntries(names.map((name) => [name, repo.git('cat-file', 'blob', `${ref}:${name}`) + '\n']));
  const lines = Object.entries({ ...texts, ...files }).map(
    ([name, input]) => `100644 blob ${repo.gitWith({ input }, 'hash-object', '-w', '--stdin')}\t${name}\n`,
  );
  const tree = repo.gitWith({ input: lines.join('') }, 'mktree');
  const message = repo.git('log', '-1', '--format=%B', ref);
  repo.git('update-ref', to, repo.gitWith({ input: message }, 'commit-tree', tree));
};

describe.runIf(HAS_SSH)('a signature', () => {
  test('of a person whom the target branch knows vouches', async () => {
    const place = await signed();
    await saved(place);
    expect(await place.one()).toMatchObject({ trust: 'vouched', signature: { state: 'trusted', by: 'person' } });
  });

  test('of a CI job witnesses', async () => {
    const place = await signed((key) => `ci ${key}`, { policy: 'ci_principals = ["ci"]\n' });
    await saved(place);
    expect(await place.one()).toMatchObject({ trust: 'witnessed', signature: { state: 'trusted', by: 'ci' } });
  });

  test('that nobody made is told as such', async () => {
    const place = await signed();
    place.repo.write('a.txt', 'agent\n');
    await place.save('one', ['a.txt']);
    place.repo.commit('work');
    expect(await place.one()).toMatchObject({ trust: 'recorded', signature: { state: 'unsigned', by: null } });
  });

  test.each([
    ['of a key that the branch does not know', null],
    ['of a key for commits alone', (key: string) => `person namespaces="git" ${key}`],
    ['of a key that is not valid yet', (key: string) => `person valid-after="20990101" ${key}`],
    ['of a key that is no longer valid', (key: string) => `person valid-before="20200101" ${key}`],
  ] as const)('%s is untrusted, and costs nothing unless one is asked for', async (_, line) => {
    const somebody = readFileSync(sshKey(tempRepo(), 'else'), 'utf8');
    const lineOf = (key: string): string => `somebody ${somebody}${line === null ? '' : line(key)}`;
    const place = await signed(lineOf);
    await saved(place);
    expect(await place.one()).toMatchObject({ trust: 'recorded', problems: [], signature: { state: 'untrusted' } });
    expect((await place.told()).error).toEqual([]);
    const asked = await signed(lineOf, { policy: 'require_signed = true\n' });
    await saved(asked);
    expect((await asked.told()).error).toEqual(['signature_missing']);
    expect((await asked.told({ strict: true })).error).toContain('signature_missing');
  });

  test('is judged at the time of the gate, not at that of its commit', async () => {
    const place = await signed((key) => `person valid-before="20250101" ${key}`);
    place.at('2024-06-01T00:00:00Z');
    await saved(place);
    expect(place.repo.git('log', '-1', '--format=%cs', REF)).toBe('2024-06-01');
    expect(await place.one()).toMatchObject({ trust: 'recorded', signature: { state: 'untrusted' } });
  });

  test('of a key that is revoked at the target branch is invalid', async () => {
    const place = await signed();
    await saved(place);
    place.repo.git('checkout', '-q', 'main');
    place.repo.write('.opensession/revoked_keys', readFileSync(place.key, 'utf8'));
    place.repo.commit('revoked');
    place.repo.git('checkout', '-q', 'work');
    expect(await place.one()).toMatchObject({ trust: 'absent', signature: { state: 'invalid' } });
    expect((await place.told()).note).toContain('signature_invalid');
  });

  test('of signers in the change itself counts for nothing', async () => {
    const place = await signed(null);
    place.repo.write('.opensession/allowed_signers', `person ${readFileSync(place.key, 'utf8')}`);
    await saved(place);
    expect(await place.one()).toMatchObject({ trust: 'recorded', signature: { state: 'untrusted' } });
  });
});

describe.runIf(HAS_SSH)('a signature that is misused is invalid', () => {
  const invalid = async (place: Signed, id = 'one'): Promise<void> => {
    place.repo.git('commit', '-q', '--amend', '-m', `work\n\nHandoff: ${id}\n`);
    const strict = await place.told({ strict: true });
    expect((await place.told()).error).toContain('signature_invalid');
    expect(strict.error).toContain('signature_invalid');
    const report = await place.judge();
    expect(report.artifacts.find((one) => one.id === `base:${id}`)).toMatchObject({
      trust: 'absent',
      signature: { state: 'invalid' },
    });
  };

  test('under another id', async () => {
    const place = await signed();
    await saved(place);
    const text = place.repo.git('cat-file', 'blob', `${REF}:artifact.json`);
    rewrite(place.repo, REF, { 'artifact.json': text.replace('"one"', '"two"') }, REF.replace('one', 'two'));
    await invalid(place, 'two');
  });

  test('with another byte in any file', async () => {
    const place = await signed();
    await saved(place);
    rewrite(place.repo, REF, { 'HANDOFF.md': '# another\n' });
    await invalid(place);
  });

  test('in another repository', async () => {
    const other = await signed();
    const place = await signed();
    await saved(other, 'other\n');
    await saved(place);
    const foreign = other.repo.git('cat-file', 'blob', `${REF}:signature.json`);
    expect(other.repo.git('rev-list', '--max-parents=0', 'HEAD')).not.toBe(
      place.repo.git('rev-list', '--max-parents=0', 'HEAD'),
    );
    rewrite(place.repo, REF, { 'signature.json': foreign });
    await invalid(place);
  });

  test('in another namespace', async () => {
    const place = await signed();
    await saved(place);
    const file = JSON.parse(place.repo.git('cat-file', 'blob', `${REF}:signature.json`)) as { payload: string };
    const { execFileSync } = await import('node:child_process');
    const args = ['-Y', 'sign', '-n', 'git', '-f', place.key.replace(/\.pub$/, '')];
    const signature = execFileSync('ssh-keygen', args, { input: file.payload, encoding: 'utf8', stdio: 'pipe' });
    rewrite(place.repo, REF, { 'signature.json': JSON.stringify({ ...file, signature }) });
    await invalid(place);
  });

  test('that is none at all', async () => {
    const place = await signed();
    await saved(place);
    rewrite(place.repo, REF, { 'signature.json': '{"schema": "opensession-signature-1"}' });
    await invalid(place);
  });
});

describe.runIf(HAS_SSH)('each version', () => {
  test('has its own: one without, below or above one that has it, is not vouched for', async () => {
    const place = await signed();
    await saved(place);
    const vouched = place.repo.git('rev-parse', REF);
    place.repo.write('a.txt', 'unsigned\n');
    await place.save('one', ['a.txt']);
    place.repo.commit('more');
    expect(place.repo.git('rev-parse', `${REF}^`)).toBe(vouched);
    expect(await place.one()).toMatchObject({ trust: 'recorded', signature: { state: 'unsigned' } });
  });
});

describe.runIf(HAS_SSH)('a protected definition', () => {
  const policy =
    '[[required_checks]]\nname = "tests"\ncommand = "npm test"\nrerun = true\ndefinition = ["package.json"]\n';
  const rerun_results = [{ name: null, result: 'success' as const }];
  const judged = async (isSigned: boolean): Promise<GateReport> => {
    const place = await signed(undefined, { policy });
    place.repo.write('package.json', '{}\n');
    place.repo.git('config', '--global', 'commit.gpgSign', String(isSigned));
    await place.save('one', ['package.json']);
    place.repo.git('config', '--global', 'commit.gpgSign', 'false');
    place.repo.commit('work');
    return place.judge({ strict: true, rerun_results });
  };

  test('may be changed where a person answers for it', async () => {
    expect((await judged(false)).checks).toMatchObject([{ outcome: 'cannot-tell', doubts: ['definition-changed'] }]);
    expect((await judged(true)).checks).toMatchObject([{ outcome: 'proved', basis: 'rerun', doubts: [] }]);
  });
});

test.runIf(HAS_GPG)('a keyring of this machine is not the word of the target branch', async () => {
  const place = await signed();
  const key = gpgKey(place.repo, 'person@example.org');
  signWith(place.repo, { 'gpg.format': 'openpgp', 'user.signingKey': key });
  await saved(place);
  expect(await place.one()).toMatchObject({ trust: 'recorded', signature: { state: 'untrusted' } });
});
