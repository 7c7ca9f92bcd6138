import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ARCHIVE_REF, toArtifactId } from '../../../src/domain/refs.ts';
import { type Clone, type Origin, PREFIX, originOnce } from '../../support/clones.ts';
import { eachOnce } from '../../support/made-once.ts';

const fold = async (clone: Clone, ...ids: string[]): Promise<void> => {
  const tips = ids.map((id) => ({ id: toArtifactId(id), commit: clone.git('rev-parse', `${PREFIX}${id}`) }));
  await clone.store.archive.fold(tips);
};

const prune = async (clone: Clone, ...ids: string[]): Promise<void> => {
  const entries = (await clone.store.archive.list()).filter(({ artifact_id }) => ids.includes(artifact_id));
  expect(entries).toHaveLength(ids.length);
  await clone.store.archive.drop(entries.map(({ artifact_id, commit }) => ({ id: toArtifactId(artifact_id), commit })));
};

const archived = async (clone: Clone): Promise<readonly string[]> =>
  (await clone.store.archive.list()).map(({ artifact_id }) => artifact_id);

const reaches = (at: Pick<Origin, 'git'>, commit: string): boolean =>
  at.git('rev-list', '--all').split('\n').includes(commit);

const sharingOf = eachOnce((...ids: string[]) =>
  originOnce(async (remote) => {
    const [a, b] = [await remote.clone(), await remote.clone()];
    const commits = new Map<string, string>();
    for (const id of ids) commits.set(id, await a.save(id, 'a'));
    await fold(a, ...ids);
    await a.push();
    await b.fetch();
    const at = (id: string): string => commits.get(id) ?? '';
    return { clones: { a, b }, told: { at } };
  }),
);

/** Clones that have these archived, together with the remote. */
const sharing = (...ids: string[]) => sharingOf(...ids)();

const isClean = { problem: null, kept: [] };

describe('what was pruned from an archive that was pushed', () => {
  it('is gone at the remote with the next push, and no old clone brings it back', async () => {
    const { remote, a, b, at } = await sharing('p1', 'p2');
    await b.save('b1', 'b');
    await fold(b, 'b1');
    await prune(a, 'p1');
    expect(await a.push()).toMatchObject(isClean);
    expect([reaches(remote, at('p1')), reaches(remote, at('p2'))]).toEqual([false, true]);
    expect(reaches(a, at('p1'))).toBe(false);
    expect(remote.git('rev-parse', ARCHIVE_REF)).toBe(a.git('rev-parse', ARCHIVE_REF));
    // an old clone with what is new
    expect(await b.push()).toMatchObject(isClean);
    for (const one of [remote, b]) expect(reaches(one, at('p1'))).toBe(false);
    expect(await archived(b)).toEqual(['b1', 'p2']);
    await a.fetch();
    expect(await archived(a)).toEqual(['b1', 'p2']);
    for (const one of [a, b]) expect(one.git('rev-parse', ARCHIVE_REF)).toBe(remote.git('rev-parse', ARCHIVE_REF));
    expect(await a.push()).toMatchObject({ ...isClean, archive: { sent: null, joined: null } });
    const late = await remote.clone();
    await late.fetch();
    expect(await archived(late)).toEqual(['b1', 'p2']);
    expect(remote.git('fsck', '--strict')).not.toMatch(/error|missing/);
  });

  it('goes also where others added to the archive meanwhile: theirs stays', async () => {
    const { remote, a, b, at } = await sharing('p1', 'p2');
    await b.save('b1', 'b');
    const b1 = b.git('rev-parse', `${PREFIX}b1`);
    await fold(b, 'b1');
    await b.push();
    await prune(a, 'p1');
    expect(await a.push()).toMatchObject(isClean);
    expect(['p1', 'p2'].map((id) => reaches(remote, at(id)))).toEqual([false, true]);
    expect(reaches(remote, b1)).toBe(true);
    expect(await archived(a)).toEqual(['b1', 'p2']);
    await b.fetch();
    expect(b.git('rev-parse', ARCHIVE_REF)).toBe(remote.git('rev-parse', ARCHIVE_REF));
    expect(reaches(b, at('p1'))).toBe(false);
  });

  it.each(['a first', 'b first'])('of two clones that pruned at the same time, both are gone (%s)', async (order) => {
    const { remote, a, b, at } = await sharing('p1', 'p2', 'p3');
    await prune(a, 'p1');
    await prune(b, 'p2');
    const [first, second] = order === 'a first' ? [a, b] : [b, a];
    expect(await first.push()).toMatchObject(isClean);
    expect(await second.push()).toMatchObject(isClean);
    await first.fetch();
    expect(await first.push()).toMatchObject({ ...isClean, archive: { sent: null } });
    for (const one of [remote, a, b])
      expect(['p1', 'p2', 'p3'].map((id) => reaches(one, at(id)))).toEqual([false, false, true]);
    for (const clone of [a, b]) expect(await archived(clone)).toEqual(['p3']);
  });

  it('and was all that it held, leaves an empty one', async () => {
    const { remote, a, b, at } = await sharing('p1');
    await prune(a, 'p1');
    expect(await a.push()).toMatchObject(isClean);
    await b.fetch();
    expect(await b.push()).toMatchObject(isClean);
    for (const one of [remote, a, b]) expect(reaches(one, at('p1'))).toBe(false);
    expect(await archived(b)).toEqual([]);
  });

  it('stays where the remote lets no history be replaced, and that is said', async () => {
    const { remote, a, at } = await sharing('p1', 'p2');
    const hook = `#!/bin/sh\n[ "$1" != ${ARCHIVE_REF} ] || git merge-base --is-ancestor "$2" "$3"\n`;
    writeFileSync(join(remote.dir, 'hooks/update'), hook, { mode: 0o755 });
    await prune(a, 'p1');
    const { kept, problem } = await a.push();
    expect({ kept, problem }).toMatchObject({
      kept: [{ artifact_id: ARCHIVE_REF, reason: 'rejected' }],
      problem: null,
    });
    expect(reaches(remote, at('p1'))).toBe(true);
  });

  it('is replaced by none who did not prune: a clone that has only removals of others joins', async () => {
    const { remote, a, b, at } = await sharing('p1', 'p2');
    await prune(a, 'p1');
    b.git(
      'fetch',
      '--quiet',
      `file://${a.dir}`,
      'refs/opensession/handoff/tombstones:refs/opensession/handoff/tombstones',
    );
    await b.save('b1', 'b');
    await fold(b, 'b1');
    const before = remote.git('rev-parse', ARCHIVE_REF);
    expect(await b.push()).toMatchObject(isClean);
    expect(remote.git('merge-base', before, ARCHIVE_REF)).toBe(before);
    expect(reaches(remote, at('p1'))).toBe(true);
    expect(await a.push()).toMatchObject(isClean);
    expect(reaches(remote, at('p1'))).toBe(false);
  });

  it('is in no log of refs of an old clone that merged it', async () => {
    const { a, b, at } = await sharing('p1', 'p2');
    b.git('config', 'core.logAllRefUpdates', 'always');
    await b.save('b1', 'b');
    await fold(b, 'b1');
    await prune(a, 'p1');
    await a.push();
    await b.fetch();
    expect(b.git('rev-list', '--all', '--reflog').split('\n')).not.toContain(at('p1'));
    expect(await archived(b)).toEqual(['b1', 'p2']);
  });

  it('takes nothing else along where a clone has a shallow history of it', async () => {
    const { remote, a, at } = await sharing('p1', 'p2');
    for (const id of ['p3', 'p4']) {
      await a.save(id, 'a');
      await fold(a, id);
      await a.push();
    }
    const late = await remote.clone();
    late.git('fetch', '--quiet', '--depth=2', 'origin', 'refs/opensession/*:refs/opensession/*');
    const before = late.git('rev-parse', ARCHIVE_REF);
    await prune(a, 'p4');
    await a.push();
    await late.save('own', 'c');
    await late.fetch();
    await late.push();
    expect(reaches(remote, at('p1')) && reaches(remote, at('p2'))).toBe(true);
    expect(await archived(late)).toEqual(expect.arrayContaining(['p1', 'p2', 'p3']));
    late.git('fetch', '--quiet', '--unshallow', 'origin', `+${before}:refs/x`);
    expect(await late.push()).toMatchObject(isClean);
    expect(await archived(late)).toEqual(['p1', 'p2', 'p3']);
    for (const id of ['p1', 'p2']) expect(reaches(remote, at(id)) && reaches(late, at(id))).toBe(true);
  });
});
