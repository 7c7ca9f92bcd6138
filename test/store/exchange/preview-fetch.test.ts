/** What a dry run of a fetch tells is what the fetch then does; nothing here is changed by it. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { toArtifactId } from '../../../src/domain/refs.ts';
import { type Clone, type Origin, PREFIX, origin } from '../../support/clones.ts';

/** All files below `.git`, with what they hold. */
const stateOf = ({ dir }: Clone): string => {
  const hash = createHash('sha256');
  const entries = readdirSync(join(dir, '.git'), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => !entry.isDirectory()).map(({ parentPath, name }) => join(parentPath, name));
  for (const path of files.toSorted()) hash.update(`${path}\0`).update(readFileSync(path));
  return hash.digest('hex');
};

/** The dry run, and then the fetch. @returns what both told */
const both = async (clone: Clone, how: Parameters<Clone['previewFetch']>[0] = {}) => {
  const before = stateOf(clone);
  const told = await clone.previewFetch(how);
  expect(stateOf(clone)).toBe(before);
  expect(await clone.fetch(how)).toEqual(told);
  return told;
};

const remove = async (clone: Clone, id: string): Promise<void> => {
  const tip = await clone.store.tip(toArtifactId(id));
  await clone.store.remove(toArtifactId(id), tip ?? '');
};

const archive = async (clone: Clone, id: string): Promise<void> => {
  const commit = clone.git('rev-parse', `${PREFIX}${id}`);
  expect((await clone.store.archive.fold([{ id: toArtifactId(id), commit }])).archived).toHaveLength(1);
};

/** Of two clones that had the same: one removed, archived and went on, and so did the other. */
const apart = async (remote: Origin): Promise<Clone> => {
  const [a, b] = [await remote.clone(), await remote.clone()];
  for (const id of ['gone', 'old', 'both', 'same', 'older']) await a.save(id, 'a');
  await a.push();
  await b.fetch();
  await remove(a, 'gone');
  await archive(a, 'old');
  await archive(b, 'older');
  await a.save('both', 'of a');
  await a.save('new', 'a');
  await a.push();
  await b.save('both', 'of b');
  remote.git('update-ref', `${PREFIX}foreign`, remote.git('commit-tree', '-m', 'none of ours', EMPTY_TREE));
  return b;
};

const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

describe('a dry run of a fetch', () => {
  it.each([false, true])('tells what comes, is joined, goes and is not let in (prune: %s)', async (prune) => {
    const remote = origin();
    const clone = await apart(remote);
    const told = await both(clone, { prune });
    expect(told).toMatchObject({
      archive: { is: 'joined' },
      same: 2,
      problem: null,
      refused: [{ artifact_id: 'foreign' }],
    });
    expect(told.joined.map(({ artifact_id, is }) => `${artifact_id} ${is}`).toSorted()).toEqual([
      'both joined',
      'new taken',
    ]);
    expect(told.dead.map(({ artifact_id, deleted }) => `${artifact_id} ${deleted}`).toSorted()).toEqual([
      `gone ${prune}`,
      `old ${prune}`,
    ]);
  });

  it('of artifacts by name, of which one is not there', async () => {
    const remote = origin();
    const [a, b] = [await remote.clone(), await remote.clone()];
    await a.save('one', 'a');
    await a.save('two', 'a');
    await a.push();
    expect(await both(b, { ids: ['one', 'nothing'] })).toMatchObject({
      joined: [{ artifact_id: 'one', is: 'taken' }],
      missing: ['nothing'],
    });
  });

  it.each(['blob:none', 'tree:0'] as const)('in a partial clone (%s) tells what would be whole', async (filter) => {
    const remote = origin();
    const a = await remote.clone();
    for (const id of ['one', 'two']) await a.save(id, 'a');
    await a.push();
    const partial = await remote.partialClone(filter);
    await a.save('two', 'b');
    await a.push();
    const { filled, problem } = await both(partial);
    expect({ filled, problem }).toEqual({ filled: [`${PREFIX}one`, `${PREFIX}two`], problem: null });
  });

  it('where a ref is broken names it', async () => {
    const remote = origin();
    const [a, b] = [await remote.clone(), await remote.clone()];
    await a.save('one', 'a');
    await a.push();
    mkdirSync(join(b.dir, '.git', PREFIX), { recursive: true });
    writeFileSync(join(b.dir, '.git', PREFIX, 'mine'), '');
    const { joined, refused } = await both(b);
    expect({ joined: joined.length, refused: refused.map(({ artifact_id }) => artifact_id) }).toEqual({
      joined: 1,
      refused: ['mine'],
    });
  });

  it('in a shallow clone joins what is cut', async () => {
    const remote = origin();
    const a = await remote.clone();
    for (const mark of ['1', '2', '3']) await a.save('one', mark);
    await a.push();
    const shallow = await remote.clone();
    const ref = `${PREFIX}one`;
    execFileSync('git', ['fetch', '--quiet', '--depth=1', 'origin', `${ref}:${ref}`], {
      cwd: shallow.dir,
      env: shallow.env,
    });
    await a.save('one', '4');
    await a.push();
    await shallow.save('one', '5');
    expect(await both(shallow)).toMatchObject({ joined: [{ artifact_id: 'one', is: 'joined' }], problem: null });
  });

  it('of a remote that is not there tells so', async () => {
    const remote = origin();
    const clone = await remote.clone({ address: `file://${join(remote.base, 'nowhere.git')}` });
    expect(await clone.previewFetch()).toMatchObject({ joined: [], problem: { code: 'remote_unreachable' } });
  });
});
