/** What anybody who can push may leave beside an honest artifact: it costs nothing, and what is named is told. */
import { describe, expect, test } from 'vitest';
import { type RemoteScene, remoteScene } from './remote-scene.ts';

const PREFIX = 'refs/opensession/handoff/artifacts/';

const honest = async (message = 'work'): Promise<RemoteScene> => {
  const place = await remoteScene();
  place.repo.write('a.txt', 'changed\n');
  await place.save('honest', ['a.txt']);
  place.repo.gitWith({ input: '' }, 'add', '-A');
  place.repo.gitWith({ input: message }, 'commit', '-q', '-F', '-');
  place.push();
  return place;
};

/** A commit in the remote whose message says what the honest one's does, over another tree. */
const forged = ({ base }: RemoteScene, id: string, tree: string): void => {
  const message = base.git('log', '-1', '--format=%B', `${PREFIX}honest`).replaceAll('honest', id);
  base.git('update-ref', `${PREFIX}${id}`, base.git('commit-tree', '-m', message, tree));
};

const blob = ({ repo, base }: RemoteScene, input: string | Buffer): string =>
  repo.gitWith({ cwd: base.dir, input }, 'hash-object', '-w', '--stdin');

const tree = ({ repo, base }: RemoteScene, entries: readonly string[]): string =>
  repo.gitWith({ cwd: base.dir, input: `${entries.join('\n')}\n` }, 'mktree', '--missing');

const withJson = (place: RemoteScene, id: string, json: string | Buffer): void =>
  forged(place, id, tree(place, [`100644 blob ${blob(place, json)}\tartifact.json`]));

const raw = ({ repo, base }: RemoteScene, type: string, input: Buffer): string =>
  repo.gitWith({ cwd: base.dir, input }, 'hash-object', '-w', '-t', type, '--literally', '--stdin');

describe('objects that are none of ours', () => {
  const plant = (place: RemoteScene): readonly string[] => {
    const { base } = place;
    const text = blob(place, 'x');
    base.git('update-ref', `${PREFIX}at-blob`, text);
    base.git('tag', '-a', '-m', 'x', 'tagged', 'main');
    base.git('update-ref', `${PREFIX}at-tag`, base.git('rev-parse', 'tagged'));
    base.git('update-ref', `${PREFIX}at-tree`, base.git('rev-parse', 'main^{tree}'));
    base.git('update-ref', `${PREFIX}at-main`, base.git('rev-parse', 'main'));
    forged(place, 'a-link', tree(place, [`120000 blob ${text}\tartifact.json`]));
    const entry = Buffer.concat([Buffer.from('100644 artifact.json\0'), Buffer.from(text, 'hex')]);
    forged(place, 'twice', raw(place, 'tree', Buffer.concat([entry, entry])));
    withJson(place, 'huge', Buffer.alloc(100 * 1024 * 1024, 0x20));
    withJson(place, 'deep', '['.repeat(100_000) + ']'.repeat(100_000));
    const json = base.git('cat-file', 'blob', `${PREFIX}honest:artifact.json`);
    withJson(place, 'dup', json.replace('{', '{"version":"1",'));
    withJson(place, 'proto', json.replace('{', '{"__proto__":{"payload":[]},"constructor":1,'));
    return ['at-blob', 'at-tag', 'at-tree', 'at-main', 'a-link', 'twice', 'huge', 'deep', 'dup', 'proto'];
  };

  test('cost an honest artifact nothing', async () => {
    const place = await honest();
    plant(place);
    const report = await place.report();
    expect(report).toMatchObject({ verdict: 'pass', paths: [{ binding: 'content', artifacts: ['base:honest'] }] });
    expect(report.findings.filter(({ severity }) => severity !== 'note')).toEqual([]);
  });

  test('are told, each one, where the change names them', async () => {
    const place = await remoteScene();
    place.repo.write('a.txt', 'changed\n');
    await place.save('honest', ['a.txt']);
    place.push();
    const names = plant(place);
    place.repo.gitWith({ input: '' }, 'add', '-A');
    place.repo.git('commit', '-qm', `work\n\n${['honest', ...names].map((id) => `Handoff: ${id}`).join('\n')}`);
    place.push(place.base, 'work');
    const report = await place.report();
    const invalid = report.artifacts.filter(({ problems }) => problems.length > 0);
    expect(invalid.map(({ id }) => id).sort()).toEqual(names.map((id) => `base:${id}`).sort());
    expect(report).toMatchObject({ verdict: 'fail', paths: [{ binding: 'content', artifacts: ['base:honest'] }] });
  });
});

test('ten thousand trailers, and ids that are none', async () => {
  const many = Array.from({ length: 10_000 }, (_, at) => `Handoff: many-${at}`);
  const place = await honest(['work', '', 'Handoff: honest', 'Handoff: ../..', 'Handoff: -x', ...many].join('\n'));
  const report = await place.report({ waitSeconds: 0 });
  expect(report.paths).toMatchObject([{ binding: 'content', artifacts: ['base:honest'] }]);
  expect(report.artifacts).toHaveLength(64);
});

describe('five thousand decoys with the same keys, newer ones', () => {
  const decoys = (place: RemoteScene, to = place.base): void => {
    const message = place.repo.git('log', '-1', '--format=%B', `${PREFIX}honest`);
    const input = Array.from({ length: 5_000 }, (_, at) => {
      const own = message.replaceAll('honest', `decoy-${at}`);
      return (
        `commit ${PREFIX}decoy-${at}\ncommitter x <x@x.x> ${32_503_680_000 + at} +0000\n` +
        `data ${Buffer.byteLength(own)}\n${own}\nM 100644 inline artifact.json\ndata 2\n{}\n`
      );
    }).join('');
    place.repo.gitWith({ cwd: to.dir, input }, 'fast-import', '--quiet');
  };

  test('hide an artifact that nobody named, and none that is named', async () => {
    const place = await honest();
    decoys(place);
    expect((await place.report()).artifacts.some(({ bound }) => bound)).toBe(false);
    place.repo.git('commit', '-q', '--amend', '-m', 'work\n\nHandoff: honest');
    place.push(place.base, 'work');
    expect(await place.report()).toMatchObject({ verdict: 'pass', paths: [{ artifacts: ['base:honest'] }] });
  });

  test('of a fork take no place from the target', async () => {
    const place = await honest();
    const fork = place.remote('fork.git');
    place.push(fork, 'refs/heads/*:refs/heads/*');
    decoys(place, fork);
    const head = { sha: place.repo.git('rev-parse', 'HEAD'), from: { url: fork.url } };
    const report = await place.report({ head });
    expect(report).toMatchObject({ verdict: 'pass', paths: [{ artifacts: ['base:honest'] }] });
    expect(report.artifacts.length).toBeLessThanOrEqual(64);
  });
});
