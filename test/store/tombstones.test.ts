import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import { TOMBSTONES_REF, toArtifactId } from '../../src/domain/refs.ts';
import {
  isRemoved,
  parseTombstone,
  removedVersions,
  tombstonePath,
  tombstoneText,
} from '../../src/domain/tombstone.ts';
import { openGit } from '../../src/git/open-git.ts';
import { buryArtifacts } from '../../src/store/bury-artifacts.ts';
import { openArtifactStore } from '../../src/store/open-artifact-store.ts';
import { readGraveyard, readRemovals, unionOf } from '../../src/store/tombstones.ts';
import { tempRepo } from '../support/temp-repo.ts';
import { versionOf } from './artifact-fixture.ts';

const clock = { now: () => new Date('2026-02-03T04:05:06.789Z') };

const opened = async (shape: Parameters<typeof tempRepo>[0] = {}) => {
  const repo = tempRepo(shape);
  const git = openGit(repo.env);
  const paths = await git.locate(repo.dir);
  const place = { git, cwd: repo.dir, commonDir: paths.commonDir, format: paths.objectFormat, clock };
  return { repo, place, store: openArtifactStore(git, paths, clock) };
};

describe('a removal', () => {
  it.each(['sha1', 'sha256'] as const)('names all versions of the artifact (%s)', async (objectFormat) => {
    const { repo, place, store } = await opened({ objectFormat });
    const first = await store.save(await versionOf('one'));
    const second = await store.save(await versionOf('one', { updated_at: '2026-03-01T00:00:00.000Z' }));
    await store.remove(toArtifactId('one'), second.commit);
    expect(await store.list()).toEqual([]);
    const removals = await readRemovals(place, await readGraveyard(place));
    expect(removals).toEqual([
      {
        artifact_id: 'one',
        commit: second.commit,
        removed_at: '2026-02-03T04:05:06.789Z',
        reason: 'removed',
        versions: [second.commit, first.commit],
      },
    ]);
    expect(repo.git('fsck', '--strict')).not.toMatch(/error|warning/);
    const again = await store.save(await versionOf('one', { updated_at: '2026-04-01T00:00:00.000Z' }));
    const removed = removedVersions(removals);
    expect([first, second, again].map(({ commit }) => isRemoved(removed, 'one', commit))).toEqual([true, true, false]);
  });

  it('is recorded beside those before it, many in one commit', async () => {
    const { repo, place, store } = await opened();
    for (const id of ['one', 'two', 'three']) await store.save(await versionOf(id));
    const [one, ...rest] = (await store.list()).map(({ artifact_id, commit }) => ({
      id: toArtifactId(artifact_id),
      commit,
    }));
    await buryArtifacts(place, 'removed', one === undefined ? [] : [one]);
    await buryArtifacts(place, 'archived', rest);
    const removals = await readRemovals(place, await readGraveyard(place));
    expect(Object.fromEntries(removals.map(({ artifact_id, reason }) => [artifact_id, reason]))).toEqual({
      one: 'removed',
      three: 'archived',
      two: 'archived',
    });
    expect(repo.git('rev-list', '--count', TOMBSTONES_REF)).toBe('2');
  });

  it('is not recorded when the artifact is not where it was read', async () => {
    const { repo, place, store } = await opened();
    const first = await store.save(await versionOf('one'));
    const second = await store.save(await versionOf('one', { updated_at: '2026-03-01T00:00:00.000Z' }));
    const burial = { id: toArtifactId('one'), commit: first.commit };
    await expect(buryArtifacts(place, 'removed', [burial])).rejects.toMatchObject({ code: 'ref_conflict' });
    expect(await store.tip(burial.id)).toBe(second.commit);
    expect(repo.git('for-each-ref', TOMBSTONES_REF)).toBe('');
  });

  it('is not what stands below its name', async () => {
    const { repo, place, store } = await opened();
    const { commit } = await store.save(await versionOf('one'));
    repo.git('update-ref', `${TOMBSTONES_REF}/x`, commit);
    expect(await readGraveyard(place)).toEqual({ commit: null, files: new Map() });
  });

  it('is refused as locked where a killed git left what was to become packed-refs', async () => {
    const { repo, store } = await opened();
    const { commit } = await store.save(await versionOf('one'));
    repo.git('pack-refs', '--all');
    const left = join(repo.dir, '.git/packed-refs.new');
    writeFileSync(left, '');
    await expect(store.remove(toArtifactId('one'), commit)).rejects.toMatchObject({
      code: 'ref_locked',
      message: expect.stringContaining(left),
    });
    expect(await store.tip(toArtifactId('one'))).toBe(commit);
  });

  it('of one that somebody removed or saved meanwhile names the artifact, not the record that moved with it', async () => {
    const { place, store } = await opened();
    const id = toArtifactId('one');
    const { commit } = await store.save(await versionOf('one'));
    const bury = () => buryArtifacts(place, 'removed', [{ id, commit }]);
    const ended = await Promise.allSettled([bury(), bury()]);
    const lost = ended.flatMap((one): readonly unknown[] => (one.status === 'rejected' ? [one.reason] : []));
    const message = 'refs/opensession/handoff/artifacts/one was removed or archived by somebody else meanwhile';
    expect(lost).toMatchObject([{ code: 'ref_conflict', message }]);
    const { commit: next } = await store.save(await versionOf('one', { updated_at: 'later' }));
    await expect(bury()).rejects.toMatchObject({ code: 'ref_conflict', message: expect.stringContaining(next) });
  });

  it('of many at the same time lands each', async () => {
    const { place, store } = await opened();
    const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
    for (const id of ids) await store.save(await versionOf(id));
    const tips = (await store.list()).map(({ artifact_id, commit }) => ({ id: toArtifactId(artifact_id), commit }));
    await Promise.all(tips.map((tip) => buryArtifacts(place, 'removed', [tip])));
    const removals = await readRemovals(place, await readGraveyard(place));
    expect(removals.map(({ artifact_id }) => artifact_id).sort()).toEqual(ids);
  });
});

const oid = fc.stringMatching(/^[0-9a-f]{40}$/);
const files = fc
  .array(fc.tuple(fc.constantFrom('aa/one@1', 'aa/two@1', 'bb/three@2', 'cc/four@3'), oid))
  .map((entries) => new Map(entries));

describe('the union of two clones', () => {
  it('takes of two texts the one that ranks lower, whichever id it has', () => {
    const [a, b] = [new Map([['x', '1']]), new Map([['x', '2']])];
    for (const lower of ['1', '2'])
      for (const [one, other] of [
        [a, b],
        [b, a],
      ] as const)
        expect(unionOf(one, other, (blob) => (blob === lower ? 0 : 1))).toEqual(new Map([['x', lower]]));
  });

  it('is the same from either side, and again', () => {
    fc.assert(
      fc.property(files, files, (a, b) => {
        const one = unionOf(a, b);
        expect(new Map(unionOf(b, a))).toEqual(one);
        expect(unionOf(one, b)).toEqual(one);
        expect([...one.keys()].sort()).toEqual([...new Set([...a.keys(), ...b.keys()])].sort());
      }),
    );
  });
});

describe('parsing', () => {
  it('reads what was written, and nothing that names another artifact', async () => {
    const commit = 'a'.repeat(40);
    const removal = {
      artifact_id: toArtifactId('one'),
      commit,
      removed_at: '2026-02-03T04:05:06.789Z',
      reason: 'archived' as const,
      versions: [commit, 'b'.repeat(40)],
    };
    const path = await tombstonePath(removal);
    expect(parseTombstone(path, tombstoneText(removal))).toEqual(removal);
    expect(parseTombstone(path.replace('one', 'two'), tombstoneText(removal))).toBeUndefined();
    for (const text of ['', '{', '[]', 'null', '{"artifact_id":"one"}', '{"__proto__":{"artifact_id":"one"}}'])
      expect(parseTombstone(path, text)).toBeUndefined();
  });
});
