import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ARCHIVE_REF, toArtifactId } from '../../../src/domain/refs.ts';
import { type Clone, PREFIX, origin } from '../../support/clones.ts';

const chosen = async (clone: Clone): Promise<Clone> => {
  const [remote] = await clone.exchange.remotes();
  if (remote !== undefined) await clone.exchange.choose(remote);
  return clone;
};

const unsent = ({ exchange }: Clone, ...ids: string[]): Promise<readonly string[]> =>
  exchange.unsent(ids.map(toArtifactId));

describe('what the remote is not known to have', () => {
  test('is what was saved since it was pushed', async () => {
    const here = await chosen(await origin().clone());
    for (const id of ['one', 'two']) await here.save(id, 'a');
    expect(await unsent(here, 'one', 'two', 'of-nobody')).toEqual(['one', 'two']);
    await here.push('one');
    expect(await unsent(here, 'one', 'two')).toEqual(['two']);
    await here.save('one', 'b');
    expect(await unsent(here, 'one', 'two')).toEqual(['one', 'two']);
    await here.push();
    await here.push();
    expect(await unsent(here, 'one', 'two')).toEqual([]);
  });

  test('is nothing that was fetched, but what was put on top of it', async () => {
    const remote = origin();
    const [there, here] = [await remote.clone(), await chosen(await remote.clone())];
    for (const id of ['one', 'two']) await there.save(id, 'a');
    await there.push();
    await here.fetch();
    expect(await unsent(here, 'one', 'two')).toEqual([]);
    await here.save('two', 'b');
    expect(await unsent(here, 'one', 'two')).toEqual(['two']);
  });

  test('is all where a push failed, or another remote is chosen', async () => {
    const remote = origin();
    const here = await chosen(await remote.clone());
    await here.save('one', 'a');
    rmSync(remote.dir, { recursive: true });
    expect((await here.push()).problem).not.toBeNull();
    expect(await unsent(here, 'one')).toEqual(['one']);
    const other = origin();
    here.git('remote', 'set-url', 'origin', `file://${other.dir}`);
    await here.push();
    expect(await unsent(here, 'one')).toEqual(['one']);
    await chosen(here);
    expect(await unsent(here, 'one')).toEqual(['one']);
    await here.push();
    expect(await unsent(here, 'one')).toEqual([]);
  });

  test('is nothing where there is no remote; a record that is none of ours is none', async () => {
    const remote = origin();
    const here = await chosen(await remote.clone());
    await here.save('one', 'a');
    await here.push();
    const record = join(here.dir, '.git/opensession/known-there.json');
    writeFileSync(record, '{"version":1,"tips":7}');
    expect(await unsent(here, 'one')).toEqual(['one']);
    const address = `file://${remote.dir}`;
    for (const archive of [7, 'HEAD', '--all', `${'0'.repeat(40)}\nHEAD`, 'f'.repeat(40), here.git('write-tree')]) {
      writeFileSync(record, JSON.stringify({ version: 1, address, archive, tips: [1] }));
      expect(await unsent(here, 'one')).toEqual(['one']);
    }
    here.git('remote', 'remove', 'origin');
    expect(await unsent(here, 'one')).toEqual([]);
  });

  test('costs no push anything where it cannot be kept', async () => {
    const here = await origin().clone();
    await here.save('one', 'a');
    mkdirSync(join(here.dir, '.git/opensession/known-there.json'), { recursive: true });
    const { sent, problem } = await here.push();
    expect({ sent: sent.length, problem }).toEqual({ sent: 1, problem: null });
  });

  test('is told where no remote was chosen, by what a configured one was seen to have', async () => {
    const remote = origin();
    const [there, here] = [await remote.clone(), await remote.clone()];
    await there.save('one', 'a');
    await there.push();
    await here.fetch();
    expect(here.exchange.chosen()).toBeNull();
    expect(await unsent(here, 'one')).toEqual([]);
    here.git('remote', 'set-url', 'origin', `file://${origin().dir}`);
    expect(await unsent(here, 'one')).toEqual(['one']);
  });

  test('is what a fetch saw to be gone: of all, or of what it was asked for', async () => {
    const remote = origin();
    const [here, there] = [await chosen(await remote.clone()), await remote.clone()];
    for (const id of ['one', 'two', 'three']) await here.save(id, 'a');
    await here.push();
    await there.fetch();
    for (const id of ['one', 'two']) await there.save(id, 'b');
    remote.git('update-ref', '-d', `${PREFIX}three`);
    for (const id of ['one', 'two'])
      remote.git('update-ref', `${PREFIX}${id}`, there.git('rev-parse', `${PREFIX}three`));
    await here.fetch({ ids: ['one'] });
    expect(await unsent(here, 'one', 'two', 'three')).toEqual(['one', 'three']);
    await here.fetch();
    expect(await unsent(here, 'one', 'two', 'three')).toEqual(['one', 'two', 'three']);
    for (const id of ['one', 'two']) remote.git('update-ref', '-d', `${PREFIX}${id}`);
    await here.push();
    expect(await unsent(here, 'one', 'two', 'three')).toEqual([]);
    for (const id of ['one', 'two', 'three']) remote.git('update-ref', '-d', `${PREFIX}${id}`);
    await here.fetch();
    expect(await unsent(here, 'one', 'two', 'three')).toEqual(['one', 'two', 'three']);
  });

  test('is what somebody removed there, once a push or a fetch told it', async () => {
    const remote = origin();
    const [here, there] = [await chosen(await remote.clone()), await remote.clone()];
    await here.save('one', 'a');
    await here.push();
    await there.fetch();
    await there.store.remove(toArtifactId('one'), there.git('rev-parse', `${PREFIX}one`));
    await there.push();
    expect((await here.push()).kept).toMatchObject([{ artifact_id: 'one', reason: 'removed' }]);
    expect(await unsent(here, 'one')).toEqual(['one']);
  });
});

describe('what git itself fetched is known to be there', () => {
  const SAME = 'refs/opensession/*:refs/opensession/*';
  const COPY = '+refs/opensession/*:refs/remotes/origin/opensession/*';

  const both = async () => {
    const remote = origin();
    const [there, here] = [await remote.clone(), await chosen(await remote.clone())];
    await there.save('one', 'a');
    await there.push();
    await here.save('mine', 'a');
    return { remote, there, here };
  };

  test('under its own name, by FETCH_HEAD; and a version that the remote has gone on from', async () => {
    const { there, here } = await both();
    here.git('fetch', '--quiet', 'origin', SAME);
    expect(await unsent(here, 'one', 'mine')).toEqual(['mine']);
    await there.save('one', 'b');
    await there.push();
    here.git('fetch', '--quiet', 'origin', `${PREFIX}one`);
    expect(await unsent(here, 'one', 'mine')).toEqual(['mine']);
    await here.save('one', 'c');
    expect(await unsent(here, 'one')).toEqual(['one']);
  });

  test('by a copy that a refspec keeps, also when something else was fetched since', async () => {
    const { remote, here } = await both();
    here.git('config', '--add', 'remote.origin.fetch', COPY);
    here.git('fetch', '--quiet', 'origin');
    here.git('update-ref', `${PREFIX}one`, 'refs/remotes/origin/opensession/handoff/artifacts/one');
    remote.git('update-ref', 'refs/heads/main', remote.git('rev-parse', `${PREFIX}one`));
    here.git('fetch', '--quiet', '--refmap=', 'origin', 'main');
    expect(await unsent(here, 'one', 'mine')).toEqual(['mine']);
    rmSync(join(here.dir, '.git/FETCH_HEAD'));
    expect(await unsent(here, 'one', 'mine')).toEqual(['mine']);
  });

  test('not of another remote, and not under our own names alone', async () => {
    const { here } = await both();
    here.git('fetch', '--quiet', 'origin', SAME);
    here.git('config', '--add', 'remote.origin.fetch', SAME);
    here.git('remote', 'add', 'other', `file://${origin().dir}`);
    const [, other] = await here.exchange.remotes();
    if (other === undefined) throw new Error('no remote');
    await here.exchange.choose(other);
    expect(await unsent(here, 'one')).toEqual(['one']);
    await chosen(here);
    rmSync(join(here.dir, '.git/FETCH_HEAD'));
    expect(await unsent(here, 'one')).toEqual(['one']);
  });

  test('until a push or a fetch of ours sees that it is not; and again once git fetches it again', async () => {
    const { remote, here } = await both();
    here.git('config', '--add', 'remote.origin.fetch', COPY);
    here.git('fetch', '--quiet', 'origin', SAME);
    const tip = here.git('rev-parse', `${PREFIX}one`);
    remote.git('update-ref', '-d', `${PREFIX}one`);
    await here.fetch();
    expect(await unsent(here, 'one')).toEqual(['one']);
    remote.git('update-ref', `${PREFIX}one`, tip);
    utimesSync(join(here.dir, '.git/opensession/known-there.json'), 1, 1);
    here.git('fetch', '--quiet', 'origin', SAME);
    expect(await unsent(here, 'one')).toEqual([]);
  });

  test('and not what git saw to have been replaced since it was pushed', async () => {
    const { there, here } = await both();
    await here.push();
    expect(await unsent(here, 'mine')).toEqual([]);
    await there.save('mine', 'other');
    there.git('push', '--quiet', '--force', 'origin', `${PREFIX}mine`);
    utimesSync(join(here.dir, '.git/opensession/known-there.json'), 1, 1);
    here.git('fetch', '--quiet', 'origin', `${PREFIX}mine`);
    expect(await unsent(here, 'mine')).toEqual(['mine']);
  });

  test('of an archive as well', async () => {
    const { there, here } = await both();
    await here.fetch();
    await there.store.archive.fold([{ id: toArtifactId('one'), commit: there.git('rev-parse', `${PREFIX}one`) }]);
    await there.push();
    rmSync(join(here.dir, '.git/opensession/known-there.json'));
    expect(await unsent(here, 'one')).toEqual(['one']);
    here.git('fetch', '--quiet', 'origin', SAME);
    expect(await unsent(here, 'one')).toEqual([]);
  });
});

describe('of what is archived here the remote is not known to have', () => {
  const fold = (clone: Clone, id: string) =>
    clone.store.archive.fold([{ id: toArtifactId(id), commit: clone.git('rev-parse', `${PREFIX}${id}`) }]);

  test('what was never pushed, until the archive is', async () => {
    const here = await chosen(await origin().clone());
    for (const id of ['one', 'two']) await here.save(id, 'a');
    await fold(here, 'one');
    expect(await unsent(here, 'one')).toEqual(['one']);
    await here.push();
    expect(await unsent(here, 'one', 'two')).toEqual([]);
    await fold(here, 'two');
    expect(await unsent(here, 'one', 'two')).toEqual([]); // the one is live there, the other in the archive that is there
    await here.save('three', 'a');
    await fold(here, 'three');
    expect(await unsent(here, 'one', 'two', 'three')).toEqual(['three']);
    await here.push();
    expect(await unsent(here, 'one', 'two', 'three')).toEqual([]);
  });

  test('what is in no archive there any more; nothing that is live here and archived there', async () => {
    const remote = origin();
    const [here, there] = [await chosen(await remote.clone()), await remote.clone()];
    await here.save('one', 'a');
    await here.push();
    await there.fetch();
    await fold(there, 'one');
    await there.push();
    await here.fetch();
    expect(remote.git('for-each-ref', PREFIX)).toBe('');
    expect(here.git('for-each-ref', PREFIX)).not.toBe('');
    expect(await unsent(here, 'one')).toEqual([]);
    remote.git('update-ref', '-d', ARCHIVE_REF);
    await here.fetch();
    expect(await unsent(here, 'one')).toEqual(['one']);
  });
});
