/** Entries of the record of removals that are none, or are at no place and of no date that anything goes by. */
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { toArtifactId } from '../../src/domain/refs.ts';
import type { Here } from './artifacts/artifact-world.ts';
import { keepArtifacts } from '../../src/engine/importing/keep-artifacts.ts';
import { artifactOf, versionOf } from '../store/artifact-fixture.ts';
import { findings, ready, save } from './examined.ts';

const RECORD = 'refs/opensession/handoff/tombstones';
const TIP = 'a'.repeat(40);

const shardOf = (id: string): string => createHash('sha256').update(id).digest('hex').slice(0, 2);

/** Puts entries beside those that the record has, as anybody's git may. */
const put = ({ repo }: Here, entries: { readonly [path: string]: string }): void => {
  repo.git('read-tree', RECORD);
  for (const [path, text] of Object.entries(entries)) {
    const blob = repo.gitWith({ input: text }, 'hash-object', '-w', '--stdin');
    repo.git('update-index', '--add', '--cacheinfo', `100644,${blob},${path}`);
  }
  const made = repo.git('commit-tree', '-p', RECORD, '-m', 'handoff-tombstones: 1', repo.git('write-tree'));
  repo.git('update-ref', RECORD, made);
};

const removal = (artifact_id: string, removed_at: string): string =>
  JSON.stringify({ artifact_id, commit: TIP, removed_at, reason: 'removed', versions: [TIP] });

const withOne = async () => {
  const place = ready();
  place.at(new Date().toISOString()); // as git dates what it commits
  await save(place, 'one');
  const store = await place.world.store(place.world.cwd);
  await store.remove(toArtifactId('one'), place.repo.git('rev-parse', 'refs/opensession/handoff/artifacts/one'));
  return { place, store };
};

test('what is no removal is told and taken out, what is one stays: put at its place, and dated', async () => {
  const { place, store } = await withOne();
  expect(await findings(place.world, 'odd_removals')).toEqual([]);
  const before = place.repo.git('ls-tree', '-r', RECORD);
  const now = place.world.clock.now().toISOString();
  put(place, {
    [`${shardOf('junk')}/junk@${TIP}`]: 'garbage',
    [`${shardOf('other')}/other@${TIP}`]: removal('another', now),
    [`${shardOf('.lock')}/.lock@${TIP}`]: removal('.lock', now),
    [`${shardOf('moved') === '00' ? '01' : '00'}/moved@${TIP}`]: removal('moved', now),
    [`${shardOf('late')}/late@${TIP}`]: removal('late', '9999-01-01T00:00:00.000Z'),
    [`${shardOf('never')}/never@${TIP}`]: removal('never', 'yesterday'),
  });
  const odd = place.repo.git('rev-parse', RECORD);
  const told = ['3 entries', '1 entry', '2 entries'].map((many) => ({
    severity: 'warning',
    what: expect.stringContaining(many),
    fix: { done: false },
  }));
  expect(await findings(place.world, 'odd_removals')).toMatchObject(told);
  expect(place.repo.git('rev-parse', RECORD)).toBe(odd);
  expect(await findings(place.world, 'odd_removals', true)).toMatchObject(
    told.map((one) => ({ ...one, fix: { done: true, problem: null } })),
  );
  expect(await findings(place.world, 'odd_removals')).toEqual([]);
  const removals = await store.archive.removals();
  expect(removals.map(({ artifact_id }) => artifact_id).sort()).toEqual(['late', 'moved', 'never', 'one']);
  for (const { removed_at } of removals) expect(Date.parse(removed_at) <= place.world.clock.now().getTime()).toBe(true);
  expect(place.repo.git('ls-tree', '-r', RECORD)).toContain(before);
  expect(place.repo.git('ls-tree', '-r', '--name-only', RECORD)).toContain(`${shardOf('moved')}/moved@${TIP}`);
  // a remote that has it takes it in without force
  expect(place.repo.git('rev-list', RECORD).split('\n')).toContain(odd);
});

test.each(['2100-01-01T00:00:00.000Z', 'yesterday'])(
  'what a removal of %s removed is brought back by no import, after it was dated anew',
  async (removed_at) => {
    const { place, store } = await withOne();
    put(place, { [`${shardOf('late')}/late@${TIP}`]: removal('late', removed_at) });
    const late = { updated_at: '2099-01-01T00:00:00.000Z' };
    const bring = async () =>
      keepArtifacts({ ...place.world, store, weaker: false }, [
        { artifact: await artifactOf('late', late), version: await versionOf('late', late) },
      ]);
    expect(await bring()).toEqual([{ artifact_id: 'late', outcome: 'removed' }]);
    for (const _ of ['once', 'again']) await findings(place.world, 'odd_removals', true);
    const dated = (await store.archive.removals()).find(({ artifact_id }) => artifact_id === 'late');
    expect(dated).toMatchObject({ removed_at: expect.stringMatching(/^20[2-4]/), said_at: removed_at });
    expect(await bring()).toEqual([{ artifact_id: 'late', outcome: 'removed' }]);
  },
);

test('what has changed since it was seen stays as it is', async () => {
  const { place, store } = await withOne();
  const path = `${shardOf('junk')}/junk@${TIP}`;
  put(place, { [path]: 'garbage' });
  const seen = await store.archive.oddRemovals();
  put(place, { [path]: removal('junk', '2026-01-01T00:00:00.000Z') });
  const now = place.repo.git('rev-parse', RECORD);
  await store.archive.amendRemovals(seen);
  expect(place.repo.git('rev-parse', RECORD)).toBe(now);
});

test('by a clock that may be wrong nothing is dated anew', async () => {
  const { place } = await withOne();
  put(place, { [`${shardOf('late')}/late@${TIP}`]: removal('late', '2027-06-01T00:00:00.000Z') });
  await save(place, 'two');
  const behind = { ...place.world, clock: { ...place.world.clock, now: () => new Date('2020-01-01T00:00:00Z') } };
  expect(await findings(behind, 'odd_removals', true)).toMatchObject([
    { severity: 'warning', fix: null, hint: expect.stringContaining('clock') },
  ]);
});

test('one that is put where another stands says with it all that both said', async () => {
  const { place, store } = await withOne();
  const shard = shardOf('moved');
  const [first, second] = ['00', '01', '02'].filter((one) => one !== shard);
  const said = (reason: string, removed_at: string, older: string) =>
    JSON.stringify({ artifact_id: 'moved', commit: TIP, removed_at, reason, versions: [TIP, older.repeat(40)] });
  put(place, {
    [`${shard}/moved@${TIP}`]: said('archived', '2026-01-03T00:00:00.000Z', 'b'),
    [`${first}/moved@${TIP}`]: said('pruned', '2026-01-01T00:00:00.000Z', 'c'),
    [`${second}/moved@${TIP}`]: said('removed', '2026-01-02T00:00:00.000Z', 'd'),
  });
  expect(await findings(place.world, 'odd_removals', true)).toMatchObject([{ fix: { done: true, problem: null } }]);
  const [moved, ...others] = (await store.archive.removals()).filter(({ artifact_id }) => artifact_id === 'moved');
  expect(others).toEqual([]);
  expect(moved).toMatchObject({ reason: 'pruned', removed_at: '2026-01-03T00:00:00.000Z' });
  expect(moved?.versions.toSorted()).toEqual(['a', 'b', 'c', 'd'].map((digit) => digit.repeat(40)));
  expect(moved?.versions[0]).toBe(TIP);
});

test('a clock that stands before what was committed here dates nothing anew, also where no artifact is left', async () => {
  const { place, store } = await withOne();
  const before = await store.archive.removals();
  place.at('2000-01-01T00:00:00Z');
  expect(await findings(place.world, 'odd_removals', true)).toMatchObject([
    { severity: 'warning', fix: null, hint: expect.stringContaining('clock') },
  ]);
  expect(await store.archive.removals()).toEqual(before);
});
