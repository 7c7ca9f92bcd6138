import { describe, expect, test } from 'vitest';
import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { saveArtifact } from '../../../src/engine/save-artifact.ts';
import { type VerifiedVersion, verifyArtifacts } from '../../../src/engine/verify-artifacts.ts';
import { verifyChecks } from '../../../src/engine/verify/index.ts';
import { ARCHIVE_REF, toArtifactId } from '../../../src/domain/refs.ts';
import { openWorld } from '../../../src/open-world.ts';
import { HAS_SSH, allow, signWith, sshKey } from '../../support/keys.ts';
import { PREFIX } from '../../support/scene.ts';
import type { TempRepo } from '../../support/temp-repo.ts';
import { derive, type Here, here, tellingLists } from '../artifacts/artifact-world.ts';

const ready = (): Here => {
  const place = here();
  place.repo.commit('one');
  return place;
};

const save = async (place: Here, id: string, text = 'line-agent\nfirst\n') =>
  saveArtifact(place.world, { sessions: await place.build([place.log(`${id}.log`, text)]), derive, artifactId: id });

const verify = (place: Here, artifacts: readonly string[] = [], more: object = {}) =>
  verifyArtifacts(place.world, { artifacts, ...more });

const errorsOf = ({ findings }: VerifiedVersion): readonly string[] =>
  findings.filter(({ severity }) => severity !== 'note').map(({ check }) => check);

/** Puts a version there by hand, with other files or another message than the one before. */
const forge = (
  repo: TempRepo,
  id: string,
  how: {
    readonly tree?: (listing: string) => string;
    readonly message?: string;
    readonly parents?: readonly string[];
    readonly of?: string;
  },
): void => {
  const ref = `${PREFIX}${how.of ?? id}`;
  const listing = repo.git('ls-tree', ref);
  const raw = repo.gitWith({ input: `${how.tree?.(listing) ?? listing}\n` }, 'mktree');
  const message = how.message ?? repo.git('log', '-1', '--format=%B', ref);
  const parents = (how.parents ?? []).flatMap((parent) => ['-p', parent]);
  repo.git('update-ref', `${PREFIX}${id}`, repo.gitWith({ input: message }, 'commit-tree', raw, ...parents));
};

const blob = (repo: TempRepo, text: string): string => repo.gitWith({ input: text }, 'hash-object', '-w', '--stdin');

const replaced =
  (repo: TempRepo, name: string, change: (text: string) => string) =>
  (listing: string): string =>
    listing
      .split('\n')
      .map((line) => {
        const [, id = ''] = line.endsWith(`\t${name}`) ? (/blob (\S+)/.exec(line) ?? []) : [];
        return id === '' ? line : line.replace(id, blob(repo, change(repo.git('cat-file', 'blob', id))));
      })
      .join('\n');

test('what was saved is fine: unsigned, fresh', async () => {
  const place = ready();
  await save(place, 'one');
  const [one] = await verify(place);
  expect(one).toMatchObject({ artifact_id: 'one', age: 0, verdict: 'fine', freshness: 'fresh' });
  expect(one?.signature.state).toBe('unsigned');
  expect(errorsOf(one!)).toEqual([]);
});

test('what lies in a folder of logs is asked once', async () => {
  const place = ready();
  for (const id of ['one', 'two', 'three']) await save(place, id);
  const { world, asked } = tellingLists(place);
  const verified = await verifyArtifacts(world, { artifacts: [] });
  expect(verified.map(({ freshness }) => freshness)).toEqual(['fresh', 'fresh', 'fresh']);
  expect(asked).toEqual([join(place.repo.home, 'logs')]);
});

test('a log that went on makes it stale, one that is gone is missing', async () => {
  const place = ready();
  await save(place, 'one');
  appendFileSync(`${place.repo.home}/logs/one.log`, 'more\n');
  expect(await verify(place)).toMatchObject([{ verdict: 'findings', freshness: 'stale' }]);
  rmSync(`${place.repo.home}/logs/one.log`);
  expect(await verify(place)).toMatchObject([{ verdict: 'fine', freshness: 'missing' }]);
});

describe('names what is wrong in which, and verifies the others', () => {
  const cases: readonly [string, string, (repo: TempRepo) => Parameters<typeof forge>[2]][] = [
    [
      'an edited artifact.json',
      'digest',
      (repo) => ({ tree: replaced(repo, 'artifact.json', (t) => t.replace('first', 'other')) }),
    ],
    ['no JSON', 'digest', (repo) => ({ tree: replaced(repo, 'artifact.json', () => '{') })],
    [
      'a key that stands twice',
      'digest',
      (repo) => ({ tree: replaced(repo, 'artifact.json', (t) => t.replace('"version"', '"version": "2", "version"')) }),
    ],
    ['another HANDOFF.md', 'digest', (repo) => ({ tree: replaced(repo, 'HANDOFF.md', () => '# All is well\n') })],
    [
      'a lost digest',
      'digest',
      (repo) => ({ tree: replaced(repo, 'artifact.json', (t) => t.replace(/,\s*"digest": "[0-9a-f]+"/, '')) }),
    ],
    ['a manifest.json that is none', 'manifest', (repo) => ({ tree: replaced(repo, 'manifest.json', () => '{') })],
    [
      'a manifest.json of another shape',
      'manifest',
      (repo) => ({ tree: replaced(repo, 'manifest.json', (t) => t.replace('"cut": 0', '"cut": "none"')) }),
    ],
    [
      'a key that stands twice in manifest.json',
      'manifest',
      (repo) => ({ tree: replaced(repo, 'manifest.json', (t) => t.replace('"cut": 0', '"cut": 5, "cut": 0')) }),
    ],
    [
      'a check that ended otherwise in the handoff',
      'manifest',
      (repo) => ({ tree: replaced(repo, 'manifest.json', (t) => t.replace(/"final": "\w+"/, '"final": "unknown"')) }),
    ],
    [
      'a claim that no handoff makes',
      'manifest',
      (repo) => ({
        tree: replaced(repo, 'manifest.json', (t) => t.replace('"claims": [', '"claims": [{"path":"x"},')),
      }),
    ],
    ['a report.json that is none', 'report', (repo) => ({ tree: replaced(repo, 'report.json', () => '{') })],
    [
      'a report.json of another shape',
      'report',
      (repo) => ({ tree: replaced(repo, 'report.json', (t) => t.replace('"sessions": []', '"sessions": [{"x":1}]')) }),
    ],
    [
      'a key that stands twice in report.json',
      'report',
      (repo) => ({ tree: replaced(repo, 'report.json', (t) => t.replace('"sessions": []', '"sessions": [7], $&')) }),
    ],
    ['a foreign file', 'tree_shape', (repo) => ({ tree: (l) => `${l}\n100644 blob ${blob(repo, 'x')}\textra` })],
    ['a program', 'tree_shape', () => ({ tree: (l) => l.replace(/^100644(.*HANDOFF.md)$/m, '100755$1') })],
    ['no artifact.json', 'tree_shape', () => ({ tree: (l) => l.replace(/^.*artifact.json\n?/m, '') })],
    ['a commit of the project', 'commit_form', () => ({ message: 'fix the login' })],
    ['a version of another', 'commit_form', () => ({ message: 'handoff-artifact: other' })],
    [
      'another digest in the commit',
      'commit_form',
      () => ({ message: `handoff-artifact: bad\n\nDigest: sha256:${'0'.repeat(64)}` }),
    ],
    ['a version upon the project', 'history', (repo) => ({ parents: [repo.git('rev-parse', 'HEAD')] })],
    [
      'a signature that is none',
      'signature',
      (repo) => ({ tree: (l) => `${l}\n100644 blob ${blob(repo, '{}')}\tsignature.json` }),
    ],
  ];
  test.each(cases)('%s: %s', async (_, check, how) => {
    const place = ready();
    await save(place, 'bad');
    await save(place, 'good');
    forge(place.repo, 'bad', how(place.repo));
    const [bad, good] = await verify(place);
    expect(bad).toMatchObject({ artifact_id: 'bad', verdict: 'broken' });
    expect(errorsOf(bad!)).toContain(check);
    expect(good).toMatchObject({ artifact_id: 'good', verdict: 'fine' });
    expect(verifyChecks.find(({ id }) => id === check)?.integrity).toBe(true);
  });

  test('where no artifact.json can be read it is not said that its logs are as they were', async () => {
    const place = ready();
    await save(place, 'one');
    forge(place.repo, 'one', { tree: replaced(place.repo, 'artifact.json', () => '{') });
    expect(await verify(place)).toMatchObject([{ verdict: 'broken', freshness: 'unknown' }]);
  });

  test('an artifact under another id', async () => {
    const place = ready();
    await save(place, 'one');
    forge(place.repo, 'two', { of: 'one', message: 'handoff-artifact: two' });
    const [two] = await verify(place, ['two']);
    expect(two?.verdict).toBe('broken');
    expect(errorsOf(two!)).toContain('digest');
  });

  test('a secret in a file', async () => {
    const place = ready();
    await save(place, 'one');
    const key = ['-----BEGIN', 'PRIVATE KEY-----'].join(' ');
    const secret = `${key}\n${'MIIEvQIBADANBgkq'.repeat(8)}\n${key.replace('BEGIN', 'END')}\n`;
    const finding = { code: 'x', severity: 'note', message: secret };
    const sessions = [{ session_id: 'x', passed: true, findings: [finding] }];
    const report = JSON.stringify({ schema: 'opensession-report-1', sessions });
    forge(place.repo, 'one', { tree: replaced(place.repo, 'report.json', () => report) });
    const [one] = await verify(place);
    expect(one?.verdict).toBe('findings');
    expect(errorsOf(one!)).toEqual(['redaction']);
    expect(JSON.stringify(one)).not.toContain('MIIEvQIBADANBgkq');
  });

  test('a ref at a blob, and one at a tag', async () => {
    const place = ready();
    await save(place, 'good');
    place.repo.git('update-ref', `${PREFIX}blob`, blob(place.repo, 'x'));
    place.repo.git('tag', '-a', '-m', 'x', 'v1');
    place.repo.git('update-ref', `${PREFIX}tag`, place.repo.git('rev-parse', 'v1'));
    const verified = await verify(place);
    expect(verified.map(({ artifact_id, verdict }) => [artifact_id, verdict])).toEqual([
      ['blob', 'broken'],
      ['good', 'fine'],
      ['tag', 'broken'],
    ]);
  });
});

describe('the states of a manifest have to make its tree', () => {
  const saved = async () => {
    const place = ready();
    writeFileSync(join(place.repo.dir, 'new.txt'), 'new\n');
    await save(place, 'one');
    return place;
  };
  const forged = async (change: (text: string, repo: TempRepo) => string) => {
    const place = await saved();
    forge(place.repo, 'one', { tree: replaced(place.repo, 'manifest.json', (text) => change(text, place.repo)) });
    return (await verify(place))[0]!;
  };

  test('as they were saved', async () => {
    const [one] = await verify(await saved());
    expect(one).toMatchObject({ verdict: 'fine' });
    expect(one?.findings.map(({ check }) => check)).toEqual(['signature']);
  });

  test.each<[string, Parameters<typeof forged>[0]]>([
    ['another state', (text, repo) => text.replace(blob(repo, 'new\n'), blob(repo, 'other\n'))],
    ['another path', (text) => text.replace('"new.txt"', '"old.txt"')],
    ['another tree', (text) => text.replace(/"tree": "\w+"/, `"tree": "${'1'.repeat(40)}"`)],
    ['a program', (text) => text.replace('"100644"', '"100755"')],
  ])('%s', async (_, change) => {
    const one = await forged(change);
    expect(one.verdict).toBe('broken');
    expect(errorsOf(one)).toEqual(['states']);
  });

  test('where the start is not here that is told, and nothing else', async () => {
    const one = await forged((text) => text.replace(/"(start|base)": "\w+"/g, `"$1": "${'1'.repeat(40)}"`));
    expect(one.verdict).toBe('fine');
    expect(one.findings.map(({ check, severity }) => [check, severity])).toContainEqual(['states', 'note']);
  });

  test('where the start is damaged that is told, and all are verified', async () => {
    const place = await saved();
    await save(place, 'two');
    const start = place.repo.git('rev-parse', 'HEAD');
    const file = join(place.repo.dir, '.git/objects', start.slice(0, 2), start.slice(2));
    rmSync(file);
    writeFileSync(file, '');
    const all = await verify(place);
    expect(all.map(({ verdict }) => verdict)).toEqual(['fine', 'fine']);
    for (const { findings } of all)
      expect(findings.map(({ check, severity }) => [check, severity])).toContainEqual(['states', 'note']);
  });
});

test('former versions are verified where they are asked for', async () => {
  const place = ready();
  await save(place, 'one');
  forge(place.repo, 'one', { tree: replaced(place.repo, 'HANDOFF.md', () => '# Forged\n') });
  place.at('2026-05-02T00:00:00.000Z');
  await save(place, 'one', 'line-agent\nsecond\n');
  expect(await verify(place)).toMatchObject([{ age: 0, verdict: 'fine' }]);
  expect(await verify(place, ['one'], { history: true })).toMatchObject([
    { age: 0, verdict: 'fine', freshness: 'fresh' },
    { age: 1, verdict: 'broken', freshness: null },
  ]);
});

test('one that is named and not there is an error', async () => {
  await expect(verify(ready(), ['none'])).rejects.toMatchObject({ code: 'artifact_not_found' });
});

describe.skipIf(!HAS_SSH)('signatures', () => {
  const signed = async () => {
    const place = ready();
    const key = sshKey(place.repo, 'key');
    signWith(place.repo, { 'gpg.format': 'ssh', 'user.signingKey': key });
    await save(place, 'one');
    const allowedSigners = allow(place.repo, 'ada@example.test', key);
    const stateOf = async (id = 'one', more: object = { allowedSigners }) =>
      (await verify(place, [id], more))[0]?.signature.state;
    return { place, key, allowedSigners, stateOf };
  };

  test('signed by whom is trusted, untrusted else', async () => {
    const { place, allowedSigners, stateOf } = await signed();
    expect(await verify(place, [], { allowedSigners })).toMatchObject([
      { verdict: 'fine', signature: { state: 'signed', by: 'ada@example.test' } },
    ]);
    expect(await stateOf('one', {})).toBe('untrusted');
  });

  test('invalid when a file was exchanged, whatever the digests say', async () => {
    const { place, stateOf } = await signed();
    forge(place.repo, 'one', { tree: replaced(place.repo, 'manifest.json', () => '{}\n') });
    expect(await stateOf()).toBe('invalid');
  });

  test('invalid under another id', async () => {
    const { place, stateOf } = await signed();
    forge(place.repo, 'two', { of: 'one', message: 'handoff-artifact: two' });
    expect(await stateOf('two')).toBe('invalid');
  });

  test('invalid in another repository, valid in a clone', async () => {
    const { place, allowedSigners } = await signed();
    const stateIn = async (dir: string) => {
      place.repo.gitWith({ cwd: dir }, 'fetch', '--quiet', place.repo.dir, `+${PREFIX}*:${PREFIX}*`);
      const world = openWorld({ cwd: dir, env: place.repo.env, signingLimitMs: 60_000 });
      return (await verifyArtifacts(world, { artifacts: ['one'], allowedSigners }))[0]?.signature;
    };
    const other = ready();
    other.repo.commit('another first commit', 1_500_000_000);
    other.repo.git('checkout', '--quiet', '--orphan', 'alone');
    other.repo.commit('another root', 1_600_000_000);
    expect(await stateIn(other.repo.dir)).toMatchObject({
      state: 'invalid',
      reason: expect.stringMatching(/repository/),
    });
    place.repo.git('clone', '--quiet', place.repo.dir, `${place.repo.base}/clone`);
    expect(await stateIn(`${place.repo.base}/clone`)).toMatchObject({ state: 'signed' });
  });
});

test('an archived one whose commit was cut by a shallow fetch is not called broken', async () => {
  const place = ready();
  await save(place, 'shelved');
  const commit = place.repo.git('rev-parse', `${PREFIX}shelved`);
  const { archive } = await place.world.store(place.repo.dir);
  await archive.fold([{ id: toArtifactId('shelved'), commit }]);
  rmSync(join(place.repo.dir, '.git/objects', commit.slice(0, 2), commit.slice(2)));
  expect(await verify(place, ['shelved'])).toMatchObject([{ verdict: 'broken' }]);
  writeFileSync(join(place.repo.dir, '.git/shallow'), `${place.repo.git('rev-parse', ARCHIVE_REF)}\n`);
  const hint = `git fetch --unshallow origin ${ARCHIVE_REF}`;
  expect(await verify(place, ['shelved'])).toMatchObject([{ verdict: 'incomplete', findings: [{ hint }] }]);
});

test('an archived one is verified by its id, and with all where that is asked for', async () => {
  const place = ready();
  for (const id of ['kept', 'shelved']) await save(place, id);
  const store = await place.world.store(place.repo.dir);
  const id = toArtifactId('shelved');
  await store.archive.fold([{ id, commit: place.repo.git('rev-parse', `${PREFIX}shelved`) }]);
  const fine = { artifact_id: 'shelved', archived: true, ref: ARCHIVE_REF, verdict: 'fine' };
  expect(await verify(place, ['shelved'])).toMatchObject([fine]);
  expect(await verify(place)).toMatchObject([{ artifact_id: 'kept', archived: false }]);
  expect(await verify(place, [], { archived: true })).toMatchObject([{ artifact_id: 'kept' }, fine]);
  await expect(verify(place, ['none'])).rejects.toMatchObject({ code: 'artifact_not_found' });
});
