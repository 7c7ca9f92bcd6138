import { execFileSync } from 'node:child_process';
import { existsSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ARCHIVE_REF, toArtifactId } from '../../../src/domain/refs.ts';
import { type Clone, GRAVEYARD, PREFIX, originOnce } from '../../support/clones.ts';
import { eachOnce } from '../../support/made-once.ts';

const archive = async (clone: Clone, ...ids: string[]): Promise<void> => {
  const tips = ids.map((id) => ({ id: toArtifactId(id), commit: clone.git('rev-parse', `${PREFIX}${id}`) }));
  expect((await clone.store.archive.fold(tips)).archived).toHaveLength(ids.length);
};

const archived = async (clone: Clone): Promise<readonly string[]> =>
  (await clone.store.archive.list()).map(({ artifact_id }) => artifact_id);

const live = async (clone: Clone): Promise<readonly string[]> =>
  (await clone.store.list()).map(({ artifact_id }) => artifact_id);

const refsAt = (at: { git(...args: string[]): string }): readonly string[] =>
  at.git('for-each-ref', '--format=%(refname)', 'refs/opensession/').split('\n');

const sharingOf = eachOnce((...ids: string[]) =>
  originOnce(async (remote) => {
    remote.git('config', 'receive.denyNonFastForwards', 'true');
    const [a, b] = [await remote.clone(), await remote.clone()];
    for (const id of ids) await a.save(id, 'a');
    await a.push();
    await b.fetch();
    return { clones: { a, b } };
  }),
);

/** Two clones that both have these. */
const sharing = (...ids: string[]) => sharingOf(...ids)();

describe('the archive', () => {
  it('of two clones that archived different and the same artifacts is one, at the remote and in both', async () => {
    const { remote, a, b } = await sharing('one', 'two', 'both', 'live');
    await archive(a, 'one', 'both');
    await archive(b, 'two', 'both');
    const pushed = await a.push();
    expect(pushed).toMatchObject({ problem: null, kept: [], archive: { sent: { from: null }, joined: null } });
    expect(refsAt(remote)).toEqual([
      ARCHIVE_REF,
      `${PREFIX}live`,
      `${PREFIX}two`,
      'refs/opensession/handoff/tombstones',
    ]);
    const second = await b.push();
    // still live here, and archived by the other
    expect(second).toMatchObject({ problem: null, kept: [{ artifact_id: 'one', reason: 'removed' }] });
    expect(second.archive.joined).not.toBeNull();
    const fetched = await a.fetch({ prune: true });
    expect(fetched).toMatchObject({ problem: null, refused: [] });
    expect(fetched.dead).toMatchObject([{ artifact_id: 'two', deleted: true }]);
    await b.fetch({ prune: true });
    const tips = [a, b, remote].map((at) => at.git('rev-parse', ARCHIVE_REF));
    expect(new Set(tips).size).toBe(1);
    for (const clone of [a, b]) {
      expect(await archived(clone)).toEqual(['both', 'one', 'two']);
      expect(await live(clone)).toEqual(['live']);
    }
    expect(refsAt(remote)).not.toContain(`${PREFIX}two`);
    expect(await a.push()).toMatchObject({ sent: [], deleted: [], archive: { sent: null, joined: null } });
    expect(remote.git('fsck', '--strict')).not.toMatch(/error|missing/);
  });

  it('that comes is told as taken where nothing of it was here, and as joined where something was', async () => {
    const { a, b } = await sharing('one', 'two');
    await archive(a, 'one');
    await a.push();
    expect((await b.fetch()).archive).toMatchObject({ from: null, is: 'taken' });
    await archive(a, 'two');
    await a.push();
    await b.save('three', 'a');
    await archive(b, 'three');
    expect((await b.fetch()).archive).toMatchObject({ is: 'joined' });
  });

  it('loses what another clone removed: of two tombstones for one version the removal is the one that holds', async () => {
    const { remote, a, b } = await sharing('one', 'two');
    await archive(a, 'one', 'two');
    await b.store.remove(toArtifactId('one'), b.git('rev-parse', `${PREFIX}one`));
    await a.push();
    expect((await b.push()).kept).toMatchObject([{ artifact_id: 'two', reason: 'removed' }]);
    await a.fetch();
    await a.push();
    await b.fetch();
    for (const clone of [a, b]) {
      expect(await archived(clone)).toEqual(['two']);
      const removals = await clone.store.archive.removals();
      expect(new Map(removals.map(({ artifact_id, reason }) => [artifact_id, reason]))).toEqual(
        new Map([
          ['one', 'removed'],
          ['two', 'archived'],
        ]),
      );
    }
    expect(new Set([a, b, remote].map((at) => at.git('rev-parse', ARCHIVE_REF))).size).toBe(1);
  });

  it('is there before a ref is deleted there, and else nothing is', async () => {
    const { remote, a } = await sharing('one');
    remote.git('update-ref', ARCHIVE_REF, remote.git('commit-tree', '-m', 'theirs', remote.git('mktree', '--missing')));
    await archive(a, 'one');
    const { kept } = await a.push();
    expect(kept).toMatchObject([{ artifact_id: ARCHIVE_REF }, { artifact_id: GRAVEYARD, reason: 'waits' }]);
    expect(refsAt(remote)).toContain(`${PREFIX}one`);
    expect(await a.fetch()).toMatchObject({ problem: null, refused: [{ artifact_id: ARCHIVE_REF }] });
    expect(await archived(a)).toEqual(['one']);
  });

  it.each([
    ['a foreign file', (blob: string) => `100644 blob ${blob}\tloot`],
    ['a file whose name ends as a line of one of ours', (blob: string) => `100644 blob ${blob}\tartifact.json\nloot`],
    ['a folder of such a name', (_: string, tree: string) => `040000 tree ${tree}\ta\nloot`],
    ['a link under a name of ours', (blob: string) => `120000 blob ${blob}\tartifact.json`],
    ['a program under a name of ours', (blob: string) => `100755 blob ${blob}\treport.json`],
    ['another repository', (_: string, __: string, commit: string) => `160000 commit ${commit}\tmanifest.json`],
    [
      'a known file under another name',
      (_: string, __: string, ___: string, known: string) => `100644 blob ${known}\tloot`,
    ],
  ])('with %s in its history is not let in, nor sent', async (_, entry) => {
    const { remote, a, b } = await sharing('one', 'two');
    await archive(a, 'one');
    await a.push();
    writeFileSync(join(a.dir, 'loot'), 'loot');
    const blob = a.git('hash-object', '-w', 'loot');
    const made = (input: string): string =>
      execFileSync('git', ['mktree', '-z'], { cwd: a.dir, env: a.env, input, encoding: 'utf8' }).trim();
    const line = entry(
      blob,
      made(`100644 blob ${blob}\tloot\0`),
      a.git('rev-parse', ARCHIVE_REF),
      a.git('rev-parse', `${PREFIX}two:artifact.json`),
    );
    const top = made(`${a.git('ls-tree', ARCHIVE_REF).replaceAll('\n', '\0')}\0${line}\0`);
    const bad = a.git('commit-tree', '-p', ARCHIVE_REF, '-m', 'handoff-archive', top);
    const hidden = a.git('commit-tree', '-p', bad, '-m', 'handoff-archive', `${ARCHIVE_REF}^{tree}`);
    const before = remote.git('rev-parse', ARCHIVE_REF);
    a.git('update-ref', ARCHIVE_REF, hidden);
    expect((await a.push()).kept).toMatchObject([{ artifact_id: ARCHIVE_REF }]);
    expect(remote.git('rev-parse', ARCHIVE_REF)).toBe(before);
    a.git('push', '--quiet', 'origin', `${hidden}:${ARCHIVE_REF}`);
    const { refused, archive: moved } = await b.fetch({ prune: true });
    expect({ moved, refused }).toMatchObject({ moved: null, refused: [{ artifact_id: ARCHIVE_REF }] });
    expect(await live(b)).toEqual(['one', 'two']);
  });

  it('holds an artifact that is asked for by name', async () => {
    const { remote, a } = await sharing('one', 'two');
    await archive(a, 'one');
    await a.push();
    const late = await remote.clone();
    expect(await late.fetch({ ids: ['one', 'none'] })).toMatchObject({ missing: ['none'], joined: [] });
    expect((await late.store.find(toArtifactId('one'))).archived).toBe(true);
  });
});

describe('an artifact that was restored', () => {
  it.each(['archived', 'removed'] as const)('after it was %s, is sent, and lives everywhere', async (how) => {
    const { remote, a, b } = await sharing('one');
    if (how === 'archived') await archive(a, 'one');
    else await a.store.remove(toArtifactId('one'), a.git('rev-parse', `${PREFIX}one`));
    expect((await a.push()).deleted).toHaveLength(1);
    await b.fetch({ prune: true });
    expect(await live(b)).toEqual([]);
    const { commit } = await a.store.archive.restore(toArtifactId('one'));
    expect(await a.push()).toMatchObject({ problem: null, kept: [], sent: [{ artifact_id: 'one', to: commit }] });
    expect(await b.fetch({ prune: true })).toMatchObject({ dead: [], refused: [] });
    expect(await live(b)).toEqual(['one']);
    expect(remote.git('rev-parse', `${PREFIX}one`)).toBe(commit);
  });
});

describe('a lock of the archive that a killed git left', () => {
  /** Two clones that archived apart, in one of which the ref is locked. */
  const lockedOut = async () => {
    const { a, b } = await sharing('one', 'two');
    await archive(a, 'one');
    await archive(b, 'two');
    await a.push();
    const lock = join(b.dir, '.git', `${ARCHIVE_REF}.lock`);
    writeFileSync(lock, '');
    return { b, lock };
  };

  it('ends a push after a few tries, long before its time is over, and is told', { timeout: 30_000 }, async () => {
    const { b, lock } = await lockedOut();
    expect((await b.push()).problem).toMatchObject({ code: 'ref_locked' });
    expect(existsSync(lock)).toBe(true);
  });

  it('is taken away where it is old', { timeout: 60_000 }, async () => {
    const { b, lock } = await lockedOut();
    utimesSync(lock, 1, 1);
    expect(await b.push()).toMatchObject({ problem: null });
    expect(existsSync(lock)).toBe(false);
    expect(await archived(b)).toEqual(['one', 'two']);
  });

  it('holds up no archiving and no removal where it is old', { timeout: 60_000 }, async () => {
    const { a } = await sharing('one', 'two');
    for (const ref of [ARCHIVE_REF, GRAVEYARD]) {
      const lock = join(a.dir, '.git', `${ref}.lock`);
      writeFileSync(lock, '');
      utimesSync(lock, 1, 1);
    }
    await archive(a, 'one');
    const lock = join(a.dir, '.git', `${GRAVEYARD}.lock`);
    writeFileSync(lock, '');
    utimesSync(lock, 1, 1);
    await a.store.remove(toArtifactId('two'), a.git('rev-parse', `${PREFIX}two`));
    expect(await live(a)).toEqual([]);
  });
});
