/** What a dry run of a push tells is what the push then does; nothing here or there is changed by it. */
import { describe, expect, it } from 'vitest';
import { type Clone, GRAVEYARD, type Origin, PREFIX, origin } from '../../support/clones.ts';
import { buryLarge } from './large-record.ts';
import { apart, archive, remove, stateOf } from './preview-scene.ts';

/** The dry run, and then the push. @returns what both told */
const both = async (remote: Origin, clone: Clone, ...ids: string[]) => {
  const before = stateOf(clone);
  const there = remote.git('for-each-ref');
  const { outcome, bytes, sizes } = await clone.previewPush(...ids);
  expect(stateOf(clone)).toBe(before);
  expect(remote.git('for-each-ref')).toBe(there);
  expect(await clone.push(...ids)).toEqual(outcome);
  return { ...outcome, bytes, sizes };
};

const idsOf = (all: readonly { readonly artifact_id: string }[]): readonly string[] =>
  all.map(({ artifact_id }) => artifact_id).toSorted();

describe('a dry run of a push', () => {
  it('tells what leaves, is joined, goes and stays', async () => {
    const remote = origin();
    const clone = await apart(remote);
    await remove(clone, 'same');
    await clone.save('mine', 'b');
    const { sent, deleted, joined, same, kept, archive, removals, bytes, sizes } = await both(remote, clone);
    expect({ sent: idsOf(sent), deleted: idsOf(deleted), joined: idsOf(joined) }).toEqual({
      sent: ['both', 'mine'],
      deleted: ['older', 'same'],
      joined: ['both'],
    });
    expect({ same, kept: idsOf(kept) }).toEqual({ same: [], kept: ['gone', 'old'] });
    expect([archive.sent, archive.joined, removals].includes(null)).toBe(false);
    expect(bytes).toBeGreaterThan(200);
    for (const { to } of [...sent, archive.sent!, removals!]) expect(sizes.get(to)).toBeGreaterThan(0);
  });

  it('of what the remote has a later version of says that it is there', async () => {
    const remote = origin();
    const [a, b] = [await remote.clone(), await remote.clone()];
    await a.save('one', '1');
    await a.push();
    await b.fetch();
    await a.save('one', '2');
    await a.push();
    expect(await both(remote, b)).toMatchObject({ sent: [], joined: [{ is: 'taken' }], same: ['one'], bytes: 0 });
  });

  it('of one by its name leaves all others', async () => {
    const remote = origin();
    const clone = await apart(remote);
    await clone.save('mine', 'b');
    expect(idsOf((await both(remote, clone, 'mine')).sent)).toEqual(['mine']);
    await expect(clone.previewPush('nothing')).rejects.toMatchObject({ code: 'artifact_not_found' });
  });

  it('where the remote has more removals than anybody takes in tells so', async () => {
    const remote = origin();
    const [a, b] = [await remote.clone(), await remote.clone()];
    buryLarge(a, 'one', '1', 128);
    a.git('push', '--quiet', 'origin', GRAVEYARD);
    await b.save('two', 'b');
    await b.save('three', 'b');
    await remove(b, 'three');
    const { sent, kept } = await both(remote, b);
    expect({ sent, kept }).toMatchObject({
      sent: [{ artifact_id: 'two' }],
      kept: [{ artifact_id: GRAVEYARD, reason: 'too_large' }],
    });
  });

  it('in a partial clone, whose archive is made whole on the way', async () => {
    const remote = origin();
    const a = await remote.clone();
    for (const id of ['one', 'two']) await a.save(id, 'a');
    await archive(a, 'two');
    await a.push();
    const partial = await remote.partialClone('blob:none');
    await partial.save('new', 'b');
    expect(idsOf((await both(remote, partial)).sent)).toEqual(['new']);
  });

  it('of a remote that is not there fails with that', async () => {
    const remote = origin();
    const clone = await remote.clone({ address: `file://${remote.base}/nowhere.git` });
    await clone.save('one', 'a');
    await expect(clone.previewPush()).rejects.toMatchObject({ code: 'remote_unreachable' });
    expect(clone.git('for-each-ref', '--format=%(refname)')).toBe(`${PREFIX}one`);
  });
});
