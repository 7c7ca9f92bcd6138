/** A tip of ours that cannot be read, as a loss of power leaves it: it is named, and holds up no other. */
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ARCHIVE_REF, toArtifactId } from '../../../src/domain/refs.ts';
import { type Clone, PREFIX, origin } from '../../support/clones.ts';

const damage = (clone: Clone, ref: string, with_: string): void => {
  const id = clone.git('rev-parse', ref);
  const file = join(clone.dir, '.git/objects', id.slice(0, 2), id.slice(2));
  chmodSync(file, 0o644);
  writeFileSync(file, with_);
};

const KINDS = [
  ['whole', ''],
  ['whole', 'garbage'],
  ['blob:none', ''],
  ['blob:none', 'garbage'],
] as const;

/** A clone with two artifacts of its own, beside one that it has of the remote, and one that is new there. */
const scene = async (kind: (typeof KINDS)[number][0]) => {
  const remote = origin();
  const a = await remote.clone();
  const x = await a.save('x', 'a');
  await a.push();
  const clone = kind === 'whole' ? await remote.clone() : await remote.partialClone(kind);
  const commits = { mine: await clone.save('mine', 'a'), other: await clone.save('other', 'a') };
  const y = await a.save('y', 'a');
  await a.push();
  return { remote, clone, x, y, ...commits };
};

const tipIn = (clone: Clone, id: string): string => clone.git('rev-parse', `${PREFIX}${id}`);

describe.each(KINDS)('in a clone (%s) a commit of an own artifact is damaged (%j)', (kind, bytes) => {
  it('everything else is fetched, and it is named', async () => {
    const { clone, y } = await scene(kind);
    damage(clone, `${PREFIX}mine`, bytes);
    const { refused, problem, filled } = await clone.fetch();
    expect({ problem, refused: refused.map(({ artifact_id }) => artifact_id) }).toEqual({
      problem: null,
      refused: ['mine'],
    });
    expect(tipIn(clone, 'y')).toBe(y);
    expect(filled).toEqual(kind === 'whole' ? [] : [`${PREFIX}x`]);
    expect((await clone.fetch({ ids: ['x', 'y'] })).refused).toEqual([]);
  });

  it('a push of all tells it, also beforehand, and sends the rest', async () => {
    const { remote, clone, other } = await scene(kind);
    damage(clone, `${PREFIX}mine`, bytes);
    const [to] = await clone.exchange.remotes();
    if (to === undefined) throw new Error('no remote');
    const order = { remote: to, ids: 'all', timeoutMs: 60_000, onProgress: () => {} } as const;
    const doctor: unknown = expect.stringContaining('opensession doctor');
    const told = [{ artifact_id: 'mine', reason: 'no_artifact', detail: doctor }];
    expect((await clone.exchange.preview(order)).kept).toMatchObject(told);
    expect((await clone.push()).kept).toMatchObject(told);
    expect(remote.git('rev-parse', `${PREFIX}other`)).toBe(other);
    expect((await clone.push('other')).kept).toEqual([]);
  });
});

it.each(['', 'garbage'])(
  'the tip of the archive is damaged (%j): artifacts come in, and it is named',
  async (bytes) => {
    const { clone, y, other } = await scene('whole');
    await clone.store.archive.fold([{ id: toArtifactId('other'), commit: other }]);
    damage(clone, ARCHIVE_REF, bytes);
    const { refused, problem } = await clone.fetch();
    expect({ problem, refused: refused.map(({ artifact_id }) => artifact_id) }).toEqual({
      problem: null,
      refused: [ARCHIVE_REF],
    });
    expect(tipIn(clone, 'y')).toBe(y);
    const told = { artifact_id: ARCHIVE_REF, detail: expect.stringContaining('opensession doctor') as string };
    expect(refused[0]?.reason).toEqual(told.detail);
    expect((await clone.push()).kept).toMatchObject([told]);
  },
);

it('the file of a ref is empty: a push of all and a fetch name it as damaged, and the rest goes', async () => {
  const { remote, clone, y, other } = await scene('whole');
  writeFileSync(join(clone.dir, '.git', `${PREFIX}mine`), '');
  const told = expect.stringContaining('opensession doctor') as string;
  expect((await clone.push()).kept).toMatchObject([{ artifact_id: 'mine', reason: 'no_artifact', detail: told }]);
  expect(remote.git('rev-parse', `${PREFIX}other`)).toBe(other);
  expect((await clone.fetch()).refused).toEqual([{ artifact_id: 'mine', reason: told }]);
  expect(tipIn(clone, 'y')).toBe(y);
});
