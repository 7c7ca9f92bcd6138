/** What a dry run of a fetch tells is what the fetch then does; nothing here is changed by it. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Clone, PREFIX, origin } from '../../support/clones.ts';
import { apart, stateOf } from './preview-scene.ts';

/** The dry run, and then the fetch. @returns what both told */
const both = async (clone: Clone, how: Parameters<Clone['previewFetch']>[0] = {}) => {
  const before = stateOf(clone);
  const told = await clone.previewFetch(how);
  expect(stateOf(clone)).toBe(before);
  expect(await clone.fetch(how)).toEqual(told);
  return told;
};

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
