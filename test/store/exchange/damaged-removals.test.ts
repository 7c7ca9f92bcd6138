/** The record of removals cannot be read: artifacts come and go all the same, it is told, and the remote's copy mends it. */
import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { toArtifactId } from '../../../src/domain/refs.ts';
import { type Clone, GRAVEYARD, PREFIX, originOnce } from '../../support/clones.ts';

const DAMAGES = ['garbage', null] as const;
const PARTS = [GRAVEYARD, `${GRAVEYARD}^{tree}`, 'a record'] as const;

const damage = (clone: Clone, name: string, text: string | null): void => {
  const record = () => clone.git('ls-tree', '-r', '--object-only', GRAVEYARD).split('\n')[0] ?? '';
  const id = name === 'a record' ? record() : clone.git('rev-parse', name);
  const file = join(clone.dir, '.git/objects', id.slice(0, 2), id.slice(2));
  chmodSync(file, 0o644);
  if (text === null) rmSync(file);
  else writeFileSync(file, text);
};

const remove = (clone: Clone, id: string): Promise<void> =>
  clone.store.remove(toArtifactId(id), clone.git('rev-parse', `${PREFIX}${id}`));

const sceneOf = (isSent: boolean) =>
  originOnce(async (remote) => {
    const [clone, there] = [await remote.clone(), await remote.clone()];
    await there.save('gone', 'a');
    await there.save('stays', 'a');
    await there.push();
    await clone.fetch();
    await remove(clone, 'gone');
    if (isSent) await clone.push();
    const told = { mine: await clone.save('mine', 'a'), fresh: await there.save('new', 'a') };
    await there.push();
    return { clones: { clone, there }, told };
  });

/** A clone that removed an artifact, of which the remote has heard or not, and has another; `new` came to the remote since. */
const [sent, unsent] = [sceneOf(true), sceneOf(false)];

const tipIn = ({ git }: Pick<Clone, 'git'>, id: string): string =>
  git('for-each-ref', '--format=%(objectname)', `${PREFIX}${id}`);

const DOCTOR = expect.stringContaining('opensession doctor') as string;

describe.each(PARTS)('of the record of removals %s is damaged', (part) => {
  it.each(DAMAGES)('(%j) and the remote has it: a fetch mends it', async (text) => {
    const { clone, fresh } = await sent();
    damage(clone, part, text);
    expect((await clone.store.damagedRecords()).map(({ ref }) => ref)).toEqual([GRAVEYARD]);
    const { problem, refused, mended } = await clone.fetch();
    expect({ problem, refused, mended }).toEqual({ problem: null, refused: [], mended: [GRAVEYARD] });
    expect(tipIn(clone, 'new')).toBe(fresh);
    expect(tipIn(clone, 'gone')).toBe('');
    expect(await clone.store.damagedRecords()).toEqual([]);
    expect((await clone.fetch()).mended).toEqual([]);
    expect((await clone.store.archive.removals()).map(({ artifact_id }) => artifact_id)).toEqual(['gone']);
  });

  it.each(DAMAGES)('(%j) and nobody else has it: all others come and go, and it is told', async (text) => {
    const { remote, clone, mine, fresh } = await unsent();
    damage(clone, part, text);
    const { problem, refused, dead, mended } = await clone.fetch({ prune: true });
    expect({ problem, refused, dead, mended }).toEqual({
      problem: null,
      mended: [],
      refused: [{ artifact_id: GRAVEYARD, reason: DOCTOR }],
      dead: [],
    });
    expect(tipIn(clone, 'new')).toBe(fresh);
    const listed = await clone.store.list();
    expect(listed.map(({ problem: one }) => one)).toEqual(listed.map(() => null));
    expect((await clone.store.find(toArtifactId('mine'))).commit).toBe(mine);
    expect((await clone.push()).kept).toMatchObject([{ artifact_id: GRAVEYARD, reason: 'damaged', detail: DOCTOR }]);
    expect(tipIn(remote, 'mine')).toBe(mine);
    expect(tipIn(remote, 'gone')).not.toBe('');
    expect((await clone.push('new')).kept).toEqual([]);
  });

  it.each(DAMAGES)('(%j) and is set aside: it goes on with what is left, and what the remote has', async (text) => {
    const { clone, there } = await unsent();
    damage(clone, part, text);
    await remove(there, 'new');
    await there.push();
    const [record] = await clone.store.damagedRecords();
    if (record?.commit == null) throw new Error('no damage');
    const aside = await clone.store.setAside(GRAVEYARD, record.commit);
    const kept = clone.git('rev-parse', aside);
    if (kept !== record.commit) expect(clone.git('cat-file', 'blob', aside)).toContain(record.commit);
    expect((await clone.fetch()).refused).toEqual([]);
    const known = (await clone.store.archive.removals()).map(({ artifact_id }) => artifact_id).sort();
    expect(known).toEqual(record.left > 0 ? ['gone', 'new'] : ['new']);
    expect(record.left).toBe(part === GRAVEYARD ? 1 : 0);
    await remove(clone, 'mine');
    expect((await clone.push()).kept).toEqual([]);
  });
});

describe('of several removals, none of which the remote has, some are lost', () => {
  const three = originOnce(async (remote) => {
    const clone = await remote.clone();
    const ids = ['one', 'two', 'three'];
    for (const id of ids) await clone.save(id, 'a');
    for (const id of ids) await remove(clone, id);
    return { clones: { clone } };
  });
  const pathOf = (clone: Clone, id: string): string =>
    clone
      .git('ls-tree', '-r', '--name-only', GRAVEYARD)
      .split('\n')
      .find((path) => path.includes(`/${id}@`)) ?? '';
  const known = async (clone: Clone): Promise<readonly string[]> =>
    (await clone.store.archive.removals()).map(({ artifact_id }) => artifact_id).sort();
  const record = async (clone: Clone) => {
    const [found] = await clone.store.damagedRecords();
    if (found === undefined) throw new Error('no damage');
    return found;
  };

  it.each([
    ['a record', (clone: Clone) => `${GRAVEYARD}:${pathOf(clone, 'two')}`, ['one', 'three']],
    ['a folder', (clone: Clone) => `${GRAVEYARD}:${pathOf(clone, 'three').slice(0, 2)}`, ['one', 'two']],
    ['the tree', () => `${GRAVEYARD}^{tree}`, ['one', 'two']],
  ] as const)('%s is damaged: the others stay when it is set aside', async (_, part, left) => {
    const { clone } = await three();
    damage(clone, part(clone), 'garbage');
    const { commit, ...found } = await record(clone);
    expect(found).toMatchObject({ left: left.length, lost: [] });
    await clone.store.setAside(GRAVEYARD, commit ?? '');
    expect(await clone.store.damagedRecords()).toEqual([]);
    expect(await known(clone)).toEqual([...left].sort());
    expect(clone.git('rev-list', '--count', GRAVEYARD)).toBe('1');
    expect((await clone.push()).problem).toBeNull();
  });

  it.each(['garbage', '', null])('the commit is (%j): the same is made again of what is there', async (text) => {
    const { clone } = await three();
    damage(clone, GRAVEYARD, text);
    const { commit, ...found } = await record(clone);
    expect(found).toMatchObject({ left: 3, lost: [] });
    await clone.store.setAside(GRAVEYARD, commit ?? '');
    expect(await known(clone)).toEqual(['one', 'three', 'two']);
  });

  it.each(['garbage', '', null])(
    'a commit of another time is (%j): what was in it is found, beside what it goes on from',
    async (text) => {
      const { clone } = await three();
      const [tree, before] = [clone.git('rev-parse', `${GRAVEYARD}^{tree}`), clone.git('rev-parse', `${GRAVEYARD}^`)];
      // of somebody's own, and no record
      clone.git('commit-tree', '-m', 'own work', clone.git('mktree', '--missing'));
      damage(clone, GRAVEYARD, null);
      const other = clone.git('commit-tree', '-m', 'handoff-tombstones: 1', '-p', before, tree);
      clone.git('update-ref', GRAVEYARD, other);
      damage(clone, GRAVEYARD, text);
      const found = await record(clone);
      expect(found).toMatchObject({
        left: 0,
        lost: [
          { object: tree, isCommit: false, count: 3 },
          { object: before, isCommit: true, count: 2 },
        ],
      });
    },
  );
});

it('the file of its ref is empty: it is not taken for none', async () => {
  const { clone, fresh } = await sent();
  writeFileSync(join(clone.dir, '.git', GRAVEYARD), '');
  const { problem, refused } = await clone.fetch();
  expect({ problem, refused }).toEqual({ problem: null, refused: [{ artifact_id: GRAVEYARD, reason: DOCTOR }] });
  expect(tipIn(clone, 'new')).toBe(fresh);
  expect(tipIn(clone, 'gone')).toBe('');
  expect(await clone.store.damagedRecords()).toMatchObject([{ ref: GRAVEYARD, commit: null }]);
  rmSync(join(clone.dir, '.git', GRAVEYARD));
  await clone.fetch();
  expect((await clone.store.archive.removals()).map(({ artifact_id }) => artifact_id)).toEqual(['gone']);
});
