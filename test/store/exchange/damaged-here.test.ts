/** A tip of ours that cannot be read, as a loss of power leaves it: it is named, and holds up no other. */
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ARCHIVE_REF, toArtifactId } from '../../../src/domain/refs.ts';
import { type Clone, GRAVEYARD, PREFIX, originOnce } from '../../support/clones.ts';
import { eachOnce } from '../../support/made-once.ts';

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
const sceneOf = eachOnce((kind: (typeof KINDS)[number][0]) =>
  originOnce(async (remote) => {
    const a = await remote.clone();
    const x = await a.save('x', 'a');
    await a.push();
    const clone = kind === 'whole' ? await remote.clone() : await remote.partialClone(kind);
    const commits = { mine: await clone.save('mine', 'a'), other: await clone.save('other', 'a') };
    const y = await a.save('y', 'a');
    await a.push();
    return { clones: { clone }, told: { x, y, ...commits } };
  }),
);

const tipIn = (clone: Clone, id: string): string => clone.git('rev-parse', `${PREFIX}${id}`);

describe.each(KINDS)('in a clone (%s) a commit of an own artifact is damaged (%j)', (kind, bytes) => {
  it('everything else is fetched, and it is named', async () => {
    const { clone, y } = await sceneOf(kind)();
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
    const { remote, clone, other } = await sceneOf(kind)();
    damage(clone, `${PREFIX}mine`, bytes);
    const doctor: unknown = expect.stringContaining('opensession doctor');
    const told = [{ artifact_id: 'mine', reason: 'damaged', detail: doctor }];
    expect((await clone.previewPush()).outcome.kept).toMatchObject(told);
    expect((await clone.push()).kept).toMatchObject(told);
    expect(remote.git('rev-parse', `${PREFIX}other`)).toBe(other);
    expect((await clone.push('other')).kept).toEqual([]);
  });
});

const ARCHIVE_DAMAGES = ['', 'garbage', 'the file of the ref'] as const;

describe.each(ARCHIVE_DAMAGES)('the archive is damaged (%j)', (kind) => {
  const folded = async (isSent: boolean) => {
    const found = await sceneOf('whole')();
    const { clone, other } = found;
    await clone.store.archive.fold([{ id: toArtifactId('other'), commit: other }]);
    if (isSent) await clone.push();
    if (kind === 'the file of the ref') writeFileSync(join(clone.dir, '.git', ARCHIVE_REF), '');
    else damage(clone, ARCHIVE_REF, kind);
    return found;
  };
  const told = expect.stringContaining('opensession doctor') as string;

  it('and nobody else has it: artifacts come in, and it is named', async () => {
    const { clone, y } = await folded(false);
    const { refused, problem } = await clone.fetch();
    expect({ problem, refused }).toEqual({ problem: null, refused: [{ artifact_id: ARCHIVE_REF, reason: told }] });
    expect(tipIn(clone, 'y')).toBe(y);
  });

  it('and nobody else has it: a push of all sends the rest, tells it also beforehand, and removals wait for it', async () => {
    const { remote, clone } = await folded(false);
    const mine = tipIn(clone, 'mine');
    const kept = [
      { artifact_id: ARCHIVE_REF, reason: 'damaged', detail: told },
      { artifact_id: GRAVEYARD, reason: 'waits' },
    ];
    expect((await clone.previewPush()).outcome).toMatchObject({ kept, sent: [{ artifact_id: 'mine' }] });
    const { problem, kept: unsent, sent } = await clone.push();
    expect({ problem, sent: sent.map(({ artifact_id }) => artifact_id) }).toEqual({ problem: null, sent: ['mine'] });
    expect(unsent).toMatchObject(kept);
    expect(remote.git('rev-parse', `${PREFIX}mine`)).toBe(mine);
    expect(remote.git('for-each-ref', ARCHIVE_REF, GRAVEYARD)).toBe('');
  });

  it.skipIf(kind === 'the file of the ref').each(['fetch', 'push'] as const)(
    'and the remote has it: a %s mends it, and says so',
    async (how) => {
      const { clone } = await folded(true);
      damage(clone, GRAVEYARD, kind);
      const done = await clone[how]();
      expect('kept' in done ? done.kept : done.refused).toEqual([]);
      expect(done.mended).toEqual([GRAVEYARD, ARCHIVE_REF]);
      expect((await clone.store.archive.list()).map(({ artifact_id }) => artifact_id)).toEqual(['other']);
      expect((await clone[how]()).mended).toEqual([]);
    },
  );
});

it('the file of a ref is empty: a push of all and a fetch name it as damaged, and the rest goes', async () => {
  const { remote, clone, y, other } = await sceneOf('whole')();
  writeFileSync(join(clone.dir, '.git', `${PREFIX}mine`), '');
  const told = expect.stringContaining('opensession doctor') as string;
  expect((await clone.push()).kept).toMatchObject([{ artifact_id: 'mine', reason: 'damaged', detail: told }]);
  expect(remote.git('rev-parse', `${PREFIX}other`)).toBe(other);
  expect((await clone.fetch()).refused).toEqual([{ artifact_id: 'mine', reason: told }]);
  expect(tipIn(clone, 'y')).toBe(y);
});
