import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ARCHIVE_REF, toArtifactId } from '../../../src/domain/refs.ts';
import type { RemoteHere } from '../../../src/store/exchange/chosen-remote.ts';
import { type Clone, GRAVEYARD, type Origin, PREFIX, origin } from '../../support/clones.ts';

const removeAt = async (clone: Clone, id: string): Promise<void> =>
  clone.store.remove(toArtifactId(id), clone.git('rev-parse', `${PREFIX}${id}`));

/** A commit of the user's own, with a file in it, at main of clone and remote. */
const ownHistory = (clone: Clone): string => {
  writeFileSync(join(clone.dir, 'src.txt'), 'own');
  clone.git('add', 'src.txt');
  clone.git('commit', '--quiet', '-m', 'own work');
  clone.git('push', '--quiet', 'origin', 'main');
  return clone.git('rev-parse', 'main');
};

const orderTo = async (clone: Clone, remote: Origin) => {
  clone.git('remote', 'set-url', 'origin', `file://${remote.dir}`);
  const [to] = await clone.exchange.remotes();
  return { remote: to as RemoteHere, ids: 'all' as const, timeoutMs: 60_000, onProgress: () => {} };
};

/** Of all commits that a ref reaches. */
const subjects = (at: Pick<Clone, 'git'>, ref: string): readonly string[] =>
  at.git('log', '--format=%s', ref).split('\n');

describe('removals that are none', () => {
  it('the user’s own history among them is not let in, and leaves for no other remote', async () => {
    const [first, other] = [origin(), origin()];
    const a = await first.clone();
    const own = ownHistory(a);
    first.git('update-ref', GRAVEYARD, own);
    expect(await a.fetch()).toMatchObject({ problem: null, refused: [{ artifact_id: GRAVEYARD }] });
    expect(a.git('for-each-ref', GRAVEYARD)).toBe('');
    for (const id of ['one', 'two']) await a.save(id, 'a');
    expect(await a.push()).toMatchObject({ problem: null, kept: [{ artifact_id: GRAVEYARD }] });
    await removeAt(a, 'one');
    const refused = await a.push();
    expect(refused).toMatchObject({ problem: null, deleted: [], kept: [{ artifact_id: GRAVEYARD, reason: 'moved' }] });
    expect(first.git('rev-parse', GRAVEYARD)).toBe(own);
    await a.exchange.push(await orderTo(a, other));
    expect(subjects(other, GRAVEYARD)).toEqual(['handoff-tombstones: 1']);
  });

  it('below one of ours are not let in', async () => {
    const remote = origin();
    const [a, b] = [await remote.clone(), await remote.clone()];
    const own = ownHistory(a);
    for (const id of ['one', 'two']) await a.save(id, 'a');
    await removeAt(a, 'one');
    const upon = a.git('commit-tree', '-p', own, '-m', 'handoff-tombstones: 1', `${GRAVEYARD}^{tree}`);
    a.git('push', '--quiet', 'origin', `${upon}:${GRAVEYARD}`);
    const { refused } = await b.fetch();
    expect(refused).toMatchObject([{ artifact_id: GRAVEYARD, reason: expect.stringContaining(own) }]);
    expect(() => b.git('cat-file', '-e', own)).toThrow();
  });

  it('that came here by hand are not built upon, and what is upon them is not sent', async () => {
    const [first, other] = [origin(), origin()];
    const a = await first.clone();
    const own = ownHistory(a);
    for (const id of ['one', 'two']) await a.save(id, 'a');
    a.git('update-ref', GRAVEYARD, own);
    await expect(removeAt(a, 'one')).rejects.toMatchObject({ code: 'artifact_corrupt' });
    a.git('update-ref', '-d', GRAVEYARD);
    await removeAt(a, 'one');
    const upon = a.git('commit-tree', '-p', own, '-m', 'handoff-tombstones: 1', `${GRAVEYARD}^{tree}`);
    a.git('update-ref', GRAVEYARD, upon);
    const order = await orderTo(a, other);
    const told = { sent: [{ artifact_id: 'two' }], kept: [{ artifact_id: GRAVEYARD }] };
    expect((await a.exchange.preview(order)).outcome).toMatchObject(told);
    expect(await a.exchange.push(order)).toMatchObject(told);
    expect(other.git('for-each-ref', '--format=%(refname)')).toBe(`${PREFIX}two`);
  });

  it('as a link among them are not let in', async () => {
    const remote = origin();
    const [a, b] = [await remote.clone(), await remote.clone()];
    await a.save('one', 'a');
    await removeAt(a, 'one');
    const path = a.git('ls-tree', '-r', '--name-only', GRAVEYARD);
    writeFileSync(join(a.dir, 'target'), '/etc/passwd');
    const blob = a.git('hash-object', '-w', 'target');
    a.git('update-index', '--add', '--cacheinfo', `120000,${blob},${path}`);
    const link = a.git('commit-tree', '-p', GRAVEYARD, '-m', 'handoff-tombstones: 1', a.git('write-tree'));
    const hidden = a.git('commit-tree', '-p', link, '-m', 'handoff-tombstones: 1', `${GRAVEYARD}^{tree}`);
    a.git('push', '--quiet', 'origin', `${hidden}:${GRAVEYARD}`);
    expect((await b.fetch()).refused).toMatchObject([{ artifact_id: GRAVEYARD }]);
  });
});

it('an archive that came here by hand with the user’s history below it is not sent', async () => {
  const [first, other] = [origin(), origin()];
  const a = await first.clone();
  const own = ownHistory(a);
  await a.save('one', 'a');
  await a.store.archive.fold([{ id: toArtifactId('one'), commit: a.git('rev-parse', `${PREFIX}one`) }]);
  const upon = a.git('commit-tree', '-p', ARCHIVE_REF, '-p', own, '-m', 'handoff-archive', `${ARCHIVE_REF}^{tree}`);
  a.git('update-ref', ARCHIVE_REF, upon);
  const order = await orderTo(a, other);
  const kept = [{ artifact_id: ARCHIVE_REF }, { artifact_id: GRAVEYARD, reason: 'waits' }];
  expect((await a.exchange.preview(order)).outcome.kept).toMatchObject(kept);
  expect((await a.exchange.push(order)).kept).toMatchObject(kept);
  expect(other.git('for-each-ref')).toBe('');
});

describe('a remote that refuses the archive', () => {
  const refusing = () => {
    const remote = origin();
    const hook = join(remote.dir, 'hooks/update');
    writeFileSync(hook, `#!/bin/sh\n[ "$1" != ${ARCHIVE_REF} ]\n`, { mode: 0o755 });
    return remote;
  };

  it('gets no removal that speaks of it, and nobody deletes what is archived nowhere but here', async () => {
    const remote = refusing();
    const [p, q] = [await remote.clone(), await remote.clone()];
    await p.save('one', 'a');
    await p.push();
    await q.fetch();
    await p.store.archive.fold([{ id: toArtifactId('one'), commit: p.git('rev-parse', `${PREFIX}one`) }]);
    expect((await p.push()).kept).toMatchObject([{ artifact_id: ARCHIVE_REF, reason: 'rejected' }]);
    expect(remote.git('for-each-ref', '--format=%(refname)')).toBe(`${PREFIX}one`);
    // as one that was sent by another version of this tool
    p.git('push', '--quiet', 'origin', GRAVEYARD);
    expect((await q.fetch({ prune: true })).dead).toMatchObject([{ artifact_id: 'one', deleted: false }]);
    expect(q.git('for-each-ref', '--format=%(refname)', PREFIX)).toBe(`${PREFIX}one`);
  });
});
